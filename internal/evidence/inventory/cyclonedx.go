package inventory

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cyclonedxFormat = reader.Format{
	Name: "cyclonedx",
	Doc:  "CycloneDX 1, JSON or XML. Components at all depths, without the one that metadata describes; analysis.state of a vulnerability is a VEX statement for each product it affects: resolved is fixed, exploitable affected, in_triage under investigation, false_positive not affected, and one without a state is under investigation.",
	Kind: fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return h.Text("bomFormat") == "CycloneDX" || h.Root == "bom" && h.Spaced("cyclonedx.org/schema/bom")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		// elements is the path of those of a list, which have a name in XML.
		elements := func(list, element string) string {
			if in.Head.Container == reader.XMLDocument {
				return list + "." + element
			}
			return list + "[]"
		}
		var component setter
		component = cyclonedxComponent(layout{
			{elements("components", "component"), func(v reader.Value, r *report) { component(v, r) }},
		})
		s.Bill()
		return read(in, s, layout{
			{"specVersion", known("CycloneDX", "1.")},
			{"@xmlns", func(v reader.Value, r *report) {
				if space := v.Text(); !strings.Contains(space, "cyclonedx.org/schema/bom/1.") {
					v.Fail("expected CycloneDX 1., found %.80q", space)
				}
			}},
			{"metadata.timestamp", dated},
			{elements("metadata.tools", "tool"), tool()}, // an array up to 1.4
			{elements("metadata.tools.components", "component"), tool()},
			{elements("components", "component"), component},
			{elements("vulnerabilities", "vulnerability"), cyclonedxVulnerability(elements("affects", "target"))},
		})
	},
}

// cyclonedxStates maps the states of an analysis to those of VEX.
var cyclonedxStates = map[string]string{
	"resolved": "fixed", "resolved_with_pedigree": "fixed", "exploitable": "affected", "in_triage": "under_investigation",
	"false_positive": "not_affected", "not_affected": "not_affected",
}

// cyclonedxComponent reads a component with the components inside.
func cyclonedxComponent(inside layout) setter {
	group := func(v reader.Value, r *report) { r.group = text(v) }
	return record(append(layout{
		{"type", kind},
		{"@type", kind},
		{"group", group},
		{"name", name},
		{"version", version},
		{"purl", purl},
		{"licenses", licenses()},
	}, inside...), func(r *report) {
		if r.group != "" {
			r.Name = r.group + "/" + r.Name
		}
		r.sink.Component(&r.Component)
	})
}

// cyclonedxVulnerability gives a statement for each target, or one when there
// is none; without an analysis it is under investigation.
func cyclonedxVulnerability(targets string) setter {
	var products []string
	return record(layout{
		{"id", id},
		{"analysis.state", cyclonedxState},
		{"analysis.justification", justification},
		{targets + ".ref", func(v reader.Value, _ *report) { products = append(products, purlIn(text(v))) }},
	}, func(r *report) {
		if len(products) == 0 {
			products = []string{""}
		}
		r.vex.Status = cmp.Or(r.vex.Status, unanalysed)
		for _, r.vex.Product = range products {
			r.sink.VEX(&r.vex)
		}
		products = nil
	})
}

func cyclonedxState(v reader.Value, r *report) {
	word := text(v)
	known := false
	if r.vex.Status, known = cyclonedxStates[word]; !known {
		v.Fail("unknown analysis state %.40q", word)
	}
}
