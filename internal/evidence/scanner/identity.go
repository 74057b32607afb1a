package scanner

import (
	"strconv"
	"strings"

	"signoff/internal/lazy"
)

var (
	weakness      = lazy.Regexp(`(?i)\bCWE[-_: ]?0*([1-9][0-9]{0,4})\b`)
	vulnerability = lazy.Regexp(`\b(?:CVE-[0-9]{4}-[0-9]{4,}|GHSA(?:-[0-9a-z]{4}){3})\b`)
)

// weaknessIDs finds weaknesses in a text, as CWE-79.
func weaknessIDs(text string) []string {
	if !strings.Contains(text, "CWE") && !strings.Contains(text, "cwe") && !strings.Contains(text, "Cwe") {
		return nil
	}
	var ids []string
	for _, m := range weakness().FindAllStringSubmatch(text, -1) {
		ids = append(ids, "CWE-"+m[1])
	}
	return ids
}

// vulnerabilityIDs finds CVE and GHSA identifiers in a text.
func vulnerabilityIDs(text string) []string {
	if !strings.Contains(text, "CVE-") && !strings.Contains(text, "GHSA-") {
		return nil
	}
	return vulnerability().FindAllString(text, -1)
}

// leadingInt is the number that a text such as "27-30" begins with, else 0.
func leadingInt(text string) int {
	end := 0
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(text[:end])
	if err != nil {
		return 0
	}
	return n
}
