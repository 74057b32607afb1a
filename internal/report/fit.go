package report

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
)

const (
	// reserved is how many bytes are kept free for the note about what was cut.
	reserved = 600
	// mostShown and leastShown are between how many rows a table keeps when there
	// is not room for all of them.
	mostShown, leastShown = 200, 3
)

// section is a heading of a Markdown document with all that stands under it;
// what stands before the first heading has none.
type section struct{ heading, text string }

// fit keeps a Markdown document under so many bytes. Rows go first, those of
// least weight, which stand last in their tables; then sections, from the last
// up. What must be said is kept; least is how many bytes that takes, and ok says
// whether there is room for it.
func fit(sections []section, most int, must []string) (fitted string, least int, ok bool) {
	if whole := joined(sections); len(whole) <= most {
		return whole, 0, true
	}
	room := most - reserved
	fewest := shortened(sections, leastShown)
	if whole := joined(fewest); len(whole) <= room {
		low, high := leastShown, mostShown // low fits, high does not or is the most
		for low+1 < high {
			middle := (low + high) / 2
			if len(joined(shortened(sections, middle))) <= room {
				low = middle
			} else {
				high = middle
			}
		}
		return joined(shortened(sections, low)) + note(most, fmt.Sprintf("tables show %d rows at most", low)), 0, true
	}
	return parted(fewest, most, must)
}

// parted leaves sections out: those with what must be said have their room first.
func parted(sections []section, most int, must []string) (fitted string, least int, ok bool) {
	keep := make([]bool, len(sections))
	used := 0
	for i, s := range sections {
		for _, said := range must {
			if strings.Contains(s.text, said) && !keep[i] {
				keep[i] = true
				used += len("\n") + len(s.text)
			}
		}
	}
	if used+reserved > most {
		return "", used + reserved, false
	}
	var cut []string
	for i, s := range sections {
		if !keep[i] && used+len("\n")+len(s.text)+reserved <= most {
			keep[i] = true
			used += len("\n") + len(s.text)
		}
	}
	var kept []section
	for i, s := range sections {
		switch {
		case keep[i]:
			kept = append(kept, s)
		case s.heading == "":
			cut = append(cut, "the beginning")
		default:
			cut = append(cut, s.heading)
		}
	}
	for _, said := range must {
		if !strings.Contains(joined(kept), said) {
			kept = append(kept, section{text: said + "\n"})
		}
	}
	named := text(wording.Clip(wording.Listed(cut))).Markdown
	return joined(kept) + note(most, fmt.Sprintf("tables show %d rows at most, and there was no room for ", leastShown)+named), 0, true
}

func joined(sections []section) string {
	var texts []string
	for _, s := range sections {
		texts = append(texts, s.text)
	}
	return strings.Join(texts, "\n")
}

func note(most int, cut string) string {
	return "\n*Cut to stay within " + wording.Thousands(int64(most)) + " bytes: " + cut + ". The assessment has it all.*\n"
}

// shortened takes from every table the rows after the first few, and counts them.
func shortened(sections []section, most int) []section {
	shown := make([]section, len(sections))
	for i, s := range sections {
		shown[i] = section{s.heading, shortRows(s.text, most)}
	}
	return shown
}

func shortRows(md string, most int) string {
	var out strings.Builder
	rows, fenced := -1, false // rows of the table being read, -1 outside of one
	end := func() {
		if rows > most {
			out.WriteString("\nand " + wording.Thousands(int64(rows-most)) + " more\n")
		}
		rows = -1
	}
	for line := range strings.Lines(md) {
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case !fenced && strings.HasPrefix(line, "|--"):
			rows = 0
		case rows >= 0 && strings.HasPrefix(line, "|"):
			if rows++; rows > most {
				continue
			}
		case rows >= 0:
			end()
		}
		out.WriteString(line)
	}
	end()
	return out.String()
}
