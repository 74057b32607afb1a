package reader

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCSVReadsRows(t *testing.T) {
	c := Of("x", []byte("\r\nName, rps ,\"note\"\r\nGET,1.50,\"a \"\"b\"\", c\nd\"\r\n\nSET,, in\"side\n")).CSV()
	if !c.Has("rps") || c.Has("none") || fmt.Sprintf("%q", c.Columns()) != `["Name" "rps" "note"]` {
		t.Errorf("%q", c.Columns())
	}
	var got strings.Builder
	for i := range c.Rows() {
		d, ok := c.Decimal("rps")
		fmt.Fprintf(&got, "%d@%d %s %de%d %t %q;", i, c.Line(), c.Get("Name"), d.Mant, d.Exp, ok, c.Get("note")+c.Get("none"))
	}
	if want := "0@3 GET 150e-2 true \"a \\\"b\\\", c\\nd\";1@6 SET 0e0 false \" in\\\"side\";"; got.String() != want || c.Err() != nil {
		t.Errorf("got %s, %v\nwant %s", got.String(), c.Err(), want)
	}
	tabs := Of("x", []byte("a\tb\n1,5\t2\n")).CSV()
	for range tabs.Rows() {
		if tabs.Get("a") != "1,5" {
			t.Errorf("%q", tabs.Get("a"))
		}
	}
}

func TestCSVRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "x:1: expected a header row, found the end of the file",
		"a,b\n1,2\n3\n":       "x:3: expected 2 cells as in the header, found 1",
		"a,b\n1,2,3\n":        "x:2: expected 2 cells as in the header, found 3",
		"a,b\n1,\"2\n3\n":     "x:2: the file ends inside a quoted cell",
		"a,b\n1,\"2\" 3\n":    "x:2: expected a separator after the closing quote",
		"a,b\n1,fast\n":       `x:2: expected a number in column b, found "fast"`,
		"a,b\n1,2\n\n\n3,x\n": `x:5: expected a number in column b, found "x"`,
	} {
		c := Of("x", []byte(in)).CSV()
		for range c.Rows() {
			c.Decimal("b")
		}
		if err := c.Err(); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", in, err, want)
		}
	}
}

// FuzzCSV holds rows against encoding/csv: whatever it accepts we read alike.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "a,\"b\"\"c\"\r\n\"1\r\n\",2", "\n\na\n", "a,b\n\"", "\"a\"x"} {
		f.Add([]byte(seed), uint8(2))
	}
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		c := &CSV{comma: ',', s: opened(data, int(size)+1)}
		got := [][]string{c.Columns()}
		for range c.Rows() {
			var row []string
			for i := range c.cells {
				row = append(row, string(c.bytes(i)))
			}
			got = append(got, row)
		}
		want, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		// It drops carriage returns and spaces that we keep or trim.
		if err != nil || len(want) == 0 || bytes.ContainsAny(data, "\r") || !utf8.Valid(data) {
			return
		}
		for i := range want[0] {
			want[0][i] = strings.TrimSpace(want[0][i])
		}
		if c.Err() != nil || fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Fatalf("%q:\n got %q, %v\nwant %q", data, got, c.Err(), want)
		}
	})
}

// FuzzHead wants nothing but that no text is too odd to be looked at.
func FuzzHead(f *testing.F) {
	for _, seed := range append(jsonSeeds, "<r a='1'><b/>", "a,b\n1,2", "\xff\xfea\x00") {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := Of("x", data)
		h := in.Head
		if h.Container == Empty && strings.TrimSpace(strings.Join(h.Lines, "")) != "" {
			t.Errorf("%q is not empty", data)
		}
		if h.Has("*.a", "[].b[]", "c") && !h.JSON() {
			t.Errorf("%q has keys and is not JSON", data)
		}
		lines := in.Lines()
		for range lines.All() {
		}
		if lines.Err() != nil || in.Close() != nil || in.Size() != int64(len(data)) {
			t.Errorf("%q: %v", data, lines.Err())
		}
	})
}

// Ends of lines may fall on the end of the window.
func TestCSVInAnyWindow(t *testing.T) {
	const text = "a,b\r\n\"1\",\"2\"\r\n\r\n3,\"x\r\ny\"\r\n\"\"\"\",z\r\n<,>\r\n\"long enough \"\"x\"\"\",\"and \"\"more\"\r\n"
	for size := 2; size < 2*len(text); size++ {
		in := Of("x", []byte(text))
		in.Narrow(size)
		c, got := in.CSV(), ""
		for range c.Rows() {
			got += fmt.Sprintf("%q %q@%d;", c.Get("a"), c.Get("b"), c.Line())
		}
		if want := `"1" "2"@2;"3" "x\r\ny"@4;"\"" "z"@6;"<" ">"@7;"long enough \"x\"" "and \"more"@8;`; got != want || c.Err() != nil {
			t.Errorf("in windows of %d: got %s, %v", size, got, c.Err())
		}
	}
}
