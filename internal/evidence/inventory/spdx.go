package inventory

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var spdxFormat = reader.Format{
	Name:      "spdx",
	CutUnseen: true,
	Doc:       "SPDX 2.2 and 2.3, JSON, YAML or tag-value, also as GitHub's dependency graph exports it, and SPDX 3 as JSON-LD with the VEX statements of its security profile. Each package is a component; its licence is the concluded one, else the declared. NOASSERTION and NONE are neither a licence nor a version.",
	Kind:      fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return h.Has("spdxVersion") || h.Text("SPDXID") == "SPDXRef-DOCUMENT" || h.Has("sbom.spdxVersion") || isSPDX3(h) ||
			otherSPDX(h) != "" || !h.JSON() && strings.HasPrefix(firstTag(h), "SPDXVersion: SPDX-2")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if isSPDX3(in.Head) {
			return readSPDX3(in, s)
		}
		if form := otherSPDX(in.Head); form != "" {
			return in.Errorf(1, "expected SPDX 2 as JSON, YAML or tag-value, or 3 as JSON, found %s", form)
		}
		s.Bill()
		if !in.Head.JSON() {
			return readSPDXTags(in, s)
		}
		document := spdxDocument()
		return read(in, s, append(document, layout{{"sbom", document.Reader()}}...))
	},
}

// otherSPDX names a form of SPDX that is not read, in order to refuse it.
func otherSPDX(h *reader.Head) string {
	switch {
	case h.Root == "RDF" && h.Spaced("spdx.org/rdf/terms"):
		return "RDF"
	case h.Root == "Document" && slices.Contains(h.Children, "spdxVersion"):
		return "XML"
	}
	return ""
}

// firstTag is the first line of a tag-value document that is not a comment.
func firstTag(h *reader.Head) string {
	for _, line := range h.Lines {
		if line != "" && line[0] != '#' {
			return line
		}
	}
	return ""
}

func spdxDocument() layout {
	return layout{
		{"spdxVersion", known("SPDX", "SPDX-2.")},
		{"creationInfo.created", dated},
		{"creationInfo.creators", func(v reader.Value, r *report) {
			for _, creator := range v.Texts() {
				spdxCreator(r.sink, creator)
			}
		}},
		{"packages[]", spdxPackage()},
	}
}

var toolVersion = lazy.Regexp(`^(.+)-(v?[0-9][^-]*|dev|\[[^\]]*\])$`)

// spdxCreator takes the tool from "Tool: syft-1.50.0".
func spdxCreator(s *tally.Sink, creator string) {
	tool, ok := strings.CutPrefix(creator, "Tool: ")
	if !ok {
		return
	}
	if m := toolVersion().FindStringSubmatch(tool); m != nil {
		s.Named(m[1], m[2])
		return
	}
	s.Named(tool, "")
}

func spdxPackage() setter {
	var refers, to string
	reference := layout{{"referenceType", into(&refers)}, {"referenceLocator", into(&to)}}.Reader()
	return record(layout{
		{"name", name},
		{"versionInfo", func(v reader.Value, r *report) { r.Version = asserted(v.Text()) }},
		{"licenseConcluded", func(v reader.Value, r *report) { r.License = cmp.Or(asserted(v.Text()), r.License) }},
		{"licenseDeclared", func(v reader.Value, r *report) { r.License = cmp.Or(r.License, asserted(v.Text())) }},
		{"primaryPackagePurpose", func(v reader.Value, r *report) { r.Type = strings.ToLower(v.Text()) }},
		{"externalRefs[]", func(v reader.Value, r *report) {
			refers, to = "", ""
			if reference(v, r); refers == "purl" {
				r.PURL = to
			}
		}},
	}, func(r *report) { r.sink.Component(&r.Component) })
}
