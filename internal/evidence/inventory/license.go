package inventory

import (
	"cmp"
	"strings"

	"signoff/internal/reader"
)

// licenses reads the licences of a component of CycloneDX: their ids, else
// names, and expressions.
func licenses() setter {
	var list []string
	license := record(layout{
		{"id", func(v reader.Value, r *report) { r.License = text(v) }},
		{"name", func(v reader.Value, r *report) { r.License = cmp.Or(r.License, text(v)) }},
	}, func(r *report) { list = append(list, r.License) })
	expression := func(v reader.Value, _ *report) { list = append(list, text(v)) }
	read := layout{
		{"[].license", license},
		{"[].expression", expression},
		{"license", license}, // in XML
		{"expression", expression},
	}.Reader()
	return func(v reader.Value, r *report) {
		list = nil
		read(v, r)
		r.License = both(list)
	}
}

// asserted is a value of SPDX, or "" where it says that it says nothing.
func asserted(text string) string {
	switch text = strings.TrimSpace(text); text {
	case "NOASSERTION", "NONE":
		return ""
	}
	return text
}

// both joins what licenses say of one component: all of them apply.
func both(list []string) string {
	var known []string
	for _, license := range list {
		if license = asserted(license); license != "" {
			known = append(known, license)
		}
	}
	if len(known) < 2 {
		return strings.Join(known, "")
	}
	for i, license := range known {
		if strings.Contains(license, " OR ") {
			known[i] = "(" + license + ")"
		}
	}
	return strings.Join(known, " AND ")
}

// purlIn finds a package URL at the end of a reference.
func purlIn(ref string) string {
	if i := strings.Index(ref, "pkg:"); i >= 0 {
		return ref[i:]
	}
	return ref
}
