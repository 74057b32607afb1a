package audit

import (
	"math"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

var (
	shareBefore = lazy.Regexp(`(?:^|([a-zA-Z]+)\s+|[^\d/.,:-])(\d[\d,]*)\s?(?:/|of` +
		`|out of)\s?(\d[\d,]*)(?:\s+[a-zA-Z-]+){0,3}\s*$`)
	percentInside = lazy.Regexp(`^(\d+(?:\.\d+)?)\s?%\s*(.{0,40})$`)
	percentBefore = lazy.Regexp(`(?:^|[^<>~≈\d.])(\d+(?:\.\d+)?)\s?%(?:\s+[a-zA-Z-]+){0,3}\s*$`)
	shareInside   = lazy.Regexp(`^(\d[\d,]*)\s?(?:/|of|out of)\s?(\d[\d,]*)((?:\s+[a-zA-Z-]+){0,4})$`)
)

// checkShares holds a/b (p%) and p% (a/b) against each other.
func checkShares(line *Line, report Report) {
	if !line.about(percent) || !line.about(bracket) || line.Kind == Code && line.Table == nil ||
		!containsAny(line.Text, "/", "of") {
		return
	}
	pieces := []string{line.claimed()}
	if halfCredit().MatchString(line.Lower) {
		return
	}
	if line.Kind == Cells {
		pieces = pieces[:0]
		for _, c := range line.cells() {
			pieces = append(pieces, c.Text)
		}
	}
	for _, piece := range pieces {
		if strings.Contains(piece, "://") {
			continue
		}
		brackets(piece, func(before, inside string) {
			if m := percentInside().FindStringSubmatch(inside); m != nil && aboutTheSame(m[2]) {
				if of := shareBefore().FindStringSubmatch(before); of != nil && !ordinal(of[1]) {
					checkShare(line, of[2], of[3], m[1], strings.TrimLeft(of[0], " ")+"("+inside+")", report)
				}
			} else if m := shareInside().FindStringSubmatch(inside); m != nil &&
				sharesOf(line, m[2], strings.ToLower(m[3])) {
				if p := percentBefore().FindStringSubmatch(before); p != nil && !asked().MatchString(before) {
					checkShare(line, m[1], m[2], p[1], strings.TrimLeft(p[0], " ")+"("+inside+")", report)
				}
			}
		})
	}
}

var (
	// halfCredit tells scores that give half a point for what is half done.
	halfCredit = lazy.Regexp(`\bhalf credit|\bpartial credit|\d\s*partial\b|\bhalf\b`)
	// asked tells a percentage that is expected.
	asked = lazy.Regexp(`(?i)\b(?:target|goal|threshold|against|limit|required|requires?|ziel|objectif|objetivo` +
		`|minimum)\b[^.;]{0,30}$`)
)

// brackets calls found with the contents of each pair of round brackets in s
// and some of what stands before it.
func brackets(s string, found func(before, inside string)) {
	const farthest = 80
	for from := 0; ; {
		open := strings.IndexByte(s[from:], '(')
		if open < 0 {
			return
		}
		open += from
		from = open + 1
		n := strings.IndexAny(s[from:min(len(s), from+farthest)], "()")
		if n < 0 || s[from+n] == '(' {
			continue
		}
		found(s[max(0, open-farthest):open], strings.TrimSpace(s[from:from+n]))
		from += n + 1
	}
}

// sharesOf says whether (a/b words) after a percentage are what it is the
// share of: coverage is none of tests, and a weight stands next to a score.
func sharesOf(line *Line, whole, words string) bool {
	other := hasWord(words, "tests", "test", "passing", "passed", "modules", "files", "packages", "suites",
		"components", "services")
	scored := whole == "5" || whole == "10" || strings.Contains(line.Lower, "weight")
	if hasWord(words, "missed", "uncovered", "missing") {
		return false // a coverage may count branches too
	}
	return !scored && !(other && strings.Contains(line.Lower, "coverage")) && !hasWord(words, "codes", "stars")
}

// aboutTheSame says that the words after a percentage leave it the share of
// what was counted before.
func aboutTheSame(words string) bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.Trim(words, " .,;:!")), " ")
	switch strings.Trim(first, ",;") {
	case "", "complete", "completed", "completion", "done", "pass", "passed", "passing", "success", "successful",
		"compliance", "compliant",
		"implemented", "verified", "met", "tested", "accuracy", "accurate", "fulfilled", "working", "operational",
		"covered", "ready", "healthy":
		return true
	}
	return false
}

// ordinal says that the word before a/b makes it the a-th of b.
func ordinal(word string) bool {
	return oneOf(strings.ToLower(word), []string{"phase", "step", "day", "week", "sprint", "iteration", "part",
		"page", "stage", "milestone", "wave", "task", "chapter", "round", "level", "batch", "score", "rated", "rating",
		"line", "lines"})
}

func checkShare(line *Line, part, whole, percent, quote string, report Report) {
	a, b := wholeNumber(part), wholeNumber(whole)
	p, ok := figure.Parse(percent + "%")
	if !ok || b == 0 || a > b || a == 24 && b == 7 || httpCodes(a, b) {
		return
	}
	share := 100 * a / b
	if p.Near(share) || p.Near(100-share) {
		return
	}
	report(Error, line.No, quote, "%s of %s is %s%%, not %s%%", part, whole, figure.Show(share), percent)
}

func httpCodes(a, b float64) bool {
	return a >= 100 && b <= 599 && math.Mod(a, 100) < 1 && math.Mod(b, 100) < 1
}
