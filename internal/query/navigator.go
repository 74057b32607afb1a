package query

import "github.com/antchfx/xpath"

// navigator walks an XML document for an XPath expression. All copies share one
// budget of steps.
type navigator struct {
	at    *element
	attr  int // index of the attribute it stands on, -1 for the node itself
	steps *int
}

var _ xpath.NodeNavigator = (*navigator)(nil)

// spend takes steps from the budget; there is no other way out of the library.
func (n *navigator) spend(steps int) {
	if *n.steps -= steps; *n.steps < 0 {
		panic(outOfSteps{})
	}
}

// to moves to a node, if there is one.
func (n *navigator) to(e *element) bool {
	n.spend(1)
	if e == nil || n.attr >= 0 {
		return false
	}
	n.at = e
	return true
}

// NodeType is the type of the node or attribute.
func (n *navigator) NodeType() xpath.NodeType {
	if n.attr >= 0 {
		return xpath.AttributeNode
	}
	return n.at.kind
}

// LocalName is the name without its prefix.
func (n *navigator) LocalName() string {
	if n.attr >= 0 {
		return n.at.attrs[n.attr].Name.Local
	}
	return n.at.name.Local
}

// Prefix is the prefix of the name as written.
func (n *navigator) Prefix() string {
	if n.attr >= 0 {
		return n.at.attrs[n.attr].Name.Space
	}
	return n.at.name.Space
}

// Value is the attribute's value, or the text of the node and all below it.
func (n *navigator) Value() string {
	if n.attr >= 0 {
		return n.at.attrs[n.attr].Value
	}
	text, nodes := n.at.value()
	n.spend(nodes)
	return text
}

// Copy is another navigator at the same place.
func (n *navigator) Copy() xpath.NodeNavigator {
	n.spend(1)
	twin := *n
	return &twin
}

// MoveToRoot moves to the document.
func (n *navigator) MoveToRoot() {
	n.attr = -1
	for n.at.parent != nil {
		n.at = n.at.parent
	}
}

// MoveToParent moves up, from an attribute to its element.
func (n *navigator) MoveToParent() bool {
	if n.attr >= 0 {
		n.attr = -1
		return true
	}
	return n.to(n.at.parent)
}

// MoveToNextAttribute moves to the first or next attribute.
func (n *navigator) MoveToNextAttribute() bool {
	n.spend(1)
	if n.attr+1 >= len(n.at.attrs) {
		return false
	}
	n.attr++
	return true
}

// MoveToChild moves to the first child.
func (n *navigator) MoveToChild() bool { return n.to(n.at.first) }

// MoveToFirst moves to the first sibling.
func (n *navigator) MoveToFirst() bool {
	if n.at.parent == nil || n.at.before == nil {
		return false
	}
	return n.to(n.at.parent.first)
}

// MoveToNext moves to the next sibling.
func (n *navigator) MoveToNext() bool { return n.to(n.at.after) }

// MoveToPrevious moves to the sibling before.
func (n *navigator) MoveToPrevious() bool { return n.to(n.at.before) }

// MoveTo moves to where another navigator is.
func (n *navigator) MoveTo(other xpath.NodeNavigator) bool {
	o, ok := other.(*navigator)
	if ok {
		n.at, n.attr = o.at, o.attr
	}
	return ok
}
