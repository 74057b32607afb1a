package words

import (
	"fmt"
	"strconv"
	"strings"

	"signoff/internal/lazy"
)

var written = lazy.Regexp(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th|er)?\.? (?:of |de )?(\pL{3,10})\.?,? ` +
	`(?:de )?((?:19|20)\d\d)` +
	`|(\pL{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)|(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d))\b` +
	`|((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日`)

// months are the names of months by how they begin, in all languages.
var months = map[string]int{"jan": 1, "ene": 1, "feb": 2, "fév": 2, "mar": 3, "mär": 3, "apr": 4, "avr": 4, "abr": 4,
	"may": 5, "mai": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aoû": 8, "ago": 8, "sep": 9, "oct": 10,
	"okt": 10, "nov": 11, "dec": 12, "dez": 12, "déc": 12, "dic": 12}

// Dates writes the days of a text as 2026-10-23, whatever way they are written
// there: "23 October 2026", "October 23, 2026", "23.10.2026", "2026年10月23日".
func Dates(text string) string {
	if !strings.Contains(text, "20") && !strings.Contains(text, "19") {
		return text
	}
	return written().ReplaceAllStringFunc(text, func(found string) string {
		m := written().FindStringSubmatch(found)
		day, month, year := m[1]+m[5]+m[7]+m[12], m[8]+m[11], m[3]+m[6]+m[9]+m[10]
		n, err := strconv.Atoi(month)
		if name := m[2] + m[4]; name != "" {
			n, err = monthOf(name), nil
		}
		d, wrong := strconv.Atoi(day)
		if err != nil || wrong != nil || n < 1 || n > 12 || d < 1 || d > 31 {
			return found
		}
		return fmt.Sprintf("%s-%02d-%02d", year, n, d)
	})
}

// monthOf gives the number of a month by its name, 0 for other words.
func monthOf(name string) int {
	letters := []rune(strings.ToLower(name))
	if n := months[string(letters[:min(4, len(letters))])]; n > 0 {
		return n
	}
	return months[string(letters[:3])]
}
