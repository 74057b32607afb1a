package report

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"signoff/internal/report/export"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// checkCells holds that no cell of a table is taken for a formula, and that every
// row has all cells.
func checkCells(t *testing.T, _ *scorecard.Scorecard, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if checkText(t, nil, cell); cell != "" && strings.ContainsRune(export.FormulaSigns, []rune(cell)[0]) {
				t.Errorf("a spreadsheet computes %q", cell)
			}
		}
	}
}

func TestXlsx(t *testing.T) {
	o := options(t, "assessment")
	for _, s := range samples(t) {
		var first, second bytes.Buffer
		for _, out := range []*bytes.Buffer{&first, &second} {
			if err := writeXlsx(out, s, o); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: other bytes the second time", s.Project)
		}
		parts := unpacked(t, first.Bytes())
		criteria, summary := parts["xl/worksheets/sheet3.xml"], wordsOf(parts["xl/worksheets/sheet1.xml"])
		said := "\n" + wordsOf(criteria) + "\n"
		for i := range s.Criteria {
			c := &s.Criteria[i]
			for _, want := range []string{c.ID, wording.Figure(c)} {
				if !strings.Contains(said, "\n"+want+"\n") {
					t.Errorf("%s: does not say %q", s.Project, want)
				}
			}
		}
		for _, want := range []string{wording.Percent(s.Compliance.Strict), wording.Points(s.Score.Strict), o.Digest} {
			if !strings.Contains(summary, "\n"+want+"\n") {
				t.Errorf("%s: does not say %q", s.Project, want)
			}
		}
		if !strings.Contains(criteria, `t="b"`) || !strings.Contains(criteria, `<v>1</v>`) || !strings.Contains(criteria, wording.Brief(o.Digest)) {
			t.Errorf("%s: no truth values, numbers or digest", s.Project)
		}
	}
}

// TestXlsxOpens converts workbooks with LibreOffice where it is installed.
func TestXlsxOpens(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("LibreOffice is not installed, or takes too long")
	}
	dir, cards := t.TempDir(), samples(t)
	names := make([]string, len(cards))
	for i, s := range cards {
		var out bytes.Buffer
		if err := writeXlsx(&out, s, options(t, "assessment")); err != nil {
			t.Fatal(err)
		}
		names[i] = filepath.Join(dir, strconv.Itoa(i)+".xlsx")
		if err := os.WriteFile(names[i], out.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	said := converted(t, program, dir, "csv", names)
	for i, s := range cards {
		text, err := os.ReadFile(strings.TrimSuffix(names[i], ".xlsx") + ".csv")
		if err != nil || !strings.Contains(string(text), "compliance,"+s.Compliance.Strict) {
			t.Fatalf("%v: %s\n%s", err, said, text)
		}
	}
}

func TestCSVMarked(t *testing.T) {
	var out bytes.Buffer
	for _, output := range Outputs {
		if !strings.HasPrefix(output.Name, "csv") {
			continue
		}
		out.Reset()
		if err := output.Write(&out, relay(t), Options{Marked: true}); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); !strings.HasPrefix(text, byteOrder+output.Mark) || !output.Wrote(text) {
			t.Errorf("%s begins with %.60q", output.Name, text)
		}
	}
}
