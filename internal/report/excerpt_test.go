package report

import (
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

// quoting is the sample with something of everything that is quoted or spoken.
func quoting(t *testing.T) *scorecard.Scorecard {
	s := relay(t)
	at := func(line int) []scorecard.Spot { return []scorecard.Spot{{Path: "evidence/x.txt", Line: line}} }
	s.Excerpts = []scorecard.Excerpt{
		{Matter: scorecard.OfServices, Evidence: []string{"a"}, Heads: []string{"name", "state", "uptime", "ports"}, Rows: []scorecard.Quoted{
			{Cells: []string{"api", "healthy", "3 d", "0.0.0.0:80"}, At: at(1)}, {Cells: []string{"db", "unhealthy", "", ""}, At: at(2)}}},
		{Matter: scorecard.OfServices, Evidence: []string{"b"}, Heads: []string{"name", "state", "image"}, Rows: []scorecard.Quoted{
			{Cells: []string{"edge", "unchecked", "edge:1"}, At: at(3)}}},
		{Matter: scorecard.OfChecks, Evidence: []string{"hooks"}, Heads: []string{"name", "state"}, Rows: []scorecard.Quoted{
			{Cells: []string{"format", "passed"}, At: at(4)}, {Cells: []string{"types", "failed"}, At: at(5)}, {Cells: []string{"slow", "skipped"}, At: at(6)}}},
		{Matter: scorecard.OfFigures, Evidence: []string{"redis"}, Heads: []string{"name", "p50", "p99"}, Rows: []scorecard.Quoted{
			{Cells: []string{"GET", "0.1 ms", "0.4 ms"}, At: at(7)}, {Cells: []string{"SET", "0.2 ms", ""}, At: at(8)}}},
		{Matter: scorecard.OfRecords, Title: "Debt that remains", Under: "debt", Evidence: []string{"debt"}, Heads: []string{"Marker"}, Rows: []scorecard.Quoted{
			{Cells: []string{"P2-1", "Phase 3"}, At: at(9)}, {Cells: []string{"P2|2"}, At: at(10)}}},
		{Matter: scorecard.OfRecords, Title: "Alerts", Evidence: []string{"alerts"}, Rows: []scorecard.Quoted{{Cells: []string{"alert: <b>\n    for: 5m\n  end ```"}, At: at(11)}}},
		{Matter: scorecard.OfRecords, Title: "Nothing", Under: "security", Evidence: []string{"alerts"}, Problem: "no file at x"},
	}
	s.Remarks = []scorecard.Remark{{About: "a*", Text: "entry point", By: "A. Owner"}}
	s.Risk = &scorecard.SpokenRisk{Level: scorecard.RiskLow, Confidence: "high", Because: "Nothing *else* changes.", By: "A. Owner", On: "2026-11-20",
		Mitigations: []scorecard.Mitigation{{Risk: "bad release", Text: "Roll back", Criteria: []string{"PERF-01"}}, {Risk: "fire", Text: "Insure"}}}
	s.KPIs = []scorecard.KPI{{Criterion: "PERF-01", Next: scorecard.ParseBound("< 5ms"), By: "Phase 3"}}
	return s
}

func TestWhatIsQuotedLeadsToItsPlace(t *testing.T) {
	o := options(t, "readiness")
	for _, output := range []string{"md", "html"} {
		doc := render(t, output, quoting(t), o)
		for line := 1; line <= 11; line++ {
			place := strings.Replace("evidence/x.txt:1", ":1", ":"+string(rune('0'+line%10)), 1)
			if line < 10 && !strings.Contains(strings.ReplaceAll(doc, "<wbr>", ""), place) {
				t.Errorf("%s: line %d of the evidence is not named", output, line)
			}
		}
		for _, want := range []string{"0.0.0.0:80", "edge:1", "1 of 3 passed", "skipped", "0.4 ms", "Debt that remains", "Phase 3", "entry point", "a person", "with high confidence",
			"milder than what is computed", "a word alone", "< 5", "The query finds nothing", "not usable for criteria: no file at x"} {
			if output == "html" {
				want = strings.ReplaceAll(want, "< 5", "&lt; 5")
			}
			if !strings.Contains(strings.ReplaceAll(doc, "\u00a0", " "), want) {
				t.Errorf("%s lacks %q", output, want)
			}
		}
		if strings.Contains(doc, "alert: <b>") && output == "html" {
			t.Error("a quotation is markup")
		}
	}
}

func TestFiguresStandInCodeToo(t *testing.T) {
	s := relay(t)
	s.Narrative = []scorecard.Narrative{{Slot: "opening", Text: "```yaml\nlatency: {{ measure \"PERF-01\" }}\nrun: ${{ github.sha }}\n```\n"}}
	md := render(t, "md", s, Options{Template: "## A\n\n{{ narrative \"opening\" }}", TemplateName: "t"})
	if !strings.Contains(md, "latency: 6.42") || !strings.Contains(md, "run: ${{ github.sha }}") {
		t.Errorf("%s", md)
	}
}

func TestOneFigureOfABreakdown(t *testing.T) {
	s := relay(t)
	s.Criteria[0].Rows = []scorecard.Row{{Name: "GET", Shown: "4.2 ms"}}
	s.Narrative = []scorecard.Narrative{{Slot: "opening", Text: "{{ measure \"" + s.Criteria[0].ID + "\" \"GET\" }}"}}
	if md := render(t, "md", s, Options{Template: "## A\n\n{{ narrative \"opening\" }}", TemplateName: "t"}); !strings.Contains(md, "4.2 ms") {
		t.Errorf("%s", md)
	}
}
