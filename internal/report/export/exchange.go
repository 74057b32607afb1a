// Package export writes a scorecard as files for other tools, each by the
// specification that its file names. It copies what was judged: it makes no
// judgement, knows no template and reads no clock.
package export

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// own is the namespace of what exchange formats have no word for.
const own = "urn:signoff"

// uuid names a thing by what it is, so that it has the same id in every run: a
// UUID in the form of version 5, over its parts by SHA-256.
func uuid(parts ...string) string {
	sum := sha256.Sum256([]byte(own + "\x00" + strings.Join(parts, "\x00")))
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// token is an id as exchange formats write one: it begins with a letter, and
// holds letters, digits, points, dashes and underscores.
func token(id string) string {
	id = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r) {
			return r
		}
		return '_'
	}, id)
	if first, _ := utf8.DecodeRuneInString(id); unicode.IsLetter(first) {
		return id
	}
	return "c-" + id
}

// href is a path as a reference.
func href(path string) string { return (&url.URL{Path: path}).String() }

// line is a text on one line, without characters that nobody sees, and never
// empty.
func line(text string) string {
	if text = strings.TrimSpace(term.Clean(text)); text != "" {
		return text
	}
	return wording.None
}

// optional is line of what may be left out.
func optional(text string) string {
	if text == "" {
		return ""
	}
	return line(text)
}

func lines(texts []string) []string {
	var list []string
	for _, t := range texts {
		list = append(list, line(t))
	}
	return list
}

// stands says in a line where a criterion stands.
func stands(c *scorecard.Criterion) string {
	var parts []string
	if c.Measured != nil {
		parts = append(parts, c.Measured.Text())
	}
	if !c.Target.IsZero() {
		parts = append(parts, "asked is "+c.Target.String())
	}
	for _, d := range c.Detail {
		parts = append(parts, d.Text)
	}
	if c.NotBecause != "" {
		parts = append(parts, c.NotBecause)
	}
	if c.Informs {
		parts = append(parts, wording.Informing(c))
	}
	return line(strings.Join(parts, "; "))
}

// writeTree writes a document of one of these formats.
func writeTree(w io.Writer, document any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(document)
}
