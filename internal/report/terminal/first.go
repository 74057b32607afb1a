package terminal

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// firstOpen are the criteria that matter most, whoever owns them.
func (t *terminal) firstOpen() []*wording.Action {
	all := slices.DeleteFunc(wording.First(wording.Actions(t.s)), func(a *wording.Action) bool { return a.Waived })
	return all[:min(len(all), mostFirst)]
}

func (t *terminal) firstID() string {
	return term.Clean(t.firstOpen()[0].ID)
}

// first are the lines of what to do first.
func (t *terminal) first() []string {
	var rows []term.Row
	for _, a := range t.firstOpen() {
		whose := cmp.Or(a.Owner, wording.Unowned)
		if a.By != "" {
			whose += ", due " + a.By
		}
		id := a.ID
		if n := len(a.With); n > 0 {
			id = fmt.Sprintf("%s and %d more", id, n)
		}
		rows = append(rows, term.Row{Cells: []string{id, whose, opening(wording.Do(t.s, a.Criterion))}})
	}
	var out bytes.Buffer
	if len(rows) == 0 || term.Rows(&out, rows, 0, term.Options{Indent: t.indented().Indent}) != nil {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for i := range lines { // signoff explain has the rest
		lines[i] = term.Clip(lines[i], t.table.Width)
	}
	return lines
}

// opening is the first sentence of a text.
func opening(text string) string {
	first, rest, found := strings.Cut(text, ". ")
	if found && rest != "" {
		return first + "."
	}
	return text
}

// needs says what would lift the verdict.
func (t *terminal) needs() []string {
	var said []string
	for _, to := range []scorecard.Ruling{scorecard.Conditional, scorecard.Approved} {
		if t.s.Verdict.Outcome == to || t.s.Verdict.Outcome == scorecard.Approved {
			continue
		}
		if n := t.s.Needs(to); n != nil {
			said = append(said, wording.VerdictSign(to).Word+": "+t.needed(n)+".")
		}
	}
	var lines []string
	if len(said) > 0 {
		t.said(&lines, "  ", strings.Join(said, " "))
	}
	return lines
}

func (t *terminal) needed(n *scorecard.Need) string {
	which := "open"
	if n.To == scorecard.Approved && t.s.Compliance.Waived > 0 {
		which = "open or waived"
	}
	var parts []string
	switch {
	case len(n.Blockers) > wording.MostTold:
		parts = append(parts, "every open blocker")
	case len(n.Blockers) > 0:
		parts = append(parts, wording.Listed(n.Blockers))
	}
	if n.More > 0 {
		more := fmt.Sprintf("%d more of the %d %s", n.More, n.Of+len(n.Blockers), which)
		switch {
		case n.More == n.Of && len(n.Blockers) == 0:
			more = map[bool]string{true: "the one that is ", false: fmt.Sprintf("all %d that are ", n.Of)}[n.Of == 1] + which
		case len(n.Blockers) == 0:
			more = fmt.Sprintf("%d of the %d %s", n.More, n.Of, which)
		}
		parts = append(parts, more)
	}
	said := strings.Join(parts, " and ")
	switch {
	case len(n.Roles) == 1:
		said += ", then " + n.Roles[0]
	case len(n.Roles) > 1:
		said += fmt.Sprintf(", then %s roles", wording.Few(len(n.Roles)))
	}
	return said
}
