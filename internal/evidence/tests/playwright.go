package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var playwrightFormat = reader.Format{
	Name: "playwright",
	Doc:  "Playwright's JSON reporter (playwright test --reporter=json). A test of each project counts; expected is a pass, also of a test that is meant to fail; flaky is a pass after a retry. Errors outside of tests are errors beside them.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("config.rootDir", "config.projects") && !h.Has("numTotalTests")
	},
	Read: readPlaywright,
}

var playwrightOutcomes = map[string]fact.Outcome{
	"expected": fact.Passed, "flaky": fact.Passed, "unexpected": fact.Failed, "skipped": fact.Skipped,
}

func readPlaywright(in *reader.Input, s *fact.Sink) error {
	p := playwright{j: in.JSON(), tally: tally{s: s}}
	for key := range p.j.Fields() {
		switch key {
		case "config":
			for key := range p.j.Fields() {
				if key == "version" {
					s.Named("playwright", p.j.Text())
				}
			}
		case "suites":
			p.suites("")
		case "errors":
			for range p.j.Items() {
				line := p.j.Line()
				p.broken(line, "", errorMessage(p.j))
			}
		case "stats":
			for key := range p.j.Fields() {
				if key == "startTime" {
					s.Dated(p.j.Text())
				}
			}
		}
	}
	return p.j.Err()
}

// playwright walks suites: files, and the groups inside them.
type playwright struct {
	tally
	j *reader.JSON
}

func (p *playwright) suites(parent string) {
	for range p.j.Items() {
		suite := parent
		for key := range p.j.Fields() {
			switch key {
			case "title":
				suite = strings.TrimPrefix(parent+" > "+p.j.Text(), " > ")
			case "suites":
				p.suites(suite)
			case "specs":
				for range p.j.Items() {
					p.spec(suite)
				}
			}
		}
	}
}

func (p *playwright) spec(suite string) {
	var title, file string
	var cases []fact.Case
	for key := range p.j.Fields() {
		switch key {
		case "title":
			title = p.j.Text()
		case "file":
			file = p.j.Text()
		case "tests":
			for range p.j.Items() {
				cases = append(cases, p.test())
			}
		}
	}
	for i := range cases {
		c := &cases[i]
		c.Suite, c.Path = suite, file
		c.Name = strings.TrimSpace(title + " " + c.Name)
		p.add(c)
	}
}

// test reads a spec in one project, whose name it takes for now. Its last
// attempt gives time and message.
func (p *playwright) test() fact.Case {
	j := p.j
	c := fact.Case{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "projectName":
			if name := j.Text(); name != "" {
				c.Name = "[" + name + "]"
			}
		case "status":
			word := j.Text()
			c.Outcome, c.Flaky = playwrightOutcomes[word], word == "flaky"
			if c.Outcome == 0 {
				j.Fail("unknown status %.40q", word)
			}
		case "results":
			for range j.Items() {
				for key := range j.Fields() {
					switch key {
					case "duration":
						c.Duration = scaled(j.Decimal(), 3)
					case "error":
						c.Message = errorMessage(j)
					}
				}
			}
		}
	}
	return c
}
