package report

import (
	"html/template"
	"math"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// The bar of a criterion is 200 wide, its target always stands at 100. The page
// has the two sides of a target, and the line between them, as symbols.
const (
	sidesBelow = `<use href="#m-below"/>`
	sidesAbove = `<use href="#m-above"/>`
	sidesZero  = `<use href="#m-zero"/>`
	targetLine = `<use href="#m-line"/>`
	wholeTrack = `<use href="#m-all"/>`
)

// rowBar shows a criterion's figure as a share of its target; without a bound
// to measure from there is no bar.
func rowBar(c *scorecard.Criterion) template.HTML {
	class, inside := wording.SignOf(c.Outcome).Class, ""
	switch {
	case c.Outcome == scorecard.NotApplicable:
	case zeroTarget(c.Target):
		inside = zeroBar(c)
	case c.Gauge() != nil:
		inside = gaugeBar(budget(c), counts(c)) + whisker(c)
	case asksForLess(c.Target):
		inside = gaugeBar(scorecard.Gauge{LowerIsBetter: true}, false) + whisker(c)
	case asksForMore(c.Target):
		inside = gaugeBar(scorecard.Gauge{LowerIsBetter: scarce(c.Target) > 0}, false) + whisker(c)
	}
	if inside == "" {
		return ""
	}
	return svg(class, inside)
}

// counts says whether the figure of a criterion may be drawn as one.
func counts(c *scorecard.Criterion) bool {
	return wording.Figure(c) != wording.None && c.Outcome != scorecard.Unknown
}

// abridged writes a number in the room of a few characters.
func abridged(f float64) string {
	if f < 9.95 && f != math.Trunc(f) {
		return px(f)
	}
	unit := 0
	for f >= 9999.5 && unit < len(" kMG")-1 {
		f, unit = f/1000, unit+1
	}
	return strings.TrimSpace(wording.Thousands(int64(math.Round(math.Min(f, 1e12)))) + " kMG"[unit:unit+1])
}

func zeroTarget(b scorecard.Bound) bool {
	t, ok := b.Target()
	return ok && t.A.Sign() == 0 && t.Op != quantity.Between && t.Direction() <= 0
}

func asksForMore(b scorecard.Bound) bool {
	t, ok := b.Target()
	return ok && t.Direction() > 0
}

func asksForLess(b scorecard.Bound) bool {
	t, ok := b.Target()
	return ok && t.Direction() < 0
}

// scarce is the target of a share of 99 % or more, else 0: what is drawn then
// is the part of what may be missing that was used up, for the share itself
// cannot be drawn from zero and be seen.
func scarce(b scorecard.Bound) float64 {
	share, ok := b.Percent()
	if ok && asksForMore(b) && share >= 99 && share < 100 {
		return share
	}
	return 0
}

// mostBlocks is how many findings a bar draws one by one.
const mostBlocks = 9

// zeroBar draws one block a finding where none is expected.
func zeroBar(c *scorecard.Criterion) string {
	out := sidesZero
	if v := c.Value(); v.Known() && counts(c) {
		n, _ := v.Number().Float64()
		for i := range int(clamp(n, mostBlocks)) {
			out += box("v", float64(4+i*20), float64(20+i*20), 5, 8)
		}
	}
	return out + rule("target", 1, 0, 18)
}

// budget is the gauge to draw: of a scarce share that of what may be missing.
func budget(c *scorecard.Criterion) scorecard.Gauge {
	target := scarce(c.Target)
	if target == 0 || !c.Value().Known() {
		return *c.Gauge()
	}
	value, _ := c.Value().Number().Float64()
	g := scorecard.Gauge{LowerIsBetter: true, Value: (100 - value) / (100 - target)}
	if warn, ok := c.Warn.Percent(); ok {
		g.HasWarn, g.Warn = true, (100-warn)/(100-target)
	}
	return g
}

// gaugeBar draws the sides of a target and, when it counts, the figure; one
// past the end of the axis is an arrow.
func gaugeBar(g scorecard.Gauge, counts bool) string {
	warn := 100 * clamp(g.Warn, 2)
	out := sidesAbove
	if g.LowerIsBetter {
		out = sidesBelow
	}
	if g.HasWarn {
		out += box("band", math.Min(warn, 100), math.Max(warn, 100), 3, 12)
	}
	if counts && g.Value > 2 {
		out += `<path class="v" d="M0 6h190l10 3-10 3H0"/>`
	} else if counts {
		out += box("v", 0, 100*clamp(g.Value, 2), 6, 6)
	}
	if g.HasWarn {
		out += rule("wline", warn, 1, 16)
	}
	return out + targetLine
}
