package term

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// minColumn is the width below which a column of text is not squeezed.
const minColumn = 12

// fit returns how wide each column may be so that all of them, with the gaps
// between, stay within total: the widest columns give way first, and a column
// whose cells are all figures never does.
func fit(natural []int, rigid []bool, gap, total int) []int {
	widths := append([]int(nil), natural...)
	over := gap*(len(widths)-1) - total
	for _, w := range widths {
		over += w
	}
	for ; over > 0; over-- {
		widest := -1
		for i, w := range widths {
			if !rigid[i] && w > minColumn && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break // too narrow a terminal: the lines wrap there
		}
		widths[widest]--
	}
	return widths
}

// wrap breaks a line at spaces so that no line is wider than width; a word that
// is wider is broken after a slash or comma, or else where the width ends.
func wrap(s string, width int) []string {
	if width <= 0 || twwidth.Width(s) <= width {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	for _, word := range strings.Split(s, " ") {
		w := twwidth.Width(word)
		if line != "" && used+1+w <= width {
			line, used = line+" "+word, used+1+w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for w > width && word != "" {
			var head string
			head, word = breakWord(word, width)
			lines = append(lines, head)
			w -= twwidth.Width(head) // measuring the rest each time would be quadratic
		}
		line, used = word, w
	}
	return append(lines, line)
}

// breakWord cuts a word that is wider than width in two, neither of them empty.
func breakWord(word string, width int) (head, rest string) {
	end, used, soft := 0, 0, 0
	for i, r := range word {
		w := twwidth.Width(string(r))
		if used+w > width && i > 0 {
			end = i
			break
		}
		used += w
		end = i + len(string(r))
		if strings.ContainsRune("/\\,;&", r) && used > width/2 {
			soft = end
		}
	}
	if soft > 0 && end < len(word) {
		end = soft
	}
	return word[:end], word[end:]
}
