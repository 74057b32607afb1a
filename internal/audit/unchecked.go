package audit

import (
	"fmt"
	"strings"
)

// unchecked says what of a document was not looked at, and by what it would be.
func (d *Document) unchecked(others int) []string {
	var list []string
	if d.evidence == nil {
		list = append(list, "claims against an assessment (--against)")
	} else if n := d.untraced; n > 0 {
		list = append(list, many(n, "figure")+" that nothing in the assessment is bound to")
	}
	if d.exists == nil {
		list = append(list, "links to files (no checkout)")
	}
	if others == 0 {
		list = append(list, "other reports of the release (none was given)")
	}
	if n := d.images(); n > 0 {
		list = append(list, many(n, "image"))
	}
	if d.lost != "" {
		list = append(list, d.lost)
	}
	return append(list, "what is claimed in other words than the rules know")
}

// images counts the pictures of a document: nothing in them is read.
func (d *Document) images() int {
	n := 0
	for i := range d.Lines {
		if d.Lines[i].Kind != Code {
			n += strings.Count(d.Lines[i].Raw, "![")
		}
	}
	return n
}

// notChecked puts it in one line.
func (r Result) notChecked() string {
	return fmt.Sprintf("not checked in %s: %s", oneLine(r.Path), strings.Join(r.Unchecked, "; "))
}
