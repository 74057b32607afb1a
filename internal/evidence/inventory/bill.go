package inventory

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// bill is the state of reading one file by layouts: the record that is being
// read, a component or a statement.
type bill struct {
	fact.Component
	group string // of the component, which is a part of its name
	vex   fact.VEX
	sink  *fact.Sink
}

type layout = reader.Layout[bill]

// setter reads one value of a bill.
type setter = func(v reader.Value, b *bill)

// read reads a file of one JSON or XML document.
func read(in *reader.Input, s *fact.Sink, l layout) error {
	v := in.Value()
	l.Reader()(v, &bill{sink: s})
	return v.Err()
}

// record reads a record of its own and hands it over.
func record(l layout, end func(b *bill)) setter {
	read := l.Reader()
	return func(v reader.Value, b *bill) {
		inner := bill{Component: fact.Component{Line: v.Line()}, vex: fact.VEX{Line: v.Line()}, sink: b.sink}
		read(v, &inner)
		end(&inner)
	}
}

// text is a value without the space around it.
func text(v reader.Value) string { return strings.TrimSpace(v.Text()) }

func name(v reader.Value, b *bill)    { b.Name = text(v) }
func version(v reader.Value, b *bill) { b.Version = text(v) }
func purl(v reader.Value, b *bill)    { b.PURL = text(v) }
func kind(v reader.Value, b *bill)    { b.Type = text(v) }

func id(v reader.Value, b *bill)            { b.vex.ID = text(v) }
func product(v reader.Value, b *bill)       { b.vex.Product = text(v) }
func status(v reader.Value, b *bill)        { b.vex.Status = text(v) }
func justification(v reader.Value, b *bill) { b.vex.Justification = text(v) }
func aliases(v reader.Value, b *bill)       { b.vex.Aliases = v.Texts() }

func dated(v reader.Value, b *bill) { b.sink.Dated(text(v)) }

// tool reads the name and the version of what wrote the file.
func tool() setter {
	return record(layout{
		{"name", name},
		{"version", version},
	}, func(b *bill) { b.sink.Named(b.Name, b.Version) })
}

// into reads a text that several members decide about.
func into(s *string) setter {
	return func(v reader.Value, _ *bill) { *s = text(v) }
}
