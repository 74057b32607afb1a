package evaluate

import (
	"strings"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// ranged gives the only figure of an ask a range.
func ranged(p *project, ask int, low, high string, rounding bool) {
	p.in.Answers[ask].Figures[0].Range = &fact.Range{Low: value(p.t, low), High: value(p.t, high), Because: "somehow", Rounding: rounding}
}

func TestAFigureThatIsARange(t *testing.T) {
	for _, test := range []struct {
		target, warn, low, high string
		want                    scorecard.Outcome
	}{
		{"<= 5", "", "3", "5", scorecard.Met},
		{"<= 5", "", "3", "6", scorecard.Unknown},
		{"<= 5", "", "5", "6", scorecard.Unknown},
		{"< 5", "", "5", "6", scorecard.Unmet},
		{"== 5", "", "5", "5", scorecard.Met},
		{"== 5", "", "4", "6", scorecard.Unknown},
		{"== 5", "", "6", "7", scorecard.Unmet},
		{"between 1 and 5", "", "0", "2", scorecard.Unknown},
		{"<= 5", "<= 4", "3", "5", scorecard.Warning},
		{"<= 5", "<= 4", "3", "4", scorecard.Met},
	} {
		p := newProject(t)
		c := p.simple("C-1", "document.value", test.target, test.low)
		if test.warn != "" {
			c.Warn = bar(t, test.warn)
		}
		ranged(p, 0, test.low, test.high, true)
		got := p.only()
		if got.Outcome != test.want || got.Exact != "" || (got.Reason == "inconclusive") != (test.want == scorecard.Unknown) {
			t.Errorf("%s to %s under %s: got %s %q, exactly %q", test.low, test.high, test.target, got.Outcome, got.Reason, got.Exact)
		}
		_, limited := limitIDs(p.run(), "floating-point")
		if limited != (got.Measured != nil) {
			t.Errorf("%s to %s: the limit is there: %t", test.low, test.high, limited)
		}
	}
}

// TestAnOpenFigureDecidesOnlyOverMet lets the worst of several figures decide.
func TestAnOpenFigureDecidesOnlyOverMet(t *testing.T) {
	for third, want := range map[string]scorecard.Outcome{"1": scorecard.Unknown, "9": scorecard.Unmet} {
		p := newProject(t)
		p.simple("C-1", "document.value", "<= 5", "4", "2", third)
		ranged(p, 0, "4", "6", false)
		got := p.only()
		if got.Outcome != want {
			t.Errorf("next to %s: got %s", third, got.Outcome)
		}
		if want == scorecard.Unknown && !strings.Contains(got.Detail[0].Text, "from 4 to 6: somehow") {
			t.Errorf("it says %q", got.Detail[0].Text)
		}
	}
}

func TestRangesAreCarriedThrough(t *testing.T) {
	for _, test := range []struct {
		target, low, high string
		want              scorecard.Outcome
	}{
		{"<= 50%", "1", "5", scorecard.Met},
		{"<= 50%", "1", "6", scorecard.Unknown},
		{"<= 50%", "6", "7", scorecard.Unmet},
	} {
		p := newProject(t)
		p.evidence("e", fact.Document)
		over := p.ask("document.value", "e", p.figures("e", test.low))
		under := p.ask("document.value", "e", p.figures("e", "10"))
		ranged(p, over, test.low, test.high, true)
		p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, test.target)
		if got := p.only(); got.Outcome != test.want {
			t.Errorf("%s to %s of 10: got %s %v", test.low, test.high, got.Outcome, got.Detail)
		}
		ranged(p, under, "0", "10", true)
		if got := p.only(); got.Reason != "inconclusive" {
			t.Errorf("of what may be 0: got %s %v", got.Outcome, got.Detail)
		}
	}
}

// TestATextThatIsNearlyANumberSaysHowToWriteIt covers what people and tools write
// in documents where a number is wanted.
func TestATextThatIsNearlyANumberSaysHowToWriteIt(t *testing.T) {
	for text, hint := range map[string]string{
		"1,234": "without separators", "5 min": "write m", "≤ 5ms": "write <=", "−5ms": "write - for minus", ".5s": "before the point: 0.5",
		"hello": "",
	} {
		p := newProject(t)
		c := p.simple("C-1", "document.value", "<= 5ms", "1ms")
		p.in.Answers[c.Expr.(criteria.One).Ask].Figures[0] = fact.Figure{Text: text}
		got := p.only()
		said := got.Detail[0].Text
		if got.Reason != "no-match" || !strings.Contains(said, hint) || (hint == "") != strings.HasSuffix(said, "holds a text") {
			t.Errorf("%s: got %s %q, want the hint %q", text, got.Reason, said, hint)
		}
	}
}
