package tally

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// maxRuled bounds the criteria of all assessments of an evidence.
const maxRuled = 1 << 20

// assessmentTable keeps the assessments of other projects, one a file, and
// selects among their criteria when it answers.
type assessmentTable struct {
	set    *Set
	file   *Sink
	list   []*assessed
	ruled  int64
	exceed bool // more than maxRuled together
}

// assessed is one assessment.
type assessed struct {
	project, verdict string
	at               fact.Location
	score            *quantity.Value // nil where no criterion applies
	criteria         []fact.Ruled
}

// ruling is one criterion of an assessment, or with a nil criterion all of it.
type ruling struct {
	of        *assessed
	criterion *fact.Ruled
}

// ruledBy reads a property of the criterion, "" of an assessment as a whole.
func ruledBy(of func(c *fact.Ruled) string) func(r *ruling) string {
	return func(r *ruling) string {
		if r.criterion == nil {
			return ""
		}
		return of(r.criterion)
	}
}

var rulingColumns = []column[ruling]{
	{"project", func(r *ruling) string { return r.of.project }},
	{"verdict", func(r *ruling) string { return r.of.verdict }},
	{"category", ruledBy(func(c *fact.Ruled) string { return c.Category })},
	{"criterion", ruledBy(func(c *fact.Ruled) string { return c.ID })},
	{"outcome", ruledBy(func(c *fact.Ruled) string { return c.Outcome })},
}

func isOpen(c *fact.Ruled) bool {
	return !c.Aside && (c.Outcome == fact.RuledUnmet || c.Outcome == fact.RuledUnknown)
}

// rulingOf is how a measure of assessments is answered: by the criteria that it
// picks, as a share of those that count, or by each assessment as a whole.
type rulingOf struct {
	pick  func(c *fact.Ruled) bool
	share bool
	whole func(a *assessed) quantity.Value
}

// assessmentMeasures are the measures of assessments.
var assessmentMeasures = measures[rulingOf]{
	{fact.Measure{Name: "assessment.compliance", Unit: quantity.Percent, Doc: "met and warning ÷ applicable, of all criteria together, waivers left aside"}, rulingOf{share: true, pick: func(c *fact.Ruled) bool { return !isOpen(c) }}},
	{fact.Measure{Name: "assessment.score", Unit: quantity.Point, Doc: "the strict score; of several assessments the worst decides"}, rulingOf{whole: func(a *assessed) quantity.Value { return *a.score }}},
	{fact.Measure{Name: "assessment.open", Default: true, Doc: "criteria that are unmet or unknown, waived or not"}, rulingOf{pick: isOpen}},
	{fact.Measure{Name: "assessment.blockers", Doc: "blockers that are unmet or unknown, waived or not"}, rulingOf{pick: func(c *fact.Ruled) bool { return c.Blocker && isOpen(c) }}},
	{fact.Measure{Name: "assessment.waived", Doc: "open criteria under a waiver in force"}, rulingOf{pick: func(c *fact.Ruled) bool { return c.Waived && isOpen(c) }}},
	{fact.Measure{Name: "assessment.approved", Truth: true, Doc: "1 when every assessment is approved, its signatures among it"}, rulingOf{whole: func(a *assessed) quantity.Value {
		if a.verdict == "approved" {
			return quantity.Int(1, quantity.Count)
		}
		return quantity.Int(0, quantity.Count)
	}}},
}

func (t *assessmentTable) add(a *fact.Assessed) error {
	if t.ruled += int64(len(a.Criteria)); t.ruled > maxRuled {
		return fmt.Errorf("expected at most %d criteria", maxRuled)
	}
	kept := &assessed{
		project: strings.Clone(a.Project), verdict: a.Verdict,
		at: fact.Location{Path: t.file.path, Line: a.Line}, criteria: slices.Clone(a.Criteria),
	}
	if a.Score != nil {
		score := quantity.Of(a.Score, quantity.Point)
		kept.score = &score
	}
	t.list = append(t.list, kept)
	return nil
}

func (t *assessmentTable) merge(other table) {
	o := other.(*assessmentTable)
	t.exceed = t.exceed || o.exceed || t.ruled+o.ruled > maxRuled
	if t.ruled = plus(t.ruled, o.ruled); !t.exceed {
		t.list = append(t.list, o.list...)
	}
}

func (t *assessmentTable) listed() int64 { return t.ruled }

func (t *assessmentTable) answer(q *fact.Question, filter int) fact.Answer {
	if t.exceed {
		return fact.Answer{Problem: []fact.Problem{{Reason: fact.Unreadable, Text: fmt.Sprintf("more than %d criteria together", maxRuled)}}}
	}
	of := assessmentMeasures.of(q)
	var all, passed []ruling
	for _, a := range t.sorted() {
		if of.whole != nil {
			all = append(all, ruling{of: a})
			continue
		}
		for i := range a.criteria {
			if c := &a.criteria[i]; !c.Aside || !q.Where.IsZero() {
				all = append(all, ruling{a, c})
			}
		}
	}
	match := newMatcher(t.set.filters, rulingColumns)
	for i := range all {
		if match.match(&all[i]).set.has(filter) {
			passed = append(passed, all[i])
		}
	}
	a := fact.Answer{Seen: int64(len(all)), Matched: int64(len(passed))}
	if of.whole != nil {
		a = of.wholes(q, a, passed)
	} else {
		a = of.counted(q, a, passed)
	}
	if a.Matched == 0 {
		a.Problem = near(t.set, q, a.Problem, match.names)
	}
	return a
}

// sorted lists the assessments in an order that no other order shows in.
func (t *assessmentTable) sorted() []*assessed {
	return slices.SortedFunc(slices.Values(t.list), func(a, b *assessed) int {
		return cmp.Or(strings.Compare(a.project, b.project), strings.Compare(a.at.Path, b.at.Path))
	})
}

// wholes answers by each assessment as a whole.
func (of rulingOf) wholes(q *fact.Question, a fact.Answer, passed []ruling) fact.Answer {
	if a.Seen == 0 {
		return absent(a, "no assessment")
	}
	a.Problem = unmatched(q, a.Seen, a.Matched, "assessments")
	for _, r := range passed {
		if !q.Measure.Truth && r.of.score == nil {
			return absent(a, "no criterion of %s applies, and so it has no score", r.of.project)
		}
		f := fact.Figure{Value: of.whole(r.of), At: r.of.at}
		if q.Measure.Truth {
			f.Text = strconv.FormatBool(f.Value.Sign() > 0)
		}
		if len(passed) > 1 {
			f.Label = r.of.project
		}
		a.Figures = append(a.Figures, f)
		if q.By != "" {
			a.Rows = append(a.Rows, fact.Row{Name: r.of.project, Figure: f})
		}
		if q.Measure.Truth && f.Value.Sign() == 0 {
			a.Exhibits = append(a.Exhibits, fact.Exhibit{Rank: r.of.verdict, Name: r.of.project, At: r.of.at})
		}
	}
	if keep := min(len(a.Exhibits), exhibitsKept); keep < len(a.Exhibits) {
		a.Exhibits, a.More = a.Exhibits[:keep], int64(len(a.Exhibits)-keep)
	}
	return a
}

// counted answers by the criteria that the measure picks.
func (of rulingOf) counted(q *fact.Question, a fact.Answer, passed []ruling) fact.Answer {
	a.Problem = unmatched(q, a.Seen, a.Matched, "criteria")
	var picked, open []ruling
	applicable, rows := int64(0), map[string]*[2]int64{}
	for _, r := range passed {
		if r.criterion.Aside {
			continue
		}
		applicable++
		row := rulingRow(rows, q.By, &r)
		row[1]++
		if of.pick(r.criterion) {
			picked = append(picked, r)
			row[0]++
		}
		if isOpen(r.criterion) && (of.share || of.pick(r.criterion)) {
			open = append(open, r)
		}
	}
	if of.share && applicable == 0 {
		return absent(a, "no criterion of the assessment applies")
	}
	figure := func(n, of int64, share bool) fact.Figure {
		if share {
			return fact.Figure{Value: quantity.Ratio(n, of), Part: n, Whole: of}
		}
		return fact.Figure{Value: quantity.Int(n, quantity.Count)}
	}
	a.Figures = []fact.Figure{figure(int64(len(picked)), applicable, of.share)}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		if row := rows[name]; q.By != "" && (of.share || row[0] > 0) {
			a.Rows = append(a.Rows, fact.Row{Name: name, Figure: figure(row[0], row[1], of.share)})
		}
	}
	a.Exhibits, a.More = openExhibits(open)
	if len(a.Exhibits) > 0 {
		a.Figures[0].At = a.Exhibits[0].At
	}
	a.Beside = []fact.Note{{Name: "applicable", Count: applicable}}
	return a
}

func rulingRow(rows map[string]*[2]int64, by string, r *ruling) *[2]int64 {
	name := ""
	for _, c := range rulingColumns {
		if c.name == by {
			name = c.of(r)
		}
	}
	if rows[name] == nil {
		rows[name] = new([2]int64)
	}
	return rows[name]
}

// openExhibits shows open criteria, blockers first.
func openExhibits(open []ruling) (shown []fact.Exhibit, more int64) {
	blocks := func(r ruling) int {
		if r.criterion.Blocker {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(open, func(a, b ruling) int { return cmp.Compare(blocks(a), blocks(b)) })
	for _, r := range open[:min(len(open), exhibitsKept)] {
		c := r.criterion
		rank := c.Outcome
		if c.Blocker {
			rank = "blocker " + rank
		}
		if c.Waived {
			rank += ", waived"
		}
		shown = append(shown, fact.Exhibit{
			Rank: rank, Name: c.ID, Text: bounded(c.Title), Subject: r.of.project,
			At: fact.Location{Path: r.of.at.Path, Line: c.Line},
		})
	}
	return shown, int64(len(open) - len(shown))
}
