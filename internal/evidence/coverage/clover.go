package coverage

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var cloverFormat = reader.Format{
	Name: "clover",
	Doc:  "Clover XML (OpenClover, PHPUnit, Istanbul). Lines are the listed lines that hold a statement, a condition is two branches (Istanbul: as many as it says), functions are methods; statements are those that the metrics of each source file state. A report that lists fewer statements than its project has was trimmed: the rest counts as skipped.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		_, rated := h.RootAttrs["line-rate"]
		return h.Root == "coverage" && !rated &&
			(slices.Contains(h.Children, "project") || slices.Contains(h.Children, "testproject") || h.RootAttrs["clover"] != "")
	},
	Read: readClover,
}

func readClover(in *reader.Input, s *fact.Sink) error {
	c := clover{x: in.XML(), s: s}
	for range c.x.Elements() {
		if at := c.x.Attr("generated"); at != "" {
			s.Dated(at)
		}
		s.Named("", c.x.Attr("clover"))
		for name := range c.x.Elements() {
			if name == "project" { // testproject is the tests' own code
				c.project()
			}
		}
	}
	return c.x.Err()
}

// clover walks packages, which some writers leave out.
type clover struct {
	x      *reader.XML
	s      *fact.Sink
	listed int64 // statements
}

// project reads the packages. Its metrics may stand first or last.
func (c *clover) project() {
	line := c.x.Line()
	var stated int64
	for name := range c.x.Elements() {
		if name == "metrics" {
			stated = c.x.Int("statements")
			for name := range c.x.Elements() { // which some writers put inside
				c.member(name, "")
			}
		} else {
			c.member(name, "")
		}
	}
	if c.listed < stated {
		c.s.Skip(line, "%d of %d statements are not listed", stated-c.listed, stated)
	}
}

// member reads a package or a source file.
func (c *clover) member(name, pkg string) {
	switch name {
	case "package":
		pkg = c.x.Attr("name")
		for name := range c.x.Elements() {
			c.member(name, pkg)
		}
	case "file":
		path := c.x.Attr("path")
		if path == "" {
			path = c.x.Attr("name")
		}
		c.s.File(path, pkg, c.x.Line())
		c.file()
	}
}

func (c *clover) file() {
	for name := range c.x.Elements() {
		switch name {
		case "metrics":
			c.s.Totals(fact.Statements, c.x.Int("coveredstatements"), c.x.Int("statements"))
			c.s.Totals(fact.Functions, c.x.Int("coveredmethods"), c.x.Int("methods"))
		case "line":
			c.line()
		}
	}
}

// line reads a line. Istanbul gives a condition the count of its statement and says how many branches were taken
// and how many not; Clover lists the statement apart and says how often each
// of the two branches was taken.
func (c *clover) line() {
	number := uint64(max(c.x.Int("num"), 0))
	count, counted := c.x.Decimal("count")
	switch kind := c.x.Attr("type"); {
	case kind == "method":
		c.s.Cover(fact.Functions, number<<32|hash(c.x.Attr("name")+c.x.Attr("signature"))>>32, 1, count.Sign() > 0)
	case kind == "cond" && !counted:
		for i, attr := range []string{"truecount", "falsecount"} {
			taken, _ := c.x.Decimal(attr)
			c.s.Cover(fact.Branches, number<<16|uint64(i), 1, taken.Sign() > 0)
		}
	case kind == "cond":
		taken := c.x.Int("truecount")
		coverBranches(c.s, number, taken, taken+c.x.Int("falsecount"))
		fallthrough
	case kind == "stmt":
		c.listed++
		c.s.Cover(fact.Lines, number, 1, count.Sign() > 0)
	default:
		c.x.Fail("unknown type of line %.40q", kind)
	}
}
