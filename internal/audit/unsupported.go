package audit

import "strings"

var unsupportedRule = Rule{
	Name: "unsupported", Level: Note,
	Do: "put the figure, file or link beside each tick, or take the tick off",
	Doc: "Most claims of the document stand on nothing: at least ten lines are ticked or called verified, " +
		"validated, passed or excellent, " +
		"and at least half of them hold no number, no link and no path. One note a document; one more where it " +
		"praises itself as enterprise-grade and the like.",
	Check: func(d *Document, report Report) {
		ticked, bare := 0, 0
		superlative, where := "", 0
		for i := range d.Lines {
			line := &d.Lines[i]
			if claims(line) {
				ticked++
				if !supported(line.Raw) {
					bare++
				}
			}
			if superlative == "" && line.Kind != Code && !line.Quoted {
				if word := superlativeIn(line.Lower); word != "" {
					superlative, where = word, line.No
				}
			}
		}
		const fewest = 10
		if ticked < fewest || bare*2 < ticked {
			return
		}
		report(Note, 0, "", "%d of %d ticked or verified lines hold no number, no link and no path", bare, ticked)
		if superlative != "" {
			report(Note, where, "", "%q says nothing that can be checked", superlative)
		}
	},
}

func claims(line *Line) bool {
	if line.Kind == Heading || line.Quoted {
		return false
	}
	return line.Mark == Tick || line.Box == Checked || line.about(success) && (line.Kind != Code &&
		hasWord(line.Lower, "verified", "validated", "excellent") || strings.Contains(line.Text, "PASSED"))
}

// supported says whether a line holds a number, a link or a path.
func supported(s string) bool {
	return hasDigit(s) || containsAny(s, "](", "://", ".md") || strings.Contains(s, "/") && strings.Contains(s, "`")
}

func superlativeIn(lower string) string {
	for _, word := range []string{"enterprise-grade", "world-class", "exceeds industry standards", "bank-grade",
		"military-grade", "best-in-class", "100% of achievable", "flawless"} {
		if strings.Contains(lower, word) {
			return word
		}
	}
	return ""
}
