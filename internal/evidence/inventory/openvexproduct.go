package inventory

import (
	"cmp"
	"strings"
)

// vulnerability is a text up to 0.0.2, an object since.
func (o *openVEX) vulnerability() (id string) {
	if o.j.Kind() != '{' {
		return o.j.Text()
	}
	ref := ""
	for key := range o.j.Fields() {
		switch key {
		case "name":
			id = o.j.Text()
		case "@id":
			ref = o.j.Text()
		}
	}
	return cmp.Or(id, ref)
}

// product is a text up to 0.0.2, an object since. A product without a package
// URL is told by its first subcomponent that has one.
func (o *openVEX) product() (id string) {
	if o.j.Kind() != '{' {
		return o.j.Text()
	}
	part := ""
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
				part = cmp.Or(part, o.product())
			}
		}
	}
	if !strings.HasPrefix(id, "pkg:") && strings.HasPrefix(part, "pkg:") {
		return part
	}
	return id
}
