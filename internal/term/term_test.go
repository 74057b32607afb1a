package term

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	tests := []struct{ written, want string }{
		{"", ""}, {"plain", "plain"}, {"naïve 数字 👩\u200d💻", "naïve 数字 👩\u200d💻"}, {"10\u00a0ms", "10\u00a0ms"},
		{"a\tb\r\nc   d\u2028e", "a b c d e"},
		{"\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"\x1b]0;title\x07", `\x1b]0;title\x07`},
		{"a\x00b\x7f", `a\x00b\x7f`},
		{"\u009b31m", `\u009b31m`},
		{"gpj.\u202eexe", `gpj.\u202eexe`},
		{"zero\u200bwidth\ufeff", `zero\u200bwidth\ufeff`},
		{"tag\U000e0041", `tag\U000e0041`},
		{"bad \xff\xc3", `bad \xff\xc3`},
	}
	for _, test := range tests {
		if got := Clean(test.written); got != test.want {
			t.Errorf("Clean(%q) = %q, want %q", test.written, got, test.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b[2J\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		clean := Clean(s)
		if !utf8.ValidString(clean) || strings.ContainsFunc(clean, hidden) || strings.Contains(clean, "  ") {
			t.Errorf("Clean(%q) = %q", s, clean)
		}
		if again := Clean(clean); again != clean {
			t.Errorf("%q became %q the second time", clean, again)
		}
	})
}

func TestStyle(t *testing.T) {
	marks := []struct {
		name  string
		paint func(Style, string) string
		want  string
	}{
		{"met", Style.Met, "\x1b[32mx\x1b[0m"}, {"warning", Style.Warning, "\x1b[33mx\x1b[0m"},
		{"unmet", Style.Unmet, "\x1b[31mx\x1b[0m"}, {"unknown", Style.Unknown, "\x1b[35mx\x1b[0m"},
		{"dim", Style.Dim, "\x1b[2mx\x1b[22m"}, {"bold", Style.Bold, "\x1b[1mx\x1b[22m"},
	}
	t.Setenv("NO_COLOR", "1") // the caller decides, not the environment
	for _, m := range marks {
		if got := m.paint(Style{Color: true}, "x"); got != m.want {
			t.Errorf("%s: %q, want %q", m.name, got, m.want)
		}
		if got := m.paint(Style{}, "x\x1b[5m"); got != `x\x1b[5m` {
			t.Errorf("%s without colour: %q", m.name, got)
		}
		if plain, paint := styled(m.want); plain != "x" || paint("y") != strings.Replace(m.want, "x", "y", 1) {
			t.Errorf("%s is not recognised", m.name)
		}
	}
	for _, hostile := range []string{"\x1b[5mx\x1b[0m", "\x1b[32mx", "\x1b[32mx\x1b[2J\x1b[0m"} {
		plain, paint := styled(hostile)
		if painted := paint(plain); strings.Contains(strings.TrimSuffix(strings.TrimPrefix(painted, "\x1b[32m"), "\x1b[0m"), "\x1b") {
			t.Errorf("%q reaches the terminal as %q", hostile, painted)
		}
	}
}

func TestTable(t *testing.T) {
	rows := [][]string{
		{"met", "PERF-01", "2.67\u00a0ms", "Redis GET latency, 95th percentile, which has a title that needs several lines"},
		{"unmet", "COV-01", "9.5\u202f%", "/a/long/path/to/some/file/that/does/not/end/soon.go:17 \x1b[2J"},
		{"unknown", "X", "–"},
	}
	want := `
outcome  id       p99.latency  what it says
──────────────────────────────────────────────────────────────────
met      PERF-01      2.67 ms  Redis GET latency, 95th percentile,
                               which has a title that needs
                               several lines
unmet    COV-01         9.5 %  /a/long/path/to/some/file/that/
                               does/not/end/soon.go:17 \x1b[2J
unknown  X                  –
`
	var out bytes.Buffer
	if err := Table(&out, []string{"outcome", "id", "p99.latency", "what it says"}, rows, Options{Width: 66}); err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace("\n" + out.String())
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestTableWithoutHeader(t *testing.T) {
	for _, test := range []struct {
		header []string
		rows   [][]string
		want   string
	}{
		{nil, [][]string{{"format", "sarif"}, {"kind", "scanner"}}, "format  sarif\nkind    scanner\n"},
		{nil, [][]string{{"b", "1"}, {}, {"a", "1,000", "x"}}, "b      1\n\na  1,000  x\n"},
		{nil, nil, ""},
		{[]string{"id"}, nil, "id\n"},
		{nil, [][]string{{"version", "1.2.3"}, {"next", "1.10.0"}}, "version  1.2.3\nnext     1.10.0\n"},
		{nil, [][]string{{"数字", "x"}, {"a", "y"}}, "数字  x\na     y\n"},
	} {
		var out bytes.Buffer
		if err := Table(&out, test.header, test.rows, Options{}); err != nil {
			t.Fatal(err)
		}
		if out.String() != test.want {
			t.Errorf("got %q, want %q", out.String(), test.want)
		}
	}
}

func TestTableKeepsPaint(t *testing.T) {
	style := Style{Color: true}
	var out bytes.Buffer
	rows := [][]string{{style.Met("met"), style.Dim("two words")}, {style.Unmet("unmet"), "x"}}
	if err := Table(&out, []string{"outcome", "note"}, rows, Options{Style: style}); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"\x1b[1moutcome\x1b[22m", "\x1b[32mmet\x1b[0m", "\x1b[2mtwo words\x1b[22m", "\x1b[31munmet\x1b[0m"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q is not in %q", part, out.String())
		}
	}
}

// TestTableFits draws tables and looks at every line: none is wider than the
// terminal (unless columns cannot be squeezed), none ends in a space, and no
// text is lost.
func TestTableFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[a-z/]{0,9}( [a-zé数]{1,20}){0,6}`)
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 4), 1, 6).Draw(t, "rows")
		width := rapid.IntRange(60, 100).Draw(t, "width") // four columns of minColumn fit
		var out bytes.Buffer
		if err := Table(&out, nil, rows, Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if twwidth.Width(line) > width || strings.HasSuffix(line, " ") {
				t.Fatalf("%q in a terminal of %d", line, width)
			}
		}
		if got, want := letters(out.String()), letters(strings.Join(flat(rows), "")); got != want {
			t.Fatalf("%d letters, want %d:\n%s", got, want, out.String())
		}
	})
}

func flat(rows [][]string) []string {
	var cells []string
	for _, row := range rows {
		cells = append(cells, row...)
	}
	return cells
}

func letters(s string) int {
	return utf8.RuneCountInString(strings.NewReplacer(" ", "", "\n", "").Replace(s))
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestTableReportsBrokenOutput(t *testing.T) {
	if err := Table(broken{}, []string{"id"}, nil, Options{}); err == nil {
		t.Error("a broken output is not an error")
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	for _, bar := range []*Bar{nil, {}, Progress(&out, false, 100), Progress(&out, true, 0)} {
		bar.Add(1)
		bar.Done()
	}
	if out.Len() > 0 {
		t.Errorf("a bar that is not enabled writes %q", out.String())
	}
	bar := Progress(&out, true, 100)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() { bar.Add(5) })
	}
	all.Wait()
	if done := bar.bar.Current(); done != 50 {
		t.Errorf("%d bytes done, want 50", done)
	}
	bar.Done()
	bar.Done() // a second time does no harm
}

func TestWrapOfAHugeWord(t *testing.T) {
	lines := wrap(strings.Repeat("x", 1<<20), 16)
	if len(lines) != 1<<16 || strings.Join(lines, "") != strings.Repeat("x", 1<<20) {
		t.Errorf("%d lines, want %d", len(lines), 1<<16)
	}
}

// A name of megabytes is broken, or every row would be padded to it.
func TestTableOfALongName(t *testing.T) {
	rows := [][]string{{strings.Repeat("n", 1<<20), "1"}}
	for range 1000 {
		rows = append(rows, []string{"n", "1"})
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"table": func(b *bytes.Buffer) error { return Table(b, []string{"name", "value"}, rows, Options{}) },
		"rows": func(b *bytes.Buffer) error {
			var list []Row
			for _, cells := range rows {
				list = append(list, Row{Cells: cells})
			}
			return Rows(b, list, 1, Options{})
		},
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil || out.Len() < 1<<20 || out.Len() > 4<<20 {
			t.Errorf("%s: %d bytes, %v", name, out.Len(), err)
		}
	}
}
