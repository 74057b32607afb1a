package export

import (
	"fmt"
	"html"
	"io"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// badgeLabel is what the left half of the badge says.
const badgeLabel = "readiness"

// badgeColors are those of the verdicts: white text stands out from each by a
// contrast of 4.5 and more.
var badgeColors = map[scorecard.Ruling]string{
	scorecard.Approved:      "#1a7f37",
	scorecard.Conditional:   "#8f5f00",
	scorecard.Rejected:      "#c4202b",
	scorecard.Indeterminate: "#57606a",
}

// WriteBadge draws verdict and strict compliance as a flat badge of 20 pixels,
// of text alone. The letters are fitted into widths that are reckoned, so that
// it looks alike whatever fonts there are.
func WriteBadge(w io.Writer, s *scorecard.Scorecard) error {
	said := badgeText(s)
	left, right := textWidth(badgeLabel), textWidth(said)
	const margin = 6
	split, width := left+2*margin, left+right+4*margin
	about := html.EscapeString(markdown.OneLine(wording.Name(s) + ": " + badgeLabel + " " + said))
	said = html.EscapeString(said)
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="20" viewBox="0 0 %[1]d 20" role="img" aria-label="%[2]s">
<title>%[2]s</title>
<path fill="#3b424a" d="M3 0h%[3]dv20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>
<path fill="%[4]s" d="M%[5]d 0h%[6]da3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H%[5]dz"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="%[7]d" y="14" textLength="%[8]d">%[9]s</text>
<text x="%[10]d" y="14" textLength="%[11]d">%[12]s</text>
</g>
</svg>
`, width, about, split-3, badgeColors[verdictWord(s)], split, width-split-3, margin, left, badgeLabel, split+margin, right, said)
	return err
}

// badgeText is the verdict with strict compliance, if anything is applicable.
func badgeText(s *scorecard.Scorecard) string {
	over := ""
	if s.Released() != nil {
		over = ", override"
	}
	if s.Compliance.Strict == "" {
		return string(verdictWord(s)) + over
	}
	return markdown.OneLine(string(verdictWord(s))+" "+strings.ReplaceAll(wording.Percent(s.Compliance.Strict), wording.NarrowNoBreak, wording.NoBreak)) + over
}

// verdictWord is the verdict, for drawing: what is none is indeterminate.
func verdictWord(s *scorecard.Scorecard) scorecard.Ruling {
	if badgeColors[s.Verdict.Outcome] == "" {
		return scorecard.Indeterminate
	}
	return s.Verdict.Outcome
}

// textWidth reckons how many pixels text takes in letters of 11 pixels.
func textWidth(s string) int {
	tenths := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("fijlrt.,: \u00a0", r):
			tenths += 40
		case strings.ContainsRune("mw%", r):
			tenths += 105
		default:
			tenths += 64
		}
	}
	return (tenths + 9) / 10
}
