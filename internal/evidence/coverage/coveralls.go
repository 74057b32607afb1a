package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var coverallsFormat = reader.Format{
	Name: "coveralls",
	Doc:  "The JSON that is sent to Coveralls: of each source file the count of each line, null for no code, and its branches as line, block, branch and count.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Kind("source_files[].coverage") == '[' && h.Has("source_files[].name")
	},
	Read: readCoveralls,
}

// coveralls is one source file; its name may stand after its lines.
type coveralls struct {
	sink     *fact.Sink
	path     string
	line     uint64
	hits     map[uint64]bool // by line
	branches []int64         // four numbers each
}

func readCoveralls(in *reader.Input, s *fact.Sink) error {
	v := in.Value()
	read := reader.Layout[coveralls]{
		{"name", func(v reader.Value, c *coveralls) { c.path = v.Text() }},
		{"branches[]", func(v reader.Value, c *coveralls) { c.branches = append(c.branches, v.Int()) }},
		{"coverage[]", func(v reader.Value, c *coveralls) {
			c.line++
			if n, ok := v.Number(); ok {
				c.hits[c.line] = n.Sign() > 0
			}
		}},
	}.Reader()
	commit := func(v reader.Value, c *coveralls) { c.sink.Commit(v.Text()) }
	reader.Layout[coveralls]{
		{"git.head.id", commit},
		{"git.id", commit},
		{"run_at", func(v reader.Value, c *coveralls) { c.sink.Dated(v.Text()) }},
		{"source_files[]", func(v reader.Value, c *coveralls) {
			at, file := v.Line(), coveralls{sink: c.sink, hits: map[uint64]bool{}}
			read(v, &file)
			file.give(v, at)
		}},
	}.Reader()(v, &coveralls{sink: s})
	return v.Err()
}

func (c *coveralls) give(v reader.Value, at int) {
	c.sink.File(c.path, "", at)
	for line, hit := range c.hits {
		c.sink.Cover(fact.Lines, line, 1, hit)
	}
	if len(c.branches)%4 != 0 {
		v.Fail("wanted four numbers for each branch of %.100q, found %d", c.path, len(c.branches))
		return
	}
	for b := c.branches; len(b) > 0; b = b[4:] {
		c.sink.Cover(fact.Branches, uint64(b[0])<<32^uint64(b[1])<<16^uint64(b[2]), 1, b[3] > 0)
	}
}
