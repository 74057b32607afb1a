package inventory

import (
	"slices"
	"strings"

	"signoff/internal/reader"
)

// text is a value without the space around it.
func text(v reader.Value) string { return strings.TrimSpace(v.Text()) }

func name(v reader.Value, r *report)    { r.Name = text(v) }
func version(v reader.Value, r *report) { r.Version = text(v) }
func purl(v reader.Value, r *report)    { r.PURL = text(v) }
func kind(v reader.Value, r *report)    { r.Type = text(v) }

func id(v reader.Value, r *report)            { r.vex.ID = text(v) }
func product(v reader.Value, r *report)       { r.vex.Product = text(v) }
func status(v reader.Value, r *report)        { r.vex.Status = text(v) }
func justification(v reader.Value, r *report) { r.vex.Justification = text(v) }
func aliases(v reader.Value, r *report)       { r.vex.Aliases = v.Texts() }

func dated(v reader.Value, r *report) { r.sink.Dated(text(v)) }

// tool reads the name and the version of what wrote the file.
func tool() setter {
	return record(layout{
		{"name", name},
		{"version", version},
	}, func(r *report) { r.sink.Named(r.Name, r.Version) })
}

// known reads the version of the format, which says what its words mean: one
// that begins otherwise is none that anybody looked at.
func known(format string, beginnings ...string) setter {
	return func(v reader.Value, _ *report) {
		version := text(v)
		if !slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(version, b) }) {
			v.Fail("expected %s %s, found %.40q", format, strings.Join(beginnings, " or "), version)
		}
	}
}

// unanalysed is the status of a vulnerability that states none: that somebody
// listed it does not say that it is harmless.
const unanalysed = "under_investigation"

// into reads a text that several members decide about.
func into(s *string) setter {
	return func(v reader.Value, _ *report) { *s = text(v) }
}
