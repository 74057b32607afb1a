package criteria

import (
	"time"

	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// collectDraft is how evidence is made, as it is written: a command, or a
// mapping with what else is to say about it.
type collectDraft struct {
	run     string
	makes   []tree.Node
	timeout tree.Node
}

func (c *collectDraft) keys() []tree.Key {
	return []tree.Key{
		{Name: "run", Doc: "the command", Example: "npm test", Shape: tree.Text(&c.run), Required: true},
		{Name: "makes", Doc: "all files or globs that one run makes, those of other evidence too: its record dates them", Default: "the files of this evidence", Example: "[unit.xml, cover.out]", Shape: texts(&c.makes)},
		{Name: "timeout", Doc: "how long it may take", Default: "1h", Example: "10m", Shape: tree.Keep(&c.timeout, textSchema)},
	}
}

// collectShape reads a command alone, or a mapping.
func collectShape(into *collectDraft) tree.Shape {
	alone := tree.Text(&into.run)
	return tree.Shape{
		Schema: func() map[string]any {
			return map[string]any{"anyOf": []any{alone.Schema(), tree.ObjectSchema(into.keys())}}
		},
		Read: func(n tree.Node) {
			if n.IsMapping() {
				n.Object("collect", into.keys(), nil)
				return
			}
			alone.Read(n)
		},
	}
}

// usualTimeout is how long a command may take that does not say so.
const usualTimeout = time.Hour

// readCollect holds what is said about the command.
func (l *loader) readCollect(entry *Evidence, c *collectDraft) {
	if c.run == "" {
		return
	}
	for _, n := range c.makes {
		checkPath(n)
		entry.Makes = append(entry.Makes, text(n))
	}
	entry.Timeout = usualTimeout
	if !c.timeout.Exists() {
		return
	}
	written, ok := c.timeout.Text()
	if !ok {
		return
	}
	v, err := quantity.ParseAge(written)
	d, whole := v.Duration()
	if err != nil || !whole || d <= 0 {
		c.timeout.Expected("a time such as 10m")
		return
	}
	entry.Timeout = d
}
