package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var xunitFormat = reader.Format{
	Name: "xunit",
	Doc:  "xUnit.net's XML results, versions 1 to 3 (dotnet test --logger xunit, Fixie too). Skip and NotRun are skipped; errors of an assembly, such as a fixture's cleanup, are errors beside its tests.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		if h.Root == "assemblies" {
			return len(h.Children) == 0 || slices.Contains(h.Children, "assembly")
		}
		_, ran := h.RootAttrs["run-date"]
		_, framework := h.RootAttrs["test-framework"]
		return h.Root == "assembly" && (ran || framework)
	},
	Read: readXUnit,
}

var xunitOutcomes = outcomes{"pass": fact.Passed, "fail": fact.Failed, "skip": fact.Skipped, "notrun": fact.Skipped}

func readXUnit(in *reader.Input, s *fact.Sink) error {
	u := xunit{x: in.XML(), tally: tally{s: s}}
	for name := range u.x.Elements() {
		if name == "assembly" {
			u.assembly()
			continue
		}
		for name := range u.x.Elements() {
			if name == "assembly" {
				u.assembly()
			}
		}
	}
	return u.x.Err()
}

// xunit walks assemblies with their collections (version 1: classes).
type xunit struct {
	tally
	x *reader.XML
}

func (u *xunit) assembly() {
	x := u.x
	u.dated(x.Attr("start-rtf"), strings.TrimSpace(x.Attr("run-date")+"T"+x.Attr("run-time")))
	if at := strings.LastIndexByte(x.Attr("test-framework"), ' '); at > 0 {
		framework := x.Attr("test-framework")
		u.s.Named(framework[:at], framework[at+1:])
	}
	line, name, declared := x.Line(), x.Attr("name"), x.Int("total")
	promised := x.Int("errors") > 0 || x.Int("failed") > 0
	cases, bad := u.cases, u.bad
	for section := range x.Elements() {
		switch section {
		case "collection", "class":
			u.collection()
		case "errors":
			u.errors(name)
		}
	}
	switch {
	case declared > 0 && u.cases == cases:
		x.Fail("wanted the %d tests that %.80q declares, found none", declared, name)
	case promised && u.bad == bad:
		u.broken(line, name, "the assembly declares a failure that no test of it reports")
	}
}

// dated takes the first text that is a date: what stands in for one in reports
// that were made comparable is no fault.
func (u *xunit) dated(texts ...string) {
	for _, text := range texts {
		if _, _, err := quantity.ParseTime(text); err == nil {
			u.s.Dated(text)
			return
		}
	}
}

func (u *xunit) collection() {
	x := u.x
	for name := range x.Elements() {
		if name != "test" {
			continue
		}
		c := fact.Case{
			Line: x.Line(), Suite: x.Attr("type"), Name: x.Attr("name"), Path: x.Attr("source-file"),
			Outcome: xunitOutcomes.in(x, "result"),
		}
		if text := x.Attr("time"); text != "" {
			// Of three decimals, so a comma is the decimal point of old versions.
			c.Duration = seconds(x, strings.Replace(text, ",", ".", 1))
		}
		for child := range x.Elements() {
			switch child {
			case "failure":
				c.Message = childText(x, "message")
			case "reason":
				c.Message = strings.TrimSpace(x.Text())
			}
		}
		u.add(&c)
	}
}

func (u *xunit) errors(assembly string) {
	for range u.x.Elements() {
		line, message := u.x.Line(), strings.TrimSpace(u.x.Attr("type")+" "+u.x.Attr("name"))
		for name := range u.x.Elements() {
			if name == "failure" {
				message += ": " + childText(u.x, "message")
			}
		}
		u.broken(line, assembly, message)
	}
}
