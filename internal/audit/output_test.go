package audit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// hostileResults are findings whose every text tries to break out of where it
// is written.
func hostileResults() []Result {
	return []Result{{
		Path: "docs/a b,c:%d\n::error::x.md", Encoding: "utf-8",
		Source: []string{"", "\x1b[31m| <script>alert(1)</script> 92% `x`"},
		Findings: []Finding{
			{Line: 2, Rule: "aggregate", Level: Error, Message: "92%\nof | <b>\x1b[0m\r::warning::",
				Quote: "| <script> `x`", spot: "92%"},
			{Line: 0, Rule: "unsupported", Level: Note, Message: "whole document"},
			{Line: 99, Rule: "bound", Level: Warning, Message: "past the end"},
		},
	}, {Path: "b.md", Encoding: "utf-8", Findings: []Finding{}, Unchecked: []string{"images", "this ::error:: here"}}}
}

func write(t *testing.T, name string, results []Result) string {
	t.Helper()
	o, err := FindOutput(name)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := o.Write(&b, results, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextOutput(t *testing.T) {
	want := "docs/a b,c:%d ::error::x.md:2:34: error: 92% of | <b>\ufffd[0m ::warning:: [aggregate]\n" +
		"    2 | \ufffd[31m| <script>alert(1)</script> 92% `x`\n" +
		"      |                                  ^~~\n" +
		"docs/a b,c:%d ::error::x.md:99: warning: past the end [bound]\n" +
		"docs/a b,c:%d ::error::x.md: note: whole document [unsupported]\n" +
		"what to do about aggregate: add the rows up again, or show the weights\n" +
		"what to do about bound: state the measured figure, not only that it is below a limit\n" +
		"what to do about unsupported: put the figure, file or link beside each tick, or take the tick off\n" +
		"not checked in b.md: images; this ::error:: here\n" +
		"1 error, 1 warning, 1 note in 2 documents\n"
	got := write(t, "table", hostileResults())
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestJSONOutput(t *testing.T) {
	var got []map[string]any
	if err := json.Unmarshal([]byte(write(t, "json", hostileResults())), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || len(got[0]) != 4 || len(got[1]) != 5 || got[1]["findings"] == nil {
		t.Fatalf("got %v, want two elements of path, encoding, repaired and findings", got)
	}
	first := got[0]["findings"].([]any)[0].(map[string]any)
	if len(first) != 5 || first["level"] != "error" || first["line"] != 2.0 || first["rule"] != "aggregate" {
		t.Errorf("got %v, want line, rule, level, message and quote", first)
	}
	if empty := write(t, "json", nil); empty != "[]\n" {
		t.Errorf("no results give %q", empty)
	}
}

func TestSARIFOutput(t *testing.T) {
	var log sarifLog
	dec := json.NewDecoder(strings.NewReader(strings.NewReplacer(`"error"`, "2", `"warning"`, "1", `"note"`,
		"0").Replace(write(t, "sarif", hostileResults()))))
	if err := dec.Decode(&log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || len(run.Results) != 3 || len(run.Tool.Driver.Rules) != len(Rules) {
		t.Fatalf("got version %s, %d results, %d rules", log.Version, len(run.Results), len(run.Tool.Driver.Rules))
	}
	if driver := run.Tool.Driver; driver.Version != "1.2.3" || driver.Rules[0].Help.Markdown == "" ||
		driver.Rules[0].Short.Text == "" {
		t.Errorf("the driver says too little: %+v", driver.Rules[0])
	}
	prints := map[string]bool{}
	for _, r := range run.Results {
		prints[r.Prints["finding/v1"]] = true
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule %s has the index of %s", r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
		}
	}
	if place := run.Results[0].Locations[0].Physical; place.Artifact.URI != "docs/a%20b,c:%25d%0A::error::x.md" ||
		place.Region.StartLine != 2 {
		t.Errorf("got %+v", place)
	}
	if len(prints) != 3 || prints[""] {
		t.Errorf("fingerprints are %v", prints)
	}
	if run.Results[1].Locations[0].Physical.Region != nil {
		t.Error("a finding about the whole document has a region")
	}
}

// TestPrintsStay holds that a finding keeps its print where only its message
// changes, unless its message is all that it has.
func TestPrintsStay(t *testing.T) {
	of := func(quote, message string) string {
		return Finding{Rule: "bound", Quote: quote, Message: message}.print("a.md", map[string]int{})
	}
	if of("92 %", "it is 90") != of("92 %", "it is 91") {
		t.Error("a finding with a quote is told by its message")
	}
	if of("92 %", "") == of("93 %", "") || of("", "it is 90") == of("", "it is 91") {
		t.Error("two findings have one print")
	}
}

func TestMarkdownOutput(t *testing.T) {
	got := write(t, "md", hostileResults())
	for _, line := range strings.Split(got, "\n") {
		if strings.HasPrefix(line, "|") && strings.Count(line, "|")-strings.Count(line, `\|`) != 6 {
			t.Errorf("%q has not five cells", line)
		}
	}
	if strings.Contains(got, " <script>") || !strings.Contains(got, "No findings.") {
		t.Errorf("got\n%s", got)
	}
}

func TestGitHubOutput(t *testing.T) {
	got := write(t, "github", hostileResults())
	want := "::error file=docs/a b%2Cc%3A%25d%0A%3A%3Aerror%3A%3Ax.md,line=2,title=signoff audit%3A " +
		"aggregate::92%25 of | <b>\ufffd[0m ::warning::; add the rows up again, or show the weights\n"
	lines := strings.SplitAfter(got, "\n")
	if len(lines) != 6 || lines[0] != want || !strings.HasPrefix(lines[1], "::warning ") ||
		!strings.HasPrefix(lines[2], "::notice ") ||
		!strings.HasPrefix(lines[3], "not checked in b.md: images; this : :error: : here") {
		t.Errorf("got\n%s", got)
	}
}

// TestCauses holds that what has one cause is said once, the gravest first.
func TestCauses(t *testing.T) {
	var text strings.Builder
	text.WriteString("# Report\n\nAll done, see /home/ada/notes.\n")
	for i := range 57 {
		fmt.Fprintf(&text, "\n[part %d](/docs/guide/part%d.md)\n", i, i)
	}
	text.WriteString("\n[a](#) [b](#gone)\n\n[c](#gone) [here](there.md)\n")
	there := func(path string) bool { return path == "there.md" || path == "docs" }
	results, err := Run([]Input{{Path: "r.md", Data: []byte(text.String())}}, Options{Exists: there})
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for _, c := range results[0].Causes() {
		if c.Rule == "link" {
			links = append(links, c.Message)
		}
	}
	want := []string{"the folder /docs/guide, into which 57 links lead, does not exist (also in line 7, 9, 11, 13 " +
		"and 52 more)", "the link is empty", "no heading of this document has the anchor #gone (also in line 121)"}
	slices.Sort(links)
	slices.Sort(want)
	if !slices.Equal(links, want) {
		t.Errorf("got %q, want %q", links, want)
	}
	list := results[0].Causes()
	if !slices.IsSortedFunc(list, func(a, b Cause) int { return int(b.Level) - int(a.Level) }) {
		t.Errorf("the gravest do not come first: %v", list)
	}
}

// TestRolledUp holds that GitHub gets no more annotations of a level than it
// shows, and that every rule says what to do.
func TestRolledUp(t *testing.T) {
	r := Result{Path: "a.md"}
	for i := range 40 {
		for _, level := range []Level{Error, Warning, Note} {
			r.Findings = append(r.Findings, Finding{Line: i + 1, Rule: "count", Level: level,
				Message: fmt.Sprint("it is ", i)})
		}
	}
	got := write(t, "github", []Result{r})
	for command, most := range map[string]int{"::error ": 10, "::warning ": 10, "::notice ": 1} {
		if n := strings.Count(got, command); n != most {
			t.Errorf("%d of %s, want %d", n, command, most)
		}
	}
	for _, rule := range Rules {
		if rule.Do == "" || rule.Doc == "" {
			t.Errorf("%s does not say what to do", rule.Name)
		}
	}
}

func TestUnknownOutput(t *testing.T) {
	if _, err := FindOutput("xml"); err == nil || !strings.Contains(err.Error(),
		"expected one of table, json, sarif, md, github") {
		t.Errorf("got %v, want an error that lists the outputs", err)
	}
}

func TestLevels(t *testing.T) {
	for _, name := range []string{"note", "warning", "error"} {
		if l, err := ParseLevel(name); err != nil || l.String() != name {
			t.Errorf("%s reads as %v, %v", name, l, err)
		}
	}
	if _, err := ParseLevel("fatal"); err == nil {
		t.Error("an unknown level is read")
	}
	if worst, any := Worst(hostileResults()); worst != Error || !any {
		t.Errorf("the worst is %v, %v", worst, any)
	}
	if _, any := Worst(nil); any {
		t.Error("no results have a finding")
	}
}

// TestNothingFound holds that a clean document gives an empty list, never null.
func TestNothingFound(t *testing.T) {
	results, err := Run([]Input{{Path: "a.md", Data: []byte("Nothing.\n")}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := jsonOutput.Write(&b, results, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"findings": []`) {
		t.Errorf("got %s, want an empty list", b.String())
	}
}

// TestColumns holds that SARIF counts columns in characters, and gives none
// where the text is not that of the file.
func TestColumns(t *testing.T) {
	for text, want := range map[string]string{
		"✅ 80 of 90 (97.6%)\n": `"startLine":1,"startColumn":3,"endColumn":19,`,
		"password: \"Zx81Gamma77\"\n\n80 of 90 (97.6%), password: \"Zx81Gamma77\"\n": `"startLine":3,"snippet"`,
	} {
		results, err := Run([]Input{{Path: "r.md", Data: []byte(text)}}, Options{Only: []string{"arithmetic"}})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := sarifOutput.Write(&b, results, "1.2.3"); err != nil {
			t.Fatal(err)
		}
		if compact := strings.Join(strings.Fields(b.String()), ""); !strings.Contains(compact, want) {
			t.Errorf("%q gives\n%s\nwanted %s", text, b.String(), want)
		}
	}
}
