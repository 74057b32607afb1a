package inventory

import (
	"cmp"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var openVEXFormat = reader.Format{
	Name: "openvex",
	Doc:  "OpenVEX 0.0.x and 0.2.0, as vexctl, govulncheck -format openvex and others write it. Each product of a statement is one; of several statements about one vulnerability and product the latest holds. One without a status is under investigation.",
	Kind: fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return strings.Contains(h.Text("@context"), "openvex") || h.Has("statements[].status", "statements[].vulnerability")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		o := openVEX{latest: map[[2]string]int{}}
		var written, updated string
		err := read(in, s, layout{
			{"@context", func(v reader.Value, _ *report) {
				for _, context := range v.Texts() {
					if _, version, ok := strings.Cut(context, "openvex.dev/ns/v"); ok && !strings.HasPrefix(version, "0.") {
						v.Fail("expected OpenVEX 0., found %.80q", context)
					}
				}
			}},
			{"timestamp", into(&written)},
			{"last_updated", into(&updated)},
			{"tooling", func(v reader.Value, r *report) { r.sink.Named(v.Text(), "") }},
			{"statements[]", o.statement()},
		})
		s.Dated(cmp.Or(updated, written))
		for i := range o.statements {
			s.VEX(&o.statements[i].VEX)
		}
		return err
	},
}

// openVEX keeps the statement that holds for each vulnerability and product.
type openVEX struct {
	statements []datedVEX
	latest     map[[2]string]int
}

type datedVEX struct {
	fact.VEX
	at time.Time
}

// statement reads one statement. The vulnerability and the products are texts
// up to 0.0.2, objects since.
func (o *openVEX) statement() setter {
	var at, ref string
	var products []fact.VEX
	return record(layout{
		{"vulnerability", id},
		{"vulnerability.name", id},
		{"vulnerability.@id", into(&ref)},
		{"vulnerability.aliases", aliases},
		{"products[]", record(layout{{"", openVEXProduct()}}, func(r *report) {
			products = append(products, r.vex)
		})},
		{"status", status},
		{"justification", justification},
		{"timestamp", into(&at)},
	}, func(r *report) {
		v := datedVEX{VEX: r.vex}
		v.Status = cmp.Or(v.Status, unanalysed)
		v.ID = cmp.Or(v.ID, ref)
		v.at, _, _ = quantity.ParseTime(at)
		if len(products) == 0 {
			products = []fact.VEX{{}}
		}
		for _, p := range products {
			v.Product, v.Parts = p.Product, p.Parts
			o.add(v)
		}
		at, ref, products = "", "", nil
	})
}

// add keeps the later of two statements about the same.
func (o *openVEX) add(v datedVEX) {
	about := [2]string{v.ID, v.Product}
	i, known := o.latest[about]
	switch {
	case v.Product == "": // it says not what it is about, so nothing supersedes it
		o.statements = append(o.statements, v)
	case !known:
		o.latest[about] = len(o.statements)
		o.statements = append(o.statements, v)
	case !v.at.Before(o.statements[i].at):
		o.statements[i] = v
	}
}

// openVEXProduct reads a product with its subcomponents. Without a package URL
// it is told by its first subcomponent that has one.
func openVEXProduct() setter {
	var read setter
	part := func(v reader.Value, r *report) {
		inner := report{sink: r.sink}
		if read(v, &inner); inner.vex.Product != "" {
			r.vex.Parts = append(r.vex.Parts, inner.vex.Product)
		}
	}
	members := layout{
		{"", product},
		{"@id", func(v reader.Value, r *report) { r.vex.Product = cmp.Or(text(v), r.vex.Product) }},
		{"identifiers.purl", func(v reader.Value, r *report) { r.vex.Product = cmp.Or(r.vex.Product, text(v)) }},
		{"subcomponents[]", part},
	}.Reader()
	read = func(v reader.Value, r *report) {
		members(v, r)
		named := strings.HasPrefix(r.vex.Product, "pkg:")
		if parts := r.vex.Parts; !named && len(parts) > 0 && strings.HasPrefix(parts[0], "pkg:") {
			r.vex.Product = parts[0]
		}
	}
	return read
}
