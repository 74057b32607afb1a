package term

import (
	"strings"

	"github.com/fatih/color"
)

// Style colours text. Its methods clean the text first (see Clean); with Color
// false they do nothing else. The zero Style is colourless.
type Style struct{ Color bool }

// Met marks what is met or approved.
func (s Style) Met(text string) string { return s.paint(text, color.FgGreen) }

// Warning marks what is met with a warning, or conditional.
func (s Style) Warning(text string) string { return s.paint(text, color.FgYellow) }

// Unmet marks what is unmet or rejected.
func (s Style) Unmet(text string) string { return s.paint(text, color.FgRed) }

// Unknown marks what is unknown or indeterminate.
func (s Style) Unknown(text string) string { return s.paint(text, color.FgMagenta) }

// Dim marks what matters less.
func (s Style) Dim(text string) string { return s.paint(text, color.Faint) }

// Bold marks what matters more.
func (s Style) Bold(text string) string { return s.paint(text, color.Bold) }

func (s Style) paint(text string, a color.Attribute) string {
	text = Clean(text)
	if !s.Color || text == "" {
		return text
	}
	return brush(a).Sprint(text)
}

// brush colours regardless of what the library finds in the environment.
func brush(a color.Attribute) *color.Color {
	c := color.New(a)
	c.EnableColor()
	return c
}

// painted lists the attributes that a styled text may have.
var painted = []color.Attribute{color.FgGreen, color.FgYellow, color.FgRed, color.FgMagenta, color.Faint, color.Bold}

// styled takes a text apart that a method of Style painted. Any other text comes
// back cleaned and without paint.
func styled(text string) (plain string, paint func(string) string) {
	if strings.HasPrefix(text, "\x1b") {
		for _, a := range painted {
			before, after, _ := strings.Cut(brush(a).Sprint("\x00"), "\x00")
			inner, opened := strings.CutPrefix(text, before)
			inner, closed := strings.CutSuffix(inner, after)
			if opened && closed {
				return Clean(inner), func(s string) string { return before + s + after }
			}
		}
	}
	return Clean(text), func(s string) string { return s }
}
