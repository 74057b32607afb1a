package scorecard

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// RunSchema names the JSON of a Run.
const RunSchema = "signoff.run/v1"

// Run is what a history keeps of one assessment: its figures, without their
// evidence and without the name of a person. It is a function of the assessment
// and of the line alone, so that anybody who has the assessment can make it again.
//
// It is about 1 KB and 60 bytes a criterion long.
type Run struct {
	Schema string `json:"schema"`
	// Service is the project, and Line what its runs are compared within, such as
	// main or a branch that releases are made of.
	Service string `json:"service"`
	Line    string `json:"line"`
	Release string `json:"release,omitempty"`
	Commit  string `json:"commit,omitempty"`
	Branch  string `json:"branch,omitempty"`
	// AsOf is the instant of the assessment in UTC (RFC 3339).
	AsOf string `json:"as_of"`
	// Assessment is the digest that approvals are bound to, Plan that of what was
	// declared, and Policy the pack that could not be left out.
	Assessment string `json:"assessment"`
	Plan       string `json:"plan"`
	Policy     string `json:"policy,omitempty"`
	// Asks are the targets of the verdict: compliance and score of approved, then
	// those of conditional.
	Asks    [4]string `json:"asks"`
	Verdict Ruling    `json:"verdict"`
	// Signed counts the approvals that are signed or recorded, and SignedOn is when
	// the last of them was made.
	Signed   int    `json:"signed,omitempty"`
	SignedOn string `json:"signed_on,omitempty"`
	// Override is until when a person's override released it although it is not
	// approved (RFC 3339), "" when nobody did.
	Override string `json:"override,omitempty"`
	// Reasons are the codes of the verdict, each with ids as far as they fit.
	Reasons    []string  `json:"reasons,omitempty"`
	Compliance RunFigure `json:"compliance"`
	Score      RunFigure `json:"score"`
	Counts     RunCounts `json:"counts"`
	Waived     int       `json:"waived,omitempty"`
	// ExpiresNext is the day at whose end something that the verdict rests on is no
	// longer in force, and ExpiresWhat says what.
	ExpiresNext string         `json:"expires_next,omitempty"`
	ExpiresWhat string         `json:"expires_what,omitempty"`
	Criteria    []RunCriterion `json:"criteria"`
}

// RunFigure is a compliance or a score: as shown, and the fraction that decided.
type RunFigure struct {
	Strict      string `json:"strict,omitempty"`
	WithWaivers string `json:"with_waivers,omitempty"`
	Exact       string `json:"exact,omitempty"`
}

// RunCounts count the criteria of a run by their outcome.
type RunCounts struct {
	Met           int `json:"met"`
	Warning       int `json:"warning,omitempty"`
	Unmet         int `json:"unmet,omitempty"`
	Unknown       int `json:"unknown,omitempty"`
	NotApplicable int `json:"not_applicable,omitempty"`
}

// Satisfied is met and warning together, Applicable all that count.
func (c RunCounts) Satisfied() int  { return c.Met + c.Warning }
func (c RunCounts) Applicable() int { return c.Met + c.Warning + c.Unmet + c.Unknown }

// RunCriterion is what became of one criterion. It is written as a list of
// texts: id, revision, outcome with its marks, value, unit, question; empty ones at
// the end are left out. In place of unknown stands its reason.
type RunCriterion struct {
	ID string
	// Revision is the start of what identifies what was asked.
	Revision string
	Outcome  Outcome
	Reason   fact.Reason
	// Waived says that a waiver lifts it, and Idle that one is in force for it that
	// has nothing to lift.
	Waived, Idle bool
	Informs      bool
	// Value is the exact figure in Unit, a decimal where that ends, else a
	// fraction; a percentage is the part of its whole. "" when there is none.
	Value, Unit string
	// Asked identifies the question of a figure that is compared with past runs.
	Asked string
}

// The bounds of a row.
const (
	// RunBytes and RunCriterionBytes are how long a row is meant to be at most.
	RunBytes          = 1024
	RunCriterionBytes = 60
	// MaxRunBytes is the longest row that is read.
	MaxRunBytes = 16 << 20

	revisionDigits = 8
	longestExact   = 120 // of a figure; a longer one is left out
	longestName    = 200
)

// RunOf is the row of an assessment on a line; "" is the line main. The branch
// is for people to read and "" when nobody knows it.
func RunOf(s *Scorecard, line, branch string) (*Run, error) {
	asOf, err := time.Parse(time.RFC3339, s.AsOf)
	if err != nil {
		return nil, fmt.Errorf("as_of: expected a time such as 2026-11-21T18:00:00Z, found %q", s.AsOf)
	}
	r := &Run{
		Schema: RunSchema, Service: s.Project, Line: cmp.Or(line, "main"), Release: s.Release, Commit: s.Commit, Branch: cmp.Or(branch, s.Branch),
		AsOf: asOf.UTC().Format(time.RFC3339), Assessment: s.Digest(), Plan: s.Plan.SHA256,
		Verdict:    s.Verdict.Outcome,
		Compliance: RunFigure{s.Compliance.Strict, other(s.Compliance.WithWaivers, s.Compliance.Strict), s.Compliance.Exact},
		Score:      RunFigure{s.Score.Strict, other(s.Score.WithWaivers, s.Score.Strict), s.Score.Exact},
		Counts:     RunCounts{s.Compliance.Met, s.Compliance.Warning, s.Compliance.Unmet, s.Compliance.Unknown, s.Compliance.NotApplicable},
		Waived:     s.Compliance.Waived,
		Criteria:   make([]RunCriterion, len(s.Criteria)),
	}
	bars := s.Plan.Thresholds
	r.Asks = [4]string{bars.Approved.Compliance.written, bars.Approved.Score.written, bars.Conditional.Compliance.written, bars.Conditional.Score.written}
	if p := s.Plan.Policy; p != nil {
		r.Policy = p.Name + "@" + p.SHA256[:min(12, len(p.SHA256))]
	}
	for _, a := range s.Approvals {
		if a.State == Signed || a.State == Recorded {
			r.Signed++
			r.SignedOn = max(r.SignedOn, a.Date)
		}
	}
	if o := s.Released(); o != nil {
		r.Override = o.Until
	}
	r.ExpiresNext, r.ExpiresWhat = s.expiresNext(asOf)
	idle := map[string]bool{}
	for i := range s.Waivers {
		if w := &s.Waivers[i]; w.State == CoversNothing || w.State == OutOfLimit {
			idle[w.Criterion] = true
		}
	}
	for i := range s.Criteria {
		r.Criteria[i] = runCriterion(&s.Criteria[i])
		r.Criteria[i].Idle = !r.Criteria[i].Waived && idle[s.Criteria[i].ID]
	}
	for _, text := range []struct{ name, text string }{{"project", r.Service}, {"line", r.Line}, {"release", r.Release}, {"branch", r.Branch}} {
		if len(text.text) > longestName {
			return nil, fmt.Errorf("%s: a history keeps names of at most %d bytes, found %d", text.name, longestName, len(text.text))
		}
	}
	r.reasons(s.Verdict.Reasons)
	return r, nil
}

// other is a figure where it is another than the strict one.
func other(figure, strict string) string {
	if figure == strict {
		return ""
	}
	return figure
}

// reasons keeps every code, and the ids of each as far as the row has room.
func (r *Run) reasons(all []Reason) {
	for _, reason := range all {
		r.Reasons = append(r.Reasons, string(reason.Code))
	}
	room := RunBytes - r.head()
	for i, reason := range all {
		for _, id := range reason.IDs {
			if room -= len(id) + 1; room < 0 {
				return
			}
			r.Reasons[i] += " " + id
		}
	}
}

// head is how long the row is without its criteria.
func (r *Run) head() int {
	bare := *r
	bare.Criteria = nil
	text, err := bare.JSON()
	if err != nil {
		return RunBytes
	}
	return len(text)
}

// expiresNext is the first day, as of an instant, at whose end a waiver that has
// an effect or the condition of an approval ends.
func (s *Scorecard) expiresNext(asOf time.Time) (day, what string) {
	today := asOf.UTC().Add(-time.Nanosecond).Format(time.DateOnly) // the end of a day is still that day
	note := func(until, of string) {
		until, _, _ = strings.Cut(until, "T")
		if until >= today && (day == "" || until < day) {
			day, what = until, of
		}
	}
	for i := range s.Waivers {
		if w := &s.Waivers[i]; w.State == InForce || w.State == Expiring {
			note(w.Expires, "waiver "+w.ID+" "+w.Criterion)
		}
	}
	for i := range s.Approvals {
		if a := &s.Approvals[i]; a.Until != "" && (a.State == Signed || a.State == Recorded) {
			note(a.Until, "condition of "+a.Role)
		}
	}
	if o := s.Released(); o != nil {
		note(o.Until, "override")
	}
	return day, what
}

func runCriterion(c *Criterion) RunCriterion {
	r := RunCriterion{ID: c.ID, Revision: c.Revision[:min(revisionDigits, len(c.Revision))], Outcome: c.Outcome, Waived: c.Waived, Informs: c.Informs}
	if c.Outcome == Unknown {
		r.Reason = c.Reason
	}
	value, unit := c.Exact, ""
	if c.Measured != nil {
		unit = c.Measured.Unit
	}
	if c.Job != nil { // a later run compares with the figure itself
		value, unit, r.Asked = c.Job.Exact, c.Job.Unit, c.Job.Asked
	}
	if value = brief(value); len(value) <= longestExact && value != "" {
		r.Value, r.Unit = value, unit
	}
	return r
}

// brief writes a fraction as a decimal where that ends and is shorter.
func brief(exact string) string {
	r, ok := rational(exact)
	if !ok {
		return ""
	}
	text := r.RatString()
	if r.IsInt() {
		return text
	}
	digits, ends := r.FloatPrec()
	if decimal := r.FloatString(digits); ends && len(decimal) <= len(text) {
		return decimal
	}
	return text
}

// Figure is the exact value with its unit; the zero Value when there is none.
func (c *RunCriterion) Figure() quantity.Value {
	number, ok := rational(c.Value)
	unit, err := quantity.ParseUnit(c.Unit)
	if !ok || err != nil {
		return quantity.Value{}
	}
	if unit.Dimension() == quantity.Proportion {
		number.Mul(number, big.NewRat(100, 1))
	}
	return quantity.Of(number, unit)
}

// Find is the criterion of that id, else of the first of its earlier ids that the
// run knows; nil when it knows none.
func (r *Run) Find(id string, was []string) *RunCriterion {
	for _, name := range append([]string{id}, was...) {
		if i := slices.IndexFunc(r.Criteria, func(c RunCriterion) bool { return c.ID == name }); i >= 0 {
			return &r.Criteria[i]
		}
	}
	return nil
}
