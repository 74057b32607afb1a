package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// distribution shows how the samples behind a figure lie.
func distribution(c *scorecard.Criterion) piece {
	s := c.Spread
	if s == nil || len(s.Counts) == 0 {
		return piece{}
	}
	n := s.Beyond
	for _, k := range s.Counts {
		n += k
	}
	unit := func(figure string) string { return scorecard.Figure{Value: figure, Unit: s.Unit}.Text() }
	said := fmt.Sprintf("%s from %s to %s", wording.Count(n, "sample", "samples"), unit(s.Low), unit(s.High))
	if s.Beyond > 0 {
		said += fmt.Sprintf("; %s more, up to %s, not drawn", wording.Thousands(int64(s.Beyond)), unit(s.Most))
		said = strings.Replace(said, wording.Count(n, "sample", "samples"), wording.Count(n-s.Beyond, "sample", "samples"), 1)
	}
	said += "; target " + c.Target.Shown() + "."
	return piece{
		Markdown: markdownSpread(s) + " " + text(said).Markdown + "\n",
		HTML:     `<figure class="keep">` + spreadChart(c) + "<figcaption>" + esc(said) + "</figcaption></figure>\n",
	}
}

// markdownSpread draws the counts with blocks of eight heights.
func markdownSpread(s *scorecard.Spread) string {
	most, blocks := tallest(s), []rune("▁▂▃▄▅▆▇█")
	var out strings.Builder
	for _, k := range s.Counts {
		switch {
		case k <= 0:
			out.WriteRune('·')
		default:
			out.WriteRune(blocks[min(7, 8*k/(most+1))])
		}
	}
	return out.String()
}

func tallest(s *scorecard.Spread) int {
	most := 1
	for _, k := range s.Counts {
		most = max(most, k)
	}
	return most
}

// spreadChart draws the counts as bars from zero; the target stands where it
// is, unless that is far away.
func spreadChart(c *scorecard.Criterion) template.HTML {
	const width, foot, height = 356.0, 98.0, 72.0
	s := c.Spread
	low, high, ok := s.Ends()
	if !ok {
		return ""
	}
	if high <= low {
		high = low + math.Max(math.Abs(low), 1)
	}
	from, to := low, high
	bound, drawn := boundOf(c, s.Unit)
	if drawn = drawn && bound > low-(high-low) && bound < high+(high-low); drawn {
		from, to = math.Min(from, bound), math.Max(to, bound)
	}
	at := func(f float64) float64 { return 2 + (width-4)*(f-from)/(to-from) }
	var out strings.Builder
	fmt.Fprintf(&out, `<svg class="chart" width="%s" height="116" viewBox="0 0 %s 116" aria-hidden="true"><path class="axis" d="M0 %sh%s"/>`, px(width), px(width), px(foot), px(width))
	part := (high - low) / float64(len(s.Counts))
	for i, k := range s.Counts {
		if k > 0 {
			tall := math.Max(1.5, height*float64(k)/float64(tallest(s)))
			out.WriteString(box("bars", at(low+float64(i)*part), at(low+float64(i+1)*part)-1, foot-tall, tall))
		}
	}
	if drawn {
		anchor := "middle"
		if x := at(bound); x < 60 {
			anchor = "start"
		} else if x > width-60 {
			anchor = "end"
		}
		out.WriteString(rule("target", at(bound), 15, foot-13))
		fmt.Fprintf(&out, `<text x="%s" y="11" text-anchor="%s" class="strong">%s</text>`, px(at(bound)), anchor, esc(c.Target.Shown()))
	}
	fmt.Fprintf(&out, `<text x="%s" y="112">%s</text><text x="%s" y="112" text-anchor="end">%s</text></svg>`,
		px(at(low)), esc(s.Low), px(at(high)), esc(scorecard.Figure{Value: s.High, Unit: s.Unit}.Text()))
	return template.HTML(out.String())
}

// boundOf is the figure of a target in a unit.
func boundOf(c *scorecard.Criterion, unit string) (float64, bool) {
	target, ok := c.Target.Target()
	if !ok || target.A.Unit().Name() != unit {
		return 0, false
	}
	bound, _ := target.A.Number().Float64()
	return bound, true
}
