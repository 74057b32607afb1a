package bind

import (
	"strings"
)

// stem cuts the endings that a word takes on in a sentence, and writes a
// percentile one way.
func stem(word string) string {
	if p := percentile(word); p != "" {
		return p
	}
	word = strings.TrimSuffix(word, "'s")
	if regular := irregular[word]; regular != "" {
		return regular
	}
	if cut, ok := strings.CutSuffix(word, "bility"); ok {
		word = cut + "ble" // availability, available
	}
	for _, ending := range []string{"ies", "ations", "ation", "ings", "ing", "ed", "ers", "er", "es", "s", "e", "en"} {
		if cut, ok := strings.CutSuffix(word, ending); ok && len(cut) >= 3 && !strings.HasSuffix(cut, "s") {
			if ending == "ies" {
				return cut + "y"
			}
			if n := len(cut); n > 3 && cut[n-1] == cut[n-2] && strings.IndexByte("pgtnmbd", cut[n-1]) >= 0 {
				return cut[:n-1] // dropped
			}
			return cut
		}
	}
	return word
}

// irregular are words whose forms no ending tells.
var irregular = map[string]string{"delivery": "deliver", "recovery": "recover", "lost": "loss", "lose": "loss", "loses": "loss", "losing": "loss", "froze": "freez",
	"frozen": "freez", "sent": "send", "built": "build", "kept": "keep", "began": "begin", "wrote": "writ",
	"written": "writ",
	"chose":   "choos", "chosen": "choos", "held": "hold", "fell": "fall", "ran": "run", "running": "run", "shed": "shed",
	"broken": "break", "broke": "break", "breakage": "break", "taken": "tak", "took": "tak", "met": "meet"}

// percentile gives p95 for p95, 95th and the like; "" for other words.
func percentile(word string) string {
	digits := strings.TrimSuffix(strings.TrimSuffix(word, "th"), "e")
	if strings.HasPrefix(word, "p") {
		digits = word[1:]
	} else if digits == word {
		return ""
	}
	switch digits {
	case "50", "75", "90", "95", "99", "999":
		return "p" + digits
	}
	return ""
}
