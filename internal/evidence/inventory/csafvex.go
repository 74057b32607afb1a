package inventory

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var csafVEXFormat = reader.Format{
	Name: "csaf-vex",
	Doc:  "CSAF 2.0 advisories and their VEX profile. Each product of a vulnerability's product_status is a statement: known, first and last affected, known not affected, fixed and first fixed, under investigation. A flag is the justification.",
	Kind: fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return h.Has("document.csaf_version") || h.Has("document.tracking.current_release_date", "document.category")
	},
	Read: readCSAF,
}

var csafStatuses = map[string]string{
	"known_affected": "affected", "first_affected": "affected", "last_affected": "affected",
	"known_not_affected": "not_affected", "fixed": "fixed", "first_fixed": "fixed",
	"under_investigation": "under_investigation",
}

func readCSAF(in *reader.Input, s *fact.Sink) error {
	c := csaf{j: in.JSON(), s: s, products: map[string]string{}}
	for key := range c.j.Fields() {
		switch key {
		case "document":
			c.document()
		case "product_tree":
			c.tree()
		case "vulnerabilities":
			for range c.j.Items() {
				c.vulnerability()
			}
		}
	}
	return c.j.Err()
}

type csaf struct {
	j        *reader.JSON
	s        *fact.Sink
	products map[string]string // by id: a package URL, else the name
}

func (c *csaf) document() {
	for key := range c.j.Fields() {
		if key != "tracking" {
			continue
		}
		for key := range c.j.Fields() {
			switch key {
			case "current_release_date":
				c.s.Dated(c.j.Text())
			case "generator":
				c.generator()
			}
		}
	}
}

func (c *csaf) generator() {
	for key := range c.j.Fields() {
		if key != "engine" {
			continue
		}
		name, version := "", ""
		for key := range c.j.Fields() {
			switch key {
			case "name":
				name = c.j.Text()
			case "version":
				version = c.j.Text()
			}
		}
		c.s.Named(name, version)
	}
}

func (c *csaf) vulnerability() {
	var statements []fact.VEX // Product is an id until they are given
	flags := map[string]string{}
	cve, own, title, line := "", "", "", c.j.Line()
	for key := range c.j.Fields() {
		switch key {
		case "cve":
			cve = c.j.Text()
		case "title":
			title = c.j.Text()
		case "ids":
			for range c.j.Items() {
				for key := range c.j.Fields() {
					if key == "text" {
						own = cmp.Or(own, c.j.Text())
					}
				}
			}
		case "flags":
			for range c.j.Items() {
				c.flag(flags)
			}
		case "product_status":
			statements = c.statuses()
		}
	}
	for _, v := range statements {
		v.Line, v.ID, v.Justification = cmp.Or(v.Line, line), cmp.Or(cve, own, title), flags[v.Product]
		v.Product = cmp.Or(c.products[v.Product], v.Product)
		c.s.VEX(&v)
	}
}

// statuses reads which products have which status; a product that is listed
// twice under one status, as first and as known, counts once.
func (c *csaf) statuses() (statements []fact.VEX) {
	seen := map[[2]string]bool{}
	for key := range c.j.Fields() {
		status, ok := csafStatuses[key]
		if !ok {
			continue // recommended says nothing about the product's state
		}
		for range c.j.Items() {
			line, product := c.j.Line(), c.j.Text()
			if id := [2]string{status, product}; !seen[id] {
				seen[id] = true
				statements = append(statements, fact.VEX{Line: line, Product: product, Status: status})
			}
		}
	}
	return statements
}

func (c *csaf) flag(flags map[string]string) {
	label := ""
	var products []string
	for key := range c.j.Fields() {
		switch key {
		case "label":
			label = c.j.Text()
		case "product_ids":
			products = c.j.Texts()
		}
	}
	for _, id := range products {
		flags[id] = label
	}
}
