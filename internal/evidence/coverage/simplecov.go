package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var simplecovFormat = reader.Format{
	Name: "simplecov",
	Doc:  "SimpleCov's .resultset.json, with the commands in it united, coverage.json (simplecov_json_formatter) and the JSON of the older simplecov-json: lines and, where they were asked for, branches. Of .last_run.json the percentage of lines.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Has("coverage", "meta.simplecov_version") || h.Has("files[].covered_percent", "files[].filename") ||
			h.Has("result.line") || h.Has("result.covered_percent") ||
			h.Kind("*.coverage") == '{' && (h.Has("*.coverage.*[]") || h.Has("*.coverage.*.lines"))
	},
	Read: readSimpleCov,
}

func readSimpleCov(in *reader.Input, s *fact.Sink) error {
	c := simplecov{j: in.JSON(), s: s}
	for key := range c.j.Fields() {
		switch {
		case key == "coverage":
			c.files()
		case key == "files":
			for range c.j.Items() {
				c.listed()
			}
		case key == "meta":
			for key := range c.j.Fields() {
				switch key {
				case "simplecov_version":
					s.Named("simplecov", c.j.Text())
				case "timestamp":
					s.Dated(c.j.Text())
				case "commit":
					s.Commit(c.j.Text())
				}
			}
		case key == "result":
			c.lastRun()
		case key == "timestamp" && c.j.Kind() != '{':
			s.Dated(c.j.Text())
		case c.j.Kind() == '{':
			c.command()
		}
	}
	return c.j.Err()
}

// simplecov reads the pieces that the documents have in common.
type simplecov struct {
	j *reader.JSON
	s *fact.Sink
}

// lastRun reads a percentage that is all the file holds.
func (c *simplecov) lastRun() {
	for key := range c.j.Fields() {
		if key == "line" || key == "covered_percent" {
			line := c.j.Line()
			if d, ok := c.j.Number(); ok {
				c.s.Percent(d, line)
			}
		}
	}
}

// command reads what one test command covered.
func (c *simplecov) command() {
	for key := range c.j.Fields() {
		switch key {
		case "coverage":
			c.files()
		case "timestamp":
			c.s.Dated(c.j.Text())
		}
	}
}

func (c *simplecov) files() {
	for path := range c.j.Fields() {
		c.s.File(path, "", c.j.Line())
		c.source()
	}
}

// listed reads a source file of simplecov-json, which names it inside.
func (c *simplecov) listed() {
	for key := range c.j.Fields() {
		switch key {
		case "filename":
			line := c.j.Line()
			c.s.File(c.j.Text(), "", line)
		case "coverage":
			c.source()
		}
	}
}

// source reads a source file: its lines alone, as before 0.18, or by kind.
func (c *simplecov) source() {
	if c.j.Kind() == '[' {
		c.lines()
		return
	}
	for key := range c.j.Fields() {
		switch {
		case key == "lines":
			c.lines()
		case key == "branches" && c.j.Kind() == '[':
			c.branches()
		case key == "branches":
			c.conditions()
		}
	}
}

// lines reads a count for each line; null is no code.
func (c *simplecov) lines() {
	for i := range c.j.Items() {
		if hit, ok := c.count(); ok {
			c.s.Cover(fact.Lines, uint64(i)+1, 1, hit)
		}
	}
}

// count reads a count of executions; "ignored" is code that was left out.
func (c *simplecov) count() (hit, ok bool) {
	if c.j.Kind() == '"' {
		if word := c.j.Text(); word != "ignored" {
			c.j.Fail(`wanted a count, null or "ignored", found %.40q`, word)
		}
		return false, false
	}
	n, ok := c.j.Number()
	return n.Sign() > 0, ok
}

// branches reads the branches of coverage.json.
func (c *simplecov) branches() {
	for i := range c.j.Items() {
		for key := range c.j.Fields() {
			if key != "coverage" {
				continue
			}
			if hit, ok := c.count(); ok {
				c.s.Cover(fact.Branches, uint64(i), 1, hit)
			}
		}
	}
}

// conditions reads the branches of a resultset, by condition.
func (c *simplecov) conditions() {
	for condition := range c.j.Fields() {
		for branch := range c.j.Fields() {
			if hit, ok := c.count(); ok {
				c.s.Cover(fact.Branches, hash(condition+"\n"+branch), 1, hit)
			}
		}
	}
}
