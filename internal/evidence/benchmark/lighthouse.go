package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var lighthouseFormat = reader.Format{
	Name: "lighthouse",
	Doc:  "Lighthouse's JSON (--output=json), also within an answer of PageSpeed Insights, named by the URL. Each category is a metric in points from 0 to 100, each audit with a numericValue a metric in its numericUnit; one report is one sample. A runtimeError makes the run incomplete; an audit that is not applicable or failed has no figure.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("lighthouseVersion") || h.Has("lighthouseResult")
	},
	Read: readLighthouse,
}

// lighthouseUnits maps numericUnit; other words have no figure.
var lighthouseUnits = []stated{
	{word: "millisecond", unit: quantity.Millisecond},
	{word: "second", unit: quantity.Second},
	{word: "byte", unit: quantity.Byte},
	{word: "unitless", unit: quantity.Count},
	{word: "element", unit: quantity.Count},
}

func readLighthouse(in *reader.Input, s *tally.Sink) error {
	id := "" // of a category or an audit
	members := layout{
		{"lighthouseVersion", version},
		{"fetchTime", dated},
		{"generatedTime", dated},
		{"requestedUrl", otherwise},
		{"url", otherwise},
		{"runtimeError", lighthouseError()},
		{"categories.*.@", into(&id)},
		{"categories.*.score", func(v reader.Value, r *report) {
			line := v.Line()
			if d, ok := figure(v); ok {
				d.Exp += 2 // the report shows 0.95 as 95
				r.found = append(r.found, fact.Sample{Line: line, Metric: id, Value: d, Unit: quantity.Point})
			}
		}},
		{"audits.*.@", into(&id)},
		{"audits.*", lighthouseAudit(&id)},
	}
	// PageSpeed Insights has it inside.
	return read(in, s, "lighthouse", layout{{"", benchmark(append(members, layout{{"lighthouseResult", members.Reader()}}...))}})
}

func lighthouseError() setter {
	var code, message string
	return within(layout{
		{"code", into(&code)},
		{"message", into(&message)},
	}, func(_ reader.Value, r *report) {
		if code != "" && code != "NO_ERROR" {
			r.s.Incomplete(r.line, "%s: %s", code, message)
		}
	})
}

func lighthouseAudit(id *string) setter {
	type audit struct {
		value      quantity.Decimal
		found      bool
		unit, mode string
	}
	read := reader.Layout[audit]{
		{"numericValue", func(v reader.Value, a *audit) { a.value, a.found = figure(v) }},
		{"numericUnit", func(v reader.Value, a *audit) { a.unit = v.Text() }},
		{"scoreDisplayMode", func(v reader.Value, a *audit) { a.mode = v.Text() }},
	}.Reader()
	return func(v reader.Value, r *report) {
		a, line := audit{}, v.Line()
		read(v, &a)
		entry, known := named(lighthouseUnits, a.unit)
		if a.found && known && a.mode != "error" && a.mode != "notApplicable" {
			r.found = append(r.found, fact.Sample{Line: line, Metric: *id, Value: a.value, Unit: entry.unit})
		}
	}
}
