package main

import (
	"go/format"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// Whatever the sample is, what is written is Go as gofmt writes it, and what can
// be told from the sample stands in it.
func TestSource(t *testing.T) {
	for _, test := range []struct {
		kind, sample string
		want         []string
	}{
		{"scanner", `{"summary":{"n":1},"problems":[{"file":"a","line":1,"ruleId":"R","text":"t","level":"x"}]}`, []string{
			`h.Has("problems[].file", "problems[].level", "problems[].line", "problems[].ruleId")`,
			`{"problems[]", finding(layout{`, `{"ruleId", rule},`, `{"file", path},`, `{"line", line},`, `{"text", message},`, `scan{tool: "my-tool"}`, "myToolFormat"}},
		{"tests", `[{"name":"a","time":1}]`, []string{`{"[]", test(layout{`, `{"name", name},`, `{"time", took},`}},
		{"coverage", `<report version="1"><file name="a"/></report>`, []string{`h.Root == "report"`, "the children of report: file"}},
		{"benchmark", "Requests: 5\n", []string{`h.Line("Requests: 5")`, `read(in, s, "my-tool", layout{`}},
		{"mutation", `{"a":1}`, []string{`h.Has("a")`, `{"", mutant(layout{`}},
	} {
		text := source("my-tool", test.kind, []byte(test.sample))
		if _, err := parser.ParseFile(token.NewFileSet(), "", text, 0); err != nil {
			t.Fatalf("%s: %v\n%s", test.kind, err, text)
		}
		if clean, err := format.Source([]byte(text)); err != nil || string(clean) != text {
			t.Errorf("%s: gofmt writes it otherwise: %v\n%s", test.kind, err, text)
		}
		for _, want := range test.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s in\n%s", test.kind, want, text)
			}
		}
	}
}

func TestArguments(t *testing.T) {
	for _, args := range [][]string{{}, {"a", "scanner"}, {"A", "scanner", "main.go"}, {"a", "nonsense", "main.go"}, {"a", "scanner", "nowhere"}, {"a", "scanner", "main.go"}} {
		if err := run(args); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
