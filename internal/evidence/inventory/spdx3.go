package inventory

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// isSPDX3 tells a graph of SPDX 3 by its context.
func isSPDX3(h *reader.Head) bool {
	return h.Has("@graph") && (strings.Contains(h.Text("@context"), "spdx.org/rdf/3") || strings.Contains(h.Text("@context[]"), "spdx.org/rdf/3"))
}

// readSPDX3 reads the elements of a graph, which stand in any order and name
// each other by their ids.
func readSPDX3(in *reader.Input, s *tally.Sink) error {
	g := spdx3{
		names: map[string]string{}, concluded: map[string][]string{}, declared: map[string][]string{},
		created: map[string]string{}, stated: map[string]bool{},
	}
	s.Bill()
	err := read(in, s, layout{{"@graph[]", g.element()}})
	g.give(s)
	return err
}

// spdx3 is a graph: names are those of licences, vulnerabilities and tools by
// their ids, created the dates of creation records.
type spdx3 struct {
	packages            []spdx3Element
	statements          []spdx3Element
	vulnerabilities     []spdx3Element
	names               map[string]string
	concluded, declared map[string][]string
	created             map[string]string
	documents, tools    []string        // ids of creation records, and of what they were made with
	stated              map[string]bool // vulnerabilities of which a status is stated
}

// spdx3Element is an element with what any class may state.
type spdx3Element struct {
	fact.Component
	class, id, from, relation, text, creation, date, justification string
	to, using                                                      []string
}

func (g *spdx3) element() setter {
	var e spdx3Element
	var kind, identifier string
	each := func(list *[]string) setter {
		return func(v reader.Value, _ *report) { *list = append(*list, text(v)) }
	}
	return record(layout{
		{"type", into(&e.class)},
		{"@type", into(&e.class)},
		{"spdxId", into(&e.id)},
		{"@id", into(&e.id)},
		{"name", into(&e.Name)},
		{"software_packageVersion", func(v reader.Value, _ *report) { e.Version = asserted(v.Text()) }},
		{"software_packageUrl", into(&e.PURL)},
		{"software_primaryPurpose", func(v reader.Value, _ *report) { e.Type = strings.ToLower(text(v)) }},
		{"simplelicensing_licenseExpression", into(&e.text)},
		{"externalIdentifier[]", record(layout{
			{"externalIdentifierType", into(&kind)},
			{"identifier", into(&identifier)},
		}, func(*report) {
			switch kind {
			case "packageUrl", "purl":
				e.PURL = cmp.Or(e.PURL, identifier)
			case "cve":
				e.text = identifier
			}
			kind, identifier = "", ""
		})},
		{"from", into(&e.from)},
		{"to[]", each(&e.to)},
		{"relationshipType", into(&e.relation)},
		{"security_justificationType", into(&e.justification)},
		{"creationInfo", into(&e.creation)},
		{"creationInfo.created", into(&e.date)},
		{"created", into(&e.date)},
		{"createdUsing[]", each(&e.using)},
	}, func(r *report) {
		e.Line = r.Line
		g.add(e)
		e = spdx3Element{}
	})
}

// spdx3Class is a class as the context names it, also where it is written out.
func spdx3Class(class string) string {
	if _, rest, ok := strings.Cut(class, "/terms/"); ok {
		class = strings.TrimPrefix(strings.ReplaceAll(rest, "/", "_"), "Core_")
	}
	return strings.ToLower(class)
}

// spdx3VEX are the statuses by the classes of relationships that state them.
var spdx3VEX = map[string]string{
	"security_vexaffectedvulnassessmentrelationship":           "affected",
	"security_vexnotaffectedvulnassessmentrelationship":        "not_affected",
	"security_vexfixedvulnassessmentrelationship":              "fixed",
	"security_vexunderinvestigationvulnassessmentrelationship": "under_investigation",
}

func (g *spdx3) add(e spdx3Element) {
	class := spdx3Class(e.class)
	if status, ok := spdx3VEX[class]; ok {
		e.Type = status
		g.statements = append(g.statements, e)
		return
	}
	switch class {
	case "software_package", "ai_aipackage", "dataset_datasetpackage":
		g.packages = append(g.packages, e)
	case "relationship", "lifecyclescopedrelationship":
		switch e.relation {
		case "hasConcludedLicense":
			g.concluded[e.from] = append(g.concluded[e.from], e.to...)
		case "hasDeclaredLicense":
			g.declared[e.from] = append(g.declared[e.from], e.to...)
		}
	case "security_vulnerability":
		g.names[e.id] = cmp.Or(e.text, e.Name)
		g.vulnerabilities = append(g.vulnerabilities, e)
	case "creationinfo":
		g.created[e.id] = e.date
		g.tools = append(g.tools, e.using...)
	case "spdxdocument":
		g.documents = append(g.documents, e.creation)
		g.created[""] = cmp.Or(e.date, g.created[""])
		g.names[e.id] = e.Name
	default:
		g.names[e.id] = cmp.Or(e.text, e.Name)
	}
}

// give hands the records over, once all names are known.
func (g *spdx3) give(s *tally.Sink) {
	for _, id := range g.tools {
		spdxCreator(s, "Tool: "+g.names[id])
	}
	dates := g.documents
	if !slices.ContainsFunc(dates, func(id string) bool { return g.created[id] != "" }) {
		dates = slices.Sorted(maps.Keys(g.created))
	}
	for _, id := range dates {
		s.Dated(g.created[id])
	}
	for i := range g.packages {
		p := &g.packages[i]
		p.License = cmp.Or(g.licenses(g.concluded[p.id]), g.licenses(g.declared[p.id]))
		g.names[p.id] = cmp.Or(p.PURL, p.Name, p.id)
		s.Component(&p.Component)
	}
	for _, e := range g.statements {
		g.stated[e.from] = true
		for _, product := range e.to {
			s.VEX(&fact.VEX{Line: e.Line, ID: g.name(e.from), Product: g.name(product), Status: e.Type, Justification: e.justification})
		}
	}
	for _, e := range g.vulnerabilities {
		if !g.stated[e.id] {
			s.VEX(&fact.VEX{Line: e.Line, ID: g.name(e.id), Status: unanalysed})
		}
	}
}

func (g *spdx3) name(id string) string { return cmp.Or(g.names[id], id) }

// licenses are what a package has by ids: of elements, or of the licence list.
func (g *spdx3) licenses(ids []string) string {
	var list []string
	for _, id := range ids {
		_, listed, isListed := strings.Cut(id, "spdx.org/licenses/")
		switch {
		case strings.HasSuffix(id, "NoAssertionLicense"), strings.HasSuffix(id, "NoneLicense"):
		case g.names[id] != "":
			list = append(list, g.names[id])
		case isListed:
			list = append(list, listed)
		default:
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return both(slices.Compact(list))
}
