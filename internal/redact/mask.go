package redact

import "regexp"

// Masker gives what Redact gives, and leaves out besides what any of the own
// patterns matches.
func Masker(own []*regexp.Regexp) func(string) string {
	return func(s string) string {
		clean, _ := Redact(s)
		for _, pattern := range own {
			clean = pattern.ReplaceAllLiteralString(clean, maskPrefix+"own]")
		}
		return clean
	}
}
