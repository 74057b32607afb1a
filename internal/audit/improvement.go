package audit

import (
	"math"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

const written = `[$~]?\d[\d,.]*\s?[a-zA-Zµ%]*`

var (
	changeFirst = lazy.Regexp(`(?:^|[^\d–+-])([+-]?\d[\d.,]*\s?%)\s+(?:[a-zA-Z-]+\s+){0,3}(?:faster|slower` +
		`|reduction|improvement|less|fewer|smaller|lower|higher|increase|decrease)\b[^()%]{0,30}\((` + written +
		`)\s*(?:→|->|to)\s*(` + written + `)\)`)
	changeBy   = lazy.Regexp(`\bby\s+([+-]?\d[\d.,]*\s?%)\s*\((` + written + `)\s*(?:→|->|to)\s*(` + written + `)\)`)
	changeFrom = lazy.Regexp(`(?:^|[^\d–+-])([+-]?\d[\d.,]*\s?%)\s+(?:faster|slower|reduction|improvement|less` +
		`|fewer|smaller|lower|higher)[^()%.]{0,20}\bfrom\s+(` + written + `)\s+to\s+(` + written + `)`)
	changeLast = lazy.Regexp(`(?:^|[^\d./])(` + written + `)\s*(?:→|->)\s*(` + written +
		`)(?:[^()%→/\d][^()%→]{0,29})?\(([+-]?\d[\d.,]*\s?%)(?:\s+(?:faster|slower|reduction|improvement|less` +
		`|fewer|smaller|lower|higher|increase|decrease))?\)`)
)

// checkChange holds "75% faster (200ms → 50ms)" against its two figures.
func checkChange(line *Line, report Report) {
	if !line.about(percent) || !line.about(bracket) && !strings.Contains(line.Lower, "from") || line.Kind == Code ||
		!containsAny(line.Text, "→", "->", " to ") || strings.Contains(line.Text, "://") {
		return
	}
	before, after, change, at := "", "", "", ""
	text := line.claimed()
	if m := changeBy().FindStringSubmatch(text); m != nil {
		at, change, before, after = m[0], m[1], m[2], m[3]
	} else if m := changeFrom().FindStringSubmatch(text); m != nil {
		at, change, before, after = m[0], m[1], m[2], m[3]
	} else if m := changeFirst().FindStringSubmatch(text); m != nil {
		at, change, before, after = m[0], m[1], m[2], m[3]
	} else if m := changeLast().FindStringSubmatch(text); m != nil &&
		!hasWord(line.Lower, "passing", "passed", "tests", "coverage", "documented", "covered", "complete", "lines") {
		at, before, after, change = m[0], m[1], m[2], m[3]
	}
	if _, rest, _ := strings.Cut(text, after); len(rest) > 1 && strings.HasPrefix(at, strings.TrimSpace(before)) &&
		strings.HasPrefix(rest, "-") && rest[1] >= '0' && rest[1] <= '9' {
		return // to a range
	}
	a, okA := figure.Parse(before)
	b, okB := figure.Parse(after)
	c, okC := figure.Parse(change)
	if !okA || !okB || !okC || a.Rest != "" || b.Rest != "" || a.Ratio() || b.Ratio() {
		return
	}
	if right, is := explains(a, b, c); !right {
		report(Warning, line.No, at, "%s to %s is %s; %s is stated", a.Text, b.Text, is, c.Text)
	}
}

// checkImprovement compares an improvement column with the columns before and
// after it. The figures shown are rounded, so each stands for an interval.
func checkImprovement(t *Table, report Report) {
	before := t.ColumnLike(func(h string) bool {
		return hasWord(h, "before", "baseline", "previous", "old", "uncached", "original")
	})
	after := t.ColumnLike(func(h string) bool {
		return hasWord(h, "after", "new", "optimized", "cached", "current", "improved") && !hasWord(h, "uncached")
	})
	change := t.ColumnLike(func(h string) bool {
		return hasWord(h, "improvement", "reduction", "speedup", "gain",
			"change")
	})
	if several(t, "after", "new", "optimized", "improved") || before < 0 || after < 0 || change < 0 ||
		before == after || change == before || change == after {
		return
	}
	for _, r := range t.Rows {
		a, okA := r.Cell(before).Value()
		b, okB := r.Cell(after).Value()
		c, okC := r.Cell(change).Value()
		if !okA || !okB || !okC || a.Bound() || b.Bound() || c.Bound() || a.Ratio() || b.Ratio() || a.Rest != "" ||
			b.Rest != "" {
			continue
		}
		if claim, text := explains(a, b, c); !claim {
			report(Warning, r.Line, "", "%s to %s is %s; %s is stated", a.Text, b.Text, text, c.Text)
		}
	}
}

// several says whether more than one header holds one of the words, so that
// none of them is the one after.
func several(t *Table, words ...string) bool {
	n := 0
	for _, h := range t.Header {
		if hasWord(h, words...) {
			n++
		}
	}
	return n > 1
}

// explains says whether any usual reading of "a became b" gives the change c,
// and tells the change that it finds.
func explains(a, b, c Value) (bool, string) {
	x, y, ok := figure.Comparable(a, b)
	if !ok || x <= 0 || y <= 0 {
		return true, ""
	}
	dx, dy := spread(a, x), spread(b, y)
	stated := math.Abs(c.Number)
	switch {
	case c.Unit == "%":
		low, high := (x-dx)/(y+dy), (x+dx)/(y-dy)
		if y-dy <= 0 {
			return true, ""
		}
		forms := [][2]float64{
			{100 * (1 - 1/low), 100 * (1 - 1/high)}, {100 * (low - 1), 100 * (high - 1)},
			{100 / high, 100 / low}, {100 * low, 100 * high}, {x - y - dx - dy, x - y + dx + dy},
		}
		for _, f := range forms {
			lo, hi := f[0], f[1]
			if lo*hi < 0 {
				lo, hi = 0, math.Max(math.Abs(lo), math.Abs(hi))
			}
			lo, hi = math.Min(math.Abs(lo), math.Abs(hi)), math.Max(math.Abs(lo), math.Abs(hi))
			if stated >= lo-c.Step-figure.Slack && stated <= hi+c.Step+figure.Slack {
				return true, ""
			}
		}
		return false, figure.Show(100*(y-x)/x) + "%"
	case c.Unit == "x" || strings.HasPrefix(c.Rest, "×"):
		for _, f := range [][2]float64{{(x - dx) / (y + dy), (x + dx) / math.Max(y-dy, 1e-12)}, {(y - dy) / (x + dx),
			(y + dy) / math.Max(x-dx, 1e-12)}} {
			if stated >= f[0]-c.Step-1 && stated <= f[1]+c.Step+1 {
				return true, ""
			}
		}
		return false, "a factor of " + figure.Show(math.Max(x/y, y/x))
	}
	return true, ""
}

// spread is how far from x the true figure may lie.
func spread(v Value, x float64) float64 {
	if v.Qualifier == "~" {
		return 0.05 * x
	}
	return x / v.Number * v.Step
}
