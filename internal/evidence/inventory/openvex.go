package inventory

import (
	"cmp"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var openVEXFormat = reader.Format{
	Name: "openvex",
	Doc:  "OpenVEX 0.0.x and 0.2.0, as vexctl, govulncheck -format openvex and others write it. Each product of a statement is one; of several statements about one vulnerability and product the latest holds.",
	Kind: fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return strings.Contains(h.Text("@context"), "openvex") || h.Has("statements[].status", "statements[].vulnerability")
	},
	Read: readOpenVEX,
}

func readOpenVEX(in *reader.Input, s *fact.Sink) error {
	o := openVEX{j: in.JSON(), latest: map[[2]string]int{}}
	written, updated := "", ""
	for key := range o.j.Fields() {
		switch key {
		case "timestamp":
			written = o.j.Text()
		case "last_updated":
			updated = o.j.Text()
		case "tooling":
			s.Named(o.j.Text(), "")
		case "statements":
			for range o.j.Items() {
				o.statement()
			}
		}
	}
	if date := cmp.Or(updated, written); date != "" {
		s.Dated(date)
	}
	for i := range o.statements {
		s.VEX(&o.statements[i].VEX)
	}
	return o.j.Err()
}

// openVEX keeps the statement that holds for each vulnerability and product.
type openVEX struct {
	j          *reader.JSON
	statements []datedVEX
	latest     map[[2]string]int
}

type datedVEX struct {
	fact.VEX
	at time.Time
}

// product is what a statement is about, with the parts that it names.
type product struct {
	id    string
	parts []string
}

func (o *openVEX) statement() {
	v := datedVEX{VEX: fact.VEX{Line: o.j.Line()}}
	var products []product
	for key := range o.j.Fields() {
		switch key {
		case "vulnerability":
			v.ID, v.Aliases = o.vulnerability()
		case "products":
			for range o.j.Items() {
				id, parts := o.product()
				products = append(products, product{id, parts})
			}
		case "status":
			v.Status = o.j.Text()
		case "justification":
			v.Justification = o.j.Text()
		case "timestamp":
			v.at, _, _ = quantity.ParseTime(o.j.Text())
		}
	}
	if len(products) == 0 {
		products = []product{{}}
	}
	for _, p := range products {
		v.Product, v.Parts = p.id, p.parts
		id := [2]string{v.ID, v.Product}
		i, known := o.latest[id]
		switch {
		case !known:
			o.latest[id] = len(o.statements)
			o.statements = append(o.statements, v)
		case !v.at.Before(o.statements[i].at):
			o.statements[i] = v
		}
	}
}
