package report

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"signoff/internal/report/export"
	"signoff/internal/scorecard"
)

// injections begin what an output's reader would act on, were it to start a
// line, a cell or a command.
var injections = []string{
	"::error file=x,line=1::owned", "\n::set-output name=x::y", "\r\n##[error]owned", "a\x0a::add-mask::b\x0a", "%0A::error::x", ":: ,=%3A",
	"=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "\"quoted\",\r\nnext,row",
	"</title><script>alert(1)</script>", "]]><a xmlns=\"x\" href=\"javascript:alert(1)\">", "&#60;b&#62;", "\x00\x1b]8;;http://evil.example\x07", "\u202eltr", "\xff\xfe",
}

// hostileCards are scorecards that say one of the injections in every text, in
// ids too, as an assessment.json that was tampered with may.
func hostileCards(t *testing.T) map[string]*scorecard.Scorecard {
	cards := map[string]*scorecard.Scorecard{}
	texts := append([]string{hostile}, injections...)
	if !testing.Short() {
		texts = append(texts, strings.Repeat("<x|`\"'&%: ,=", 1<<20/12))
	}
	for _, text := range texts {
		s := relay(t)
		inject(reflect.ValueOf(s), text, len(text) > 1000)
		s.ToValidUTF8()
		cards[text] = s
	}
	return cards
}

// inject puts text before whatever a scorecard says, so that ids stay apart and
// what refers to them still does; only words that the document fixes stay. Long
// text goes only where tools say a message.
func inject(v reflect.Value, text string, long bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			inject(v.Elem(), text, long)
		}
	case reflect.Slice:
		for i := range v.Len() {
			inject(v.Index(i), text, long)
		}
	case reflect.Struct:
		if bound, ok := v.Addr().Interface().(*scorecard.Bound); ok {
			if !bound.IsZero() {
				*bound = scorecard.ParseBound(text + bound.String())
			}
			return
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if fixed := " Schema AsOf Outcome BeforeApprovals Basis Risk DatedBy Bound "; strings.Contains(fixed, " "+f.Name+" ") ||
				v.Type() == reflect.TypeFor[scorecard.Approval]() && f.Name == "State" ||
				v.Type() == reflect.TypeFor[scorecard.Compliance]() && f.Name == "Exact" ||
				long && !strings.Contains(" Criteria Exhibits Detail Text ", " "+f.Name+" ") {
				continue
			}
			inject(v.Field(i), text, long)
		}
	case reflect.String:
		if v.String() != "" {
			v.SetString(text + v.String())
		}
	}
}

// reread is a scorecard as render gets it.
func reread(t *testing.T, s *scorecard.Scorecard) *scorecard.Scorecard {
	t.Helper()
	data, err := s.JSON()
	if err != nil {
		t.Fatal(err)
	}
	read, err := scorecard.Parse("assessment.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// unseen are characters that no output for people or tools may hold as they
// are: controls but line feeds, and those that reorder or hide text.
var unseen = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{200b}\x{feff}]`)

// checks say of every output what injections may not do to it; an output that
// is not here fails.
var checks = map[string]func(t *testing.T, s *scorecard.Scorecard, text string){
	"md":   checkNothing, // TestInjectionsChangeNoDocument
	"html": checkNothing,
	"docx": func(t *testing.T, s *scorecard.Scorecard, text string) {
		for _, part := range unpacked(t, []byte(text)) {
			checkText(t, s, part)
		}
	},
	"xlsx": func(t *testing.T, s *scorecard.Scorecard, text string) {
		for name, part := range unpacked(t, []byte(text)) {
			if checkText(t, s, part); strings.Contains(part, "<f>") || strings.Contains(part, "<f ") {
				t.Errorf("%s has a formula", name)
			}
		}
	},
	"csv:waivers":   checkCells,
	"csv:findings":  checkCells,
	"csv:approvals": checkCells,
	"comment":       checkText,
	"summary":       checkText,
	"json":          checkNothing, // escapes what it says
	"table":         checkText,
	"badge":         func(t *testing.T, _ *scorecard.Scorecard, text string) { checkXML(t, text, "svg title path g text") },
	"csv":           checkCSV,
	"github":        checkGitHub,
	"gitlab":        checkGitLab,
	"openmetrics": func(t *testing.T, s *scorecard.Scorecard, text string) {
		checkText(t, s, text)
		saidInOpenMetrics(t, text)
	},
	"oscal":  readBack(saidInOSCAL),
	"poam":   readBack(saidInPOAM),
	"hdf":    readBack(saidInHDF),
	"gemara": readBack(saidInGemara),
	"junit": func(t *testing.T, _ *scorecard.Scorecard, text string) {
		checkText(t, nil, text)
		checkXML(t, text, "testsuites testsuite testcase failure error skipped system-out")
	},
	"sarif": func(t *testing.T, _ *scorecard.Scorecard, text string) {
		if !json.Valid([]byte(text)) {
			t.Error("sarif is not JSON")
		}
	},
}

// readBack holds that an output has no characters that nobody sees, and is read
// as its readers do.
func readBack(said func(fataler, string) said) func(*testing.T, *scorecard.Scorecard, string) {
	return func(t *testing.T, s *scorecard.Scorecard, text string) {
		checkText(t, s, text)
		said(t, text)
	}
}

func checkNothing(*testing.T, *scorecard.Scorecard, string) {}

func checkText(t *testing.T, _ *scorecard.Scorecard, text string) {
	t.Helper()
	if at := unseen.FindString(strings.ReplaceAll(text, "\r\n", "\n")); at != "" {
		t.Errorf("a control character: %q", at)
	}
}

func checkGitLab(t *testing.T, s *scorecard.Scorecard, text string) {
	t.Helper()
	var issues []export.GitLabIssue
	if err := json.Unmarshal([]byte(text), &issues); err != nil || len(issues) != len(export.Annotations(s, "")) {
		t.Errorf("gitlab: %d issues: %v", len(issues), err)
	}
	for _, i := range issues {
		checkText(t, s, i.Description+i.CheckName+i.Location.Path)
	}
}

func TestInjectionsStayText(t *testing.T) {
	for text, s := range hostileCards(t) {
		t.Run("", func(t *testing.T) {
			for _, output := range Outputs {
				check := checks[output.Name]
				if check == nil {
					t.Fatalf("nothing says what injections may not do to %s", output.Name)
				}
				if output.Templated {
					continue
				}
				written := render(t, output.Name, s, Options{Width: 80})
				check(t, s, written)
				if written != render(t, output.Name, reread(t, s), Options{Width: 80}) {
					t.Errorf("%s says something else once %.40q was written and read", output.Name, text)
				}
			}
		})
	}
}

// checkGitHub holds that every line is a command of ours, and there are no more
// than of a harmless scorecard.
func checkGitHub(t *testing.T, s *scorecard.Scorecard, text string) {
	t.Helper()
	checkText(t, s, text)
	command := regexp.MustCompile(`^::(error|warning|notice) (file=[^:,]*,line=\d+,)?title=[^:,]*::`)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for _, line := range lines {
		if !command.MatchString(line) || strings.Contains(line, "\r") {
			t.Errorf("github: no command of ours: %.200q", line)
		}
	}
	named := 0 // waivers that end soon or have no effect
	for _, w := range s.Waivers {
		if w.State != scorecard.InForce {
			named++
		}
	}
	if want := len(export.Annotations(s, "")) + 1 + min(named, 3); len(lines) != want {
		t.Errorf("github: %d lines, want %d", len(lines), want)
	}
}

// checkCSV holds that there is a row a criterion, and no cell is a formula.
func checkCSV(t *testing.T, s *scorecard.Scorecard, text string) {
	t.Helper()
	checkText(t, s, text)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != len(s.Criteria)+1 {
		t.Fatalf("csv: %d rows: %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune(export.FormulaSigns, []rune(cell)[0]) || strings.ContainsAny(cell, "\r\n") {
				t.Errorf("csv: a formula or a line of its own: %.80q", cell)
			}
		}
	}
}

// checkXML holds that a document is well formed and has no elements but those
// named, and no link.
func checkXML(t *testing.T, text, elements string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not well formed: %v in %.300s", err, text)
		}
		n, ok := token.(xml.StartElement)
		if ok && !strings.Contains(" "+elements+" ", " "+n.Name.Local+" ") {
			t.Errorf("an element %s", n.Name.Local)
		}
		for _, a := range n.Attr {
			if a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" {
				t.Errorf("an attribute %s", a.Name.Local)
			}
		}
	}
}

// TestInjectionsChangeNoDocument holds the same of pages and Markdown, ids of
// criteria included.
func TestInjectionsChangeNoDocument(t *testing.T) {
	for text, s := range hostileCards(t) {
		t.Run("", func(t *testing.T) {
			read := reread(t, s)
			read.Narrative = nil
			for i := range read.Criteria {
				read.Criteria[i].Why, read.Criteria[i].Fix = "", "" // these are Markdown
			}
			for i := range read.Waivers {
				read.Waivers[i].Reason = ""
			}
			p := parsePage(t, render(t, "html", read, options(t, "assessment")))
			if p.elements["script"] != 1 || p.elements["img"] != 0 || p.elements["x"] != 0 || len(p.handlers) > 0 {
				t.Errorf("%.40q: elements %v, attributes %v", text, p.elements, p.handlers)
			}
			for _, link := range p.links {
				if !strings.HasPrefix(link, "#") && link != "data:," && link != "" {
					t.Errorf("%.40q: link %q", text, link)
				}
			}
			md := render(t, "md", read, options(t, "assessment"))
			if unseen.MatchString(md) {
				t.Errorf("%.40q: control characters in Markdown", text)
			}
		})
	}
}
