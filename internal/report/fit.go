package report

import (
	"strings"

	"signoff/internal/report/wording"
)

// reserved is how many bytes are kept free for what must be said and for the
// note about what was cut, and leastBytes the least bound with room for more.
const (
	reserved   = 2500
	leastBytes = 2 * reserved
)

// section is a heading of a Markdown document with all that stands under it;
// what stands before the first heading has none.
type section struct{ heading, text string }

// fit keeps a Markdown document under so many bytes. The first section always
// stays, cut short when it must be; then those that there is room for, in
// their order, and what was cut is named. What must be said is said at the end
// where it was cut.
func fit(sections []section, most int, must []string) string {
	room := most - reserved
	var kept strings.Builder
	var cut []string
	for i, s := range sections {
		switch {
		case i == 0 && len(s.text) > room:
			kept.WriteString(strings.ToValidUTF8(s.text[:room], "") + "…\n")
			cut = append(cut, "the rest of the beginning")
		case kept.Len()+len("\n")+len(s.text) > room:
			cut = append(cut, s.heading)
		default:
			if i > 0 {
				kept.WriteString("\n")
			}
			kept.WriteString(s.text)
		}
	}
	for _, said := range must {
		if !strings.Contains(kept.String(), said) {
			kept.WriteString("\n" + said + "\n")
		}
	}
	if len(cut) > 0 {
		kept.WriteString("\n*Cut to stay within " + wording.Thousands(int64(most)) + " bytes: " + text(wording.Clip(wording.Listed(cut))).Markdown + ". The assessment has it all.*\n")
	}
	return kept.String()
}
