package coverage

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var jacocoFormat = reader.Format{
	Name: "jacoco",
	Doc:  "JaCoCo's XML report (report.dtd; Kover alike), of one module or with groups. A line is covered when an instruction of it was run; branches are counted by line, methods by the counters of their source file. A report without lines counts by its counters.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Root == "report" && (h.Line("JACOCO") || slices.ContainsFunc(h.Children, func(name string) bool {
			return name == "sessioninfo" || name == "package" || name == "group" || name == "counter"
		}))
	},
	Read: readJaCoCo,
}

// jacocoCounters are the counters that are metrics of ours. Instructions are
// of bytecode and no statements.
var jacocoCounters = map[string]fact.Metric{"LINE": fact.Lines, "BRANCH": fact.Branches, "METHOD": fact.Functions}

func readJaCoCo(in *reader.Input, s *fact.Sink) error {
	c := jacoco{x: in.XML(), s: s}
	for range c.x.Elements() {
		c.walk(c.x.Attr("name"))
	}
	return c.x.Err()
}

// jacoco walks groups, which nest, and packages.
type jacoco struct {
	x     *reader.XML
	s     *fact.Sink
	files int
}

// walk reads the report or a group. Its counters stand after what they count,
// and count only when that is not listed.
func (c *jacoco) walk(name string) {
	line, files := c.x.Line(), c.files
	for child := range c.x.Elements() {
		switch child {
		case "sessioninfo":
			c.s.Dated(c.x.Attr("dump"))
		case "group":
			c.walk(c.x.Attr("name"))
		case "package":
			c.pkg(c.x.Attr("name"))
		case "counter":
			if c.files == files {
				c.s.File(name, "", line)
				c.counter()
			}
		}
	}
}

func (c *jacoco) pkg(pkg string) {
	line, files := c.x.Line(), c.files
	for child := range c.x.Elements() {
		switch child {
		case "sourcefile":
			c.files++
			c.s.File(joined(pkg, c.x.Attr("name")), pkg, c.x.Line())
			c.source()
		case "counter":
			if c.files == files {
				c.s.File(pkg, pkg, line)
				c.counter()
			}
		}
	}
	if c.files == files {
		c.files++ // counted by its counters
	}
}

// source reads a source file. Its counters of lines and branches yield to the
// lines themselves.
func (c *jacoco) source() {
	for child := range c.x.Elements() {
		switch child {
		case "line":
			number := uint64(max(c.x.Int("nr"), 0))
			c.s.Cover(fact.Lines, number, 1, c.x.Int("ci") > 0)
			coverBranches(c.s, number, c.x.Int("cb"), c.x.Int("cb")+c.x.Int("mb"))
		case "counter":
			c.counter()
		}
	}
}

func (c *jacoco) counter() {
	if m, ok := jacocoCounters[c.x.Attr("type")]; ok {
		covered := c.x.Int("covered")
		c.s.Totals(m, covered, covered+c.x.Int("missed"))
	}
}
