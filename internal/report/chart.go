package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"
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

// scoreBar shows a score of 100: strict solid, what waivers add hatched, and
// the bounds of the verdict where it has them.
func scoreBar(strict, waived string, bounds ...string) template.HTML {
	s, ok := number(strict)
	if !ok {
		return svg("", wholeTrack)
	}
	inside := wholeTrack + box("bars", 0, 2*clamp(s, 100), 4, 10)
	if w, ok := number(waived); ok && w > s {
		inside += box("gain", 2*s, 2*clamp(w, 100), 4.5, 9)
	}
	for i, b := range bounds {
		if x, ok := number(b); ok {
			inside += rule([]string{"wline", "target"}[i%2], 2*clamp(x, 100), 0, 18)
		}
	}
	return svg("", inside)
}

func clamp(f, most float64) float64 { return math.Max(0, math.Min(f, most)) }

// levelChart shows a key figure, strict and with waivers, against the bounds
// of the verdict.
func levelChart(strict, waived, conditional, approved string) template.HTML {
	const left, scale = 1.0, 3.54
	at := func(f float64) float64 { return left + scale*clamp(f, 100) }
	s, _ := number(strict)
	w, _ := number(waived)
	var out strings.Builder
	out.WriteString(`<svg class="chart" width="356" height="52" viewBox="0 0 356 52" aria-hidden="true">`)
	out.WriteString(box("ok", left, 355, 2, 26) + box("bars", left, at(s), 5, 8) + box("bars", left, at(math.Min(s, w)), 17, 8))
	if w > s {
		out.WriteString(box("gain", at(s), at(w), 17.5, 7))
	}
	out.WriteString(`<text x="1" y="45">0</text>`)
	if conditional == "" && approved == "" {
		out.WriteString(`<text x="355" y="45" text-anchor="end">100</text>`)
	}
	out.WriteString(boundLabels(at, conditional, approved))
	out.WriteString("</svg>\n")
	return template.HTML(out.String())
}

// boundLabels draws and names the two bounds, one beside the other.
func boundLabels(at func(float64) float64, conditional, approved string) string {
	out, limit := "", 355.0
	if a, ok := number(approved); ok {
		label := "approved " + px(a)
		end := math.Min(355, math.Max(at(a)+26, 90))
		out += rule("target", at(a), 0, 33)
		out += fmt.Sprintf(`<text x="%s" y="45" text-anchor="end" class="strong">%s</text>`, px(end), label)
		limit = end - float64(len(label))*6.2 - 4
	}
	if c, ok := number(conditional); ok {
		out += rule("wline", at(c), 0, 33)
		out += fmt.Sprintf(`<text x="%s" y="45" text-anchor="end">conditional %s</text>`, px(math.Min(limit, at(c)+30)), px(c))
	}
	return out
}

// proportionBar is a plain bar for a proportion of a breakdown, with the target
// of proportions.
func proportionBar(part, whole int64, target string) template.HTML {
	if whole <= 0 {
		return ""
	}
	inside := wholeTrack + box("bars", 0, 200*clamp(float64(part)/float64(whole), 1), 4, 10)
	if bound, ok := number(target); ok && strings.HasSuffix(target, "%") {
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
func textBar(shown string) string {
	f, ok := number(shown)
	if !ok {
		return none
	}
	full := int(clamp(f, 100) / 10)
	return strings.Repeat("█", full) + strings.Repeat("░", 10-full)
}
