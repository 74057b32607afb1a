package audit

import (
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

// How a document writes its numbers, and how the rules read them.
var (
	commaDecimal = lazy.Regexp(`(?:^|[^\d.,])\d{1,3}(?:\.\d{3})*,\d{1,2}(?:[^\d,.]|[.,]\s|[.,]?$)`)
	pointDecimal = lazy.Regexp(`(?:^|[^\d.,])\d+\.\d{1,2}(?:\s?%|\s?[a-zµ]{1,3}\b)`)
	commaNumber  = lazy.Regexp(`(^|[^\d.,A-Za-z_-])(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(\s?%|[^\d.,]|[.,]\s|[.,]?$)`)
	shortComma   = lazy.Regexp(`(^|[^\d.,])(\d+),(\d{1,2})(\s?%|[^\d.,]|[.,]\s|[.,]?$)`)
	ofWhole      = lazy.Regexp(`(\d)\s+(?:von|sur|de un total de|de)\s+(\d)`)
	ofWholeCJK   = lazy.Regexp(`(\d+)\s*件中\s*(\d+)\s*件?`)
	floorSuffix  = lazy.Regexp(`(\d[\d.,]*\s?(?:%|[a-zA-Zµ/]*))\s*以上`)
	capSuffix    = lazy.Regexp(`(\d[\d.,]*\s?(?:%|[a-zA-Zµ/]*))\s*(?:以下|以内|未満)`)
)

// decimalCommas tells whether the document writes decimal commas: by the shape of
// its numbers, then by what is more frequent.
func decimalCommas(text string) bool {
	if !strings.Contains(text, ",") {
		return false
	}
	const enough, most = 200, 1 << 20
	text = text[:min(len(text), most)] // a document writes its numbers one way
	commas := len(commaDecimal().FindAllStringIndex(text, enough))
	return commas > 0 && commas > len(pointDecimal().FindAllStringIndex(text, enough))
}

// foldLine reads full-width signs as ASCII, numbers as English writes them, and
// "a von b" as "a of b", so that every rule reads one way. Nothing is put in
// place of a line's text in the outputs.
func foldLine(raw string, commas bool) string {
	raw = words.Fold(raw)
	if !hasDigit(raw) {
		return raw
	}
	if commas {
		raw = commaNumber().ReplaceAllStringFunc(raw, englishNumber)
		raw = commaNumber().ReplaceAllStringFunc(raw, englishNumber)
	} else if strings.Contains(raw, ",") {
		raw = shortComma().ReplaceAllString(raw, "$1$2.$3$4")
	}
	if strings.ContainsAny(raw, " \u00a0\u202f\u2009") {
		raw = ofWhole().ReplaceAllString(raw, "$1 of $2")
	}
	if ascii(raw) {
		return raw
	}
	raw = ofWholeCJK().ReplaceAllString(raw, "$2 of $1")
	raw = floorSuffix().ReplaceAllString(raw, ">= $1")
	return capSuffix().ReplaceAllString(raw, "<= $1")
}

// englishNumber writes one number with a decimal comma with a point.
func englishNumber(found string) string {
	m := commaNumber().FindStringSubmatch(found)
	if m[3] == "" && !strings.Contains(m[2], ".") {
		return found
	}
	whole := strings.ReplaceAll(m[2], ".", "")
	return m[1] + whole + strings.Replace(m[3], ",", ".", 1) + m[4]
}

// callouts takes "> [!NOTE]" and what follows it for text of the document's
// own: it only looks like a quotation.
func (d *Document) callouts() {
	own := false
	for i := range d.Lines {
		line := &d.Lines[i]
		switch {
		case !line.Quoted || i > 0 && own && d.Lines[i-1].No+1 < line.No:
			own = false
		case strings.HasPrefix(line.Text, "[!"):
			own = true
			line.Raw, line.Text, line.Lower = "", "", ""
		}
		if own {
			line.Quoted = false
		}
	}
}
