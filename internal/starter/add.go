package starter

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/criteria"
)

// ErrNothing says that nothing found is worth a question that is not asked yet.
var ErrNothing = errors.New("nothing to add")

// Keep takes what a plan has already: its ids stay its own, and a file that its
// text names anywhere, be it in a remark, is known.
func (p *Project) Keep(plan *criteria.Plan, text string) {
	p.used = map[string]bool{}
	for _, c := range plan.Criteria {
		p.used[c.ID] = true
	}
	for _, c := range plan.Categories {
		p.used["category "+c.ID] = true
	}
	taken := map[string]bool{}
	for _, e := range plan.Evidence {
		taken[e.ID] = true
	}
	remarked := func(path string) bool { return strings.Contains(text, path+": ") }
	p.Found = slices.DeleteFunc(p.Found, func(f Found) bool { return remarked(f.Path) })
	p.Unread = slices.DeleteFunc(p.Unread, func(u Unread) bool { return remarked(u.Path) })
	for i := range p.Found {
		for f := &p.Found[i]; taken[f.ID]; {
			f.ID += "-new"
		}
		taken[p.Found[i].ID] = true
	}
}

// Added is the text of a plan with the draft's evidence, categories and criteria
// at the end of its own. The error says which of them is not written in lines.
func (d *Draft) Added(text []byte) ([]byte, error) {
	if len(d.rows) == 0 {
		return nil, ErrNothing
	}
	var evidence, criteria bytes.Buffer
	d.project.evidence(&evidence, d.rows, true)
	for i := range d.rows {
		d.rows[i].write(&criteria, d.project.Today)
	}
	var rows []row
	for _, r := range d.rows {
		if !d.project.used["category "+r.category] {
			rows = append(rows, r)
		}
	}
	lines := strings.SplitAfter(string(text), "\n")
	if last := len(lines) - 1; lines[last] != "" {
		lines[last] += "\n"
	}
	for _, part := range []struct{ key, text string }{
		{"evidence", strings.TrimPrefix(evidence.String(), "\nevidence:\n")},
		{"categories", strings.TrimPrefix(strings.TrimSuffix(categoryLines(rows), " []\n"), "\n")},
		{"criteria", criteria.String()},
	} {
		if part.text == "" {
			continue
		}
		var err error
		if lines, err = insert(lines, part.key, part.text); err != nil {
			return nil, err
		}
	}
	return []byte(strings.Join(lines, "")), nil
}

// insert adds lines at the end of what a top-level key holds; a key without
// anything gets them as its first.
func insert(lines []string, key, text string) ([]string, error) {
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, key+":") })
	if at < 0 {
		return append(lines, "\n"+key+":\n", text), nil
	}
	value, _, _ := strings.Cut(strings.TrimPrefix(lines[at], key+":"), " #")
	switch value = strings.TrimSpace(value); value {
	case "":
	case "{}", "[]":
		lines[at] = key + ":\n"
	default:
		return nil, fmt.Errorf("%s is written in one line", key)
	}
	end := at + 1
	indent := own
	for i := at + 1; i < len(lines); i++ {
		inner := strings.TrimLeft(lines[i], " ")
		switch {
		case strings.TrimSpace(inner) == "" || strings.HasPrefix(inner, "#"):
			continue
		case inner == lines[i] && !strings.HasPrefix(inner, "- "):
			return slices.Insert(lines, end, indented(text, indent)), nil
		case end == at+1:
			indent = lines[i][:len(lines[i])-len(inner)]
		}
		end = i + 1
	}
	return slices.Insert(lines, end, indented(text, indent)), nil
}

// own is the indent of a draft.
const own = "  "

// indented moves lines from the two spaces of a draft to what the file uses.
func indented(text, indent string) string {
	if indent == own {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(indent + strings.TrimPrefix(line, own))
	}
	return b.String()
}
