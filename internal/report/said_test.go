package report

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"html"
	"regexp"
	"strconv"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/report/export"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

var (
	markup     = regexp.MustCompile(`(?s)<(style|script|svg|title)\b.*?</(style|script|svg|title)>|<[^>]*>`)
	spaces     = regexp.MustCompile(`[\s\x{a0}\x{202f}]+`)
	countOf    = regexp.MustCompile(`([\d,]+) (met|warning|unmet|unknown|not applicable)\b`)
	strictIs   = regexp.MustCompile(`(?i)\bcompliance(?:[ |]|without waivers[\d, of]+pass)*([<>]?[\d.]+ %|–)`)
	standingIs = regexp.MustCompile(`The [\d,]+ that pass rests? on|Satisfied: `)
	verdictIs  = regexp.MustCompile(`(?i)\b(approved|conditional|rejected|indeterminate)\b`)
	outcomeIs  = regexp.MustCompile(`(?:: |::)(unmet|unknown|warning): `)
)

// plainText is what a page says, without its markup.
func plainText(page string) string {
	return html.UnescapeString(markup.ReplaceAllString(strings.ReplaceAll(page, "</span></li>\n", " · "), ""))
}

func plainPercent(strict string) string { return spaces.ReplaceAllString(wording.Percent(strict), " ") }

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
	standing := standingIs.FindStringIndex(text)
	found := standing != nil
	before := ""
	if found {
		before = text[:standing[0]]
	}
	verdict := verdictIs.FindString(text)
	strict := strictIs.FindStringSubmatch(spaces.ReplaceAllString(text, " "))
	if !found || verdict == "" || strict == nil {
		t.Fatalf("no verdict, compliance or counts in %.300s", text)
	}
	lines := strings.Split(strings.TrimSpace(before), "\n")
	return said{countsIn(lines[len(lines)-1]), strict[1], strings.ToLower(verdict)}
}

// saidOnTerminal reads the last block of a screen.
func saidOnTerminal(t fataler, text string) said {
	t.Helper()
	at := ruled.FindStringIndex(text)
	if at == nil {
		t.Fatalf("no verdict in %s", text)
	}
	text = text[at[0]:]
	if !standingIs.MatchString(text) {
		if !strings.Contains(text, wording.NoCompliance) {
			t.Fatalf("neither counts nor that there are none in %s", text)
		}
		return said{verdict: strings.ToLower(verdictIs.FindString(text)), strict: wording.None}
	}
	_, figures, _ := strings.Cut(text, "\n  Compliance")
	strict := regexp.MustCompile(`^ +([<>]?[\d.]+\x{202f}%)`).FindStringSubmatch(figures)
	if strict == nil {
		t.Fatalf("no compliance in %s", text)
	}
	counted, _, _ := strings.Cut(figures, standingIs.FindString(figures))
	return said{countsIn(counted), spaces.ReplaceAllString(strict[1], " "), strings.ToLower(verdictIs.FindString(text))}
}

// saidOnPaper reads the cover of a document for Word.
func saidOnPaper(t fataler, text string) said {
	t.Helper()
	verdict := regexp.MustCompile(`\n(Approved|Conditional|Rejected|Indeterminate)\n`).FindStringSubmatch(text)
	strict := regexp.MustCompile(`\nCompliance\s*([<>]?[\d.]+\x{202f}%|–)`).FindStringSubmatch(text)
	if verdict == nil {
		t.Fatalf("no verdict in %.600s", text)
	}
	got := said{verdict: strings.ToLower(verdict[1]), strict: wording.None}
	if strict != nil {
		got.strict = spaces.ReplaceAllString(strict[1], " ")
	} else if !strings.Contains(text, wording.NoCompliance) {
		t.Fatalf("no compliance in %.600s", text)
	}
	if at := standingIs.FindStringIndex(text); at != nil {
		lines := strings.Split(strings.TrimSpace(text[:at[0]]), "\n")
		got.counts = countsIn(lines[len(lines)-1])
	}
	return got
}

// saidInWorkbook reads the first sheet of a workbook: a fact and how it is shown.
func saidInWorkbook(t fataler, text string) said {
	t.Helper()
	lines := strings.Split(text, "\n")
	got := said{counts: map[scorecard.Outcome]int{}}
	for i, line := range lines[:len(lines)-1] {
		switch next := lines[i+1]; strings.TrimSpace(line) {
		case "verdict":
			got.verdict = next
		case "compliance":
			got.strict = spaces.ReplaceAllString(next, " ")
		case "met", "warning", "unmet", "unknown", "not applicable":
			n, err := strconv.Atoi(strings.ReplaceAll(next, ",", ""))
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			got.counts[outcomeNamed(line)] = n
		}
	}
	if got.verdict == "" || got.strict == "" {
		t.Fatalf("no verdict or compliance in %.300s", text)
	}
	return got
}

// saidInComment reads what stands before the fold.
func saidInComment(t fataler, text string) said {
	t.Helper()
	strict := strictIs.FindStringSubmatch(spaces.ReplaceAllString(text, " "))
	if strict == nil {
		t.Fatalf("no compliance in %.300s", text)
	}
	return said{strict: strict[1], verdict: strings.ToLower(verdictIs.FindString(text))}
}

func saidOnGitHub(t fataler, text string) said {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	first := spaces.ReplaceAllString(strings.ReplaceAll(lines[0], "%25", "%"), " ")
	whole := said{countsIn(first), strictIs.FindStringSubmatch(first)[1], verdictIs.FindString(first)}
	open := map[scorecard.Outcome]int{}
	for _, line := range lines[1:] {
		if m := outcomeIs.FindStringSubmatch(line); m != nil {
			if informs.MatchString(line) {
				continue
			}
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
	got := said{counts: map[scorecard.Outcome]int{}, strict: plainPercent(s.Compliance.Strict), verdict: string(s.Verdict.Outcome)}
	for _, c := range s.Criteria {
		if c.Counts() || c.Outcome == scorecard.NotApplicable {
			got.counts[c.Outcome]++
		}
	}
	return got
}

func saidInJUnit(t fataler, text string) said {
	var all export.JUnitSuites
	if err := xml.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("%v", err)
	}
	counts, informing := countsIn(""), 0
	for _, suite := range all.Suites {
		in, left := countsIn(""), 0
		for _, c := range suite.Cases {
			switch {
			case c.Skipped != nil && strings.HasPrefix(c.Skipped.Message, "informs: "):
				left++
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
		if suite.Tests != len(suite.Cases) || suite.Failures != in[scorecard.Unmet] || suite.Errors != in[scorecard.Unknown] || suite.Skipped != in[scorecard.NotApplicable]+left {
			t.Fatalf("junit: suite %s counts %d tests, %d failures, %d errors, %d skipped, and has %v", suite.Name, suite.Tests, suite.Failures, suite.Errors, suite.Skipped, in)
		}
		for o, n := range in {
			counts[o] += n
		}
		informing += left
	}
	if all.Failures != counts[scorecard.Unmet] || all.Errors != counts[scorecard.Unknown] || all.Skipped != counts[scorecard.NotApplicable]+informing {
		t.Fatalf("junit counts %d failures, %d errors, %d skipped, and has %v", all.Failures, all.Errors, all.Skipped, counts)
	}
	return said{counts: counts}
}

// informs finds what the outputs for tools say of a criterion that counts nowhere,
// or not yet.
var informs = regexp.MustCompile(`\((informs|counts from [\d-]+)\)`)

func saidInSARIF(t fataler, text string) said {
	var log export.SARIFLog
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatalf("%v", err)
	}
	counts := map[scorecard.Outcome]int{scorecard.Unmet: 0, scorecard.Unknown: 0}
	for _, r := range log.Runs[0].Results {
		if informs.MatchString(r.Message.Text) {
			continue
		}
		counts[scorecard.Outcome(outcomeIs.FindStringSubmatch(r.Message.Text)[1])]++
	}
	return said{counts: counts}
}

func saidOnGitLab(t fataler, text string) said {
	var issues []export.GitLabIssue
	if err := json.Unmarshal([]byte(text), &issues); err != nil {
		t.Fatalf("%v", err)
	}
	counts, seen := map[scorecard.Outcome]int{scorecard.Unmet: 0, scorecard.Unknown: 0, scorecard.Warning: 0}, map[string]bool{}
	for _, i := range issues {
		if !informs.MatchString(i.Description) {
			counts[scorecard.Outcome(outcomeIs.FindStringSubmatch(i.Description)[1])]++
		}
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
	informing := 0
	for _, row := range rows[1:] {
		if outcome := scorecard.Outcome(row[3]); row[len(row)-1] == "true" && outcome != scorecard.NotApplicable {
			informing++
		} else {
			counts[outcome]++
		}
	}
	applicable := len(rows) - 1 - informing - counts[scorecard.NotApplicable]
	if applicable == 0 {
		return said{counts: counts, strict: wording.None}
	}
	satisfied := counts[scorecard.Met] + counts[scorecard.Warning]
	return said{counts: counts, strict: spaces.ReplaceAllString(quantity.Show(quantity.Ratio(int64(satisfied), int64(applicable)), nil), " ")}
}
