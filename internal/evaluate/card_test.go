package evaluate

import (
	"bytes"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// everything is a project with something of every sort.
func everything(t *testing.T) *project {
	p := newProject(t)
	p.many(3, 1)
	p.unknown("C-1").Blocker = true
	p.met("C-2").Applies = false
	p.attest("C-3")
	p.waive("U-1").Limit = bar(t, "<= 9")
	sampledCriterion(p, t, "benchmark.p95", "< 60ms", "95/100", 59).ID = "C-4"
	c := p.simple("C-5", "findings.high", "<= 5", "3")
	answer := &p.in.Answers[c.Expr.(criteria.One).Ask]
	answer.Beside = []fact.Note{{Name: "suppressed", Count: 2}}
	answer.Exhibits = []fact.Exhibit{{Rank: "high", Name: "B101", At: fact.Location{Path: "e-C-5.json", Line: 7}}}
	answer.Rows = []fact.Row{{Name: "high", Figure: answer.Figures[0]}}
	answer.More = 2
	p.in.Plan.Sign = roles("Dev")
	p.in.Plan.Packs = []criteria.Pack{{Name: "pack", SHA256: "aa"}}
	p.in.Plan.Params = []criteria.Param{{Name: "env", Value: "prod", From: "--set"}}
	p.in.Plan.Narrative = []criteria.Narrative{{Slot: "risks", Text: "None."}}
	return p
}

func TestTheDocumentIsTheSameEveryTimeAndHasNoNull(t *testing.T) {
	for name, p := range map[string]*project{"nothing": newProject(t), "everything": everything(t)} {
		first, err := p.run().JSON()
		if err != nil {
			t.Fatal(err)
		}
		second, err := p.run().JSON()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("%s: two runs of one input differ", name)
		}
		if bytes.Contains(first, []byte("null")) {
			t.Errorf("%s: what does not exist is written as null:\n%s", name, first)
		}
		if i := bytes.Index(first, []byte(`: ""`)); i >= 0 {
			t.Errorf("%s: what does not exist is written as nothing:\n%s", name, first[max(0, i-60):i+4])
		}
	}
}

func TestWhatACriterionShows(t *testing.T) {
	card := everything(t).run()
	var got scorecard.Criterion
	for _, c := range card.Criteria {
		if c.ID == "C-5" {
			got = c
		}
	}
	if got.Question != "findings.high of e-C-5" || got.Declared.File != "signoff.yaml" || got.Revision != "r-C-5" {
		t.Errorf("asks %q at %+v", got.Question, got.Declared)
	}
	if len(got.Exhibits) != 1 || got.Exhibits[0].Line != 7 || got.ExhibitsMore != 2 || len(got.Beside) != 1 || len(got.Rows) != 1 || got.Rows[0].Shown != "3" {
		t.Errorf("shows %+v, %+v, %+v", got.Exhibits, got.Beside, got.Rows)
	}
	if gauge := got.Gauge(); got.Headroom != "+40.0\u202f%" || gauge == nil || gauge.Value != 0.6 || !gauge.LowerIsBetter || gauge.HasWarn {
		t.Errorf("headroom %q, gauge %+v", got.Headroom, gauge)
	}
	if card.Plan.Packs[0].Name != "pack" || card.Plan.Params[0].From != "--set" || card.Narrative[0].Slot != "risks" || card.Plan.Roles[0] != "Dev" {
		t.Errorf("what was declared is not shown: %+v", card.Plan)
	}
	if th := card.Plan.Thresholds; th.Approved.Compliance.String() != ">= 95%" || th.Conditional.Compliance.String() != ">= 90%" || th.Warning != "1/2" || th.Grades[0] != (scorecard.Grade{Name: "Excellent", From: "95"}) {
		t.Errorf("thresholds are %+v", th)
	}
	if w := card.Waivers[0]; w.ID != "W-U-1" || w.Limit.String() != "<= 9" || len(w.Covers) != 1 || w.Covers[0] != "unmet" {
		t.Errorf("waiver is %+v", w)
	}
}

func TestGaugeAndHeadroom(t *testing.T) {
	tests := []struct {
		measure, target, warn, value string
		headroom                     string
		gauge                        *scorecard.Gauge
	}{
		{"coverage.lines", ">= 80%", ">= 90%", "60%", "-20.0\u00a0pp", &scorecard.Gauge{Value: 0.75, Warn: 1.125, HasWarn: true}},
		{"benchmark.p95", "< 10ms", "< 5ms", "2500 µs", "+75.0\u202f%", &scorecard.Gauge{Value: 0.25, Warn: 0.5, HasWarn: true, LowerIsBetter: true}},
		{"benchmark.p95", "< 10ms", "", "10 ms", "0.0\u202f%", &scorecard.Gauge{Value: 1, LowerIsBetter: true}},
		{"findings.high", "== 0", "", "0", "", nil},
		{"findings.high", "<= 0", "", "0", "", nil},
		{"findings.high", "between 1 and 3", "", "2", "", nil},
		{"document.value", ">= -5", "", "-4", "+20.0\u202f%", nil},
	}
	for _, test := range tests {
		p := newProject(t)
		c := p.simple("C-1", test.measure, test.target, test.value)
		if test.warn != "" {
			c.Warn = bar(t, test.warn)
		}
		got := p.only()
		if got.Headroom != test.headroom {
			t.Errorf("%s of %s: headroom is %q, want %q", test.target, test.value, got.Headroom, test.headroom)
		}
		if gauge := got.Gauge(); (gauge == nil) != (test.gauge == nil) || gauge != nil && *gauge != *test.gauge {
			t.Errorf("%s of %s: gauge is %+v, want %+v", test.target, test.value, gauge, test.gauge)
		}
	}
}
