package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var openCoverFormat = reader.Format{
	Name: "opencover",
	Doc:  "OpenCover XML (OpenCover, coverlet, AltCover). Statements are sequence points, lines those where one begins, branches branch points, functions methods. Modules that were skipped by a filter do not count.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Root == "CoverageSession"
	},
	Read: readOpenCover,
}

func readOpenCover(in *reader.Input, s *fact.Sink) error {
	c := openCover{x: in.XML(), s: s}
	for range c.x.Elements() {
		for name := range c.x.Elements() {
			if name != "Modules" {
				continue
			}
			for range c.x.Elements() {
				c.module()
			}
		}
	}
	return c.x.Err()
}

// openCover is the state of a file: the module, its source files by number,
// and the method that is read.
type openCover struct {
	x      *reader.XML
	s      *fact.Sink
	pkg    string
	files  map[string]string
	method string
	path   string // where the method is
}

func (c *openCover) module() {
	c.pkg, c.files = "", map[string]string{}
	for name := range c.x.Elements() {
		switch name {
		case "ModuleTime":
			// when the module was built: not when it was covered
		case "ModuleName":
			c.pkg = c.x.Text()
		case "Files":
			for range c.x.Elements() {
				c.files[c.x.Attr("uid")] = c.x.Attr("fullPath")
			}
		case "Classes":
			for range c.x.Elements() {
				c.class()
			}
		}
	}
}

func (c *openCover) class() {
	for name := range c.x.Elements() {
		if name != "Methods" {
			continue
		}
		for range c.x.Elements() {
			c.read()
		}
	}
}

// read reads a method. Its name and file stand before its points.
func (c *openCover) read() {
	var visited, total int64
	line := c.x.Line()
	c.method, c.path = "", ""
	for name := range c.x.Elements() {
		switch name {
		case "Summary":
			visited, total = c.x.Int("visitedMethods"), c.x.Int("numMethods")
		case "Name":
			c.method = c.x.Text()
		case "FileRef":
			c.path = c.files[c.x.Attr("uid")]
		case "SequencePoints":
			for range c.x.Elements() {
				c.sequencePoint()
			}
		case "BranchPoints":
			for range c.x.Elements() {
				c.branchPoint()
			}
		}
	}
	if c.path != "" && total > 0 {
		c.s.File(c.path, c.pkg, line)
		c.s.Cover(fact.Functions, hash(c.method), 1, visited > 0)
	}
}

// visit makes the file of a point the current one and tells how often the
// point was visited; ok is false for code without a source.
func (c *openCover) visit() (hit, ok bool) {
	path := c.path
	if file, known := c.files[c.x.Attr("fileid")]; known {
		path = file
	}
	if path == "" {
		return false, false
	}
	c.s.File(path, c.pkg, c.x.Line())
	visits, ok := c.x.Decimal("vc")
	if !ok {
		c.x.Fail("wanted an attribute vc, the visits of a point")
	}
	return visits.Sign() > 0, ok
}

func (c *openCover) sequencePoint() {
	hit, ok := c.visit()
	if !ok {
		return
	}
	line, column := uint64(max(c.x.Int("sl"), 0)), c.x.Int("sc")
	c.s.Cover(fact.Statements, line<<32|uint64(column)<<16^hash(c.method+c.x.Attr("ordinal"))>>32, 1, hit)
	c.s.Cover(fact.Lines, line, 1, hit)
}

func (c *openCover) branchPoint() {
	if hit, ok := c.visit(); ok {
		c.s.Cover(fact.Branches, hash(c.method+"\n"+c.x.Attr("offset")+"\n"+c.x.Attr("ordinal")+"\n"+c.x.Attr("path")), 1, hit)
	}
}
