package tree

import "gopkg.in/yaml.v3"

// Rewrite puts what change returns in place of every text of the node, keys
// too. It is for the root of a file, before anything is read from it.
func (n Node) Rewrite(change func(at Node, text string) string) {
	if n.yaml == nil {
		return
	}
	if n.yaml.Kind == yaml.ScalarNode {
		n.yaml.Value = change(n, n.yaml.Value)
	}
	for _, child := range n.yaml.Content {
		Node{child, n.file}.Rewrite(change)
	}
}
