package evidence

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// element is an XML element, or the text or markup between two.
type element struct {
	name     string // "" for what is no element
	attrs    []xml.Attr
	children []*element
	raw      []byte
}

// xmlMutants are the changes to an XML document.
func xmlMutants(data []byte, only string, do func(mutant)) {
	parse := func() (*element, bool) { return parseXML(data) }
	write := func(e *element) []byte {
		var out bytes.Buffer
		e.write(&out)
		return out.Bytes()
	}
	anyElement, anyAttr := func(*element) bool { return true }, func(xml.Attr) bool { return true }
	whole := func(a xml.Attr) bool { return isWhole(json.Number(a.Value)) }
	mutated(parse, write, only, []mutations[*element]{
		{"rename", elementPlaces(anyElement), func(doc *element, place string) {
			doc.each("", func(path string, e *element) {
				if path == place {
					e.name += "-otherwise"
				}
			})
		}, nil},
		{"rename", attrPlaces(anyAttr), func(doc *element, place string) {
			doc.eachAttr(place, func(a *xml.Attr) { a.Name.Local += "-otherwise" })
		}, nil},
		{"rename one", attrPlaces(anyAttr), func(doc *element, place string) {
			done := false
			doc.eachAttr(place, func(a *xml.Attr) {
				if !done {
					a.Name.Local += "-otherwise"
				}
				done = true
			})
		}, nil},
		{"unknown word", attrPlaces(func(a xml.Attr) bool { return !whole(a) }), func(doc *element, place string) {
			doc.eachAttr(place, func(a *xml.Attr) { a.Value = "zzz" })
		}, nil},
		{"raise", attrPlaces(whole), func(doc *element, place string) {
			doc.eachAttr(place, func(a *xml.Attr) {
				if n, err := json.Number(a.Value).Int64(); err == nil {
					a.Value = fmt.Sprint(n + 1)
				}
			})
		}, nil},
		{"double", elementPlaces(func(e *element) bool { return true }), func(doc *element, place string) {
			doc.each("", func(path string, e *element) {
				var children []*element
				for _, c := range e.children {
					children = append(children, c)
					if c.name != "" && strings.TrimPrefix(path+"\x00"+c.name, "\x00") == place {
						children = append(children, c)
					}
				}
				e.children = children
			})
		}, nil},
	}, do)
}

func elementPlaces(wanted func(e *element) bool) func(doc *element) []string {
	return func(doc *element) (places []string) {
		doc.each("", func(path string, e *element) {
			if wanted(e) && strings.Contains(path, "\x00") && !slices.Contains(places, path) {
				places = append(places, path)
			}
		})
		return places
	}
}

func attrPlaces(wanted func(a xml.Attr) bool) func(doc *element) []string {
	return func(doc *element) (places []string) {
		doc.each("", func(path string, e *element) {
			for _, a := range e.attrs {
				place := path + "\x00@" + a.Name.Local
				if wanted(a) && a.Name.Space != "xmlns" && a.Name.Local != "xmlns" && !slices.Contains(places, place) {
					places = append(places, place)
				}
			}
		})
		return places
	}
}

// each visits the elements from the root on, at the path of their names.
func (e *element) each(at string, visit func(path string, e *element)) {
	path := at
	if e.name != "" {
		path = strings.TrimPrefix(at+"\x00"+e.name, "\x00")
		visit(path, e)
	}
	for _, c := range e.children {
		c.each(path, visit)
	}
}

func (e *element) eachAttr(place string, do func(a *xml.Attr)) {
	e.each("", func(path string, e *element) {
		for i := range e.attrs {
			if path+"\x00@"+e.attrs[i].Name.Local == place {
				do(&e.attrs[i])
			}
		}
	})
}

// parseXML reads a document into a nameless element around it. What the
// standard library cannot read is not changed.
func parseXML(data []byte) (*element, bool) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	d.Strict = false
	root := &element{}
	open := []*element{root}
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		if err == io.EOF {
			return root, len(open) == 1
		}
		if err != nil {
			return nil, false
		}
		last := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			e := &element{name: qualified(t.Name), attrs: slices.Clone(t.Attr)}
			last.children = append(last.children, e)
			open = append(open, e)
		case xml.EndElement:
			if len(open) > 1 {
				open = open[:len(open)-1]
			}
		default:
			raw := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))[from:d.InputOffset()]
			last.children = append(last.children, &element{raw: raw})
		}
	}
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func (e *element) write(out *bytes.Buffer) {
	out.Write(e.raw)
	if e.name != "" {
		out.WriteString("<" + e.name)
		for _, a := range e.attrs {
			out.WriteString(" " + qualified(a.Name) + `="`)
			_ = xml.EscapeText(out, []byte(a.Value)) // into a buffer
			out.WriteByte('"')
		}
		out.WriteByte('>')
	}
	for _, c := range e.children {
		c.write(out)
	}
	if e.name != "" {
		out.WriteString("</" + e.name + ">")
	}
}
