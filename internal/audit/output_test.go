package audit

import (
	"encoding/json"
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
			{Line: 2, Rule: "aggregate", Level: Error, Message: "92%\nof | <b>\x1b[0m\r::warning::", Quote: "| <script> `x`", spot: "92%"},
			{Line: 0, Rule: "unsupported", Level: Note, Message: "whole document"},
			{Line: 99, Rule: "bound", Level: Warning, Message: "past the end"},
		},
	}, {Path: "b.md", Encoding: "utf-8", Findings: []Finding{}}}
}

func write(t *testing.T, name string, results []Result) string {
	t.Helper()
	o, err := FindOutput(name)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := o.Write(&b, results); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextOutput(t *testing.T) {
	want := "docs/a b,c:%d ::error::x.md:2:34: error: 92% of | <b>\ufffd[0m ::warning:: [aggregate]\n" +
		"    2 | \ufffd[31m| <script>alert(1)</script> 92% `x`\n" +
		"      |                                  ^~~\n" +
		"docs/a b,c:%d ::error::x.md: note: whole document [unsupported]\n" +
		"docs/a b,c:%d ::error::x.md:99: warning: past the end [bound]\n" +
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
	if len(got) != 2 || len(got[0]) != 4 || got[1]["findings"] == nil {
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
	dec := json.NewDecoder(strings.NewReader(strings.NewReplacer(`"error"`, "2", `"warning"`, "1", `"note"`, "0").Replace(write(t, "sarif", hostileResults()))))
	if err := dec.Decode(&log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || len(run.Results) != 3 || len(run.Tool.Driver.Rules) != len(Rules) {
		t.Fatalf("got version %s, %d results, %d rules", log.Version, len(run.Results), len(run.Tool.Driver.Rules))
	}
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule %s has the index of %s", r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
		}
	}
	if place := run.Results[0].Locations[0].Physical; place.Artifact.URI != "docs/a%20b,c:%25d%0A::error::x.md" || place.Region.StartLine != 2 {
		t.Errorf("got %+v", place)
	}
	if run.Results[1].Locations[0].Physical.Region != nil {
		t.Error("a finding about the whole document has a region")
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
	want := "::error file=docs/a b%2Cc%3A%25d%0A%3A%3Aerror%3A%3Ax.md,line=2,title=signoff audit%3A aggregate::92%25 of | <b>\ufffd[0m ::warning::\n"
	if lines := strings.SplitAfter(got, "\n"); len(lines) != 4 || lines[0] != want || !strings.HasPrefix(lines[1], "::notice ") {
		t.Errorf("got\n%s", got)
	}
}

func TestUnknownOutput(t *testing.T) {
	if _, err := FindOutput("xml"); err == nil || !strings.Contains(err.Error(), "expected one of table, json, sarif, md, github") {
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
	if err := jsonOutput.Write(&b, results); err != nil {
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
		if err := sarifOutput.Write(&b, results); err != nil {
			t.Fatal(err)
		}
		if compact := strings.Join(strings.Fields(b.String()), ""); !strings.Contains(compact, want) {
			t.Errorf("%q gives\n%s\nwanted %s", text, b.String(), want)
		}
	}
}
