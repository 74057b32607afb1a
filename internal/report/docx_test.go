package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"signoff/internal/office"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// unpacked gives the parts of a file of an office, each read as XML.
func unpacked(t fataler, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%v", err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		file, err := f.Open()
		if err != nil {
			t.Fatalf("%v", err)
		}
		text, err := io.ReadAll(file)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for d := xml.NewDecoder(bytes.NewReader(text)); err == nil; {
			_, err = d.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Fatalf("%s: %v", f.Name, err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

var (
	textTag   = regexp.MustCompile(`(?s)<(?:w:)?t(?: [^>]*)?>(.*?)</(?:w:)?t>|</w:p>|</row>|</c>`)
	bookmarks = regexp.MustCompile(`<w:bookmarkStart w:id="\d+" w:name="([^"]+)"`)
	anchors   = regexp.MustCompile(`w:anchor="([^"]+)"`)
	grid      = regexp.MustCompile(`<w:tblGrid>(.*?)</w:tblGrid>`)
	gridCol   = regexp.MustCompile(`w:w="(\d+)"`)
)

// wordsOf is what a part says, a paragraph or a cell a line.
func wordsOf(part string) string {
	var out strings.Builder
	for _, m := range textTag.FindAllStringSubmatch(part, -1) {
		if m[1] == "" {
			out.WriteByte('\n')
		}
		out.WriteString(html.UnescapeString(m[1]))
	}
	return out.String()
}

func docx(t fataler, s *scorecard.Scorecard, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := writeDocx(&out, s, o); err != nil {
		t.Fatalf("%v", err)
	}
	return out.Bytes()
}

func TestDocx(t *testing.T) {
	o := options(t, "signing")
	for _, s := range samples(t) {
		data := docx(t, s, o)
		if !bytes.Equal(data, docx(t, s, o)) {
			t.Errorf("%s: other bytes the second time", s.Project)
		}
		parts := unpacked(t, data)
		body := parts["word/document.xml"]
		said := wordsOf(body)
		for _, want := range []string{wording.Percent(s.Compliance.Strict), s.Score.Strict, string(s.Verdict.Outcome), "Limits", o.Digest} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: does not say %q", s.Project, want)
			}
		}
		for i := range s.Criteria {
			c := &s.Criteria[i]
			if shown := wording.Figure(c); !strings.Contains(said, c.ID) || !strings.Contains(said, shown) {
				t.Errorf("%s: does not say %s with %q", s.Project, c.ID, shown)
			}
		}
		seen := map[string]int{}
		for _, m := range bookmarks.FindAllStringSubmatch(body, -1) {
			seen[m[1]]++
		}
		criteria := 0
		for name := range seen {
			if !strings.HasPrefix(name, "c_section_") {
				criteria++
			}
		}
		if criteria != len(s.Criteria) {
			t.Errorf("%s: %d bookmarks of %d criteria", s.Project, criteria, len(s.Criteria))
		}
		for _, m := range anchors.FindAllStringSubmatch(body, -1) {
			if seen[m[1]] != 1 {
				t.Errorf("%s: a link leads to %s, which is there %d times", s.Project, m[1], seen[m[1]])
			}
		}
		for _, g := range grid.FindAllStringSubmatch(body, -1) {
			sum := 0
			for _, w := range gridCol.FindAllStringSubmatch(g[1], -1) {
				n, _ := strconv.Atoi(w[1])
				sum += n
			}
			if sum != 9638 {
				t.Errorf("%s: a table is %d wide", s.Project, sum)
			}
		}
		if !strings.Contains(wordsOf(parts["word/footer1.xml"]), wording.Brief(o.Digest)) || !strings.Contains(parts["docProps/custom.xml"], o.Digest) {
			t.Errorf("%s: the digest is not in the footer and the properties", s.Project)
		}
		if strings.Contains(said, "✓") || strings.Contains(said, "✗") {
			t.Errorf("%s: a sign that few typefaces have", s.Project)
		}
	}
}

func TestDocxSaysOnWhatConditionSomebodySigned(t *testing.T) {
	s := relay(t)
	s.Approvals = []scorecard.Approval{{Role: "Security", Name: "Ada Lee", State: scorecard.Recorded, Condition: "the scan is run again", Notes: []string{"owns SEC-01"}}}
	said := wordsOf(unpacked(t, docx(t, s, options(t, "signing")))["word/document.xml"])
	if !strings.Contains(said, "the scan is run again") || !strings.Contains(said, "owns SEC-01") {
		t.Errorf("the condition or the note is missing in %s", said)
	}
	s.Approvals[0].Condition = ""
	if said := wordsOf(unpacked(t, docx(t, s, options(t, "signing")))["word/document.xml"]); !strings.Contains(said, "owns SEC-01") || strings.Contains(said, "; owns SEC-01") {
		t.Errorf("without a condition the note alone was expected in %s", said)
	}
}

func TestDocxOfHostileText(t *testing.T) {
	s := poisoned(t)
	s.Criteria[0].ID, s.Criteria[0].Title = strings.Repeat("I", 200), "أقل من & <b> \x01 ]]>"
	parts := unpacked(t, docx(t, s, options(t, "signing")))
	if !strings.Contains(wordsOf(parts["word/document.xml"]), "أقل من & <b>") || strings.Contains(strings.Join([]string{parts["word/_rels/document.xml.rels"], parts["_rels/.rels"]}, ""), "External") {
		t.Error("text is lost, or leads outside")
	}
}

// TestDocxOpens converts documents with LibreOffice where it is installed, and
// finds in what it made of them the figures, the criteria and where they end.
func TestDocxOpens(t *testing.T) {
	if testing.Short() {
		t.Skip("converting takes long")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir}
	all := samples(t)
	for i, s := range all {
		name := filepath.Join(dir, strconv.Itoa(i)+".docx")
		if err := os.WriteFile(name, docx(t, s, options(t, "signing")), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	said, err := exec.Command(program, args...).CombinedOutput()
	if err != nil || strings.Contains(strings.ToLower(string(said)), "repair") {
		t.Fatalf("%v: %s", err, said)
	}
	for i, s := range all {
		data, err := os.ReadFile(filepath.Join(dir, strconv.Itoa(i)+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		want := append(figuresOf(s), "Limits")
		for j := range s.Criteria {
			want = append(want, s.Criteria[j].ID, wording.Figure(&s.Criteria[j]))
		}
		for _, w := range want {
			if !strings.Contains(string(data), w) {
				t.Errorf("%s: %q is lost in the conversion", s.Project, w)
			}
		}
	}
}

// converted has LibreOffice convert files, all in one run, as a start takes longest.
func converted(t *testing.T, program, dir, to string, names []string) string {
	t.Helper()
	args := append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", to, "--outdir", dir}, names...)
	said, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return string(said)
}

func TestReference(t *testing.T) {
	build := func(parts map[string]string) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for name, text := range parts {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, text); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	styles := `<w:styles xmlns:w="x"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="House title"/></w:style></w:styles>`
	page := `<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>SECRET OF THE HOUSE</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr></w:body></w:document>`
	given, err := office.ParseReference(build(map[string]string{"word/styles.xml": styles, "word/document.xml": page}))
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, "signing")
	o.Reference = given
	parts := unpacked(t, docx(t, relay(t), o))
	if all := parts["word/styles.xml"]; !strings.Contains(all, "House title") || strings.Count(all, `w:styleId="Title"`) != 1 || !strings.Contains(all, `w:styleId="Heading3"`) {
		t.Error("styles are not those of the house, with ours for what it lacks")
	}
	if body := parts["word/document.xml"]; !strings.Contains(body, `w:w="12240"`) || strings.Contains(body, "SECRET") || !strings.Contains(body, `<w:tblW w:w="9360"`) {
		t.Error("the page is not that of the house, or its text is taken")
	}
	for name, parts := range map[string]map[string]string{
		"macros":  {"word/styles.xml": styles, "word/vbaProject.bin": "x"},
		"outside": {"word/styles.xml": styles, "word/_rels/document.xml.rels": `<Relationships><Relationship TargetMode="External" Target="http://x"/></Relationships>`},
		"styles":  {"word/document.xml": page},
		"damaged": {"word/styles.xml": `<!DOCTYPE x [<!ENTITY a "b">]>` + styles},
	} {
		if _, err := office.ParseReference(build(parts)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := office.ParseReference([]byte("PK")); err == nil {
		t.Error("no archive: taken")
	}
}

// A document of more than about twelve pages has contents, whose links lead
// somewhere; a shorter one has none.
func TestLongDocxHasContents(t *testing.T) {
	for name, tc := range map[string]struct {
		s    *scorecard.Scorecard
		some bool
	}{"short": {relay(t), false}, "long": {many(t, 8), true}} {
		body := unpacked(t, docx(t, tc.s, options(t, "signing")))["word/document.xml"]
		if strings.Contains(body, " TOC ") != tc.some {
			t.Errorf("%s: contents %v", name, !tc.some)
		}
		there := map[string]bool{}
		for _, m := range bookmarks.FindAllStringSubmatch(body, -1) {
			there[m[1]] = true
		}
		for _, m := range anchors.FindAllStringSubmatch(body, -1) {
			if !there[m[1]] {
				t.Errorf("%s: a link leads to %s, which is nowhere", name, m[1])
			}
		}
	}
}
