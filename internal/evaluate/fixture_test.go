package evaluate

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/source"
	"signoff/internal/tally"
)

const hash = "0123456789abcdef0123456789abcdef01234567"

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// project builds an input a line at a time.
type project struct {
	t  testing.TB
	in Input
}

func newProject(t testing.TB) *project {
	p := &project{t: t}
	p.in = Input{
		Plan: &criteria.Plan{
			Project:    "Sample",
			SHA256:     "plan",
			Categories: []criteria.Category{{ID: "main", Title: "Main", Weight: rat("1")}},
			Grades: []criteria.Grade{
				{Name: "Excellent", From: rat("95")}, {Name: "Good", From: rat("85")}, {Name: "Poor", From: rat("0")},
			},
			WarningCredit: rat("1/2"),
			WaiverMax:     quantity.Int(365, quantity.Day),
			Verdict: criteria.Thresholds{
				ApprovedCompliance:    bar(t, ">= 95%"),
				ConditionalCompliance: bar(t, ">= 90%"),
			},
		},
		AsOf: asOf, AsOfFrom: "--as-of",
		Commit: Commit{Hash: hash, Known: true, Date: asOf.Add(-48 * time.Hour)},
		Tool:   scorecard.Tool{Name: "signoff", Version: "test"},
	}
	return p
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// target parses a target; figures of any dimension.
func target(t testing.TB, text string) quantity.Target {
	t.Helper()
	parsed, err := quantity.ParseTarget(text, quantity.Any)
	if err != nil {
		t.Fatalf("target %q: %v", text, err)
	}
	return parsed
}

func bar(t testing.TB, text string) *quantity.Target {
	t.Helper()
	parsed, err := quantity.ParseTarget(text, quantity.Any)
	if err != nil {
		t.Fatalf("threshold %q: %v", text, err)
	}
	return &parsed
}

// value parses a figure such as "12 ms".
func value(t testing.TB, text string) quantity.Value {
	t.Helper()
	v, err := quantity.ParseValue(text, quantity.Any)
	if err != nil {
		t.Fatalf("value %q: %v", text, err)
	}
	return v
}

// file is a fresh file of the assessed commit.
func file(path string) fact.File {
	made := asOf.Add(-time.Hour)
	return fact.File{
		Path: path, Format: "sample", SHA256: "sha-" + path, Bytes: 10,
		Facts: fact.Facts{Tool: "tool", Version: "1", Oldest: made, Newest: made, Zoned: true, Commits: []string{hash}},
	}
}

// evidence declares a source that one fresh file backs, and returns both for
// changing.
func (p *project) evidence(id string, kind fact.Kind) (*criteria.Evidence, *fact.Evidence) {
	p.in.Plan.Evidence = append(p.in.Plan.Evidence, criteria.Evidence{ID: id, Paths: []string{id + ".json"}})
	p.in.Evidence = append(p.in.Evidence, fact.Evidence{ID: id, Kind: kind, Format: "sample", Files: []fact.File{file(id + ".json")}})
	return p.source(id)
}

func (p *project) source(id string) (*criteria.Evidence, *fact.Evidence) {
	for i := range p.in.Plan.Evidence {
		if p.in.Plan.Evidence[i].ID == id {
			return &p.in.Plan.Evidence[i], &p.in.Evidence[i]
		}
	}
	p.t.Fatalf("no evidence %q", id)
	return nil, nil
}

// ask puts a question and gives its answer.
func (p *project) ask(measure, evidence string, answer fact.Answer) int {
	m, found := tally.MeasureNamed(measure)
	if !found {
		p.t.Fatalf("no measure %q", measure)
	}
	p.in.Plan.Asks = append(p.in.Plan.Asks, criteria.Ask{Evidence: []string{evidence}, Question: fact.Question{Measure: m}})
	p.in.Answers = append(p.in.Answers, answer)
	return len(p.in.Answers) - 1
}

// criterion declares a criterion over an expression.
func (p *project) criterion(id string, e criteria.Expr, goal string) *criteria.Criterion {
	c := criteria.Criterion{
		ID: id, Title: "Title of " + id, Category: "main", Expr: e, Weight: rat("1"), Applies: true,
		Declared: source.Pos{File: "signoff.yaml", Line: 10 + len(p.in.Plan.Criteria)}, Revision: "r-" + id,
	}
	if goal != "" {
		c.Target = target(p.t, goal)
	}
	p.in.Plan.Criteria = append(p.in.Plan.Criteria, c)
	return &p.in.Plan.Criteria[len(p.in.Plan.Criteria)-1]
}

// simple declares a criterion with evidence of its own and one figure.
func (p *project) simple(id, measure, goal string, values ...string) *criteria.Criterion {
	m, _ := tally.MeasureNamed(measure)
	name := "e-" + id
	p.evidence(name, m.Kind)
	return p.criterion(id, criteria.One{Ask: p.ask(measure, name, p.figures(name, values...))}, goal)
}

// figures is an answer with one figure a value, each in a series of its own.
func (p *project) figures(evidence string, values ...string) fact.Answer {
	answer := fact.Answer{Seen: 5, Matched: 5}
	for i, v := range values {
		f := fact.Figure{Value: value(p.t, v), At: fact.Location{Path: evidence + ".json", Line: i + 1}}
		if len(values) > 1 {
			f.Label = fmt.Sprintf("s%d", i+1)
		}
		answer.Figures = append(answer.Figures, f)
	}
	return answer
}

// met and unmet declare plain criteria; open ones have no evidence.
func (p *project) met(id string) *criteria.Criterion {
	return p.simple(id, "findings.high", "== 0", "0")
}
func (p *project) unmet(id string) *criteria.Criterion {
	return p.simple(id, "findings.high", "== 0", "3")
}
func (p *project) unknown(id string) *criteria.Criterion {
	c := p.met(id)
	_, found := p.source("e-" + id)
	found.Files = nil
	return c
}

// waive declares a waiver in force for the criterion.
func (p *project) waive(id string) *criteria.Waiver {
	p.in.Plan.Waivers = append(p.in.Plan.Waivers, criteria.Waiver{
		ID: "W-" + id, Criterion: id, Reason: "accepted", Owner: "Ann", ApprovedBy: "Bob",
		Expires: asOf.AddDate(0, 3, 0), CoversUnmet: true, Declared: source.Pos{File: "signoff.yaml", Line: 90},
	})
	return &p.in.Plan.Waivers[len(p.in.Plan.Waivers)-1]
}

func (p *project) run() *scorecard.Scorecard { return Run(p.in) }

// only runs the project and returns its one criterion.
func (p *project) only() scorecard.Criterion {
	p.t.Helper()
	card := p.run()
	if len(card.Criteria) != 1 {
		p.t.Fatalf("expected one criterion, found %d", len(card.Criteria))
	}
	return card.Criteria[0]
}

// where is a filter with one condition.
func where(t testing.TB, kind fact.Kind, field, text string) fact.Where {
	t.Helper()
	f, found := fact.FieldNamed(kind, field)
	if !found {
		t.Fatalf("no field %q", field)
	}
	term, err := fact.ParseCondition(f, text)
	if err != nil {
		t.Fatal(err)
	}
	var w fact.Where
	w.Add(term)
	return w
}

// reasons gives the codes of a verdict.
func reasons(v scorecard.Verdict) []string {
	var codes []string
	for _, r := range v.Reasons {
		codes = append(codes, string(r.Code))
	}
	return codes
}

// limitIDs returns whom a limit concerns, and whether it is listed.
func limitIDs(card *scorecard.Scorecard, code string) ([]string, bool) {
	for _, l := range card.Limits {
		if string(l.Code) == code {
			return l.IDs, true
		}
	}
	return nil, false
}
