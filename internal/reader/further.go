package reader

import "slices"

// furtherKeys is how many levels of keys are looked at behind the head.
const furtherKeys = 2

// LookFurther goes on to the end of a file of which the Head is not all, once:
// over the two top levels of keys in JSON, where arrays are not levels; over the
// children of the root in XML; over lines of text until there are as many as
// the head keeps. What it finds is added to the Head. It says whether it looked
// at anything; damage ends the look and is left to the reader of the file.
func (in *Input) LookFurther() bool {
	h := in.Head
	if h.Whole || h.far {
		return false
	}
	h.far = true
	switch h.Container {
	case JSONValue, JSONLines:
		h.furtherJSON(&JSON{s: in.cursor(decoded, tokenBytes), pending: true})
	case XMLDocument:
		h.children(&XML{s: in.cursor(decodedXML, tokenBytes)})
	default:
		l := in.Lines()
		kept := keeping{wrappers: true}
		for range l.All() {
			if !kept.add(l.text) {
				break
			}
		}
		h.Lines = kept.lines
	}
	return true
}

func (h *Head) furtherJSON(j *JSON) {
	sketch, values := sketch{j: j, root: h.shape, left: shapeSize, flat: true}, 0
	for range j.Values() {
		if j.Kind() != 0 {
			values++
		}
		sketch.add(h.shape, furtherKeys)
	}
	if values > 1 {
		h.Container = JSONLines
	}
}

// children adds the names of the children of the root.
func (h *Head) children(x *XML) {
	for range x.Elements() {
		for child := range x.Elements() {
			if len(h.Children) < mostChildren && !slices.Contains(h.Children, child) {
				h.Children = append(h.Children, child)
			}
		}
	}
}
