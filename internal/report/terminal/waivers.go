package terminal

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/term"
)

// waivers lists what was accepted: until when, on which terms, and what of it
// has no effect.
func (t *terminal) waivers() error {
	var rows [][]string
	for i := range t.s.Waivers {
		w := &t.s.Waivers[i]
		if i == mostListed {
			rows = append(rows, []string{"", "", "", fmt.Sprintf("and %d more", len(t.s.Waivers)-i)})
			break
		}
		terms := append([]string{wording.WaiverStanding(w)}, wording.WaiverTerms(w)...)
		rows = append(rows, []string{w.ID, w.Criterion, w.Owner, "ends " + w.Expires + "; " + strings.Join(terms, "; ")})
	}
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintln(t)
	return term.Table(t, []string{"Waiver", "Criterion", "Owner", "Until when, and what it does"}, rows, t.table)
}
