package bind

import (
	"signoff/internal/audit/words"
	"strconv"
	"strings"

	"signoff/internal/scorecard"
)

// byRow gives the figures of the rows that the group names.
func (b *Book) byRow(g *group, f *said) []candidate {
	var found []candidate
	for _, name := range g.rows {
		for _, i := range b.rows[name] {
			for _, row := range b.card.Criteria[i].Rows {
				if v, ok := shown(row.Shown); ok && row.Name == name {
					if _, comparable := f.equals(v.Number, v.Unit); comparable && f.dim != "" {
						found = append(
							found,
							newCandidate(v.Number, v.Unit, b.card.Criteria[i].ID+" of "+name, row.Shown, i),
						)
					}
				}
			}
		}
	}
	return found
}

// byUnit gives the criteria whose unit names the things of a rate: parcels/s.
func (b *Book) byUnit(g *group, f *said) []candidate {
	if f.dim != "rate" || f.of == "" || g.foreign {
		return nil
	}
	var found []candidate
	for i := range b.card.Criteria {
		value, unit, ok := exact(&b.card.Criteria[i])
		if of, _, rate := strings.Cut(unit, "/"); ok && rate && sameThings(of, f.of) {
			found = append(found, newCandidate(value, unit, b.label(i), b.shownFigure(&b.card.Criteria[i]), i))
		}
	}
	return found
}

// sameThings says whether two units count the same: msg and messages.
func sameThings(a, b string) bool {
	whole := func(s string) string {
		switch s {
		case "msg", "msgs":
			return stem("messages")
		case "req", "reqs":
			return stem("requests")
		case "tx", "txs":
			return stem("transactions")
		case "op", "ops":
			return stem("operations")
		}
		return stem(s)
	}
	return whole(a) == whole(b)
}

// byMeasure gives the figures of the measures that the group's words name.
func (b *Book) byMeasure(g *group, f *said) []candidate {
	var found []candidate
	for _, hit := range words.Measures(g.line.Text, g.first, g.end) {
		m := hit.Name
		if len(b.facts[m]) == 0 || g.foreign {
			continue
		}
		for _, e := range b.facts[m] {
			if f.ratio && e.unit == "" {
				continue
			}
			if f.dim == "" && e.unit == "" && f.noun != "" && !isTotal(m) {
				continue
			}
			if f.ratio && !ratioOf(&b.card.Criteria[e.criterion], f) && b.partOf(&b.card.Criteria[e.criterion], f) {
				e = ratioFact(&b.card.Criteria[e.criterion], e)
			}
			found = append(found, b.factual(m, e))
		}
	}
	return found
}

// ratioFact is the part of a ratio in place of the figure.
func ratioFact(c *scorecard.Criterion, f entry) entry {
	f.value, f.unit = parts(c), ""
	if c.Whole > 0 {
		f.value = float64(c.Part)
	}
	return f
}

func (b *Book) factual(measure string, f entry) candidate {
	shown := strconv.FormatFloat(f.value, 'f', -1, 64)
	if c := &b.card.Criteria[f.criterion]; c.Measure == measure {
		return newCandidate(f.value, f.unit, b.label(f.criterion), b.shownFigure(c), f.criterion)
	}
	return newCandidate(f.value, f.unit, measure, shown, f.criterion)
}
