package tally

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// availability answers with one figure for each series.
func (t *healthTable) availability(q *fact.Question, filter int) fact.Answer {
	a := fact.Answer{Seen: int64(len(t.spans))}
	type named struct {
		outage
		name string
	}
	var outages []named
	for _, s := range t.spans {
		if !s.passed.has(filter) {
			continue
		}
		a.Matched++
		for _, o := range s.outages {
			outages = append(outages, named{o, s.series.name})
		}
		if q.Limit > 0 && len(a.Figures) >= q.Limit {
			a.Unlisted++
			continue
		}
		if figure, ok := s.answer(healthMeasures.of(q)); ok {
			a.Figures = append(a.Figures, figure)
			if q.By == "name" {
				a.Rows = append(a.Rows, fact.Row{Name: s.series.name, Figure: figure})
			}
		}
	}
	a.Problem = unmatched(q, a.Seen, a.Matched, "series")
	if len(a.Figures) == 0 && len(a.Problem) == 0 {
		a = absent(a, "no availability series has %s", q.Measure.Name)
	}
	slices.SortStableFunc(outages, func(a, b named) int {
		return cmp.Or(cmp.Compare(b.length, a.length), cmp.Compare(a.from, b.from))
	})
	for _, o := range outages[:min(len(outages), exhibitsKept)] {
		a.Exhibits = append(a.Exhibits, fact.Exhibit{
			Rank: "outage", Name: o.name, At: o.at,
			Text: fmt.Sprintf("%s from %s", time.Duration(o.length), time.Unix(0, o.from).UTC().Format(time.RFC3339)),
		})
	}
	a.More = int64(len(outages) - len(a.Exhibits))
	return a
}

// answer gives one figure of a series. Where all instants are one there is no
// window to speak of.
func (a *availability) answer(of healthOf) (fact.Figure, bool) {
	figure := fact.Figure{Label: a.series.name, At: a.at}
	if len(a.outages) > 0 {
		figure.At = a.outages[0].at
	}
	figure.Span = &fact.Span{
		Window: time.Duration(a.window), Up: time.Duration(a.up), Gap: time.Duration(a.gap),
		Step: time.Duration(a.step), Incidents: a.incidents,
	}
	figure, ok := of.series(a, figure)
	return figure, ok && a.window > 0
}

func (a *availability) share(f fact.Figure) (fact.Figure, bool) {
	f.Value = quantity.Ratio(a.up, a.window)
	if second := int64(time.Second); a.up%second == 0 && a.window%second == 0 {
		f.Part, f.Whole = a.up/second, a.window/second
	}
	return f, true
}

func (a *availability) outageCount(f fact.Figure) (fact.Figure, bool) {
	f.Value = quantity.Int(int64(len(a.outages)), quantity.Count)
	return f, true
}

// mttr is not a figure where there is no outage.
func (a *availability) mttr(f fact.Figure) (fact.Figure, bool) {
	if len(a.outages) == 0 {
		return fact.Figure{}, false
	}
	_, down := a.longest()
	f.Value = seconds(down, int64(len(a.outages)))
	return f, true
}

func (a *availability) longestOutage(f fact.Figure) (fact.Figure, bool) {
	longest, _ := a.longest()
	f.Value = seconds(longest, 1)
	return f, true
}

func (a *availability) length(f fact.Figure) (fact.Figure, bool) {
	f.Value, f.At = seconds(a.window, 1), a.at
	return f, true
}

// seconds is a part of so many nanoseconds.
func seconds(nanoseconds, parts int64) quantity.Value {
	return quantity.Of(big.NewRat(nanoseconds, parts), quantity.Nanosecond).In(quantity.Second)
}
