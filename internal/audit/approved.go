package audit

import (
	"signoff/internal/audit/words"
	"strings"
)

// foreignRank is approvalRank for verdicts in other languages than English.
func foreignRank(line *Line) int {
	if line.Key == "" || ascii(line.Text) && !words.Foreign(line.Key).Has(words.VerdictKey, words.StatusKey) {
		return 0
	}
	key, value := words.Whole(line.Key), words.InForeign(line.Value)
	open := value.Has(words.NotApproved, words.StrongRejected, words.Rejected, words.Conditional, words.If,
		words.Plan, words.Not)
	if !key.Has(words.VerdictKey, words.StatusKey) || !value.Has(words.StrongApproved, words.Approved) || open ||
		line.Mark == Cross || line.Mark == Pending {
		return 0
	}
	if words.Foreign(line.Key).Has(words.VerdictKey) {
		return 5
	}
	return 3
}

func approvalRank(line *Line) int {
	if rank := foreignRank(line); rank > 0 {
		return rank
	}
	if !line.about(approving) {
		return 0
	}
	if saysApproved().MatchString(line.Text) && !conditional(line.Lower) && len(line.Text) <= 160 {
		return 2
	}
	if certifies().MatchString(line.Text) {
		return 1
	}
	if strings.Contains(line.Lower, "approved by") {
		return 0
	}
	if v, ok := figureIn(line.Value); ok && v.Unit == "%" && v.Number < 100 {
		return 0 // "85% production ready" is not ready
	}
	bold := strings.Contains(line.Raw, "**")
	key, decision := line.Key, false
	if key != "" {
		decision = decisionKey().MatchString(key)
		if !conditional(strings.ToLower(line.Value)) && (approves().MatchString(line.Value) ||
			plainGo().MatchString(line.Value)) && line.Mark != Cross && line.Mark != Pending {
			switch {
			case decision:
				return 5
			case statusKey().MatchString(key):
				return 3
			}
		}
	}
	if line.Mark == Cross || line.Mark == Pending || line.Mark == Warn || conditional(line.Lower) ||
		len(line.Text) > 160 {
		return 0
	}
	switch at := approves().FindString(line.Text); {
	case at == "" || parenthetic(line, at):
		return 0
	case line.Kind == Heading && line.Level > 1 && endsIn(line.Text, at):
		return 4
	case bold && boldHolds(line.Raw, line.Text):
		return 2
	}
	return 0
}

// endsIn says whether a heading ends in its approving words: "Production-ready
// features" approves nothing.
func endsIn(text, phrase string) bool {
	rest := text[strings.LastIndex(text, phrase)+len(phrase):]
	for _, word := range strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if !oneOf(word, []string{"deployment", "release", "use", "now", "launch", "production", "go", "live",
			"immediate", "for"}) {
			return false
		}
	}
	return true
}

// boldHolds says whether the approving words stand in bold and the whole line
// does, or they say what something is.
func boldHolds(raw, text string) bool {
	pieces := strings.Split(raw, "**")
	for i, piece := range pieces {
		if i%2 == 1 && approves().MatchString(piece) {
			before := strings.TrimSpace(pieces[i-1])
			return plain(piece) == text || strings.HasSuffix(before, " is") || strings.HasSuffix(before, " are") ||
				strings.HasSuffix(before, " now")
		}
	}
	return false
}
