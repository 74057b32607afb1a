package report

import (
	"signoff/internal/markdown"
)

// Slots lists the narrative slots that a template calls by name, in order.
func Slots(template string) []string {
	var slots []string
	for _, c := range markdown.Parse("", template).Calls() {
		if c.Name == "narrative" && len(c.Args) == 1 {
			slots = append(slots, c.Args[0])
		}
	}
	return slots
}
