// Package scorecard is the judgement as data: outcomes, scores, compliance
// and verdict with everything that a report needs to show them. It is the
// document of schema signoff.assessment/v1. It judges nothing itself.
package scorecard

import (
	"cmp"
	"strings"
)

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

// Scorecard is the whole assessment. Figures are strings or numbers as shown;
// a field named exact holds the fraction that decided.
type Scorecard struct {
	Schema  string `json:"schema"`
	Project string `json:"project"`
	Release string `json:"release,omitempty"`
	Commit  string `json:"commit,omitempty"`
	// Tree is the SHA-256 over path and blob of the source, without evidence,
	// approvals and reports.
	Tree string `json:"tree,omitempty"`
	// Subject is what is released, by digest.
	Subject  []Subject `json:"subject,omitempty"`
	AsOf     string    `json:"as_of"`
	AsOfFrom string    `json:"as_of_from"`
	// AsOfLocal is AsOf in the zone that the project is shown in.
	Timezone  string `json:"timezone,omitempty"`
	AsOfLocal string `json:"as_of_local,omitempty"`
	Tool      Tool   `json:"tool"`
	Plan      Plan   `json:"plan"`

	Verdict    Verdict     `json:"verdict"`
	Compliance Compliance  `json:"compliance"`
	Score      Score       `json:"score"`
	Categories []Category  `json:"categories"`
	Criteria   []Criterion `json:"criteria"`
	Evidence   []Evidence  `json:"evidence"`
	Waivers    []Waiver    `json:"waivers"`
	Approvals  []Approval  `json:"approvals"`
	Limits     []Limit     `json:"limits"`
	Aside      *Aside      `json:"aside,omitempty"`
	Narrative  []Narrative `json:"narrative,omitempty"`

	// What the project declares of the document itself.
	Control    *Control    `json:"control,omitempty"`
	Lang       string      `json:"lang,omitempty"`
	Period     string      `json:"period,omitempty"`
	Branch     string      `json:"branch,omitempty"`
	Contacts   []Contact   `json:"contacts,omitempty"`
	Objectives []Objective `json:"objectives,omitempty"`

	// Since is what changed, when another assessment was compared; Accepted what
	// of a conditional verdict was accepted, and Exit how the run ended.
	Since    *Since   `json:"since,omitempty"`
	Accepted []string `json:"accepted,omitempty"`
	Exit     *Exit    `json:"exit,omitempty"`
}

// Exit is the exit code of a run, and why it is not 0.
type Exit struct {
	Code    int      `json:"code"`
	Because []string `json:"because"`
}

// Subject is an artefact that is released: a file by its path, or an image by its
// name. SHA256 is "" for one that is not there.
type Subject struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256,omitempty"`
}

// Aside counts what was set aside by somebody's word: nil when nothing was.
type Aside struct {
	Waivers       int   `json:"waivers"`
	Findings      int64 `json:"findings"` // that waivers with a scope cover
	Cleared       int64 `json:"cleared_by_vex"`
	Suppressed    int64 `json:"suppressed"`
	Tailored      int   `json:"tailored"`
	NotCounted    int   `json:"not_counted"`
	NotApplicable int   `json:"not_applicable"`
	ByAgent       int   `json:"by_agent"`
}

// Tool is the program that made the assessment.
type Tool struct {
	Name     string `json:"name"`
	Version  string `json:"version,omitempty"`
	Revision string `json:"revision,omitempty"`
}

// Plan identifies what was declared.
type Plan struct {
	SHA256     string      `json:"sha256"`
	Packs      []Pack      `json:"packs"`
	Policy     *Pack       `json:"policy,omitempty"`
	From       string      `json:"from,omitempty"`
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

// Thresholds are what the verdict asks and rests on, as written; Default says
// that all of them are those that hold when nothing is declared.
type Thresholds struct {
	Approved    Bar     `json:"approved"`
	Conditional Bar     `json:"conditional"`
	Default     bool    `json:"default"`
	Warning     string  `json:"warning_credit"`
	Grades      []Grade `json:"grades"`
	WaiverMax   string  `json:"waiver_max,omitempty"` // the longest life of a waiver
}

// words say in a line what the verdict asks and rests on.
func (t Thresholds) words() string {
	parts := []string{"approved asks " + t.Approved.words(), "conditional asks " + t.Conditional.words(), "a warning counts " + t.Warning}
	var grades []string
	for _, g := range t.Grades {
		grades = append(grades, g.Name+" from "+g.From)
	}
	if len(grades) > 0 {
		parts = append(parts, "grades "+strings.Join(grades, ", "))
	}
	if t.WaiverMax != "" {
		parts = append(parts, "waivers last at most "+t.WaiverMax)
	}
	return strings.Join(parts, "; ")
}

func (b Bar) words() string {
	var asks []string
	if b.Compliance != "" {
		asks = append(asks, "compliance "+b.Compliance)
	}
	if b.Score != "" {
		asks = append(asks, "score "+b.Score)
	}
	return cmp.Or(strings.Join(asks, " and "), "nothing")
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
	Outcome           Ruling   `json:"outcome"`
	BeforeApprovals   Ruling   `json:"before_approvals"`
	ForWantOfEvidence bool     `json:"for_want_of_evidence"`
	Reasons           []Reason `json:"reasons"`
	// Conditions are the open criteria of a conditional verdict.
	Conditions []Condition `json:"conditions,omitempty"`
}

// Reason is one code of a verdict with its sentence and the criteria, roles or
// evidence that it is about.
type Reason struct {
	Code Code     `json:"code"`
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
	Informing     int    `json:"informing,omitempty"`
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
	ID          string `json:"id"`
	Title       string `json:"title"`
	Weight      string `json:"weight"`
	Score       string `json:"score,omitempty"`
	WithWaivers string `json:"with_waivers,omitempty"`
	Exact       string `json:"exact,omitempty"`
	Grade       string `json:"grade,omitempty"`
	Met         int    `json:"met"`
	Warning     int    `json:"warning"`
	Unmet       int    `json:"unmet"`
	Unknown     int    `json:"unknown"`
	Applicable  int    `json:"applicable"`
	Risk        Risk   `json:"risk,omitempty"`
	RiskWhy     string `json:"risk_why"`
	Note        string `json:"note,omitempty"`
}

// Narrative is a part that people wrote: Markdown whose figures are still
// calls in double braces; report fills them in from the same scorecard.
type Narrative struct {
	Slot string `json:"slot"`
	Text string `json:"text"`
}
