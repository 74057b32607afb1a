package inventory

import (
	"cmp"
	"strings"
)

// vulnerability is a text up to 0.0.2, an object since.
func (o *openVEX) vulnerability() (id string, aliases []string) {
	if o.j.Kind() != '{' {
		return o.j.Text(), nil
	}
	ref := ""
	for key := range o.j.Fields() {
		switch key {
		case "name":
			id = o.j.Text()
		case "@id":
			ref = o.j.Text()
		case "aliases":
			aliases = o.j.Texts()
		}
	}
	return cmp.Or(id, ref), aliases
}

// product is a text up to 0.0.2, an object since. A product without a package
// URL is told by its first subcomponent that has one.
func (o *openVEX) product() (id string, parts []string) {
	if o.j.Kind() != '{' {
		return o.j.Text(), nil
	}
	for key := range o.j.Fields() {
		switch key {
		case "@id":
			id = cmp.Or(o.j.Text(), id)
		case "identifiers":
			for key := range o.j.Fields() {
				if key == "purl" {
					id = cmp.Or(id, o.j.Text())
				}
			}
		case "subcomponents":
			for range o.j.Items() {
				if part, _ := o.product(); part != "" {
					parts = append(parts, part)
				}
			}
		}
	}
	if !strings.HasPrefix(id, "pkg:") && len(parts) > 0 && strings.HasPrefix(parts[0], "pkg:") {
		return parts[0], parts
	}
	return id, parts
}
