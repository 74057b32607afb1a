package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"signoff/internal/scorecard"
)

// The scale of one criterion, in its own pixels: labels above, the track, and
// labels below.
const (
	scaleWidth = 356.0
	scaleTop   = 18.0
	scaleRoom  = 90.0 // what a label takes
)

// scale draws the figure of a criterion that is not simply met in its own
// unit, from zero, against its target and warn bound.
func scale(c *scorecard.Criterion) piece {
	if !counts(c) || c.Outcome == scorecard.Met || c.Gauge() == nil || c.Spread != nil {
		return piece{}
	}
	g, shown, target, warn := budget(c), figure(c), signs(c.Target), signs(c.Warn)
	if allowed := scarce(c.Target); allowed > 0 {
		shown, target, warn = missing(shown), "may miss "+missing(target), "warn at "+missing(warn)
	} else if warn != "" {
		warn = "warn " + warn
	}
	most := 1.15 * math.Max(math.Max(g.Value, g.Warn), 1)
	at := func(f float64) float64 { return scaleWidth * f / most }
	var out strings.Builder
	fmt.Fprintf(&out, `<svg class="chart %s" width="%s" height="52" viewBox="0 0 %[2]s 52" aria-hidden="true">`, signOf(c.Outcome).class, px(scaleWidth))
	good, bad := "ok", "no"
	if !g.LowerIsBetter {
		good, bad = bad, good
	}
	out.WriteString(box(good, 0, at(1), scaleTop, 14) + box(bad, at(1), scaleWidth, scaleTop, 14))
	if g.HasWarn {
		out.WriteString(box("band", at(math.Min(g.Warn, 1)), at(math.Max(g.Warn, 1)), scaleTop, 14))
	}
	out.WriteString(box("v", 0, at(g.Value), scaleTop+4, 6))
	if g.HasWarn {
		out.WriteString(rule("wline", at(g.Warn), scaleTop-3, 17))
	}
	out.WriteString(rule("target", at(1), scaleTop-4, 20) + nameBounds(at(1), at(g.Warn), g.LowerIsBetter, target, warn))
	out.WriteString(`<text y="46">0</text>` + valueLabel(at(g.Value), shown) + "</svg>\n")
	return piece{HTML: template.HTML(out.String())}
}

// nameBounds writes target and warn bound above their lines, each on its own
// side. The warn bound has no name where there is no room for it: the words
// beside the chart have it.
func nameBounds(target, warn float64, below bool, asks, warns string) string {
	label := func(x float64, anchor, class, words string) string {
		return fmt.Sprintf(`<text x="%s" y="11" text-anchor="%s"%s>%s</text>`, px(x), anchor, class, esc(words))
	}
	anchor, other := "start", "end"
	free := warn >= scaleRoom
	if !below {
		anchor, other = other, anchor
		free = warn <= scaleWidth-scaleRoom
	}
	if turned := below && target > scaleWidth-scaleRoom || !below && target < scaleRoom; turned {
		anchor = other
		free = free && math.Abs(target-warn) >= scaleRoom
	}
	out := label(target, anchor, ` class="strong"`, asks)
	if warns != "" && free {
		out += label(warn, other, "", warns)
	}
	return out
}

// valueLabel names the figure below the end of its bar.
func valueLabel(x float64, words string) string {
	anchor := "middle"
	switch {
	case x < scaleRoom/2:
		x, anchor = math.Max(x, 16), "start"
	case x > scaleWidth-scaleRoom/2:
		x, anchor = scaleWidth, "end"
	}
	return fmt.Sprintf(`<text x="%s" y="46" text-anchor="%s" class="strong">%s</text>`, px(x), anchor, esc(words))
}

// missing is what a share leaves to the whole, as shown.
func missing(share string) string {
	f, ok := number(share)
	if !ok {
		return ""
	}
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.4f", 100-f), "0"), ".") + narrowNoBreak + "%"
}
