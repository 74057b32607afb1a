package audit

// topic is a set of things that a line speaks of. It is read once, so that
// each rule leaves the lines that cannot concern it without a search.
type topic uint32

// The topics: what a line holds, then what its words are about.
const (
	digits topic = 1 << iota
	percent
	bracket
	everything
	steadiness
	endurance
	scanning
	vulnerability
	success
	scoring
	approving
	opposing
	wanting
	unfinished
	raising
	coverage
)

// topics gives the topic of a word, in lower case.
var topics = topicWords(map[topic][]string{
	everything:    {"all", "every", "zero", "100"},
	steadiness:    steadyWords,
	endurance:     {"long", "endurance", "soak"},
	scanning:      scannerWords(),
	vulnerability: {"vulnerabilities"},
	success:       {"verified", "validated", "excellent", "passed"},
	scoring:       {"score", "overall", "health", "rating", "readiness", "grade"},
	approving: {"approved", "approval", "approves", "ready", "readiness", "granted", "cleared", "go", "yes",
		"certifies", "certified", "confirms",
		"confirmed", "decision"},
	opposing: {"no", "not", "rejected"},
	wanting: {"expected", "target", "targets", "goal", "goals", "sla", "slas", "alert", "alerts", "threshold",
		"thresholds", "should", "must", "monitor",
		"recommended", "criteria"},
	unfinished: {"pending", "partial", "partially", "not", "stub", "stubbed", "interface", "progress", "incomplete",
		"wip", "todo", "blocked", "deferred", "placeholder"},
	raising:  {"increase", "raise", "improve", "expand", "bring", "grow"},
	coverage: {"coverage"},
})

func topicWords(lists map[topic][]string) map[string]topic {
	words := map[string]topic{}
	for t, list := range lists {
		for _, word := range list {
			words[word] |= t
		}
	}
	return words
}

// topicsOf reads the topics of a line in lower case.
func topicsOf(lower string) topic {
	const shortest, longest = 2, 15
	var found topic
	for i := 0; i < len(lower); i++ {
		switch c := lower[i]; c {
		case '%':
			found |= percent
		case '(':
			found |= bracket
		default:
			if !wordByte(c) {
				continue
			}
			start := i
			for i < len(lower) && wordByte(lower[i]) {
				if isDigit(lower[i]) {
					found |= digits
				}
				i++
			}
			if n := i - start; n >= shortest && n <= longest {
				found |= topics[lower[start:i]]
			}
			i--
		}
	}
	return found
}

// about says whether a line speaks of any of the topics.
func (l *Line) about(t topic) bool { return l.topics&t != 0 }
