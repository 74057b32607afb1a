package audit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

const assessment = `{
  "schema": "signoff.assessment/v1", "project": "Chat", "as_of": "2026-06-30T00:00:00Z", "as_of_from": "clock", "tool": {"name": "signoff"},
  "plan": {"sha256": "", "packs": [], "params": [], "tailor": [], "thresholds": {"approved": {}, "conditional": {}, "default": true, "warning_credit": "1/2", "grades": []}},
  "verdict": {"outcome": "conditional", "before_approvals": "conditional", "for_want_of_evidence": false, "reasons": []},
  "compliance": {"strict": "66.7", "exact": "2/3", "met": 2, "warning": 0, "unmet": 1, "unknown": 0, "applicable": 3, "not_applicable": 0, "declared": 3, "waived": 0,
    "basis": {"measured": 2, "documented": 0, "attested": 0}},
  "score": {},
  "categories": [
    {"id": "performance", "title": "Performance Validation", "weight": "1", "met": 1, "warning": 0, "unmet": 1, "unknown": 0, "applicable": 2, "risk_why": ""},
    {"id": "security", "title": "Security Compliance", "weight": "1", "met": 1, "warning": 0, "unmet": 0, "unknown": 0, "applicable": 1, "risk_why": ""}],
  "criteria": [
    {"id": "PERF-01", "title": "GET latency", "category": "performance", "outcome": "met", "basis": "measured", "measured": {"value": "6.42", "unit": "ms"}, "target": "< 10ms",
     "blocker": false, "weight": "1", "waived": false, "revision": "r", "declared": {"file": "signoff.yaml", "line": 1}, "evidence": [], "exhibits": [], "exhibits_more": 0},
    {"id": "PERF-02", "title": "Throughput of messages", "category": "performance", "outcome": "unmet", "basis": "measured", "measured": {"value": "940", "unit": "msg/s"}, "target": ">= 1000msg/s",
     "blocker": false, "weight": "1", "waived": false, "revision": "r", "declared": {"file": "signoff.yaml", "line": 1}, "evidence": [], "exhibits": [], "exhibits_more": 0},
    {"id": "SEC-01", "title": "High findings", "category": "security", "outcome": "met", "basis": "measured", "measured": {"value": "0"}, "target": "== 0",
     "blocker": false, "weight": "1", "waived": false, "revision": "r", "declared": {"file": "signoff.yaml", "line": 1}, "evidence": [], "exhibits": [], "exhibits_more": 0}],
  "evidence": [], "waivers": [], "approvals": [], "limits": []
}`

func evidenceOf(t *testing.T, data []byte) *Evidence {
	t.Helper()
	e, err := ParseEvidence("assessment.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAgainst(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // "level: part of the message"
	}{
		{"equal within rounding", "Latency is 6.4 ms, or 0.0064 s, < 10 ms; 940 msg/s; compliance 67 %, 66.7%", nil},
		{"another figure", "Latency is 7.1 ms", []string{"note: 7.1 ms is untraced"}},
		{"another unit", "Latency is 6.42 s", []string{"note: 6.42 s is untraced"}},
		{"no figures",
			"## 12 Results\n\nOn 2026-01-02 at 10:30, version 1.22.3, `99 ms`, PERF-99, see " +
				"https://x.org/99%20ms", nil},
		{"what a scale ends at, and the rest of a list",
			"Score out of 100\n\n- a\n- b\n\nAnd 938 more, listed elsewhere; `PERF-01` and 939 more", nil},
		{"no rest of a list", "And 938 more", []string{"note: 938 more is untraced"}},
		{"all targets of the category", "All performance targets met",
			[]string{"error: the report says all criteria met, and the assessment says PERF-02 (Throughput of " +
				"messages) is unmet"}},
		{"all targets of a category that holds", "All security targets met", nil},
		{"ticked by id", "- [x] PERF-02",
			[]string{"error: the report says that PERF-02 (Throughput of messages) is met, and the assessment " +
				"says that it is unmet (940 msg/s)"}},
		{"ticked by title", "- ✅ GET latency\n- ✅ Throughput of messages",
			[]string{"error: the report says that PERF-02 (Throughput of messages) is met, and the assessment " +
				"says that it is unmet (940 msg/s)"}},
		{"approval", "**Status:** APPROVED for production",
			[]string{"error: the report says that the release is approved, and the verdict of the assessment is " +
				"conditional"}},
	}
	e := evidenceOf(t, []byte(assessment))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			results, err := Run([]Input{{Path: "r.md", Data: []byte(tt.text)}}, Options{Only: []string{"against"},
				Against: e})
			if err != nil {
				t.Fatal(err)
			}
			findings := results[0].Findings
			if len(findings) != len(tt.want) {
				t.Fatalf("got %v, want %v", findings, tt.want)
			}
			for i, f := range findings {
				if got := f.Level.String() + ": " + f.Message; !strings.HasPrefix(got, tt.want[i]) {
					t.Errorf("got %q, want %q", got, tt.want[i])
				}
			}
		})
	}
}

// TestOwnReportsAreTraced holds that the reports which this program renders
// have no figure that their assessment lacks, and claim nothing against it:
// those of the report package and the worked examples.
func TestOwnReportsAreTraced(t *testing.T) {
	assessments := []string{filepath.Join("..", "report", "testdata", "assessment.json")}
	for _, pattern := range []string{"../../reports/*/assessment.json", "../../reports/*/*/assessment.json"} {
		examples, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			t.Fatal(err)
		}
		assessments = append(assessments, examples...)
	}
	for _, file := range assessments {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		e := evidenceOf(t, data)
		for _, name := range []string{"assessment.md", "executive.md", "matrix.md", "summary.md"} {
			path := filepath.Join(filepath.Dir(file), name)
			text, err := os.ReadFile(path)
			if errors.Is(err, fs.ErrNotExist) && name > "executive.md" {
				continue // the examples keep two of the templates
			}
			if err != nil {
				t.Fatal(err)
			}
			holdTraced(t, path, text, e)
		}
	}
}

func holdTraced(t *testing.T, path string, text []byte, e *Evidence) {
	t.Helper()
	looked := 0
	for _, line := range Read(path, text).Lines {
		looked += len(figures(line.Raw))
	}
	if looked < 10 {
		t.Errorf("%s: %d figures are looked at, want more", path, looked)
	}
	results, err := Run([]Input{{Path: path, Data: text}}, Options{Against: e})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range results[0].Findings {
		if f.Rule == againstRule.Name || f.Level > Note {
			t.Errorf("%s:%d: %s [%s]", path, f.Line, f.Message, f.Rule)
		}
	}
}

func TestEvidenceOfAnotherSchema(t *testing.T) {
	for _, data := range []string{"", "{", "[]", `{"schema": "x"}`} {
		if _, err := ParseEvidence("assessment.json", []byte(data)); err == nil {
			t.Errorf("%q is read as an assessment", data)
		}
	}
}

// TestJudgedByAgents holds that a report is told of what an agent judged, unless
// it says so itself.
func TestJudgedByAgents(t *testing.T) {
	card := scorecard.Scorecard{Schema: scorecard.Schema, Project: "Shop", Aside: &scorecard.Aside{ByAgent: 2}}
	e, err := EvidenceOf(&card)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"# Shop\n\nFine.\n": 1,
		"# Shop\n\nTwo waivers were granted by an agent.\n": 0} {
		results, err := Run([]Input{{Path: "r.md", Data: []byte(text)}}, Options{Against: e, Only: []string{"against"}})
		if err != nil {
			t.Fatal(err)
		}
		notes := 0
		for _, f := range results[0].Findings {
			if f.Level == Note && strings.Contains(f.Message, "2 judgements were made by an agent") {
				notes++
			}
		}
		if notes != want {
			t.Errorf("%q has %d notes on agents, want %d: %v", text, notes, want, results[0].Findings)
		}
	}
}
