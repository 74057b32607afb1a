package audit

import (
	"math"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

var (
	headline = lazy.Regexp(`(?i)\b((?:overall|health|readiness|quality|weighted|total` +
		`|final)(?:\s+\w+){0,2}\s+(?:score|rating|grade|health|readiness)|overall|weighted score` +
		`|(?:system\s+)?health score|readiness score|quality score)\s*[:=]\s*(\d+(?:\.\d+)?)\s*(%|/\s*100?\b)`)
	listSum = lazy.Regexp(`^(\d{1,5})\s+([a-z]+)s?$`)
	itemSum = lazy.Regexp(`:\s*(\d{1,5})\s+([a-z]+?)s?$`)
)

// near is how many lines a headline may stand from its table.
const near = 12

// longestScores is how many rows a table of scores has at most.
const longestScores = 40

// checkHeadlines compares an overall score with the table of scores by it.
func (d *Document) checkHeadlines(report Report) {
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Kind == Cells || line.Quoted || line.Table != nil || !line.namesScore() {
			continue
		}
		m := headline().FindStringSubmatch(line.Text)
		if m == nil || hasWord(line.Lower, "coverage", "target", "before", "previous", "was", "goal") {
			continue
		}
		stated, ok := figure.Parse(m[2])
		t, scores := d.scoresNear(line)
		if !ok || t == nil {
			continue
		}
		scale := 100 / scores.of
		if m[3] != "%" && !strings.HasSuffix(m[3], "100") {
			scale = 10 / scores.of
		}
		weighted := strings.Contains(strings.ToLower(m[1]), "weighted")
		scores.hold(stated, scale, weighted, line, t, report)
	}
}

// namesScore says whether a line can be a headline at all.
func (l *Line) namesScore() bool {
	return l.about(scoring) && l.about(digits) && strings.ContainsAny(l.Text, ":=")
}

// scores are the equal-unit values of a table, out of `of`, with the weights
// that a column of that name gives.
type scores struct {
	values  []float64
	weights []float64
	others  [][]float64
	of      float64
}

func (d *Document) scoresNear(line *Line) (*Table, scores) {
	var best *Table
	var found scores
	distance := near
	for _, t := range d.tablesIn(line.No-longestScores-near, line.No+near+1) {
		if len(t.Rows) == 0 {
			continue
		}
		away := t.Line - line.No
		if away < 0 {
			if away = line.No - t.Rows[len(t.Rows)-1].Line; line.Kind == Heading {
				continue
			}
		}
		if away < 0 || away > distance {
			continue
		}
		if t.scores != nil {
			best, found, distance = t, *t.scores, away
		}
	}
	return best, found
}

// readScores reads a table of at least four scores of one unit; nil when it
// is none.
func (t *Table) readScores() *scores {
	if len(t.Rows) < 4 || len(t.Rows) > 2*longestScores || len(t.Header) > mostColumns {
		return nil
	}
	column := 1
	if !t.Tree {
		if column = t.ColumnLike(scoreColumn); column < 1 {
			return nil
		}
	}
	s := &scores{}
	weight := t.ColumnLike(func(h string) bool { return hasWord(h, "weight", "weighting") })
	for _, r := range t.Rows {
		if _, total := totalLabel(r); total {
			continue
		}
		v, ok := r.Cell(column).Value()
		if !ok || !v.Exact() || t.Tree && strings.Contains(strings.ToLower(r.Cell(0).Text), ".") {
			return nil
		}
		of := 0.0
		switch {
		case v.Ratio():
			of = v.Of
		case v.Unit == "%":
			of = 100
		case v.Unit == "" && v.Rest == "" && weight > 0:
			of = weightedWhole(t, weight)
		}
		if of == 0 || s.of != 0 && of != s.of || v.Number > of {
			return nil
		}
		s.of = of
		s.values = append(s.values, v.Number)
		if w, ok := r.Cell(weight).Value(); ok {
			s.weights = append(s.weights, w.Number)
		}
	}
	for other := 1; !t.Tree && other < len(t.Header); other++ {
		if w := weightsOf(t.Rows, other); other != column && other != weight && len(w) == len(s.values) {
			s.others = append(s.others, w)
		}
	}
	if len(s.weights) != len(s.values) {
		s.weights = nil
	}
	if len(s.values) < 4 || s.of <= 0 || len(s.values) > longestScores {
		return nil
	}
	return s
}

// weightedWhole is what bare scores are out of: 100 where the weights next to
// them are shares of a whole, 0 where that is not to be told.
func weightedWhole(t *Table, weight int) float64 {
	sum := 0.0
	for _, r := range t.Rows {
		if v, ok := r.Cell(weight).Value(); ok && v.Unit == "%" {
			if _, total := totalLabel(r); !total {
				sum += v.Number
			}
		}
	}
	if math.Abs(sum-100) > 1 {
		return 0
	}
	return 100
}

// hold reports a headline that is neither the weighted nor, where it does not
// call itself weighted, the plain mean.
func (s scores) hold(stated Value, scale float64, weighted bool, line *Line, t *Table, report Report) {
	mean := func(weights []float64) (float64, float64) {
		sum, by := 0.0, 0.0
		for i, v := range s.values {
			w := 1.0
			if weights != nil {
				w = weights[i]
			}
			sum, by = sum+v*w, by+w
		}
		return sum, by
	}
	sum, n := mean(nil)
	plainMean := scale * sum / n
	if s.weights != nil {
		wsum, by := mean(s.weights)
		wmean := scale * wsum / by
		if by <= 0 || stated.Prints(wmean) || !weighted && stated.Prints(plainMean) {
			return
		}
		report(Warning, line.No, stated.Text, "%s is stated; by the weights of the table in line %d the score is %s",
			stated.Text, t.Line, figure.Show(wmean))
		return
	}
	for _, others := range s.others {
		if wsum, by := mean(others); by > 0 && stated.Prints(scale*wsum/by) {
			return
		}
	}
	if stated.Prints(plainMean) || math.IsNaN(plainMean) {
		return
	}
	report(Warning, line.No, stated.Text,
		"%s is stated; no weights shown, and the %d rows from line %d average %s (%s/%s)",
		stated.Text, len(s.values), t.Rows[0].Line, figure.Show(plainMean), figure.Show(scale*sum), figure.Show(n))
}

// checkListSums compares "N errors" with the list directly below it whose
// every item ends in "k errors".
func (d *Document) checkListSums(report Report) {
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Value == "" || line.Kind == Cells || line.Kind == Item || line.Table != nil {
			continue
		}
		m := listSum().FindStringSubmatch(strings.ToLower(line.Value))
		if m == nil {
			continue
		}
		noun := strings.TrimSuffix(m[2], "s")
		sum, items := 0.0, 0
		level := -1
		for j := i + 1; j < len(d.Lines) && (d.Lines[j].Kind == Item || d.Lines[j].Kind == Prose &&
			d.Lines[j].Level > 0); j++ {
			item := itemSum().FindStringSubmatch(d.Lines[j].Lower)
			if item == nil || strings.TrimSuffix(item[2], "s") != noun || level >= 0 && d.Lines[j].Level != level ||
				d.Lines[j].No != d.Lines[j-1].No+1 && items > 0 {
				items = 0
				break
			}
			level = d.Lines[j].Level
			sum += wholeNumber(item[1])
			items++
		}
		if items > 1 && sum != wholeNumber(m[1]) {
			level := Error
			if sum < wholeNumber(m[1]) {
				level = Warning // the list may not be complete
			}
			report(level, line.No, line.Value, "%s %s are stated, the list below adds up to %s", m[1], noun+"s",
				figure.Show(sum))
		}
	}
}
