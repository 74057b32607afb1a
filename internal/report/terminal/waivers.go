package terminal

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// waivers lists what was accepted: until when, on which terms, and what of it
// has no effect. All of them are named.
func (t *terminal) waivers() error {
	var rows []term.Row
	for i := range t.s.Waivers {
		w := &t.s.Waivers[i]
		ends := "ends " + w.Expires
		days, ok := wording.DaysLeft(t.s.AsOf, w.Expires)
		if ok && w.Effective() {
			ends += ", in " + wording.Count(days, "day", "days")
		}
		if w.State != scorecard.InForce {
			ends += ", " + wording.WaiverStanding(w)
		}
		said := strings.Join(append([]string{ends}, wording.WaiverTerms(w)...), ", ")
		rows = append(rows, term.Row{Cells: []string{w.ID, w.Criterion, w.Owner, strings.ReplaceAll(said, "only while", "while")}})
	}
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintln(t, "\nWaivers")
	return term.Rows(t, rows, 0, t.indented())
}
