// Package scorecard is the judgement as data: outcomes, scores, compliance
// and verdict with everything that a report needs to show them. It is the
// document of schema signoff.assessment/v1. It judges nothing itself.
package scorecard

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
)

// Schema names the JSON document that a Scorecard marshals to.
const Schema Version = "signoff.assessment/v1"

// Version names a document and its version.
type Version string

// Outcome is what became of a criterion. The zero value is unknown, so that
// nothing falls back to met.
type Outcome string

// The outcomes.
const (
	Unknown       Outcome = fact.RuledUnknown
	Met           Outcome = fact.RuledMet
	Warning       Outcome = fact.RuledWarning
	Unmet         Outcome = fact.RuledUnmet
	NotApplicable Outcome = fact.RuledNotApplicable
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
	Schema  Version `json:"schema" doc:"which document this is, and its version"`
	Project string  `json:"project" doc:"what is assessed"`
	Release string  `json:"release,omitempty" doc:"the release of it"`
	Commit  string  `json:"commit,omitempty" doc:"the commit that the evidence must belong to"`
	// Tree is the SHA-256 over path and blob of the source, without evidence,
	// approvals and reports.
	Tree string `json:"tree,omitempty" doc:"the SHA-256 over the source: no written evidence, approvals or reports"`
	// Subject is what is released, by digest.
	Subject  []Subject `json:"subject,omitempty" doc:"what is released"`
	AsOf     string    `json:"as_of" doc:"the instant that the assessment speaks of, RFC 3339 in UTC"`
	AsOfFrom string    `json:"as_of_from" doc:"where that instant comes from: --as-of, SOURCE_DATE_EPOCH or clock"`
	// AsOfLocal is AsOf in the zone that the project is shown in.
	Timezone  string `json:"timezone,omitempty" doc:"the zone in which people are shown the instant, for display alone"`
	AsOfLocal string `json:"as_of_local,omitempty" doc:"that instant in this zone"`
	Tool      Tool   `json:"tool" doc:"the program that made the assessment"`
	Plan      Plan   `json:"plan" doc:"what was declared"`

	Verdict    Verdict     `json:"verdict" doc:"the judgement"`
	Compliance Compliance  `json:"compliance" doc:"how many criteria are satisfied"`
	Score      Score       `json:"score" doc:"the weighted score, in points of 100"`
	Categories []Category  `json:"categories" doc:"the groups of criteria, in the declared order"`
	Criteria   []Criterion `json:"criteria" doc:"the judged criteria, in the declared order"`
	Evidence   []Evidence  `json:"evidence" doc:"the evidence register"`
	Waivers    []Waiver    `json:"waivers" doc:"the declared waivers, and what each does to this assessment"`
	Approvals  []Approval  `json:"approvals" doc:"the sign-off of each role"`
	Overrides  []Override  `json:"overrides,omitempty" doc:"releases of this assessment in an emergency, although it is not approved; left out when there is none"`
	Limits     []Limit     `json:"limits" doc:"what this assessment cannot vouch for; never empty"`
	Aside      *Aside      `json:"aside,omitempty" doc:"what was set aside by somebody's word; left out when nothing was"`
	Narrative  []Narrative `json:"narrative,omitempty" doc:"what the project says in its own words"`

	// What the project declares of the document itself.
	Control    *Control    `json:"control,omitempty" doc:"what the document says of itself for those who file it"`
	Lang       string      `json:"lang,omitempty" doc:"the language of the project's texts"`
	Period     string      `json:"period,omitempty" doc:"the time that the assessment speaks of, in the project's words"`
	Branch     string      `json:"branch,omitempty" doc:"the branch that it speaks of"`
	Contacts   []Contact   `json:"contacts,omitempty" doc:"whom to ask about what"`
	Objectives []Objective `json:"objectives,omitempty" doc:"deliverables and standards that criteria refer to"`

	// What is quoted of the evidence, and what people say beside what is computed:
	// none of it decides anything.
	Excerpts []Excerpt   `json:"excerpts,omitempty" doc:"what is quoted of the evidence for the reader"`
	Risk     *SpokenRisk `json:"risk,omitempty" doc:"a person's word on the risk as a whole"`
	Remarks  []Remark    `json:"remarks,omitempty" doc:"what people say about what tables name"`
	KPIs     []KPI       `json:"kpis,omitempty" doc:"criteria that are followed beyond the release"`

	// Since is what changed, when another assessment was compared; Accepted what
	// of a conditional verdict was accepted, and Exit how the run ended.
	Since    *Since   `json:"since,omitempty" doc:"what changed since another assessment, when one was compared"`
	Accepted []string `json:"accepted,omitempty" doc:"what of a conditional verdict the run accepted"`
	Exit     *Exit    `json:"exit,omitempty" doc:"how the run ended"`
}

// Exit is the exit code of a run, and why it is not 0.
type Exit struct {
	Code    int      `json:"code" doc:"the exit code"`
	Because []string `json:"because" doc:"why it is not 0: the verdict, or what the run was told to fail on"`
}

// Subject is an artefact that is released: a file by its path, or an image by its
// name. SHA256 is "" for one that is not there.
type Subject struct {
	Name   string `json:"name" doc:"the path of the file, or the name of the image"`
	SHA256 string `json:"sha256,omitempty" doc:"its digest; left out while it is not there"`
}

// Aside counts what was set aside by somebody's word: nil when nothing was.
type Aside struct {
	Waivers       int   `json:"waivers" doc:"waivers in force that have an effect"`
	Findings      int64 `json:"findings" doc:"findings that waivers for some findings alone cover"`
	Cleared       int64 `json:"cleared_by_vex" doc:"findings cleared by VEX statements, of the questions asked"`
	Suppressed    int64 `json:"suppressed" doc:"findings suppressed at their source, of the questions asked"`
	Tailored      int   `json:"tailored" doc:"changes of what packs say"`
	NotCounted    int   `json:"not_counted" doc:"criteria that are shown and count nowhere, or not yet"`
	NotApplicable int   `json:"not_applicable" doc:"criteria that were declared not applicable"`
	ByAgent       int   `json:"by_agent" doc:"waivers, changes and statements that a program made"`
}

// Tool is the program that made the assessment.
type Tool struct {
	Name     string `json:"name" doc:"its name"`
	Version  string `json:"version,omitempty" doc:"its version"`
	Revision string `json:"revision,omitempty" doc:"the commit that it was built from"`
}

// Plan identifies what was declared.
type Plan struct {
	SHA256     string      `json:"sha256" doc:"the digest of all that was declared"`
	Packs      []Pack      `json:"packs" doc:"the included criteria files"`
	Policy     *Pack       `json:"policy,omitempty" doc:"the one that --policy named, which the project cannot leave out"`
	From       string      `json:"from,omitempty" doc:"the commit whose criteria judge, when not those on disk"`
	Params     []Param     `json:"params" doc:"the parameters in force"`
	Tailor     []Tailoring `json:"tailor" doc:"the declared changes of criteria of packs"`
	Thresholds Thresholds  `json:"thresholds" doc:"what the verdict asks and rests on"`
	Roles      []string    `json:"roles,omitempty" doc:"the roles that have to approve"`
}

// Pack is an included criteria file with its digest.
type Pack struct {
	Name   string `json:"name" doc:"its name, or its path"`
	SHA256 string `json:"sha256" doc:"the digest of the file"`
}

// Param is a parameter in force.
type Param struct {
	Name  string `json:"name" doc:"its name"`
	Value string `json:"value" doc:"its value"`
	From  string `json:"from" doc:"what set it"`
}

// Tailoring is a declared change of a pack's criterion.
type Tailoring struct {
	Criterion  string   `json:"criterion" doc:"the criterion that was changed"`
	Key        string   `json:"key" doc:"which of its keys"`
	Old        string   `json:"old" doc:"what the pack declares"`
	New        string   `json:"new" doc:"what the project declares instead"`
	Because    string   `json:"because" doc:"why"`
	ApprovedBy string   `json:"approved_by,omitempty" doc:"who approved it"`
	Declared   Declared `json:"declared" doc:"where"`
}

// Thresholds are what the verdict asks and rests on, as written; Default says
// that all of them are those that hold when nothing is declared.
type Thresholds struct {
	Approved    Bar     `json:"approved" doc:"what approved asks"`
	Conditional Bar     `json:"conditional" doc:"what conditional asks"`
	Default     bool    `json:"default" doc:"whether all of them are those that hold when nothing is declared"`
	Warning     string  `json:"warning_credit" doc:"what a warning counts, a fraction of 1"`
	Grades      []Grade `json:"grades" doc:"the names of scores, best first"`
	OwnGrades   bool    `json:"own_grades,omitempty" doc:"whether they are others than the usual ones"`
	WaiverMax   string  `json:"waiver_max,omitempty" doc:"the longest life of a waiver"`
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
	if !b.Compliance.IsZero() {
		asks = append(asks, "compliance "+b.Compliance.String())
	}
	if !b.Score.IsZero() {
		asks = append(asks, "score "+b.Score.String())
	}
	return cmp.Or(strings.Join(asks, " and "), "nothing")
}

// Bar is one pair of verdict thresholds; "" asks nothing.
type Bar struct {
	Compliance Bound `json:"compliance,omitzero" doc:"the target of compliance"`
	Score      Bound `json:"score,omitzero" doc:"the target of the score"`
}

// Grade is a name for scores from a bound up.
type Grade struct {
	Name string `json:"name" doc:"its name"`
	From string `json:"from" doc:"the score that it starts from"`
}

// Verdict is the judgement with every reason that holds, in order.
type Verdict struct {
	Outcome           Ruling   `json:"outcome" doc:"the verdict"`
	BeforeApprovals   Ruling   `json:"before_approvals" doc:"what it would be were every role to approve"`
	ForWantOfEvidence bool     `json:"for_want_of_evidence" doc:"whether it would be better if every unknown were met"`
	Reasons           []Reason `json:"reasons" doc:"every reason that holds, in order"`
	// Conditions are the open criteria of a conditional verdict.
	Conditions []Condition `json:"conditions,omitempty" doc:"the open criteria that a conditional verdict depends on"`
}

// Reason is one code of a verdict with its sentence and the criteria, roles or
// evidence that it is about.
type Reason struct {
	Code Code     `json:"code" doc:"the reason as a word for programs"`
	Text string   `json:"text" doc:"the reason as a sentence"`
	IDs  []string `json:"ids,omitempty" doc:"the criteria, roles or evidence that it is about"`
}

// Condition is an open criterion that a conditional verdict depends on.
type Condition struct {
	Criterion string `json:"criterion" doc:"the open criterion"`
	Owner     string `json:"owner,omitempty" doc:"who owns it"`
	Text      string `json:"text" doc:"what is open about it"`
}

// Compliance counts criteria. Strict and WithWaivers are percentages as shown
// ("73.1") and left out when 0 of 0 apply; Met counts met alone.
type Compliance struct {
	Strict        string `json:"strict,omitempty" doc:"satisfied of applicable in percent; left out when nothing applies"`
	WithWaivers   string `json:"with_waivers,omitempty" doc:"the same without the waived criteria"`
	Exact         string `json:"exact,omitempty" doc:"the strict share as a fraction"`
	Met           int    `json:"met" doc:"criteria that are met"`
	Warning       int    `json:"warning" doc:"those that satisfy their target and not their warn bound"`
	Unmet         int    `json:"unmet" doc:"criteria that do not satisfy their target"`
	Unknown       int    `json:"unknown" doc:"criteria without a usable figure"`
	Applicable    int    `json:"applicable" doc:"all four together"`
	NotApplicable int    `json:"not_applicable" doc:"criteria that were declared not applicable"`
	Informing     int    `json:"informing,omitempty" doc:"criteria that are shown and count nowhere, or not yet"`
	Declared      int    `json:"declared" doc:"all criteria"`
	Waived        int    `json:"waived" doc:"applicable criteria with a waiver in force"`
	Basis         Bases  `json:"basis" doc:"what the satisfied criteria stand on"`
}

// Satisfied is met and warning together.
func (c Compliance) Satisfied() int { return c.Met + c.Warning }

// Bases counts satisfied criteria by what they stand on.
type Bases struct {
	Measured   int `json:"measured" doc:"on what a tool measured"`
	Documented int `json:"documented" doc:"on what a document says"`
	Attested   int `json:"attested" doc:"on a person's word"`
}

// Score is the weighted score in points, strict and with waivers, as shown.
type Score struct {
	Strict      string `json:"strict,omitempty" doc:"the score; left out when nothing applies"`
	WithWaivers string `json:"with_waivers,omitempty" doc:"the score without the waived criteria"`
	Exact       string `json:"exact,omitempty" doc:"the strict score as a fraction"`
	Grade       string `json:"grade,omitempty" doc:"its grade"`
}

// Category is one group of criteria with its score.
type Category struct {
	ID          string `json:"id" doc:"its id"`
	Title       string `json:"title" doc:"its title"`
	Weight      string `json:"weight" doc:"what it counts among the categories"`
	Score       string `json:"score,omitempty" doc:"its score, in points of 100; left out when nothing applies"`
	WithWaivers string `json:"with_waivers,omitempty" doc:"its score without the waived criteria"`
	Exact       string `json:"exact,omitempty" doc:"its score as a fraction"`
	Grade       string `json:"grade,omitempty" doc:"its grade; the lowest when a blocker is unmet or unknown"`
	Met         int    `json:"met" doc:"criteria of it that are met"`
	Warning     int    `json:"warning" doc:"criteria of it that are a warning"`
	Unmet       int    `json:"unmet" doc:"criteria of it that are unmet"`
	Unknown     int    `json:"unknown" doc:"criteria of it that are unknown"`
	Applicable  int    `json:"applicable" doc:"all four together"`
	Risk        Risk   `json:"risk,omitempty" doc:"the risk of the domain"`
	RiskWhy     string `json:"risk_why" doc:"why"`
	Note        string `json:"note,omitempty" doc:"what the project says of it"`
}
