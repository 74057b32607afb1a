package report

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/quantity"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/templates"
)

// said is what an output says of the whole: how many criteria there are of
// each outcome that it speaks of, and compliance and verdict, "" if of neither.
type said struct {
	counts          map[scorecard.Outcome]int
	strict, verdict string
}

// readers read each output back as its readers do.
var readers = map[string]func(t fataler, text string) said{
	"md":    func(t fataler, text string) said { return saidInWords(t, text) },
	"html":  func(t fataler, text string) said { return saidInWords(t, plainText(text)) },
	"table": saidOnTerminal,
	"docx": func(t fataler, text string) said {
		return saidOnPaper(t, wordsOf(unpacked(t, []byte(text))["word/document.xml"]))
	},
	"xlsx": func(t fataler, text string) said {
		return saidInWorkbook(t, wordsOf(unpacked(t, []byte(text))["xl/worksheets/sheet1.xml"]))
	},
	"csv:waivers":   func(fataler, string) said { return said{} },
	"csv:findings":  func(fataler, string) said { return said{} },
	"csv:approvals": func(fataler, string) said { return said{} },
	"comment":       saidInComment,
	"summary":       func(t fataler, text string) said { return saidInWords(t, text) },
	"github":        saidOnGitHub,
	"badge":         saidOnBadge,
	"json":          saidInJSON,
	"junit":         saidInJUnit,
	"sarif":         saidInSARIF,
	"gitlab":        saidOnGitLab,
	"csv":           saidInCSV,

	"openmetrics": saidInOpenMetrics,

	"oscal":  saidInOSCAL,
	"poam":   saidInPOAM,
	"hdf":    saidInHDF,
	"gemara": saidInGemara,
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// TestOutputsAgree holds all outputs of the examples and of many other
// scorecards against the scorecard itself, and so against each other.
func TestOutputsAgree(t *testing.T) {
	examples, err := filepath.Glob("../../reports/*/reports/assessment.json")
	if err != nil || len(examples) < 3 {
		t.Fatalf("%d examples (%v)", len(examples), err)
	}
	for _, file := range append(examples, "testdata/relay.json") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scorecard.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, template := range []string{"assessment", "summary"} {
			agree(t, s, options(t, template))
		}
	}
	if testing.Short() {
		return
	}
	rapid.Check(t, func(rt *rapid.T) {
		agree(rt, shuffled(rt, relay(t)), options(t, "assessment"))
	})
}

func agree(t fataler, s *scorecard.Scorecard, o Options) {
	t.Helper()
	c := s.Compliance
	want := map[scorecard.Outcome]int{scorecard.Met: c.Met, scorecard.Warning: c.Warning, scorecard.Unmet: c.Unmet,
		scorecard.Unknown: c.Unknown, scorecard.NotApplicable: c.NotApplicable}
	for _, output := range Outputs {
		read := readers[output.Name]
		if read == nil {
			t.Fatalf("nothing reads %s back: add it to readers", output.Name)
		}
		o := o
		if output.Made != "" {
			text, err := templates.FS.ReadFile(output.Made + ".md.tmpl")
			if err != nil {
				t.Fatalf("%v", err)
			}
			o.Template, o.TemplateName = string(text), output.Made
		}
		var text strings.Builder
		if err := output.Write(&text, s, o); err != nil {
			t.Fatalf("%s: %v", output.Name, err)
		}
		got := read(t, text.String())
		for outcome, n := range got.counts {
			if n != want[outcome] {
				t.Fatalf("%s says %d %s of %s, the scorecard %d", output.Name, n, outcome, s.Project, want[outcome])
			}
		}
		if strict := plainPercent(c.Strict); got.strict != "" && got.strict != strict {
			t.Fatalf("%s says compliance %s, the scorecard %s", output.Name, got.strict, strict)
		}
		if got.verdict != "" && got.verdict != string(s.Verdict.Outcome) {
			t.Fatalf("%s says %s, the scorecard %s", output.Name, got.verdict, s.Verdict.Outcome)
		}
	}
}

// shuffled is a scorecard whose criteria came out otherwise.
func shuffled(t *rapid.T, s *scorecard.Scorecard) *scorecard.Scorecard {
	for range rapid.IntRange(0, 3).Draw(t, "more") {
		c := s.Criteria[rapid.IntRange(0, len(s.Criteria)-1).Draw(t, "copied")]
		c.ID = fmt.Sprintf("%s-%d", c.ID, len(s.Criteria))
		s.Criteria = append(s.Criteria, c)
	}
	s.Criteria = s.Criteria[rapid.IntRange(0, len(s.Criteria)).Draw(t, "dropped"):]
	c := scorecard.Compliance{Declared: len(s.Criteria)}
	counts := map[string]map[scorecard.Outcome]int{}
	all := map[scorecard.Outcome]int{}
	for i := range s.Criteria {
		one := &s.Criteria[i]
		one.Outcome = rapid.SampledFrom(scorecard.Outcomes).Draw(t, "outcome")
		one.Reason, one.Detail = "", nil
		if one.Outcome == scorecard.Unknown {
			one.Reason = "missing"
		}
		one.Waived = one.Outcome != scorecard.NotApplicable && rapid.Bool().Draw(t, "waived")
		one.Blocker = rapid.Bool().Draw(t, "blocker")
		if counts[one.Category] == nil {
			counts[one.Category] = map[scorecard.Outcome]int{}
		}
		counts[one.Category][one.Outcome]++
		all[one.Outcome]++
		if one.Waived {
			c.Waived++
		}
		if one.Outcome.Satisfied() {
			one.Basis = scorecard.Measured
			c.Basis.Measured++
		}
	}
	c.Met, c.Warning, c.Unmet, c.Unknown, c.NotApplicable = all[scorecard.Met], all[scorecard.Warning], all[scorecard.Unmet], all[scorecard.Unknown], all[scorecard.NotApplicable]
	c.Applicable = c.Declared - c.NotApplicable
	if c.Applicable > 0 {
		c.Exact = big.NewRat(int64(c.Satisfied()), int64(c.Applicable)).RatString()
		c.Strict = strings.TrimSuffix(quantity.Show(quantity.Ratio(int64(c.Satisfied()), int64(c.Applicable)), nil), wording.NarrowNoBreak+"%")
	}
	s.Compliance = c
	s.Verdict.Outcome = rapid.SampledFrom([]scorecard.Ruling{scorecard.Approved, scorecard.Conditional, scorecard.Rejected, scorecard.Indeterminate}).Draw(t, "verdict")
	for i := range s.Categories {
		g := &s.Categories[i]
		n := counts[g.ID]
		g.Met, g.Warning, g.Unmet, g.Unknown = n[scorecard.Met], n[scorecard.Warning], n[scorecard.Unmet], n[scorecard.Unknown]
		g.Applicable = g.Met + g.Warning + g.Unmet + g.Unknown
	}
	s.Narrative = nil
	return s
}
