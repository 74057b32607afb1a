package reader

import (
	"fmt"
	"strings"
	"testing"
)

func TestHeadTellsContainers(t *testing.T) {
	long := strings.Repeat(`{"a":"b"},`, 10_000)
	for _, test := range []struct {
		name, in string
		want     Container
		bare     string
	}{
		{"nothing", "", Empty, ""},
		{"white space", " \n\t", Empty, ""},
		{"empty array", " [ \n] ", JSONValue, "[]"},
		{"empty object", "{}\n", JSONValue, "{}"},
		{"null", "null\n", JSONValue, "null"},
		{"object", `{"a":1}`, JSONValue, ""},
		{"mark", "\xef\xbb\xbf{\"a\":1}", JSONValue, ""},
		{"UTF-16", "\xff\xfe{\x00}\x00", JSONValue, "{}"},
		{"lines", "{\"a\":1}\n{\"a\":2}\n", JSONLines, ""},
		{"concatenated", "{\n\"a\":1\n}\n{\n\"a\":2\n}", JSONLines, ""},
		{"cut off by the head", "[" + long + "{}]", JSONValue, ""},
		{"cut off by damage", `{"a":{"b":1,`, JSONValue, ""},
		{"damaged after a key", `{"a":1,"b":oops}`, JSONValue, ""},
		{"log before", "level=warning msg=x\n{\"a\":1}", Text, ""},
		{"log after", "{\"a\":1}\nexit status 1", JSONValue, ""},
		{"date in brackets", "[2026-01-02] started\n", Text, ""},
		{"numbers", "1 2 3\n", Text, ""},
		{"private", "!coverage.py: This is a private format{\"a\":1}", Text, ""},
		{"XML", "<?xml version='1.0'?><!-- c --><!DOCTYPE r><r/>", XMLDocument, ""},
		{"XML cut off", "<r><a>", XMLDocument, ""},
		{"less-than", "< 5 findings", Text, ""},
		{"commas", "a,b\n1,2\n3,4\n", CSVTable, ""},
		{"semicolons", "a;b,c;d\n1;2;3\n", CSVTable, ""},
		{"tabs", "a\tb\n1\t2\n", CSVTable, ""},
		{"unequal rows", "hello, world\nno comma\n", Text, ""},
		{"cover profile", "mode: set\na/b.go:1.2,3.4 1 1\n", Text, ""},
		{"a long string cut off by the head", `["` + strings.Repeat("x", 2*headBytes) + `"]`, JSONValue, ""},
		{"long text in brackets", "[1] " + strings.Repeat("x ", headBytes), Text, ""},
		{"long text with commas", "a,b\n1,2\n" + strings.Repeat("text,\ntext\n", headBytes), Text, ""},
		{"CSV cut off in a row", "a,b\n" + strings.Repeat("12345,67\n", headBytes), CSVTable, ""},
		{"CSV cut off by the head", "a,b\n" + strings.Repeat("1,\"2\n\"\n", 20_000), CSVTable, ""},
	} {
		h := Of("x", []byte(test.in)).Head
		if h.Container != test.want || h.Bare() != test.bare {
			t.Errorf("%s: got container %d and %q, want %d and %q", test.name, h.Container, h.Bare(), test.want, test.bare)
		}
	}
}

func TestHeadKnowsKeyPaths(t *testing.T) {
	h := Of("x", []byte(`{"version":"2.1.0","runs":[{"results":[{"ruleId":null},{"ruleId":"R1","level":2}]}],"src/a.ts":{"statementMap":{}},"none":null,"empty":[]`+
		strings.Repeat(" ", headBytes)+`,"beyond":1}`)).Head
	for path, want := range map[string]string{
		"version": `true " 2.1.0`, "runs[].results": "true [ ", "runs[].results[].ruleId": `true " R1`, "runs[].results[].level": "true 0 2",
		"*.statementMap": "true { ", "none": "true n ", "empty": "true [ ", "empty[]": "false \x00 ", "missing": "false \x00 ", "beyond": "false \x00 ",
		"[].x": "false \x00 ", "version.x": "false \x00 ",
	} {
		if got := fmt.Sprintf("%t %c %s", h.Has(path), h.Kind(path), h.Text(path)); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	if h.Has("version", "missing") || !h.Has("version", "runs") {
		t.Error("Has wants all of its paths")
	}
	lines := Of("x", []byte(`{"Action":"run"}`+"\n"+`{"Elapsed":1}`)).Head
	if !lines.Has("Action", "Elapsed") || lines.Text("Action") != "run" {
		t.Error("each line is a root")
	}
	if Of("x", []byte("text")).Head.Has() {
		t.Error("a text has no key paths")
	}
}

func TestHeadKnowsXMLAndColumns(t *testing.T) {
	h := Of("x", []byte(`<b:bom xmlns:b="u" version="1.6" b:n="2"><b:metadata/><c/><c/>`)).Head
	if got := fmt.Sprint(h.Root, h.RootAttrs, h.Children); got != "bommap[n:2 version:1.6 xmlns:b:u] [metadata c]" {
		t.Error(got)
	}
	c := Of("x", []byte("\"Type\", Name ,\"a \"\"b\"\"\"\n1,2,3\n"))
	if got := fmt.Sprintf("%q", c.Head.Columns); got != `["Type" "Name" "a \"b\""]` {
		t.Error(got)
	}
}

func TestHeadKeepsFirstLines(t *testing.T) {
	h := Of("x", []byte("one\r\ntwo\n"+strings.Repeat("line\n", 100))).Head
	if len(h.Lines) != 50 || h.Lines[0] != "one" || !h.Line("tw") || h.Line("three") {
		t.Errorf("got %d lines, first %q", len(h.Lines), h.Lines[0])
	}
}
