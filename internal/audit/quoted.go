package audit

import (
	"strings"

	"signoff/internal/audit/words"
)

// pulled says whether a quotation is only text set apart: a verdict as "key:
// value" in bold, alone, and introduced by nothing.
func (h *holding) pulled(i int) bool {
	line := &h.Lines[i]
	const most = 80
	if !strings.HasPrefix(strings.TrimLeft(line.Raw, " >"), "**") || len(line.Raw) > most ||
		!words.Whole(line.Key).Has(words.VerdictKey, words.Compliance, words.Score) {
		return false
	}
	alone := func(j int) bool {
		return j < 0 || j >= len(h.Lines) || !h.Lines[j].Quoted && !strings.HasSuffix(h.Lines[j].Text, ":")
	}
	return alone(i-1) && alone(i+1)
}

// exampled says whether the text line that leads a fence, list or table calls
// it an example.
func (h *holding) exampled(i int) bool {
	const farthest = 30
	line := &h.Lines[i]
	if line.Kind != Code && line.Table == nil && line.Kind != Item {
		return false
	}
	for j := i - 1; j >= max(0, i-farthest) && h.Lines[j].Section == line.Section; j-- {
		if lead := &h.Lines[j]; lead.Kind == Prose && lead.Table == nil && lead.Level == 0 {
			return strings.HasSuffix(lead.Text, ":") && words.In(lead.Text).Has(words.Example, words.Quote)
		}
	}
	return false
}

// shows says whether a line of code may be output of a gate: its fence has no
// language.
func (l *Line) shows() bool {
	if l.Kind != Code {
		return false
	}
	switch l.Info {
	case "", "text", "txt", "console", "output", "log", "markdown", "md", "plaintext":
		return true
	}
	return false
}

// output says whether a line of code is output of a gate about this project:
// the fence has no language and names the project.
func (h *holding) output(i int) bool {
	const most = 60
	line := &h.Lines[i]
	if !line.shows() {
		return false
	}
	for _, step := range []int{-1, 1} {
		for j := i; j >= 0 && j < len(h.Lines) && j-i <= most && i-j <= most &&
			h.Lines[j].Block == line.Block; j += step {
			if h.named[j] {
				return true
			}
		}
	}
	return false
}
