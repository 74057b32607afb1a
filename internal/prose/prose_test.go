package prose

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// docxOf makes a document of the body of its main part.
func docxOf(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"word/styles.xml":   `<w:styles xmlns:w="w"><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style></w:styles>`,
		"word/document.xml": `<w:document xmlns:w="w" xmlns:w14="w14"><w:body>` + body + `</w:body></w:document>`,
	} {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdfOf makes a document of one page with some content, in Helvetica.
func pdfOf(content string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> " +
			">> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar " +
			"126 /Widths [" + strings.Repeat("500 ", 95) + "] >>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

func paragraph(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func cell(text string) string { return "<w:tc>" + paragraph("", text) + "</w:tc>" }

// TestSameText holds that a report says the same in every form.
func TestSameText(t *testing.T) {
	const want = "## Figures\n\nThe verdict is approved.\n\n- RED-01: met\n- [x] RED-05\n"
	const table = "| Id | Actual |\n|---|---|\n| RED-09 | 1.31 |\n"
	docx := docxOf(t, paragraph(`<w:pStyle w:val="berschrift2"/>`, "Figures")+paragraph("",
		"The verdict is <w:x/>approved.")+
		`<w:p><w:r><w:del><w:t>not so</w:t></w:del></w:r></w:p>`+
		paragraph(`<w:numPr/>`, "RED-01: met")+paragraph("", "☒ RED-05")+
		`<w:tbl><w:tr>`+cell("Id")+cell("Actual")+`</w:tr><w:tr>`+cell("RED-09")+cell("1.31")+`</w:tr></w:tbl>`)
	html := `<!doctype html><html><head><title>no</title></head><body><h2>Figures</h2><p>The verdict is approved.</p>
<ul><li>RED-01: met</li><li><input type="checkbox" checked>RED-05</ul><p hidden>not so</p><script>x()</script>
<table><tr><th>Id<th>Actual</tr><tr><td>RED-09</td><td>1.31</td></tr></table>`
	for name, data := range map[string][]byte{"r.docx": docx, "r.html": []byte(html)} {
		got, err := Read(name, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if text := string(got.Markdown); !strings.HasPrefix(text, want) || !strings.Contains(text, table) ||
			strings.Contains(text, "not so") {
			t.Errorf("%s reads as\n%s\nwant\n%s%s", name, text, want, table)
		}
	}
	page := "BT /F1 18 Tf 72 720 Td (Figures) Tj ET\nBT /F1 10 Tf 72 690 Td (The verdict is approved.) Tj ET\nBT " +
		"/F1 10 Tf 72 670 Td (RED-09) Tj 120 0 Td (1.31) Tj ET\n"
	got, err := Read("r.pdf", pdfOf(page))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"## Figures\n", "The verdict is approved.\n", "RED-09 1.31\n"} {
		if !strings.Contains(string(got.Markdown), line) {
			t.Errorf("the PDF reads as\n%s\nwant %q in it", got.Markdown, line)
		}
	}
	if got.Lost == "" {
		t.Error("a PDF loses nothing")
	}
}

func TestMarkdownStaysAsItIs(t *testing.T) {
	for _, text := range []string{"", "# A\n", "<div>\n\nThe verdict is **approved**.\n\n</div>\n",
		"<!-- a comment -->\n# B\r\n", "\xef\xbb\xbf# C"} {
		if got, err := Read("r.md", []byte(text)); err != nil || string(got.Markdown) != text {
			t.Errorf("%q reads as %q, %v", text, got.Markdown, err)
		}
	}
}

// TestHostile holds that a damaged or endless file is an error, not a wait.
func TestHostile(t *testing.T) {
	deep := docxOf(t, strings.Repeat("<w:p>", 2000))
	cycle := bytes.Replace(pdfOf("BT (x) Tj ET"), []byte("/Kids [3 0 R]"), []byte("/Kids [2 0 R]"), 1)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	f, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	for range 70 {
		if _, err := f.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"deep": deep, "bomb": bomb.Bytes(), "cut": deep[:len(deep)/2], "no docx": docxOf(t, "")[:30],
		"pdf without end": []byte("%PDF-1.4\n1 0 obj\n<<"),
	} {
		if _, err := Read(name, data); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	if _, err := Read("cycle", cycle); err != nil {
		t.Log(err) // an error or no text: either is an answer
	}
	nested, err := Read("r.html", []byte("<!doctype html>"+strings.Repeat("<div><table><tr><td>", 50_000)+"x"))
	if err != nil || !strings.Contains(string(nested.Markdown), "x") {
		t.Errorf("nested elements give %q, %v", nested.Markdown, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("r.docx", docxOf(f, paragraph("", "a")))
	f.Add("r.pdf", pdfOf("BT /F1 10 Tf 72 690 Td (The verdict) Tj ET"))
	f.Add("r.html", []byte("<!doctype html><table><tr><td>a<td hidden>b<pre>```</pre><a href='x'>"))
	f.Add("r.md", []byte("# a"))
	f.Fuzz(func(_ *testing.T, name string, data []byte) {
		Read(name, data)
	})
}
