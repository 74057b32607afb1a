package tally

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// headline is the percentage that a tool states itself.
type headline struct {
	percent quantity.Decimal
	at      fact.Location
}

func (t *coverTable) percent(v quantity.Decimal, line int) error {
	switch {
	case v.Sign() < 0 || v.Cmp(quantity.DecimalFromInt(100)) > 0:
		return fmt.Errorf("expected a percentage from 0 to 100, found %s", v.Value(quantity.Percent))
	case len(t.headlines) == maxHeadlines:
		return fmt.Errorf("expected at most %d stated percentages", maxHeadlines)
	}
	t.headlines = append(t.headlines, headline{v, fact.Location{Path: t.file.path, Line: line}})
	return nil
}

// stated answers with the percentages that the tools state: one of each file,
// since nobody can unite them, and of the whole file only.
func (t *coverTable) stated(a fact.Answer, q *fact.Question) fact.Answer {
	switch {
	case !q.Where.IsZero():
		return absent(a, "a stated percentage is of the whole file, so %s does not apply", q.Where)
	case len(t.headlines) == 0:
		return absent(a, "the evidence states no percentage of its own")
	}
	list := slices.Clone(t.headlines)
	slices.SortFunc(list, func(a, b headline) int {
		return cmp.Or(strings.Compare(a.at.Path, b.at.Path), cmp.Compare(a.at.Line, b.at.Line), a.percent.Cmp(b.percent))
	})
	for _, h := range list {
		figure := fact.Figure{Value: h.percent.Value(quantity.Percent), At: h.at, Declared: true}
		if len(list) > 1 {
			figure.Label = place(h.at.Path, h.at.Line)
		}
		a.Figures = append(a.Figures, figure)
	}
	return a
}
