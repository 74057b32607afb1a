package scorecard

import "signoff/internal/fact"

// What became of something between two assessments.
const (
	Fixed     = "fixed"     // not satisfied before, satisfied now
	Regressed = "regressed" // satisfied before, not satisfied now
	New       = "new"
	Gone      = "gone"
	Changed   = "changed" // otherwise
	Added     = "added"   // of a waiver
	Lapsed    = "expired" // of a waiver
)

// Difference is what changed from one assessment to another: outcomes, and
// whether the criteria or the evidence are the cause.
type Difference struct {
	Before Side `json:"before"`
	After  Side `json:"after"`
	// PlanChanged says that what was declared is not the same.
	PlanChanged bool `json:"plan_changed"`
	// ThresholdsChanged says that the verdict asks something else, and Thresholds
	// what it asked before and asks after; left out when nothing changed.
	ThresholdsChanged bool              `json:"thresholds_changed"`
	Thresholds        [2]string         `json:"thresholds,omitzero"`
	Rules             []RuleChange      `json:"rules"`
	Criteria          []CriterionChange `json:"criteria"`
	Evidence          []EvidenceChange  `json:"evidence"`
	Waivers           []WaiverChange    `json:"waivers"`
	// Terms explain the change of the score: their changes add up to it.
	Terms []TermChange `json:"terms"`
	// Exit is what the run was told to fail on and found, nil when it was told
	// nothing.
	Exit *Exit `json:"exit,omitempty"`
}

// Side is one of the two assessments.
type Side struct {
	Project    string `json:"project" doc:"what was assessed"`
	SHA256     string `json:"sha256,omitempty" doc:"its digest, as its reports state it"`
	Release    string `json:"release,omitempty" doc:"the release of it"`
	Commit     string `json:"commit,omitempty" doc:"its commit"`
	AsOf       string `json:"as_of" doc:"the instant that it speaks of"`
	Verdict    Ruling `json:"verdict" doc:"its verdict"`
	Compliance string `json:"compliance,omitempty" doc:"its strict compliance, a percentage"`
	Score      string `json:"score,omitempty" doc:"its strict score, in points of 100"`
	Declared   int    `json:"declared" doc:"how many criteria it has"`
}

// CriterionChange is one criterion that is not as it was. Whether the
// criterion itself changed or its evidence is told apart.
type CriterionChange struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	What     string      `json:"what"`
	Before   Outcome     `json:"before,omitempty"`
	After    Outcome     `json:"after,omitempty"`
	Reason   fact.Reason `json:"reason,omitempty"` // why it is unknown now
	Measured [2]string   `json:"measured"`
	Target   [2]Bound    `json:"target"`
	// Changes name what the criterion counts that is not as it was: "blocker
	// dropped", "weight 2 → 1", "warn < 8ms dropped".
	Changes []string `json:"changes,omitempty"`
	// AskedOtherwise says that the question is another one, its target apart.
	AskedOtherwise bool `json:"asked_otherwise"`
	// Declared is where the criterion is, or was.
	Declared Declared `json:"declared"`
	// CriterionChanged says that another question is asked; Loosened that its
	// target accepts all that the old one did and more.
	CriterionChanged bool `json:"criterion_changed"`
	Loosened         bool `json:"loosened"`
	Tightened        bool `json:"tightened"`
	// EvidenceChanged says that other bytes were read.
	EvidenceChanged bool `json:"evidence_changed"`
}

// EvidenceChange is one evidence that is not as it was.
type EvidenceChange struct {
	ID     string           `json:"id"`
	What   string           `json:"what"`
	Files  [2]int           `json:"files"`
	State  [2]EvidenceState `json:"state"`
	SHA256 [2]string        `json:"sha256"`
	Tool   [2]string        `json:"tool"`
	// Severities are the rules that are listed on both sides and are not rated
	// as they were: a rule that was downgraded takes its findings along.
	Severities []SeverityChange `json:"severities,omitempty"`
}

// SeverityChange is a rule of a scanner whose worst finding has another
// severity than before.
type SeverityChange struct {
	Rule   string   `json:"rule"`
	Before Severity `json:"before"`
	After  Severity `json:"after"`
}

// WaiverChange is one waiver that is not as it was; State is "" where it is
// not declared.
type WaiverChange struct {
	ID        string         `json:"id"`
	Criterion string         `json:"criterion"`
	What      string         `json:"what"` // added, gone, expired or changed
	State     [2]WaiverState `json:"state"`
	Expires   [2]string      `json:"expires"`
	Declared  Declared       `json:"declared"`
}

// TermChange is what one criterion adds to the change of the score, in points.
type TermChange struct {
	Criterion string `json:"criterion"`
	Before    string `json:"before,omitempty"`
	After     string `json:"after,omitempty"`
	Change    string `json:"change"`
	Exact     string `json:"exact"`
}
