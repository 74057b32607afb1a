package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"html"
	"html/template"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// hostile is what evidence may say to break out of a report.
const hostile = "x|y`z\n<script>alert(1)</script><img src=x onerror=alert(2)>\"'>[l](javascript:alert(3)) " +
	"http://evil.example www.evil.example \x1b[31mred\x07 \u202egnp.exe {{ verdict }} </style></script>--> | a | b |\r\n# h\n- i\n```\n&lt;b&gt;"

// poison puts the hostile text into every text of a scorecard that does not
// choose how it is shown, ids apart.
func poison(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), text)
		}
	case reflect.Struct:
		if bound, ok := v.Addr().Interface().(*scorecard.Bound); ok {
			if !bound.IsZero() {
				*bound = scorecard.ParseBound(text)
			}
			return
		}
		for i := range v.NumField() {
			if keep := " ID Outcome Criterion Category State Bound DatedBy Basis Waiver Slot "; !strings.Contains(keep, " "+v.Type().Field(i).Name+" ") {
				poison(v.Field(i), text)
			}
		}
	case reflect.String:
		if v.String() != "" {
			v.SetString(text)
		}
	}
}

func poisoned(t testing.TB) *scorecard.Scorecard {
	s := relay(t)
	narrative := s.Narrative
	poison(reflect.ValueOf(s), hostile)
	s.Narrative = narrative
	return s
}

// poisonedOptions add a history that is as hostile.
func poisonedOptions(t testing.TB, template string) Options {
	o := compareOptions(t, template)
	for _, s := range o.History {
		s.Narrative = nil
		poison(reflect.ValueOf(s), "then "+hostile)
	}
	return o
}

func render(t testing.TB, name string, s *scorecard.Scorecard, o Options) string {
	t.Helper()
	for _, output := range Outputs {
		if output.Name == name {
			var out bytes.Buffer
			if err := output.Write(&out, s, o); err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
	}
	t.Fatalf("no output %q", name)
	return ""
}

// page is what of a page can act or leave.
type page struct {
	elements map[string]int
	links    []string
	handlers []string
	ids      map[string]int
}

func parsePage(t testing.TB, text string) page {
	t.Helper()
	p := page{elements: map[string]int{}, ids: map[string]int{}}
	// What a style sheet or script holds ends where a browser would end it.
	text = regexp.MustCompile(`(?is)<(style|script)>.*?</(style|script)>`).ReplaceAllString(text, "<$1></$1>")
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if err == io.EOF {
			return p
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
		if n, ok := token.(xml.StartElement); ok {
			p.add(n)
		}
	}
}

func (p *page) add(n xml.StartElement) {
	p.elements[n.Name.Local]++
	for _, a := range n.Attr {
		switch key := a.Name.Local; {
		case strings.HasPrefix(key, "on"), key == "style", key == "src", key == "srcset":
			p.handlers = append(p.handlers, n.Name.Local+" "+key)
		case key == "href":
			p.links = append(p.links, a.Value)
		case key == "id":
			p.ids[a.Value]++
		}
	}
}

func TestHostileTextChangesNoMarkup(t *testing.T) {
	for _, template := range []string{"assessment", "executive", "matrix", "summary", "diff"} {
		plain := parsePage(t, render(t, "html", relay(t), options(t, template)))
		p := parsePage(t, render(t, "html", poisoned(t), poisonedOptions(t, template)))
		if p.elements["script"] != 1 || p.elements["img"] != 0 || p.elements["iframe"] != 0 || p.elements["style"] != plain.elements["style"] {
			t.Errorf("%s: elements %v", template, p.elements)
		}
		if len(p.handlers) > 0 {
			t.Errorf("%s: attributes %v", template, p.handlers)
		}
		for _, link := range p.links {
			if strings.HasPrefix(link, "#") || link == "data:," || link == "" {
				continue
			}
			// Why and fix are Markdown of the project: a plain link is theirs to write.
			if !strings.HasPrefix(link, "http://evil.example") && !strings.HasPrefix(link, "http://www.evil.example") {
				t.Errorf("%s: link %q", template, link)
			}
		}
	}
}

func TestMarkdownTablesKeepTheirColumns(t *testing.T) {
	for _, template := range []string{"assessment", "executive", "matrix", "summary", "diff"} {
		text := render(t, "md", poisoned(t), poisonedOptions(t, template))
		columns := 0
		for i, line := range strings.Split(text, "\n") {
			if !strings.HasPrefix(line, "|") {
				columns = 0
				continue
			}
			n := len(regexp.MustCompile(`(^|[^\\])(\\\\)*\|`).FindAllString(line, -1))
			if columns == 0 {
				columns = n
			}
			if n != columns {
				t.Errorf("%s line %d: %d columns, want %d: %s", template, i+1, n-1, columns-1, line)
			}
		}
		p := parsePage(t, asWritten(text))
		for _, name := range []string{"script", "img", "b"} {
			if p.elements[name] > 0 {
				t.Errorf("%s: the Markdown makes an element %s", template, name)
			}
		}
		for _, link := range p.links {
			if strings.HasPrefix(link, "javascript:") {
				t.Errorf("%s: the Markdown makes a link %s", template, link)
			}
		}
		if strings.ContainsAny(text, "\x1b\x07\u202e") {
			t.Errorf("%s: control characters are left", template)
		}
	}
}

// What authors write may be unfinished, but not take the report with it.
func TestAuthorsTextStaysInItsPlace(t *testing.T) {
	heading := regexp.MustCompile(`<h[1-6][^>]*>.*?</h[1-6]>`)
	for _, template := range []string{"assessment", "executive", "matrix", "summary"} {
		told := func(text string) []string {
			s := relay(t)
			for i := range s.Criteria {
				s.Criteria[i].Why, s.Criteria[i].Fix = text, text
			}
			for i := range s.Waivers {
				s.Waivers[i].Reason = text
			}
			for i := range s.Narrative {
				s.Narrative[i].Text = text
			}
			page := asWritten(render(t, "md", s, options(t, template)))
			return heading.FindAllString(page, -1)
		}
		want := told("plain")
		for _, text := range []string{"```\nx", "~~~\nx", "- ```\n  x", "<!--\nx", "<!--\n```", "<details>\n<pre>\n\nx", "> # x", "- # x\n- y\n  ===",
			"[x]: http://a.example", "1. x\n   - y", "| x |\n|---|", "x\n\n```"} {
			if got := told(text); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %q leaves the headings %q, want %q", template, text, got, want)
			}
		}
	}
}

func TestHostileTextInPlainOutputs(t *testing.T) {
	s := poisoned(t)
	d := xml.NewDecoder(strings.NewReader(render(t, "junit", s, Options{})))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if !json.Valid([]byte(render(t, "sarif", s, Options{}))) || !json.Valid([]byte(render(t, "json", s, Options{}))) {
		t.Error("invalid JSON")
	}
	if text := render(t, "table", s, Options{Width: 80}); strings.ContainsAny(text, "\x1b\x07\u202e\r") {
		t.Error("the terminal gets control characters")
	}
}

func TestPageAllowsOnlyItself(t *testing.T) {
	text := render(t, "html", relay(t), options(t, "assessment"))
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(text)
	if policy == nil {
		t.Fatal("no policy")
	}
	allowed := html.UnescapeString(policy[1])
	for _, block := range regexp.MustCompile(`(?s)<(style|script)>(.*?)</(?:style|script)>`).FindAllStringSubmatch(text, -1) {
		sum := sha256.Sum256([]byte(block[2]))
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(allowed, block[1]+"-src '") || !strings.Contains(allowed, want) {
			t.Errorf("the policy does not allow the %s of %d bytes", block[1], len(block[2]))
		}
	}
	if !strings.HasPrefix(allowed, "default-src 'none';") || strings.Contains(allowed, "unsafe") {
		t.Errorf("policy %q", allowed)
	}
	for _, word := range []string{"@import", "url(http", "src=\"http", "<link rel=\"stylesheet"} {
		if strings.Contains(text, word) {
			t.Errorf("the page asks for something: %s", word)
		}
	}
}

func TestBrandCannotLeaveItsStyleSheet(t *testing.T) {
	o := options(t, "assessment")
	o.Brand = ":root{--link:#123}</style><script>alert(1)</script>"
	if p := parsePage(t, render(t, "html", relay(t), o)); p.elements["script"] != 1 {
		t.Errorf("%d scripts", p.elements["script"])
	}
}

func TestIDsAreUniqueAndLinksLead(t *testing.T) {
	for _, template := range []string{"assessment", "executive"} {
		p := parsePage(t, render(t, "html", relay(t), options(t, template)))
		for id, n := range p.ids {
			if n > 1 {
				t.Errorf("%s: %d elements have the id %q", template, n, id)
			}
		}
		for _, link := range p.links {
			if id, found := strings.CutPrefix(link, "#"); found && p.ids[id] == 0 {
				t.Errorf("%s: link to %q leads nowhere", template, link)
			}
		}
	}
}

func TestRenderingTwiceGivesTheSameBytes(t *testing.T) {
	for _, output := range Outputs {
		s := relay(t)
		before, _ := s.JSON()
		o := options(t, "assessment")
		if a, b := render(t, output.Name, s, o), render(t, output.Name, s, o); a != b {
			t.Errorf("%s differs", output.Name)
		}
		if after, _ := s.JSON(); !bytes.Equal(before, after) {
			t.Errorf("%s changes the scorecard", output.Name)
		}
	}
}

// asWritten renders a report's own Markdown, with what looks like a call as it
// is written.
func asWritten(md string) string {
	doc := markdown.Parse("", md)
	doc.Fill(func(_ markdown.Call, written string) markdown.Piece {
		return markdown.Piece{Markdown: written, HTML: template.HTML(html.EscapeString(written))}
	})
	return string(doc.HTML())
}
