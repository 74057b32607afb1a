package report

import (
	"cmp"
	"crypto/sha256"
	_ "embed" // script and symbols
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

var (
	//go:embed page/page.js
	pageScript string
	// pageSymbols are the marks that the page refers to.
	//go:embed page/symbols.svg
	pageSymbols string
)

// pageData is what the page is made of.
type pageData struct {
	Policy, Title, Name, Verdict, Class, Lang, Dir, Tool string
	Mark, Body                                           template.HTML
	Styles                                               []template.CSS
	Entries                                              []entry
}

func writePage(w io.Writer, s *scorecard.Scorecard, o Options) error {
	d, err := compose(s, o, true)
	if err != nil {
		return err
	}
	data := pageData{
		Title: markdown.OneLine(wording.Name(s) + ": " + strings.ToLower(wording.VerdictSign(s.Verdict.Outcome).Word) + ", " + strings.ToLower(d.kind)), Name: markdown.OneLine(wording.Name(s)), Verdict: wording.VerdictSign(s.Verdict.Outcome).Word,
		Class: d.class(), Lang: cmp.Or(s.Lang, "en"), Dir: direction(s.Lang),
		Tool: markdown.OneLine(s.Tool.Name + " " + s.Tool.Version),
		Mark: verdictSymbol(s.Verdict.Outcome), Body: d.body(),
		Styles: styles(s, o, d.kind),
	}
	if d.outline.numbered && len(s.Criteria) > briefFrom {
		data.Entries = d.outline.contents()
	}
	data.Policy = policy(data.Styles, pageScript)
	_, err = io.WriteString(w, string(data.html()))
	return err
}

// briefFrom is how many criteria a page may have without a table of contents.
const briefFrom = 3

// class says how a page is set: a document without contents is a short one, and
// one that is full to its caps is set denser.
func (d *document) class() string {
	s := d.v.s
	switch {
	case d.outline.numbered:
		return ""
	case len(s.Categories) > 5 || len(s.Verdict.Reasons) > 2 || len(s.Approvals) > 3:
		return "short dense"
	}
	return "short"
}

// direction is that in which a language is written.
func direction(lang string) string {
	code, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch code {
	case "ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi":
		return "rtl"
	}
	return "ltr"
}

// styles are the theme, the project's own style sheet and what the margins of
// the paper say.
func styles(s *scorecard.Scorecard, o Options, kind string) []template.CSS {
	var list []template.CSS
	kept := ""
	if o.Brand != "" {
		kept = visible
	}
	for _, css := range []string{compact(o.Theme), tamed(o.Brand), margins(s, o, kind), kept} {
		if css != "" {
			list = append(list, template.CSS(strings.ReplaceAll(css, "</", `<\/`)))
		}
	}
	return list
}

var comment = lazy.Regexp(`(?s)/\*.*?\*/`)

// tight leaves out the spaces that a style sheet of ours has for its readers.
var tight = strings.NewReplacer("; }", "}", " { ", "{", " {", "{", ": ", ":", "; ", ";", ", ", ",", " > ", ">")

// compact leaves out of the theme what only its readers need.
func compact(css string) string {
	lines := strings.Split(comment().ReplaceAllString(css, ""), "\n")
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, tight.Replace(line))
		}
	}
	return strings.Join(kept, "\n")
}

// policy allows the page its own styles and script and nothing else: no
// request, no form, no frame.
func policy(styles []template.CSS, script string) string {
	p := "default-src 'none'; style-src"
	for _, s := range styles {
		p += " '" + digest(string(s)) + "'"
	}
	return p + "; script-src '" + digest(script) + "'; img-src data:; base-uri 'none'; form-action 'none'"
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// margins writes title, digest and page number on every sheet; the printer says
// how large it is.
func margins(s *scorecard.Scorecard, o Options, kind string) string {
	foot := "criteria sha256 " + wording.Brief(s.Plan.SHA256)
	if o.Digest != "" {
		foot = digestWords + " " + wording.Brief(o.Digest)
	}
	return fmt.Sprintf("@page{margin:12mm 13mm 14mm;"+
		"@bottom-left{content:%s;font:7pt Arial,sans-serif;color:#464f57}"+
		"@bottom-right{content:counter(page) \" of \" counter(pages);font:7pt Arial,sans-serif;color:#464f57}}",
		cssString(wording.Name(s)+", "+strings.ToLower(kind)+". "+strings.ToUpper(foot[:1])+foot[1:]))
}

// cssString quotes text for a style sheet: everything but letters and digits
// is written as its code point, spaces too, since an escape swallows one.
func cssString(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range markdown.OneLine(s) {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, `\%06x`, r)
		}
	}
	out.WriteByte('"')
	return out.String()
}
