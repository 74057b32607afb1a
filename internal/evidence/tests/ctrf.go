package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var ctrfFormat = reader.Format{
	Name: "ctrf",
	Doc:  "Common Test Report Format (ctrf.io JSON). Pending and other are skipped; a test that its retries made pass is flaky. A report that declares tests and holds none is refused, one that declares a failure and holds none has an error.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("results.tool", "results.summary") || h.Has("results.tool", "results.tests") || h.Text("reportFormat") == "CTRF"
	},
	Read: readCTRF,
}

var ctrfOutcomes = outcomes{
	"passed": fact.Passed, "failed": fact.Failed,
	"skipped": fact.Skipped, "pending": fact.Skipped, "other": fact.Skipped,
}

func readCTRF(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	t := tally{s: s}
	var declared, failed int64
	for key := range j.Fields() {
		if key != "results" {
			continue
		}
		for key := range j.Fields() {
			switch key {
			case "tool":
				readTool(j, s)
			case "summary":
				declared, failed = ctrfSummary(j, s)
			case "tests":
				for range j.Items() {
					c := ctrfCase(j)
					t.add(&c)
				}
			}
		}
	}
	switch {
	case declared > 0 && t.none():
		j.Fail("wanted the %d tests that are declared, found none", declared)
	case failed > 0 && t.bad == 0:
		t.broken(0, "", "the summary declares a failure that no test reports")
	}
	return j.Err()
}

// readTool reads the name and the version of a tool.
func readTool(j *reader.JSON, s *fact.Sink) {
	var name, version string
	for key := range j.Fields() {
		switch key {
		case "name":
			name = j.Text()
		case "version":
			version = j.Text()
		}
	}
	s.Named(name, version)
}

func ctrfSummary(j *reader.JSON, s *fact.Sink) (tests, failed int64) {
	for key := range j.Fields() {
		switch key {
		case "tests":
			tests = j.Int()
		case "failed":
			failed = j.Int()
		case "start":
			if start := j.Text(); start != "" && start != "0" {
				s.Dated(start)
			}
		}
	}
	return tests, failed
}

func ctrfCase(j *reader.JSON) fact.Case {
	c := fact.Case{Line: j.Line()}
	flaky, browser := false, ""
	for key := range j.Fields() {
		switch key {
		case "name":
			c.Name = j.Text()
		case "status":
			c.Outcome = ctrfOutcomes.of(j)
		case "duration":
			c.Duration = scaled(j.Decimal(), 3)
		case "message":
			c.Message = j.Text()
		case "suite":
			c.Suite = strings.Join(j.Texts(), " > ")
		case "filePath":
			c.Path = j.Text()
		case "browser":
			browser = j.Text()
		case "flaky":
			flaky = j.Bool()
		}
	}
	if browser != "" { // the same test in several
		c.Name += " [" + browser + "]"
	}
	c.Flaky = flaky && c.Outcome == fact.Passed
	return c
}
