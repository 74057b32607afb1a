package inventory

import (
	"signoff/internal/fact"
)

func (c *cyclonedx) vulnerability() {
	v := fact.VEX{Line: c.j.Line()}
	var products []string
	for key := range c.j.Fields() {
		switch key {
		case "id":
			v.ID = c.j.Text()
		case "analysis":
			for key := range c.j.Fields() {
				switch key {
				case "state":
					v.Status = cyclonedxState(c.j.Text(), c.j.Fail)
				case "justification":
					v.Justification = c.j.Text()
				}
			}
		case "affects":
			for range c.j.Items() {
				for key := range c.j.Fields() {
					if key == "ref" {
						products = append(products, purlIn(c.j.Text()))
					}
				}
			}
		}
	}
	state(c.s, v, products)
}

func cyclonedxState(word string, fail func(string, ...any)) string {
	status, ok := cyclonedxStates[word]
	if !ok {
		fail("unknown analysis state %.40q", word)
	}
	return status
}

// state gives a statement for each product, or one when none is named.
func state(s *fact.Sink, v fact.VEX, products []string) {
	if v.Status == "" {
		return
	}
	if len(products) == 0 {
		products = []string{""}
	}
	for _, v.Product = range products {
		s.VEX(&v)
	}
}
