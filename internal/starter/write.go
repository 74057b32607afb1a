package starter

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Ages that a draft allows: what is older today is not asked to be fresh.
const (
	freshDays = 14
	bindsDays = 90
)

// categories in the order in which they stand in a draft.
var categories = []struct{ id, title string }{
	{"tests", "Tests"}, {"operations", "Operations"}, {"security", "Security"}, {"quality", "Quality"}, {"supply", "Supply chain"}, {"probe", "Probe"},
}

// YAML writes the draft.
func (d *Draft) YAML() []byte {
	var b bytes.Buffer
	b.WriteString("# What nobody has agreed to yet: read each target, then take the mark away.\n")
	b.Write(d.project.plan(d.rows, true))
	d.verdict(&b)
	d.signers(&b)
	d.notes(&b)
	return b.Bytes()
}

// plan writes everything up to the criteria; a probe is not compared with a
// commit or an age, and is not a draft.
func (p *Project) plan(rows []row, whole bool) []byte {
	var b bytes.Buffer
	if whole {
		b.WriteString("draft: true\n")
	}
	fmt.Fprintf(&b, "version: 1\nproject: %s\n", strconv.Quote(p.Name))
	if whole && p.Release != "" {
		fmt.Fprintf(&b, "release: %s # the last tag: write the release that this is for\n", strconv.Quote(p.Release))
	}
	if whole && p.Git {
		b.WriteString("commit: auto\n")
	}
	p.evidence(&b, rows, whole)
	fmt.Fprintf(&b, "\ncategories:%s", categoryLines(rows))
	b.WriteString("\ncriteria:")
	if len(rows) == 0 {
		b.WriteString(" []")
	}
	b.WriteString("\n")
	for _, r := range rows {
		r.write(&b, p.Today)
	}
	return b.Bytes()
}

func categoryLines(rows []row) string {
	lines := ""
	for _, c := range categories {
		if slices.ContainsFunc(rows, func(r row) bool { return r.category == c.id }) {
			lines += fmt.Sprintf("\n  - { id: %s, title: %s }", c.id, c.title)
		}
	}
	if lines == "" {
		lines = " []"
	}
	return lines + "\n"
}

// evidence writes what the rows ask.
func (p *Project) evidence(b *bytes.Buffer, rows []row, whole bool) {
	b.WriteString("\nevidence:")
	n := b.Len()
	b.WriteString("\n")
	for i := range p.Found {
		f := &p.Found[i]
		if slices.ContainsFunc(rows, func(r row) bool { return slices.Contains(r.evidence, f.ID) }) {
			f.write(b, p.Today, whole)
		}
	}
	if b.Len() == n+1 {
		b.Truncate(n)
		b.WriteString(" {}\n")
	}
}

func (f *Found) write(b *bytes.Buffer, today time.Time, whole bool) {
	fmt.Fprintf(b, "  %s:\n    path: %s", f.ID, strconv.Quote(f.Path))
	if !whole || !f.planned || f.command == "" {
		fmt.Fprintf(b, " # %s", f.Format)
	}
	b.WriteByte('\n')
	if !whole {
		return
	}
	switch {
	case f.planned && f.command != "":
		fmt.Fprintf(b, "    format: %s\n", f.Format)
		fmt.Fprintf(b, "    collect: %s\n", strconv.Quote(f.command))
	case f.command != "":
		fmt.Fprintf(b, "    # collect: %s\n", strconv.Quote(f.command))
	}
	if f.planned && strings.Contains(f.Path, "*") {
		b.WriteString("    min: { files: 1 }\n")
	}
	if f.Files > 1 {
		fmt.Fprintf(b, "    min: { files: %d }\n", f.Files)
	}
	if f.produced.IsZero() {
		return
	}
	made := f.produced.UTC().Format(time.DateOnly)
	if days := today.Sub(f.produced).Hours() / 24; days > freshDays {
		fmt.Fprintf(b, "    # made %s, %.0f days ago: add max_age: %dd once it is made anew for every release\n", made, math.Floor(days), freshDays)
		return
	}
	fmt.Fprintf(b, "    max_age: %dd # made %s\n", freshDays, made)
}

// fails says whether the criterion does not hold today, though there is evidence.
func (r *row) fails() bool { return r.today != "" && !r.met && !r.planned }

func (r *row) write(b *bytes.Buffer, today time.Time) {
	evidence := r.evidence[0]
	if len(r.evidence) > 1 {
		evidence = "[" + strings.Join(r.evidence, ", ") + "]"
	}
	fmt.Fprintf(b, "  - id: %s\n    title: %s\n    category: %s\n    evidence: %s\n    measure: %s\n", r.id, strconv.Quote(r.title), r.category, evidence, r.measure.Name)
	fmt.Fprintf(b, "    target: %q", r.target)
	if r.today != "" {
		fmt.Fprintf(b, " # today %s", line(r.today))
	}
	b.WriteString("\n")
	if r.blocker {
		b.WriteString("    blocker: true\n")
	}
	if r.fails() {
		fmt.Fprintf(b, "    binds: %s # until then it informs: it does not hold today\n", today.AddDate(0, 0, bindsDays).Format(time.DateOnly))
	}
}

// verdict lets one open criterion that is not a blocker be conditional.
func (d *Draft) verdict(b *bytes.Buffer) {
	n := 0 // that count from the first day
	for i := range d.rows {
		if !d.rows[i].fails() {
			n++
		}
	}
	if n < 2 || n > 10 {
		return
	}
	fmt.Fprintf(b, "\n# One open criterion that is not a blocker leaves the verdict conditional.\nverdict: { conditional: { compliance: \">= %d%%\" } }\n", 100*(n-1)/n)
}

func (d *Draft) signers(b *bytes.Buffer) {
	b.WriteString("\n# Who signs a release, once the draft is agreed to:\n# approvals: { roles: [Engineering, Security] }\n")
	if len(d.project.People) > 0 {
		fmt.Fprintf(b, "# Most of the work is by %s.\n", line(strings.Join(d.project.People, ", ")))
	}
}

func (d *Draft) notes(b *bytes.Buffer) {
	if len(d.rows) == 0 {
		b.WriteString("\n# Nothing to ask was found: signoff formats lists what can be read. Once files of\n# tools are there, signoff init adds them.\n")
	}
	for _, part := range []struct {
		title string
		list  []Unread
	}{
		{"Found, and not asked:", d.left},
		{"Not recognised:", d.project.Unread},
	} {
		if len(part.list) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n# %s\n", part.title)
		for _, u := range part.list {
			fmt.Fprintf(b, "#   %s: %s\n", line(u.Path), line(u.Why))
		}
	}
}

// line keeps a text of others on the line of its comment.
func line(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar || r == '\ufeff' {
			return ' '
		}
		return r
	}, text)
}
