package prose

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// What a PDF may hold: it is read by a library that damaged files send astray.
const (
	mostPages  = 500
	longestPDF = 32 << 20
	patience   = 10 * time.Second
)

// fromPDF reads the text of the pages, line by line as it stands on them. Fonts
// of a larger size are headings. There are no tables in a PDF: a row is a line.
func fromPDF(data []byte) (Text, error) {
	if len(data) > longestPDF {
		return Text{}, fmt.Errorf("expected a PDF of at most %d MiB, found %d", longestPDF>>20, len(data)>>20)
	}
	type result struct {
		text Text
		err  error
	}
	done := make(chan result, 1)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				done <- result{err: errors.New("expected a PDF, found a damaged one")}
			}
		}()
		text, err := pages(ctx, data)
		done <- result{text, err}
	}()
	select {
	case r := <-done:
		return r.text, r.err
	case <-ctx.Done():
		return Text{}, fmt.Errorf("the PDF was not read within %s", patience)
	}
}

func pages(ctx context.Context, data []byte) (Text, error) {
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Text{}, fmt.Errorf("expected a PDF: %w", err)
	}
	leaves := pagesOf(r)
	n := len(leaves)
	lost := "tables and pictures of the PDF, read as lines of text"
	if n > mostPages {
		n, lost = mostPages, fmt.Sprintf("what is behind page %d, and tables and pictures of the PDF", mostPages)
	}
	var lines []row
	empty := 0
	for _, leaf := range leaves[:n] {
		if ctx.Err() != nil {
			break
		}
		found := rowsOf(pdf.Page{V: leaf})
		if len(found) == 0 {
			empty++
		}
		lines = append(lines, found...)
	}
	if empty > 0 {
		lost += fmt.Sprintf("; %d of %d pages without text that can be read", empty, n)
	}
	return Text{Markdown: written(lines), Lost: lost}, nil
}

// pagesOf walks the tree of pages itself: the library follows one that leads
// back into itself for ever.
func pagesOf(r *pdf.Reader) []pdf.Value {
	const deepestTree, mostNodes = 50, 4 * mostPages
	var leaves []pdf.Value
	nodes := 0
	var walk func(node pdf.Value, depth int)
	walk = func(node pdf.Value, depth int) {
		if nodes++; nodes > mostNodes || depth > deepestTree || len(leaves) > mostPages {
			return
		}
		kids := node.Key("Kids")
		if kids.Kind() != pdf.Array {
			if rooted(node) {
				leaves = append(leaves, node)
			}
			return
		}
		for i := range kids.Len() {
			walk(kids.Index(i), depth+1)
		}
	}
	walk(r.Trailer().Key("Root").Key("Pages"), 0)
	return leaves
}

// rooted says whether the parents of a page end.
func rooted(leaf pdf.Value) bool {
	const most = 100
	for range most {
		if leaf.IsNull() {
			return true
		}
		leaf = leaf.Key("Parent")
	}
	return false
}

// row is a line of a page with the size of its letters.
type row struct {
	text string
	size float64
	y    float64
	last bool // of its page
}

// rowsOf puts the letters of a page together to lines, from the top down.
func rowsOf(p pdf.Page) (rows []row) {
	defer func() {
		if recover() != nil {
			rows = nil // this page alone
		}
	}()
	if p.V.IsNull() {
		return nil
	}
	letters := p.Content().Text
	if plain, err := p.GetPlainText(nil); err == nil {
		letters = withoutBreaks(letters, plain)
	}
	slices.SortStableFunc(letters, func(a, b pdf.Text) int {
		if math.Abs(a.Y-b.Y) > 2 {
			return cmp.Compare(b.Y, a.Y)
		}
		return cmp.Compare(a.X, b.X)
	})
	var b strings.Builder
	var at pdf.Text
	flush := func() {
		if text := strings.Join(strings.Fields(b.String()), " "); text != "" {
			rows = append(rows, row{text: text, size: at.FontSize, y: at.Y})
		}
		b.Reset()
	}
	for i, l := range letters {
		if i > 0 && math.Abs(l.Y-at.Y) > 2 {
			flush()
		} else if i > 0 && l.X-(at.X+at.W) > 0.15*max(l.FontSize, 1) {
			b.WriteByte(' ')
		}
		b.WriteString(l.S)
		at = l
	}
	flush()
	if len(rows) > 0 {
		rows[len(rows)-1].last = true
	}
	return rows
}

// withoutBreaks takes out the letters for which the library takes the break that
// it puts behind each piece of text, where a font has a letter in that place:
// those which the plain text of the page does not hold.
func withoutBreaks(letters []pdf.Text, plain string) []pdf.Text {
	var want []rune
	broken := map[int]bool{0: true} // a break stands before the rune
	for _, r := range plain {
		if unicode.IsSpace(r) {
			broken[len(want)] = broken[len(want)] || r == '\n'
			continue
		}
		want = append(want, r)
	}
	inked := make([]int, 0, len(letters)) // those that are not blanks
	for i, l := range letters {
		if strings.TrimSpace(l.S) != "" {
			inked = append(inked, i)
		}
	}
	at := func(n int) rune {
		if n >= len(inked) {
			return 0
		}
		r, _ := utf8.DecodeRuneInString(letters[inked[n]].S)
		return r
	}
	wanted := func(n int) rune {
		if n >= len(want) {
			return 0
		}
		return want[n]
	}
	drop := map[int]bool{}
	j := 0
	for n := range inked {
		twice := broken[j] && at(n+1) == wanted(j) && at(n+1) != wanted(j+1)
		if at(n) != wanted(j) || twice {
			drop[inked[n]] = true
			continue
		}
		j++
	}
	if j < len(want) {
		return letters // the two do not say the same: keep all
	}
	kept := letters[:0:0]
	for i, l := range letters {
		if !drop[i] {
			kept = append(kept, l)
		}
	}
	return kept
}

// written gives lines as Markdown: what is set larger than most is a heading,
// lines that follow closely are one paragraph where the first is full.
func written(lines []row) []byte {
	body := commonSize(lines)
	var out bytes.Buffer
	for i, l := range lines {
		text := strings.TrimLeft(l.text, "•▪◦●–") // signs of items
		switch {
		case l.size > body*1.15:
			fmt.Fprintf(&out, "\n## %s\n\n", text)
		case len(text) < len(l.text):
			fmt.Fprintf(&out, "- %s\n", strings.TrimSpace(text))
		default:
			out.WriteString(boxes(text) + "\n")
			next := i + 1
			if !joins(l) || next == len(lines) || l.last || l.y-lines[next].y > 1.6*max(l.size, 1) {
				out.WriteString("\n")
			}
		}
	}
	return out.Bytes()
}

// joins says whether a line goes on in the next: it is long and ends in no stop.
func joins(l row) bool {
	const full = 60
	return len(l.text) >= full && !strings.ContainsAny(l.text[len(l.text)-1:], ".:!?")
}

// commonSize is the size in which most of the text is set.
func commonSize(lines []row) float64 {
	letters := map[float64]int{}
	for _, l := range lines {
		letters[l.size] += len(l.text)
	}
	best, most := 0.0, 0
	for size, n := range letters {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return best
}
