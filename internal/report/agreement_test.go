package report

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// said is what an output says of the whole: how many criteria there are of
// each outcome that it speaks of, and compliance and verdict, "" if of neither.
type said struct {
	counts          map[scorecard.Outcome]int
	strict, verdict string
}

// readers read each output back as its readers do.
var readers = map[string]func(t fataler, text string) said{
	"md":     func(t fataler, text string) said { return saidInWords(t, text) },
	"html":   func(t fataler, text string) said { return saidInWords(t, plainText(text)) },
	"table":  func(t fataler, text string) said { return saidInWords(t, text) },
	"github": saidOnGitHub,
	"badge":  saidOnBadge,
	"json":   saidInJSON,
	"junit":  saidInJUnit,
	"sarif":  saidInSARIF,
	"gitlab": saidOnGitLab,
	"csv":    saidInCSV,
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
		if got.verdict != "" && got.verdict != s.Verdict.Outcome {
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
		c.Strict = strings.TrimSuffix(quantity.Show(quantity.Ratio(int64(c.Satisfied()), int64(c.Applicable)), nil), narrowNoBreak+"%")
	}
	s.Compliance = c
	s.Verdict.Outcome = rapid.SampledFrom([]string{scorecard.Approved, scorecard.Conditional, scorecard.Rejected, scorecard.Indeterminate}).Draw(t, "verdict")
	for i := range s.Categories {
		g := &s.Categories[i]
		n := counts[g.ID]
		g.Met, g.Warning, g.Unmet, g.Unknown = n[scorecard.Met], n[scorecard.Warning], n[scorecard.Unmet], n[scorecard.Unknown]
		g.Applicable = g.Met + g.Warning + g.Unmet + g.Unknown
	}
	s.Narrative = nil
	return s
}

var (
	markup    = regexp.MustCompile(`(?s)<(style|script|svg|title)\b.*?</(style|script|svg|title)>|<[^>]*>`)
	spaces    = regexp.MustCompile(`[\s\x{a0}\x{202f}]+`)
	countOf   = regexp.MustCompile(`([\d,]+) (met|warning|unmet|unknown|not applicable)\b`)
	strictIs  = regexp.MustCompile(`(?i)\bcompliance[ |]*([<>]?[\d.]+ %|–)`)
	verdictIs = regexp.MustCompile(`(?i)\b(approved|conditional|rejected|indeterminate)\b`)
	outcomeIs = regexp.MustCompile(`(?:: |::)(unmet|unknown|warning): `)
)

// plainText is what a page says, without its markup.
func plainText(page string) string { return html.UnescapeString(markup.ReplaceAllString(page, "")) }

func plainPercent(strict string) string { return spaces.ReplaceAllString(percent(strict), " ") }

func outcomeNamed(word string) scorecard.Outcome {
	if word == "not applicable" {
		return scorecard.NotApplicable
	}
	return scorecard.Outcome(word)
}

// countsIn reads "16 met · 3 warning"; what is not named is none.
func countsIn(line string) map[scorecard.Outcome]int {
	counts := map[scorecard.Outcome]int{}
	for _, o := range scorecard.Outcomes {
		counts[o] = 0
	}
	for _, m := range countOf.FindAllStringSubmatch(line, -1) {
		n, _ := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		counts[outcomeNamed(m[2])] = n
	}
	return counts
}

// saidInWords reads what documents say: the first verdict and compliance, and
// the counts before what satisfied criteria stand on.
func saidInWords(t fataler, text string) said {
	t.Helper()
	before, _, found := strings.Cut(strings.Replace(text, "Satisfied: ", "satisfied: ", 1), "satisfied: ")
	verdict := verdictIs.FindString(text)
	strict := strictIs.FindStringSubmatch(spaces.ReplaceAllString(text, " "))
	if !found || verdict == "" || strict == nil {
		t.Fatalf("no verdict, compliance or counts in %.300s", text)
	}
	lines := strings.Split(strings.TrimSpace(before), "\n")
	return said{countsIn(lines[len(lines)-1]), strict[1], strings.ToLower(verdict)}
}

func saidOnGitHub(t fataler, text string) said {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	first := spaces.ReplaceAllString(strings.ReplaceAll(lines[0], "%25", "%"), " ")
	whole := said{countsIn(first), strictIs.FindStringSubmatch(first)[1], verdictIs.FindString(first)}
	open := map[scorecard.Outcome]int{}
	for _, line := range lines[1:] {
		if m := outcomeIs.FindStringSubmatch(line); m != nil {
			open[scorecard.Outcome(m[1])]++
			continue
		}
		for outcome, n := range countsIn(line) {
			open[outcome] += n
		}
	}
	for _, o := range []scorecard.Outcome{scorecard.Unmet, scorecard.Unknown, scorecard.Warning} {
		if open[o] != whole.counts[o] {
			t.Fatalf("github counts %d %s and shows %d", whole.counts[o], o, open[o])
		}
	}
	return whole
}

func saidOnBadge(t fataler, text string) said {
	title := regexp.MustCompile(`<title>.*: readiness (\w+) ?(.*)</title>`).FindStringSubmatch(text)
	if title == nil {
		t.Fatalf("no title in %s", text)
	}
	return said{strict: spaces.ReplaceAllString(html.UnescapeString(title[2]), " "), verdict: title[1]}
}

func saidInJSON(t fataler, text string) said {
	s, err := scorecard.Parse("json", []byte(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	got := said{counts: map[scorecard.Outcome]int{}, strict: plainPercent(s.Compliance.Strict), verdict: s.Verdict.Outcome}
	for _, c := range s.Criteria {
		got.counts[c.Outcome]++
	}
	return got
}

func saidInJUnit(t fataler, text string) said {
	var all junitSuites
	if err := xml.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("%v", err)
	}
	counts := countsIn("")
	for _, suite := range all.Suites {
		in := countsIn("")
		for _, c := range suite.Cases {
			switch {
			case c.Failure != nil:
				in[scorecard.Unmet]++
			case c.Error != nil:
				in[scorecard.Unknown]++
			case c.Skipped != nil:
				in[scorecard.NotApplicable]++
			case strings.HasPrefix(c.Out, "warning: "):
				in[scorecard.Warning]++
			default:
				in[scorecard.Met]++
			}
		}
		if suite.Tests != len(suite.Cases) || suite.Failures != in[scorecard.Unmet] || suite.Errors != in[scorecard.Unknown] || suite.Skipped != in[scorecard.NotApplicable] {
			t.Fatalf("junit: suite %s counts %d tests, %d failures, %d errors, %d skipped, and has %v", suite.Name, suite.Tests, suite.Failures, suite.Errors, suite.Skipped, in)
		}
		for o, n := range in {
			counts[o] += n
		}
	}
	if all.Failures != counts[scorecard.Unmet] || all.Errors != counts[scorecard.Unknown] || all.Skipped != counts[scorecard.NotApplicable] {
		t.Fatalf("junit counts %d failures, %d errors, %d skipped, and has %v", all.Failures, all.Errors, all.Skipped, counts)
	}
	return said{counts: counts}
}

func saidInSARIF(t fataler, text string) said {
	var log sarifLog
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatalf("%v", err)
	}
	counts := map[scorecard.Outcome]int{scorecard.Unmet: 0, scorecard.Unknown: 0}
	for _, r := range log.Runs[0].Results {
		counts[scorecard.Outcome(outcomeIs.FindStringSubmatch(r.Message.Text)[1])]++
	}
	return said{counts: counts}
}

func saidOnGitLab(t fataler, text string) said {
	var issues []gitlabIssue
	if err := json.Unmarshal([]byte(text), &issues); err != nil {
		t.Fatalf("%v", err)
	}
	counts, seen := map[scorecard.Outcome]int{scorecard.Unmet: 0, scorecard.Unknown: 0, scorecard.Warning: 0}, map[string]bool{}
	for _, i := range issues {
		counts[scorecard.Outcome(outcomeIs.FindStringSubmatch(i.Description)[1])]++
		if seen[i.Fingerprint] || i.Location.Lines.Begin < 1 {
			t.Fatalf("gitlab: fingerprint twice, or no line: %+v", i)
		}
		seen[i.Fingerprint] = true
	}
	return said{counts: counts}
}

func saidInCSV(t fataler, text string) said {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%v", err)
	}
	counts := countsIn("")
	for _, row := range rows[1:] {
		counts[scorecard.Outcome(row[3])]++
	}
	applicable := len(rows) - 1 - counts[scorecard.NotApplicable]
	if applicable == 0 {
		return said{counts: counts, strict: none}
	}
	satisfied := counts[scorecard.Met] + counts[scorecard.Warning]
	return said{counts: counts, strict: spaces.ReplaceAllString(quantity.Show(quantity.Ratio(int64(satisfied), int64(applicable)), nil), " ")}
}
