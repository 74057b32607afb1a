package bind

import (
	"slices"
	"strconv"
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
	"signoff/internal/tally"
)

// levels gives what a figure may stand for, the most exact names first.
func (b *Book) levels(g *group, f *said, at Line) [][]candidate {
	var all [][]candidate
	if byRow := b.byRow(g, f); len(byRow) > 0 {
		all = append(all, byRow)
	}
	if len(g.ids) > 0 && !g.listed(f) && !(len(g.ids) > 1 && g.foreign && g.trails(f)) {
		return append(all, b.criteria(g, g.ids, f, true, alone(f, at)))
	}
	if titled := b.titled(g, f); len(titled) > 0 {
		all = append(all, b.criteria(g, titled, f, false, alone(f, at)))
	}
	if len(g.titles) == 0 && !g.foreign {
		if hinted := b.criteria(g, b.besideUnit(g, f), f, false, false); len(hinted) > 0 {
			all = append(all, hinted)
		}
	}
	if measured := b.byMeasure(g, f); len(measured) > 0 {
		all = append(all, measured)
	}
	all = append(all, b.byUnit(g, f), b.totals(g, f, at), b.byCount(g, f))
	return all
}

// besideUnit leaves out the hinted criteria of whose title the group has nothing
// but what the figure counts: "14 days after" is no observation.
func (b *Book) besideUnit(g *group, f *said) []int {
	return slices.DeleteFunc(slices.Clone(g.hinted), func(c int) bool {
		return !slices.ContainsFunc(b.titles[c].stems, func(s string) bool {
			return slices.Contains(g.stems, s) && s != stem(f.Unit) && s != stem(f.noun)
		})
	})
}

// trails says whether the ids of a group stand behind the figure, as in
// "steps: 15 s: REC-07, REC-08".
func (g *group) trails(f *said) bool { return g.firstID > f.token }

// listed says whether the ids of a group name what its figure counts: "two
// criteria are unmet: G-4 and K-2".
func (g *group) listed(f *said) bool {
	return g.trails(f) && f.dim == "" && g.own.Has(words.Criteria, words.Blockers) && words.In(f.noun).Has(words.Criteria,
		words.Blockers, words.Unmet, words.Unknown, words.Met, words.Filler)
}

// criteria gives the figures of criteria that f may be: a bare number with a
// noun of its own is none of a criterion that does not speak of it.
func (b *Book) criteria(g *group, list []int, f *said, byID, bare bool) []candidate {
	var found []candidate
	for _, i := range list {
		full := slices.Contains(g.full, i)
		c := &b.card.Criteria[i]
		value, unit, ok := exact(c)
		if !byID && (f.noun == "with" || f.noun == "without" || f.ratio && g.negated() || g.lacks(f)) {
			continue // "25 with a licence" counts what has it, "3 of 14 have none" what has not
		}
		if ok && unit == "" && f.dim != "" && f.dim != "%" && b.unitInTitle(i, f.Unit) {
			unit = f.Unit // "weeks of trial: 7" and "7 weeks"
		}
		if ok && bare && f.dim == "" && f.noun == "" && !f.ratio && unit != "" && unit != "%" {
			found = append(found, b.unitless(i, f, value, unit))
			continue
		}
		if !ok && (byID || (full || slices.Contains(g.hinted, i)) && !g.foreign) && c.Measured == nil && b.unfounded(i, f) {
			found = append(found, newCandidate(nan, "", b.label(i), string(c.Outcome)+", without a figure", i))
			continue
		}
		if ok && f.ratio && unit == "%" && f.dim == "" && !ratioOf(c, f) && !b.partOf(c, f) && (byID || full && !g.foreign) &&
			b.farOff(f, value) {
			found = append(found, newCandidate(nan, "", b.label(i), b.shownFigure(c), i))
			continue
		}
		if !ok || f.word && byID && f.dim == "" || f.dim == "" && f.noun != "" && !b.speaks(i, f.noun) || f.ratio &&
			!ratioOf(c,
				f) && !b.partOf(c, f) {
			continue
		}
		if f.ratio && !ratioOf(c, f) {
			value, unit = float64(c.Part), ""
			if c.Whole == 0 {
				value = parts(c)
			}
		} else if f.ratio {
			value, unit = f.Number, ""
		}
		found = append(found, newCandidate(value, unit, b.label(i), b.shownFigure(c), i))
	}
	return found
}

// lacks says whether a figure is the word for what others have not: "3 of 14 have
// no runbook".
func (g *group) lacks(f *said) bool {
	return f.word && f.Number == 0 && len(g.figures) > 1 && f.token > g.first &&
		stem(g.line.Tokens[f.token-1].Word) == stem("have")
}

// farOff says whether "a of b" is another share than a percentage, however it was
// rounded.
func (b *Book) farOff(f *said, percent float64) bool {
	off := 100*f.Number/f.Of - percent
	return f.Of > 0 && (off > 100/f.Of || off < -100/f.Of || (f.Number == f.Of) != (percent == 100))
}

// unitInTitle says whether a title names the unit of its figure: "weeks of trial".
func (b *Book) unitInTitle(criterion int, unit string) bool {
	return len(unit) > 1 && slices.Contains(b.titles[criterion].all, stem(unit))
}

// unfounded says whether a figure is stated of a criterion that has none: in the
// unit of its target, equal to no bound of it and to no figure of another.
func (b *Book) unfounded(criterion int, f *said) bool {
	c := &b.card.Criteria[criterion]
	target, ok := shown(c.Target.String())
	if !ok || c.Outcome != scorecard.Unknown || f.dim == "" || f.Qualifier != "" || f.ratio ||
		boundOf(c.Target.String(), f) || boundOf(c.Warn.String(), f) {
		return false
	}
	if _, comparable := f.equals(target.Number, target.Unit); !comparable {
		return false
	}
	for i := range b.card.Criteria {
		if value, unit, ok := exact(&b.card.Criteria[i]); ok {
			if equal, _ := f.equals(value, unit); equal {
				return false
			}
		}
	}
	return true
}

// alone says whether a figure is all that a key or cell is answered by.
func alone(f *said, at Line) bool {
	return at.Key != "" && strings.Trim(at.Value, " .*`") == strings.TrimSpace(f.Text)
}

// unitless is a criterion's figure for a number that stands without a unit: in
// whatever unit of its kind prints as the number, else in its own.
func (b *Book) unitless(criterion int, f *said, value float64, unit string) candidate {
	dim, factor := dimension(unit)
	c := newCandidate(value, "", b.label(criterion), b.shownFigure(&b.card.Criteria[criterion]), criterion)
	scales := []float64{factor}
	switch dim {
	case "time":
		scales = append(scales, 1e-6, 1e-3, 1, 60, 3600, 86400)
	case "size", "size rate":
		scales = append(scales, 1, 1e3, 1e6, 1e9, 1<<10, 1<<20, 1<<30)
	case "rate":
		scales = append(scales, 1, 1.0/60, 1.0/3600)
	}
	for _, scale := range scales {
		if f.Prints(value * factor / scale) {
			c.value = value * factor / scale
			break
		}
	}
	return c
}

// ratioOf says whether "a of b" is the fraction, or the parts, of a criterion.
func ratioOf(c *scorecard.Criterion, f *said) bool {
	num, den, ok := strings.Cut(c.Exact, "/")
	if ok && num == strconv.FormatFloat(f.Number, 'f', -1, 64) && den == strconv.FormatFloat(f.Of, 'f', -1, 64) {
		return true
	}
	return c.Whole > 0 && f.Of > 0 && f.Number*float64(c.Whole) == f.Of*float64(c.Part)
}

// partOf says whether a ratio is of the whole that a criterion is of.
func (b *Book) partOf(c *scorecard.Criterion, f *said) bool {
	_, den, ok := strings.Cut(c.Exact, "/")
	if v, plain := shown(c.Target.String()); plain && v.Unit == "" && c.Whole == 0 && v.Number == f.Of &&
		c.Measured != nil &&
		c.Measured.Unit == "" {
		return true // six of the eight that are asked for
	}
	return c.Whole > 0 && float64(c.Whole) == f.Of || ok && c.Measured.Unit == "%" && den == strconv.FormatFloat(f.Of,
		'f', -1, 64)
}

// parts is the numerator of the fraction that decided.
func parts(c *scorecard.Criterion) float64 {
	num, _, _ := strings.Cut(c.Exact, "/")
	n, _ := strconv.ParseFloat(num, 64)
	return n
}

// speaks says whether a noun that is counted is a word of the criterion.
func (b *Book) speaks(criterion int, noun string) bool {
	s := stem(noun)
	for _, known := range b.titles[criterion].all {
		if known == s {
			return true
		}
	}
	set := words.In(noun)
	var kind fact.Kind
	if m, ok := tally.MeasureNamed(b.card.Criteria[criterion].Measure); ok {
		kind = m.Kind
		if of, _, _ := strings.Cut(m.Name, "."); stem(of) == s {
			return true
		}
	}
	return set != 0 && !set.Has(words.Actual, words.Criteria) &&
		set.Has(words.Filler, words.Met, words.Unmet, words.Target, words.AtMost, words.AtLeast) ||
		kind == fact.Tests && set.Has(words.Tests) ||
		kind == fact.Scanner && set.Has(words.Findings)
}

func (b *Book) label(i int) string {
	c := &b.card.Criteria[i]
	return c.ID + " (" + c.Title + ")"
}

func (b *Book) shownFigure(c *scorecard.Criterion) string {
	if c.Measured == nil {
		return string(c.Outcome)
	}
	if c.Measured.Unit == "%" || c.Measured.Unit == "" {
		return c.Measured.Value + c.Measured.Unit
	}
	return c.Measured.Value + " " + c.Measured.Unit
}
