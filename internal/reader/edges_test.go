package reader

import (
	"slices"
	"testing"
)

// TestLastLineNeedsAnEnd: a last line without an end was cut off, unless it shows
// by itself that it is whole, or is the mark by which its tool ends a text.
func TestLastLineNeedsAnEnd(t *testing.T) {
	for text, whole := range map[string]bool{
		"a\nb\n": true, "a\nb": false, "a\nend": true, "a\n{\"b\":1}": true, "a\n[1] ": true, "a\n{\"b\":1": false, "a\n{": false, "{}": true,
	} {
		in := Of("x", []byte(text))
		in.Ends(func(line string) bool { return line == "end" })
		lines := in.Lines()
		for range lines.All() {
		}
		if err := lines.Err(); (err == nil) != whole {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSmallInt(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "7": 7, "10": 10, "999999999999999999": 999_999_999_999_999_999,
		"": -1, "00": -1, "01": -1, "012": -1, "1e3": -1, "-1": -1, "1000000000000000000": -1} {
		n, ok := smallInt([]byte(text))
		if ok != (want >= 0) || ok && n != want {
			t.Errorf("%q: %d, %v", text, n, ok)
		}
	}
}

// TestSeparatorOfMostColumns: of two that make as many columns the first is taken.
func TestSeparatorOfMostColumns(t *testing.T) {
	for text, want := range map[string]byte{
		"a,b\n1,2\n": ',', "a;b\n1;2\n": ';', "a\tb\n1\t2\n": '\t', "a;b,c\n1;2,3\n": ',', "a;b,c;d\n1;2,3;4\n": ';',
	} {
		if h := scan("x", []byte(text), true); h.Container != CSVTable || h.comma != want {
			t.Errorf("%q: %v, %q", text, h.Container, h.comma)
		}
	}
}

// TestWrappersAreLeftOut: what a package manager prints goes, with the blank lines
// around it; those within the output stay.
func TestWrappersAreLeftOut(t *testing.T) {
	h := scan("x", []byte("> shop@1.0.0 test\n> tap\n\nfirst\n\nsecond\n"), true)
	if want := []string{"first", "", "second"}; !slices.Equal(h.Lines, want) {
		t.Errorf("%q, expected %q", h.Lines, want)
	}
}

// TestJSONKnowsFourSpaces: no other control character stands between values.
func TestJSONKnowsFourSpaces(t *testing.T) {
	for text, valid := range map[string]bool{
		"[ 1 ,\t2,\n3,\r4 ]": true, "[\x011]": false, "[\v1]": false, "[1,\f2]": false, "{\"a\":\x002}": false, "[1\x1f]": false,
	} {
		j := Of("x", []byte(text)).JSON()
		if err := j.Err(); (err == nil) != valid {
			t.Errorf("%q: %v", text, err)
		}
	}
}
