// Package scorecard is the judgement as data: outcomes, scores, compliance
// and verdict with everything that a report needs to show them. It is the
// document of schema signoff.assessment/v1. It judges nothing itself.
package scorecard

// Schema names the JSON document that a Scorecard marshals to.
const Schema = "signoff.assessment/v1"

// Outcome is what became of a criterion. The zero value is unknown, so that
// nothing falls back to met.
type Outcome string

// The outcomes.
const (
	Unknown       Outcome = "unknown"
	Met           Outcome = "met"
	Warning       Outcome = "warning"
	Unmet         Outcome = "unmet"
	NotApplicable Outcome = "not-applicable"
)

// Outcomes lists them in the order in which reports count them.
var Outcomes = []Outcome{Met, Warning, Unmet, Unknown, NotApplicable}

// Satisfied says whether the outcome counts towards compliance.
func (o Outcome) Satisfied() bool { return o == Met || o == Warning }

// Basis says what a criterion stands on.
type Basis string

// The bases.
const (
	Measured   Basis = "measured"
	Documented Basis = "documented"
	Attested   Basis = "attested"
)

// Verdicts of an assessment.
const (
	Approved      = "approved"
	Conditional   = "conditional"
	Rejected      = "rejected"
	Indeterminate = "indeterminate"
)

// Scorecard is the whole assessment. Figures are strings or numbers as shown;
// a field named exact holds the fraction that decided.
type Scorecard struct {
	Schema   string `json:"schema"`
	Project  string `json:"project"`
	Release  string `json:"release,omitempty"`
	Commit   string `json:"commit,omitempty"`
	AsOf     string `json:"as_of"`
	AsOfFrom string `json:"as_of_from"`
	Tool     Tool   `json:"tool"`
	Plan     Plan   `json:"plan"`

	Verdict    Verdict     `json:"verdict"`
	Compliance Compliance  `json:"compliance"`
	Score      Score       `json:"score"`
	Categories []Category  `json:"categories"`
	Criteria   []Criterion `json:"criteria"`
	Evidence   []Evidence  `json:"evidence"`
	Waivers    []Waiver    `json:"waivers"`
	Approvals  []Approval  `json:"approvals"`
	Limits     []Limit     `json:"limits"`
	Narrative  []Narrative `json:"narrative,omitempty"`
}

// Tool is the program that made the assessment.
type Tool struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
}

// Plan identifies what was declared.
type Plan struct {
	SHA256     string      `json:"sha256"`
	Packs      []Pack      `json:"packs"`
	Params     []Param     `json:"params"`
	Tailor     []Tailoring `json:"tailor"`
	Thresholds Thresholds  `json:"thresholds"`
	Roles      []string    `json:"roles,omitempty"`
}

// Pack is an included criteria file with its digest.
type Pack struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Param is a parameter in force.
type Param struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"`
}

// Tailoring is a declared change of a pack's criterion.
type Tailoring struct {
	Criterion  string   `json:"criterion"`
	Key        string   `json:"key"`
	Old        string   `json:"old"`
	New        string   `json:"new"`
	Because    string   `json:"because"`
	ApprovedBy string   `json:"approved_by,omitempty"`
	Declared   Declared `json:"declared"`
}

// Thresholds are what the verdict asks, as written; Default says that they
// are the ones that hold when nothing is declared.
type Thresholds struct {
	Approved    Bar     `json:"approved"`
	Conditional Bar     `json:"conditional"`
	Default     bool    `json:"default"`
	Warning     string  `json:"warning_credit"`
	Grades      []Grade `json:"grades"`
}

// Bar is one pair of verdict thresholds; "" asks nothing.
type Bar struct {
	Compliance string `json:"compliance,omitempty"`
	Score      string `json:"score,omitempty"`
}

// Grade is a name for scores from a bound up.
type Grade struct {
	Name string `json:"name"`
	From string `json:"from"`
}

// Verdict is the judgement with every reason that holds, in order.
type Verdict struct {
	Outcome           string   `json:"outcome"`
	BeforeApprovals   string   `json:"before_approvals"`
	ForWantOfEvidence bool     `json:"for_want_of_evidence"`
	Reasons           []Reason `json:"reasons"`
	// Conditions are the open criteria of a conditional verdict.
	Conditions []Condition `json:"conditions,omitempty"`
}

// Reason is one code of DESIGN section 4 with its sentence and the criteria,
// roles or evidence that it is about.
type Reason struct {
	Code string   `json:"code"`
	Text string   `json:"text"`
	IDs  []string `json:"ids,omitempty"`
}

// Condition is an open criterion that a conditional verdict depends on.
type Condition struct {
	Criterion string `json:"criterion"`
	Owner     string `json:"owner,omitempty"`
	Text      string `json:"text"`
}

// Compliance counts criteria. Strict and WithWaivers are percentages as shown
// ("73.1") and left out when 0 of 0 apply; Met counts met alone.
type Compliance struct {
	Strict        string `json:"strict,omitempty"`
	WithWaivers   string `json:"with_waivers,omitempty"`
	Exact         string `json:"exact,omitempty"`
	Met           int    `json:"met"`
	Warning       int    `json:"warning"`
	Unmet         int    `json:"unmet"`
	Unknown       int    `json:"unknown"`
	Applicable    int    `json:"applicable"`
	NotApplicable int    `json:"not_applicable"`
	Declared      int    `json:"declared"`
	Waived        int    `json:"waived"`
	Basis         Bases  `json:"basis"`
}

// Satisfied is met and warning together.
func (c Compliance) Satisfied() int { return c.Met + c.Warning }

// Bases counts satisfied criteria by what they stand on.
type Bases struct {
	Measured   int `json:"measured"`
	Documented int `json:"documented"`
	Attested   int `json:"attested"`
}

// Score is the weighted score in points, strict and with waivers, as shown.
type Score struct {
	Strict      string `json:"strict,omitempty"`
	WithWaivers string `json:"with_waivers,omitempty"`
	Exact       string `json:"exact,omitempty"`
	Grade       string `json:"grade,omitempty"`
}

// Category is one group of criteria with its score.
type Category struct {
	ID          string  `json:"id"`
	Title       string  `json:"title"`
	Weight      string  `json:"weight"`
	Score       string  `json:"score,omitempty"`
	WithWaivers string  `json:"with_waivers,omitempty"`
	Exact       string  `json:"exact,omitempty"`
	Grade       string  `json:"grade,omitempty"`
	Met         int     `json:"met"`
	Warning     int     `json:"warning"`
	Unmet       int     `json:"unmet"`
	Unknown     int     `json:"unknown"`
	Applicable  int     `json:"applicable"`
	Risk        string  `json:"risk"`
	RiskWhy     string  `json:"risk_why"`
	Percent     float64 `json:"-"` // strict score for drawing bars, 0 when none
}

// Declared is where something stands in the criteria.
type Declared struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// Figure is a measured value as shown with its unit apart.
type Figure struct {
	Value string `json:"value"`
	Unit  string `json:"unit,omitempty"`
}

// Criterion is one judged criterion.
type Criterion struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Category string   `json:"category"`
	Outcome  Outcome  `json:"outcome"`
	Reason   string   `json:"reason,omitempty"`
	Detail   []Detail `json:"detail,omitempty"`
	Basis    Basis    `json:"basis"`
	Measure  string   `json:"measure,omitempty"`
	Question string   `json:"question,omitempty"` // in words: measure, where, evidence
	Measured *Figure  `json:"measured,omitempty"`
	// Shown is measured value and unit as one text for people.
	Shown    string   `json:"-"`
	Exact    string   `json:"exact,omitempty"`
	Part     int64    `json:"part,omitempty"`
	Whole    int64    `json:"whole,omitempty"`
	Series   string   `json:"series,omitempty"` // which of several figures decided
	Single   bool     `json:"single_figure,omitempty"`
	Seen     *int64   `json:"seen,omitempty"`
	Matched  *int64   `json:"matched,omitempty"`
	Beside   []Note   `json:"beside,omitempty"`
	Target   string   `json:"target"`
	Warn     string   `json:"warn,omitempty"`
	Headroom string   `json:"headroom,omitempty"`
	Credit   string   `json:"credit"`
	Share    string   `json:"share,omitempty"` // of the overall score, a percentage
	Blocker  bool     `json:"blocker"`
	Weight   string   `json:"weight"`
	Waived   bool     `json:"waived"`
	Waiver   string   `json:"waiver,omitempty"` // id of the waiver in force
	Revision string   `json:"revision"`
	Tailored bool     `json:"tailored,omitempty"`
	Declared Declared `json:"declared"`
	Pack     string   `json:"pack,omitempty"`
	Evidence []Place  `json:"evidence"`

	Exhibits     []Exhibit `json:"exhibits"`
	ExhibitsMore int64     `json:"exhibits_more"`
	Rows         []Row     `json:"rows,omitempty"`
	Members      []Member  `json:"members,omitempty"`

	Owner      string   `json:"owner,omitempty"`
	Why        string   `json:"why,omitempty"`
	Fix        string   `json:"fix,omitempty"`
	Refs       []string `json:"refs,omitempty"`
	NotBecause string   `json:"not_applicable_because,omitempty"`
	NotBy      string   `json:"not_applicable_approved_by,omitempty"`
	Gauge      *Gauge   `json:"-"`
}

// Gauge places a figure for drawing: fractions of the target (1 is the target).
type Gauge struct {
	Value, Warn   float64
	HasWarn       bool
	LowerIsBetter bool
}

// Detail is one reason that holds, in words.
type Detail struct {
	Reason string `json:"reason"`
	Text   string `json:"text"`
	Path   string `json:"path,omitempty"`
	Line   int    `json:"line,omitempty"`
}

// Note is a named count shown beside a figure.
type Note struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// Place is where an evidence says the figure.
type Place struct {
	ID   string `json:"id"`
	Path string `json:"path,omitempty"`
	Line int    `json:"line,omitempty"`
}

// Exhibit is a record kept for the reader, worst first.
type Exhibit struct {
	Rank    string `json:"rank,omitempty"`
	Name    string `json:"name,omitempty"`
	Text    string `json:"text,omitempty"`
	Subject string `json:"subject,omitempty"`
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// Row is one line of a breakdown by a field.
type Row struct {
	Name  string `json:"name"`
	Shown string `json:"shown"`
	Part  int64  `json:"part,omitempty"`
	Whole int64  `json:"whole,omitempty"`
}

// Member is one part of a composite criterion.
type Member struct {
	Measure string  `json:"measure"`
	Target  string  `json:"target"`
	Shown   string  `json:"measured,omitempty"`
	Outcome Outcome `json:"outcome"`
}

// Evidence is one entry of the evidence register.
type Evidence struct {
	ID          string     `json:"id"`
	Path        string     `json:"path,omitempty"` // the declared glob or path
	Files       []File     `json:"files"`
	Format      string     `json:"format,omitempty"`
	Kind        string     `json:"kind,omitempty"`
	Tool        *Tool      `json:"tool,omitempty"`
	SHA256      string     `json:"sha256,omitempty"` // of the one file, or over the digests of all
	Bytes       int64      `json:"bytes"`
	ProducedAt  string     `json:"produced_at,omitempty"`
	DatedBy     string     `json:"dated_by"` // file, collect, declared, none
	DatedName   string     `json:"dated_name,omitempty"`
	Commit      string     `json:"commit,omitempty"`
	Bound       string     `json:"bound"` // commit, tree, none
	State       string     `json:"state"` // usable, or the first reason
	Detail      []Detail   `json:"detail,omitempty"`
	Transcribed string     `json:"transcribed,omitempty"`
	Statement   *Statement `json:"statement,omitempty"`
	Scope       []Note     `json:"scope,omitempty"`
	Collect     string     `json:"collect,omitempty"`
	UsedBy      []string   `json:"used_by,omitempty"`
}

// File is one file of an evidence.
type File struct {
	Path       string `json:"path"`
	Format     string `json:"format,omitempty"`
	SHA256     string `json:"sha256,omitempty"`
	Bytes      int64  `json:"bytes"`
	ProducedAt string `json:"produced_at,omitempty"`
	Same       string `json:"same_as,omitempty"`
}

// Statement is a person's word in place of a tool's.
type Statement struct {
	Text  string `json:"text"`
	By    string `json:"by"`
	On    string `json:"on"`
	Holds bool   `json:"holds"`
	Proof string `json:"proof,omitempty"`
}

// Waiver is an accepted exception and what it does to this assessment.
type Waiver struct {
	ID         string   `json:"id"`
	Criterion  string   `json:"criterion"`
	Reason     string   `json:"reason"`
	Owner      string   `json:"owner"`
	ApprovedBy string   `json:"approved_by"`
	Ticket     string   `json:"ticket,omitempty"`
	Granted    string   `json:"granted,omitempty"`
	Expires    string   `json:"expires"`
	Limit      string   `json:"limit,omitempty"`
	Covers     []string `json:"covers"`
	// State is in-force, expiring, expired, not-yet, out-of-limit or unused.
	State    string   `json:"state"`
	Declared Declared `json:"declared"`
}

// Approval is a role's sign-off; State is given, conditional, refused, void or
// missing.
type Approval struct {
	Role      string   `json:"role"`
	Name      string   `json:"name,omitempty"`
	Date      string   `json:"date,omitempty"`
	State     string   `json:"state"`
	Condition string   `json:"condition,omitempty"`
	Digest    string   `json:"digest,omitempty"`
	Notes     []string `json:"notes,omitempty"`
}

// Limit is one thing that this report cannot vouch for.
type Limit struct {
	Code string   `json:"code"`
	Text string   `json:"text"`
	IDs  []string `json:"ids,omitempty"`
}

// Narrative is a part that people wrote: Markdown whose figures are still
// calls in double braces; report fills them in from the same scorecard.
type Narrative struct {
	Slot string `json:"slot"`
	Text string `json:"text"`
}
