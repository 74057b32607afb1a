package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"signoff/internal/scorecard"
)

// Charts are drawn from zero. Ink is what was measured, grey what was asked;
// only numbers and escaped text go into them.

// px is a coordinate with one decimal, without a trailing zero.
func px(f float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", f), ".0")
}

// svg starts a row chart that fills its cell.
func svg(class, inside string) template.HTML {
	return template.HTML(`<svg class="bar ` + class + `" viewBox="0 0 200 18" preserveAspectRatio="none" aria-hidden="true">` + inside + `</svg>`)
}

// box is a rectangle between two abscissas.
func box(class string, from, to, top, height float64) string {
	if to <= from {
		return ""
	}
	return fmt.Sprintf(`<path class="%s" d="M%s %sh%sv%sh-%s"/>`, class, px(from), px(top), px(to-from), px(height), px(to-from))
}

func rule(class string, x, top, height float64) string {
	return fmt.Sprintf(`<path class="%s" d="M%s %sv%s"/>`, class, px(x), px(top), px(height))
}

func clamp(f, most float64) float64 { return math.Max(0, math.Min(f, most)) }

// proportionBar is a plain bar for a proportion of a breakdown, with the target
// of proportions.
func proportionBar(part, whole int64, target scorecard.Bound) template.HTML {
	if whole <= 0 {
		return ""
	}
	inside := wholeTrack + box("bars", 0, 200*clamp(float64(part)/float64(whole), 1), 4, 10)
	if bound, ok := target.Percent(); ok {
		inside += rule("target", 2*clamp(bound, 100), 0, 18)
	}
	return svg("", inside)
}

// steps shows a risk as rising steps, in ink.
func steps(level int) template.HTML {
	var out strings.Builder
	out.WriteString(`<svg class="m" viewBox="0 0 16 16" aria-hidden="true">`)
	for i := range 4 {
		class := "fill"
		if i >= level {
			class = "off"
		}
		height := 4.5 + 3.3*float64(i)
		fmt.Fprintf(&out, `<rect class="%s" x="%s" y="%s" width="3" height="%s"/>`, class, px(0.5+4*float64(i)), px(15.5-height), px(height))
	}
	out.WriteString("</svg>")
	return template.HTML(out.String())
}

// textBar is a bar of ten blocks for documents without pictures.
func textBar(percent float64) string {
	full := int(clamp(percent, 100) / 10)
	return strings.Repeat("█", full) + strings.Repeat("░", 10-full)
}
