package benchmark

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
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

func readLighthouse(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	r := lighthouse{j: j, s: s}
	r.read()
	s.Named("lighthouse", r.version)
	r.found.give(s, r.url)
	return j.Err()
}

type lighthouse struct {
	j            *reader.JSON
	s            *fact.Sink
	url, version string
	found        figures
}

func (r *lighthouse) read() {
	j := r.j
	for key := range j.Fields() {
		switch key {
		case "lighthouseResult":
			r.read()
		case "lighthouseVersion":
			r.version = j.Text()
		case "fetchTime", "generatedTime":
			r.s.Dated(j.Text())
		case "requestedUrl", "url":
			if url := j.Text(); r.url == "" {
				r.url = url
			}
		case "runtimeError":
			r.runtimeError()
		case "categories":
			for id := range j.Fields() {
				r.category(id)
			}
		case "audits":
			for id := range j.Fields() {
				r.audit(id)
			}
		}
	}
}

func (r *lighthouse) runtimeError() {
	line, code, message := r.j.Line(), "", ""
	for key := range r.j.Fields() {
		switch key {
		case "code":
			code = r.j.Text()
		case "message":
			message = r.j.Text()
		}
	}
	if code != "" && code != "NO_ERROR" {
		r.s.Incomplete(line, "%s: %s", code, message)
	}
}

func (r *lighthouse) category(id string) {
	for key := range r.j.Fields() {
		if key != "score" {
			continue
		}
		line := r.j.Line()
		if d, ok := figure(r.j); ok {
			d.Exp += 2 // the report shows 0.95 as 95
			r.add(line, id, d, quantity.Point)
		}
	}
}

func (r *lighthouse) audit(id string) {
	line, unit, mode := r.j.Line(), "", ""
	var d quantity.Decimal
	found := false
	for key := range r.j.Fields() {
		switch key {
		case "numericValue":
			d, found = figure(r.j)
		case "numericUnit":
			unit = r.j.Text()
		case "scoreDisplayMode":
			mode = r.j.Text()
		}
	}
	entry, known := named(lighthouseUnits, unit)
	if found && known && !slices.Contains([]string{"error", "notApplicable"}, mode) {
		r.add(line, id, d, entry.unit)
	}
}

func (r *lighthouse) add(line int, metric string, d quantity.Decimal, u quantity.Unit) {
	r.found = append(r.found, fact.Sample{Line: line, Metric: metric, Value: d, Unit: u})
}
