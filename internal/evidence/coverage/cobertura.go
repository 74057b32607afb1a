package coverage

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var coberturaFormat = reader.Format{
	Name:   "cobertura",
	Doc:    "Cobertura XML (coverage-04.dtd) of any writer. Lines and branches are counted from class/lines, or from the methods of a class without any; the line-rate of the root is only the headline. A path is of the one folder that sources names, so two reports of two folders are of two files.",
	Kind:   fact.Coverage,
	Totals: "lines-valid, against the larger of the lines of each class and of its methods",
	Claims: func(h *reader.Head) bool {
		_, hasRate := h.RootAttrs["line-rate"]
		return h.Root == "coverage" && hasRate
	},
	Read: readCobertura,
}

func readCobertura(in *reader.Input, s *tally.Sink) error {
	c := cobertura{x: in.XML(), s: s}
	for range c.x.Elements() {
		s.Named("", c.x.Attr("version"))
		c.dated(c.x.Attr("timestamp"))
		c.headline()
		if valid, ok := c.x.Decimal("lines-valid"); ok && valid.Sign() > 0 {
			s.Declares(c.x.Line(), "lines", int64(valid.Float()), func() int64 { return c.listed })
		}
		c.walk("")
	}
	return c.x.Err()
}

// cobertura walks packages and classes. Some writers leave out the classes
// element, so a class may stand at any depth.
type cobertura struct {
	x      *reader.XML
	s      *tally.Sink
	lines  []coberturaLine
	listed int64    // lines, by class the larger of its own and those of its methods
	roots  []string // the folders that paths may begin in
}

type coberturaLine struct {
	number         int64
	hit            bool
	covered, total int64 // conditions
}

// headline reads the rate of the root, from 0 to 1. Some writers state one
// for a report without lines, or a word.
func (c *cobertura) headline() {
	rate, err := quantity.ParseDecimal(strings.TrimSpace(c.x.Attr("line-rate")))
	if err != nil || rate.Sign() < 0 || rate.Cmp(quantity.DecimalFromInt(1)) > 0 || c.x.Attr("lines-valid") == "0" {
		return
	}
	rate.Exp += 2 // in percent
	c.s.Percent(rate, c.x.Line())
}

func (c *cobertura) walk(pkg string) {
	for name := range c.x.Elements() {
		switch name {
		case "sources":
			c.sources()
		case "packages", "classes":
			c.walk(pkg)
		case "package":
			c.walk(c.x.Attr("name"))
		case "class":
			c.class(pkg)
		}
	}
}

// sources reads the folders that the paths of classes may begin in.
func (c *cobertura) sources() {
	for range c.x.Elements() {
		if root := strings.TrimSpace(c.x.Text()); root != "" && !slices.Contains(c.roots, root) {
			c.roots = append(c.roots, root)
		}
	}
}

// root is the folder of the paths, where there is one alone.
func (c *cobertura) root() string {
	if len(c.roots) == 1 {
		return c.roots[0]
	}
	return ""
}

// class reads the lines of a class: its own, or those of its methods when it
// has none of its own.
func (c *cobertura) class(pkg string) {
	line := c.x.Line()
	path := cmp.Or(c.x.Attr("filename"), c.x.Attr("name"), "class in line "+strconv.Itoa(line))
	c.lines = c.lines[:0]
	own, methods := false, 0
	for name := range c.x.Elements() {
		switch name {
		case "methods":
			for range c.x.Elements() {
				for name := range c.x.Elements() {
					if name == "lines" {
						c.read()
					}
				}
			}
		case "lines":
			if !own {
				own, methods = true, len(c.lines)
				c.lines = c.lines[:0]
			}
			c.read()
		}
	}
	c.listed += int64(max(methods, len(c.lines)))
	c.s.FileUnder(c.root(), path, pkg, line)
	for _, l := range c.lines {
		c.s.Cover(fact.Lines, uint64(l.number), 1, l.hit)
		coverBranches(c.s, uint64(l.number), l.covered, l.total)
	}
}

func (c *cobertura) read() {
	for range c.x.Elements() {
		l := coberturaLine{number: c.x.Int("number"), hit: c.hit()}
		if c.x.Attr("number") == "" {
			c.x.Fail("expected the number of a line, found none")
		}
		if condition, ok := c.x.AttrOK("condition-coverage"); ok {
			l.covered, l.total, ok = conditions(condition)
			if !ok {
				c.x.Fail("expected condition-coverage as 50%% (1/2), found %.40q", condition)
			}
		}
		c.lines = append(c.lines, l)
	}
}

// hit tells whether the line was run. Some writers count beyond 64 bits.
func (c *cobertura) hit() bool {
	if c.x.Attr("hits") == "0" {
		return false
	}
	hits, ok := c.x.Decimal("hits")
	return ok && hits.Sign() > 0
}

// conditions reads the counts of "50% (1/2)"; a percentage without counts
// has none to give.
func conditions(text string) (covered, total int64, ok bool) {
	_, counts, found := strings.Cut(text, "(")
	if !found {
		return 0, 0, true
	}
	a, b, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(counts), ")"), "/")
	covered, err1 := strconv.ParseInt(a, 10, 32)
	total, err2 := strconv.ParseInt(b, 10, 32)
	return covered, total, err1 == nil && err2 == nil && covered <= total && total < mostBranches
}

// dated reads the timestamp of the root: milliseconds in the original tool,
// seconds in many writers, a date in a few. 0 is the value of those that know
// none.
func (c *cobertura) dated(text string) {
	if text != "" && text != "0" {
		c.s.Dated(text)
	}
}
