package inventory

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

func readCycloneDXML(in *reader.Input, s *fact.Sink) error {
	c := cyclonedxml{x: in.XML(), s: s}
	s.Bill()
	for range c.x.Elements() {
		for child := range c.x.Elements() {
			switch child {
			case "metadata":
				c.metadata()
			case "components":
				c.components()
			case "vulnerabilities":
				for range c.x.Elements() {
					c.vulnerability()
				}
			}
		}
	}
	return c.x.Err()
}

// cyclonedxml reads the XML form of a bill of materials.
type cyclonedxml struct {
	x *reader.XML
	s *fact.Sink
}

func (c *cyclonedxml) text() string { return strings.TrimSpace(c.x.Text()) }

func (c *cyclonedxml) metadata() {
	for child := range c.x.Elements() {
		switch child {
		case "timestamp":
			c.s.Dated(c.text())
		case "tools":
			for tool := range c.x.Elements() {
				switch tool {
				case "tool":
					c.tool()
				case "components":
					for range c.x.Elements() {
						c.tool()
					}
				}
			}
		}
	}
}

func (c *cyclonedxml) tool() {
	name, version := "", ""
	for child := range c.x.Elements() {
		switch child {
		case "name":
			name = c.text()
		case "version":
			version = c.text()
		}
	}
	c.s.Named(name, version)
}

func (c *cyclonedxml) components() {
	for element := range c.x.Elements() {
		if element != "component" {
			continue
		}
		v := fact.Component{Line: c.x.Line(), Type: c.x.Attr("type")}
		group := ""
		for child := range c.x.Elements() {
			switch child {
			case "group":
				group = c.text()
			case "name":
				v.Name = c.text()
			case "version":
				v.Version = c.text()
			case "purl":
				v.PURL = c.text()
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

func (c *cyclonedxml) licenses() string {
	var list []string
	for child := range c.x.Elements() {
		switch child {
		case "expression":
			list = append(list, c.text())
		case "license":
			license := ""
			for key := range c.x.Elements() {
				if key == "id" || key == "name" && license == "" {
					license = c.text()
				}
			}
			list = append(list, license)
		}
	}
	return both(list)
}
