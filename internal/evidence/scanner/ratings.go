package scanner

import (
	"math"
	"slices"
	"strings"

	"signoff/internal/cvss"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

// severity reads a word of the table. Null and the words for what is not known
// are none, unless the table has a severity for them; where the tool never rates
// its findings they keep what the report has for them.
func severity(table reader.Severities) setter {
	_, known := table[""]
	return func(v reader.Value, r *report) {
		if !known && v.Kind() == 'n' {
			return
		}
		if s := table.Of(v); s != fact.NoSeverity {
			r.Severity, r.word = s, true
		}
	}
}

// score reads a base score of a version of CVSS; of several versions the newest
// counts.
func score(version int) setter {
	return func(v reader.Value, r *report) {
		if d, ok := v.Number(); ok && d.Sign() >= 0 {
			d.Exp++
			r.scored(cvss.Rating{Version: version, Tenths: int(d.Float())})
		}
	}
}

// scoredText keeps a base score that stands in a text; another text is none.
func scoredText(text string, r *report) {
	if d, err := quantity.ParseDecimal(strings.TrimSpace(text)); err == nil && d.Sign() >= 0 {
		d.Exp++
		r.scored(cvss.Rating{Version: 31, Tenths: int(d.Float())})
	}
}

// impact reads the impact of a control, a tenth of a score, from 0 to 1. Null
// rates nothing, and is not the 0 of what does not apply.
func impact(v reader.Value, r *report) {
	if d, ok := v.Number(); ok {
		r.Severity = fact.CVSS(31, int(math.Round(100*d.Float())))
	}
}

// vector reads a vector of CVSS of any version.
func vector(v reader.Value, r *report) {
	if rating, ok := cvss.Parse(v.Text()); ok {
		r.scored(rating)
	}
}

// words says what follows from a word; from others nothing does.
type words map[string]setter

func (w words) read(v reader.Value, r *report) {
	if follow, ok := w[strings.TrimSpace(v.Text())]; ok {
		follow(v, r)
	}
}

// or reads by the table what is none of the words.
func (w words) or(read setter) setter {
	return func(v reader.Value, r *report) {
		word := known{v, strings.TrimSpace(v.Text())}
		if follow, ok := w[word.text]; ok {
			follow(word, r)
		} else {
			read(word, r)
		}
	}
}

// unreadRule says for some rules that the tool could not read its input.
func unreadRule(rules ...string) setter {
	return func(_ reader.Value, r *report) {
		r.unread = r.unread || slices.Contains(rules, r.Rule)
	}
}
