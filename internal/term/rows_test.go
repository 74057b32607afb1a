package term

import (
	"bytes"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"pgregory.net/rapid"
)

func TestRows(t *testing.T) {
	var out bytes.Buffer
	rows := []Row{
		{Cells: []string{"✗ unmet", "PG-01", "a title that is long"}, Below: []string{"where it is said, in words"}},
		{Cells: []string{"✓ met", "R-2", "short"}},
	}
	if err := Rows(&out, rows, 2, Options{Width: 30, Indent: 1}); err != nil {
		t.Fatal(err)
	}
	want := " ✗ unmet  PG-01  a title that\n" +
		"                 is long\n" +
		"                 where it is\n" +
		"                 said, in\n" +
		"                 words\n" +
		" ✓ met    R-2    short\n"
	if out.String() != want {
		t.Errorf("found\n%s\nwanted\n%s", out.String(), want)
	}
}

// Where there is room for the columns at all, no line is wider than the
// terminal, nothing is lost, and rows start at the same places.
func TestRowsFit(t *testing.T) {
	words := rapid.StringMatching(`[a-zA-Z/延شبكة ]{0,70}`)
	rapid.Check(t, func(rt *rapid.T) {
		width := rapid.IntRange(60, 200).Draw(rt, "width")
		var rows []Row
		said := ""
		for range rapid.IntRange(1, 6).Draw(rt, "rows") {
			r := Row{Cells: rapid.SliceOfN(words, 1, 6).Draw(rt, "cells"), Below: rapid.SliceOfN(words, 0, 2).Draw(rt, "below")}
			rows, said = append(rows, r), said+strings.Join(append(r.Cells, r.Below...), "")
		}
		var out bytes.Buffer
		if err := Rows(&out, rows, 2, Options{Width: width, Indent: 2}); err != nil {
			rt.Fatal(err)
		}
		count := func(s string) map[rune]int {
			n := map[rune]int{}
			for _, r := range Clean(s) {
				if r != ' ' {
					n[r]++
				}
			}
			return n
		}
		was, is := count(said), count(out.String())
		for r, n := range was {
			if is[r] != n {
				rt.Fatalf("%d of %d %q in\n%s", is[r], n, r, out.String())
			}
		}
		for line := range strings.Lines(out.String()) {
			if twwidth.Width(strings.TrimRight(line, "\n")) > width {
				rt.Fatalf("wider than %d: %s", width, line)
			}
		}
	})
}

func TestClip(t *testing.T) {
	for _, test := range []struct{ line, want string }{{"abc", "abc"}, {"abcdef", "abcd…"}, {"延迟延迟", "延迟…"}, {"abc def", "abc…"}} {
		if got := Clip(test.line, 5); got != test.want {
			t.Errorf("%s: %s, want %s", test.line, got, test.want)
		}
	}
}
