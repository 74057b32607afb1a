package scorecard

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/quantity"
)

// Past is the run as the assessment that a later one is compared with. What a
// row does not keep is what the later one says, as long as the criterion asks the
// same; of one that asked otherwise only that is known. Scores of categories and
// what evidence there was are not known. Its schema is that of a run.
func (r *Run) Past(now *Scorecard) *Scorecard {
	past := &Scorecard{
		Schema: RunSchema, Project: r.Service, Release: r.Release, Commit: r.Commit, Branch: r.Branch, AsOf: r.AsOf, AsOfFrom: now.AsOfFrom,
		Plan:    now.Plan,
		Verdict: Verdict{Outcome: r.Verdict, BeforeApprovals: r.Verdict, Reasons: []Reason{}},
		Compliance: Compliance{
			Strict: r.Compliance.Strict, WithWaivers: cmp.Or(r.Compliance.WithWaivers, r.Compliance.Strict), Exact: r.Compliance.Exact,
			Met: r.Counts.Met, Warning: r.Counts.Warning, Unmet: r.Counts.Unmet, Unknown: r.Counts.Unknown,
			Applicable: r.Counts.Applicable(), NotApplicable: r.Counts.NotApplicable, Declared: len(r.Criteria), Waived: r.Waived,
		},
		Score:    Score{Strict: r.Score.Strict, WithWaivers: cmp.Or(r.Score.WithWaivers, r.Score.Strict), Exact: r.Score.Exact},
		Evidence: now.Evidence,
		Limits:   []Limit{{Code: onlyRun, Text: "only what a history keeps of it is known", IDs: []string{r.Assessment}}},
	}
	past.Plan.SHA256 = r.Plan
	past.Plan.Thresholds.Approved = Bar{ParseBound(r.Asks[0]), ParseBound(r.Asks[1])}
	past.Plan.Thresholds.Conditional = Bar{ParseBound(r.Asks[2]), ParseBound(r.Asks[3])}
	for i := range now.Categories {
		c := now.Categories[i]
		past.Categories = append(past.Categories, Category{ID: c.ID, Title: c.Title, Weight: c.Weight})
	}
	for i := range r.Criteria {
		past.Criteria = append(past.Criteria, r.Criteria[i].past(now))
	}
	for _, w := range now.Waivers {
		if !w.Effective() || !now.waived(w.Criterion) || r.waived(w.Criterion) {
			past.Waivers = append(past.Waivers, w)
		}
	}
	return past
}

// onlyRun is the limit of what a run tells of its assessment, which it names.
const onlyRun = "from-history"

// FromRun says that the assessment is only what a history keeps of it.
func (s *Scorecard) FromRun() bool {
	return s.Schema == RunSchema && len(s.Limits) == 1 && s.Limits[0].Code == onlyRun && len(s.Limits[0].IDs) == 1
}

// past is the criterion as far as the row and the later assessment tell it.
func (c *RunCriterion) past(now *Scorecard) Criterion {
	old := Criterion{ID: c.ID, Title: c.ID, Outcome: c.Outcome, Reason: c.Reason, Revision: c.Revision, Waived: c.Waived, Informs: c.Informs}
	i := slices.IndexFunc(now.Criteria, func(n Criterion) bool { return n.ID == c.ID || slices.Contains(n.Was, c.ID) })
	if i < 0 {
		old.Measured, old.Exact = c.shown(nil), c.Value
		return old
	}
	n := &now.Criteria[i]
	if strings.HasPrefix(n.Revision, c.Revision) {
		old.Revision, old.Binds = n.Revision, n.Binds
	}
	old.Title, old.Category, old.Measure, old.Question, old.Declared = n.Title, n.Category, n.Measure, n.Question, n.Declared
	old.Target, old.Warn, old.Blocker, old.Weight, old.Informs = n.Target, n.Warn, n.Blocker, n.Weight, n.Informs
	old.Binds, old.Evidence = n.Binds, n.Evidence
	if c.Asked != "" {
		old.Job = &Job{Exact: c.Value, Unit: c.Unit, Asked: c.Asked, Runs: []string{}}
		return old // its change is another one from run to run
	}
	if c.Value == brief(n.Exact) && n.Measured != nil && (c.Value == "" || c.Unit == n.Measured.Unit) {
		if c.Outcome == n.Outcome || c.Value != "" {
			old.Measured, old.Exact = n.Measured, n.Exact
		}
		return old
	}
	old.Measured, old.Exact = c.shown(n), c.Value
	return old
}

// shown is the figure as the later assessment would show it; nil without one.
func (c *RunCriterion) shown(n *Criterion) *Figure {
	v := c.Figure()
	if !v.Known() {
		return nil
	}
	var bounds []quantity.Value
	if n != nil {
		for _, b := range []Bound{n.Target, n.Warn} {
			bounds = append(bounds, b.asks.Bounds()...)
		}
	}
	number, unit := quantity.Split(v, bounds, quantity.Nearest)
	return &Figure{Value: number, Unit: unit.Name()}
}

// waived says whether a waiver lifts a criterion now.
func (s *Scorecard) waived(id string) bool {
	return slices.ContainsFunc(s.Criteria, func(c Criterion) bool { return c.ID == id && c.Waived })
}

// waived says whether one did then, or would have.
func (r *Run) waived(id string) bool {
	c := r.Find(id, nil)
	return c != nil && (c.Waived || c.Idle)
}
