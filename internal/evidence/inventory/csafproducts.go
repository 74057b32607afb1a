package inventory

import (
	"cmp"
)

// tree reads the product tree, or a branch or relationship of it.
func (c *csaf) tree() {
	for key := range c.j.Fields() {
		switch key {
		case "branches", "relationships":
			for range c.j.Items() {
				c.tree()
			}
		case "product", "full_product_name":
			c.product()
		case "full_product_names":
			for range c.j.Items() {
				c.product()
			}
		}
	}
}

func (c *csaf) product() {
	id, name, purl := "", "", ""
	for key := range c.j.Fields() {
		switch key {
		case "product_id":
			id = c.j.Text()
		case "name":
			name = c.j.Text()
		case "product_identification_helper":
			for key := range c.j.Fields() {
				if key == "purl" {
					purl = c.j.Text()
				}
			}
		}
	}
	c.products[id] = cmp.Or(purl, name, id)
}
