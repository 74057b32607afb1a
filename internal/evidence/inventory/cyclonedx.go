package inventory

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var cyclonedxFormat = reader.Format{
	Name: "cyclonedx",
	Doc:  "CycloneDX 1.0 to 1.6, JSON or XML. Components at all depths, without the one that metadata describes; analysis.state of a vulnerability is a VEX statement for each product it affects: resolved is fixed, exploitable affected, in_triage under investigation, false_positive not affected. A vulnerability without analysis is none.",
	Kind: fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return h.Text("bomFormat") == "CycloneDX" || h.Root == "bom" && spacedBy(h.RootAttrs, "cyclonedx.org/schema/bom")
	},
	Read: func(in *reader.Input, s *fact.Sink) error {
		if in.Head.Container == reader.XMLDocument {
			return readCycloneDXML(in, s)
		}
		return readCycloneDX(in, s)
	},
}

// spacedBy looks for a namespace among a root's attributes; it may have any
// prefix.
func spacedBy(attrs map[string]string, space string) bool {
	for _, value := range attrs {
		if strings.Contains(value, space) {
			return true
		}
	}
	return false
}

// cyclonedxStates maps the states of an analysis to those of VEX.
var cyclonedxStates = map[string]string{
	"resolved": "fixed", "resolved_with_pedigree": "fixed", "exploitable": "affected", "in_triage": "under_investigation",
	"false_positive": "not_affected", "not_affected": "not_affected",
}

func readCycloneDX(in *reader.Input, s *fact.Sink) error {
	c := cyclonedx{j: in.JSON(), s: s}
	s.Bill()
	for key := range c.j.Fields() {
		switch key {
		case "metadata":
			c.metadata()
		case "components":
			c.components()
		case "vulnerabilities":
			for range c.j.Items() {
				c.vulnerability()
			}
		}
	}
	return c.j.Err()
}

type cyclonedx struct {
	j *reader.JSON
	s *fact.Sink
}

func (c *cyclonedx) metadata() {
	for key := range c.j.Fields() {
		switch key {
		case "timestamp":
			c.s.Dated(c.j.Text())
		case "tools":
			// An array up to 1.4, an object with components since 1.5.
			if c.j.Kind() == '[' {
				c.tools()
				continue
			}
			for key := range c.j.Fields() {
				if key == "components" {
					c.tools()
				}
			}
		}
	}
}

func (c *cyclonedx) tools() {
	for range c.j.Items() {
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

func (c *cyclonedx) components() {
	for range c.j.Items() {
		v := fact.Component{Line: c.j.Line()}
		group := ""
		for key := range c.j.Fields() {
			switch key {
			case "type":
				v.Type = c.j.Text()
			case "group":
				group = c.j.Text()
			case "name":
				v.Name = c.j.Text()
			case "version":
				v.Version = c.j.Text()
			case "purl":
				v.PURL = c.j.Text()
			case "licenses":
				v.License = c.licenses()
			case "components":
				c.components()
			}
		}
		if group != "" {
			v.Name = group + "/" + v.Name
		}
		c.s.Component(&v)
	}
}

func (c *cyclonedx) licenses() string {
	var list []string
	for range c.j.Items() {
		for key := range c.j.Fields() {
			switch key {
			case "expression":
				list = append(list, c.j.Text())
			case "license":
				list = append(list, c.license())
			}
		}
	}
	return both(list)
}

func (c *cyclonedx) license() (license string) {
	for key := range c.j.Fields() {
		if key == "id" || key == "name" && license == "" {
			license = c.j.Text()
		}
	}
	return license
}
