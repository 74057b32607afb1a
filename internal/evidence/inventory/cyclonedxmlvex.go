package inventory

import (
	"signoff/internal/fact"
)

func (c *cyclonedxml) vulnerability() {
	v := fact.VEX{Line: c.x.Line()}
	var products []string
	for child := range c.x.Elements() {
		switch child {
		case "id":
			v.ID = c.text()
		case "analysis":
			for child := range c.x.Elements() {
				switch child {
				case "state":
					v.Status = cyclonedxState(c.text(), c.x.Fail)
				case "justification":
					v.Justification = c.text()
				}
			}
		case "affects":
			for range c.x.Elements() {
				for child := range c.x.Elements() {
					if child == "ref" {
						products = append(products, purlIn(c.text()))
					}
				}
			}
		}
	}
	state(c.s, v, products)
}
