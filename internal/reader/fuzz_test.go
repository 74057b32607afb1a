package reader

import (
	"bytes"
	stdjson "encoding/json"
	stdxml "encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// opened gives a cursor a window so small that every token meets its end.
func opened(data []byte, size int) stream {
	return newStream(iotest.HalfReader(bytes.NewReader(data)), "x", size, 1<<20)
}

var jsonSeeds = []string{
	`{"a":[1,2.5e3,"x\u00e9\n",true,null,{}],"b":{"c":[[]]}}`, `[`, `{"a":}`, `"\ud83d\ude00"`, ` 1 `, `[1 2]`, "{}{}", `"\`, `tru`, `-`, `[1,]`,
}

// FuzzJSON holds acceptance and values against jsontext, and what is read
// against what is skipped, through windows of any size.
func FuzzJSON(f *testing.F) {
	for _, seed := range jsonSeeds {
		f.Add([]byte(seed), uint8(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		read := &JSON{pending: true, s: opened(data, int(size)+1)}
		var got strings.Builder
		dump(read, &got)
		skipped := &JSON{pending: true, s: opened(data, int(size)+1)}
		if (read.Err() == nil) != (skipped.Err() == nil) {
			t.Fatalf("read: %v\nskipped: %v", read.Err(), skipped.Err())
		}
		whole := &JSON{pending: true, s: opened(data, len(data)+100)}
		var same strings.Builder
		dump(whole, &same)
		if (whole.Err() == nil) != (read.Err() == nil) || read.Err() == nil && same.String() != got.String() {
			t.Fatalf("window of %d: %s, %v\nwhole: %s, %v", size, &got, read.Err(), &same, whole.Err())
		}
		if tolerated(data) {
			return
		}
		want, err := oracleJSON(data)
		if (err == nil) != (read.Err() == nil) {
			t.Fatalf("%q: got %v, jsontext %v", data, read.Err(), err)
		}
		if err == nil && want != got.String() {
			t.Fatalf("%q: got %s, jsontext %s", data, &got, want)
		}
	})
}

// tolerated finds what we read and RFC 8259 does not allow.
func tolerated(data []byte) bool {
	return bytes.ContainsFunc(data, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r", r) }) ||
		!utf8.Valid(data) || bytes.Contains(data, []byte("NaN")) || bytes.Contains(data, []byte("Infinity")) ||
		bytes.ContainsAny(data, "\t\n\r") && bytes.Contains(data, []byte(`"`)) || bytes.Contains(bytes.ToLower(data), []byte(`\ud`))
}

func oracleJSON(data []byte) (string, error) {
	d := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	var b strings.Builder
	if err := oracleValue(d, &b); err != nil {
		return "", err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return "", fmt.Errorf("more than one value: %v", err)
	}
	return b.String(), nil
}

func oracleValue(d *jsontext.Decoder, b *strings.Builder) error {
	token, err := d.ReadToken()
	if err != nil {
		return err
	}
	kind := token.Kind()
	switch kind {
	case '"':
		fmt.Fprintf(b, "%q", token.String())
		return nil
	case '{', '[':
	case 'n':
		return nil
	default:
		b.WriteString(token.String())
		return nil
	}
	b.WriteString(string(kind))
	for d.PeekKind() != kind+2 {
		if kind == '{' {
			name, err := d.ReadToken()
			if err != nil {
				return err
			}
			fmt.Fprintf(b, "%q:", name.String())
		}
		if err := oracleValue(d, b); err != nil {
			return err
		}
		b.WriteString(",")
	}
	b.WriteString(string(kind + 2))
	_, err = d.ReadToken()
	return err
}

// FuzzRawJSON holds raw values against encoding/json.
func FuzzRawJSON(f *testing.F) {
	for _, seed := range jsonSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		j := &JSON{pending: true, s: opened([]byte("[ "+string(data)+" ]"), 2)}
		for range j.Items() {
			if raw := j.Raw(); raw != nil && !tolerated(raw) && !stdjson.Valid(raw) {
				t.Fatalf("%q is not JSON", raw)
			}
		}
		_ = j.Err()
	})
}

// FuzzXML holds elements, attributes and text against encoding/xml: whatever
// we accept it must accept too, and read the same.
func FuzzXML(f *testing.F) {
	for _, seed := range []string{
		`<r a="1" b="&lt;"><text>x<![CDATA[y]]></text><!-- c --></r>`, `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r/>`,
		"<r>\r\n<a/></r>", `<r a='1`, `<r><a></r>`, `<a:b xmlns:a="x"/>`, "<r>\u00e9&#233;</r>", `<text>]]</text>`,
	} {
		f.Add([]byte(seed), uint8(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		read := &XML{s: opened(data, int(size)+1)}
		var got strings.Builder
		outline(read, &got)
		skipped := &XML{s: opened(data, int(size)+1)}
		if (read.Err() == nil) != (skipped.Err() == nil) {
			t.Fatalf("read: %v\nskipped: %v", read.Err(), skipped.Err())
		}
		replaced := 0
		whole := &XML{s: opened(data, len(data)+100), replaced: &replaced}
		var same strings.Builder
		outline(whole, &same)
		if (whole.Err() == nil) != (read.Err() == nil) || read.Err() == nil && same.String() != got.String() {
			t.Fatalf("window of %d: %s, %v\nwhole: %s, %v", size, &got, read.Err(), &same, whole.Err())
		}
		if read.Err() != nil || differs(data) || replaced > 0 {
			return
		}
		want, err := oracleXML(data)
		if err != nil {
			t.Fatalf("%q: encoding/xml refuses: %v", data, err)
		}
		if want != got.String() {
			t.Fatalf("%q:\n got %s\nwant %s", data, &got, want)
		}
	})
}

// differs finds where encoding/xml reads in its own way: names beyond ASCII or
// with odd colons, the declaration, what stands in a document type, and
// carriage returns written as references.
func differs(data []byte) bool {
	for _, odd := range []string{"<?", "<!D", "&#13", "&#x0", "&#xd", "&#xD", "&#0"} {
		if bytes.Contains(data, []byte(odd)) {
			return true
		}
	}
	return bytes.ContainsFunc(data, func(r rune) bool { return r >= utf8.RuneSelf || r == ':' })
}

func oracleXML(data []byte) (string, error) {
	d := stdxml.NewDecoder(bytes.NewReader(data))
	var b strings.Builder
	err := oracleElements(d, &b)
	return b.String(), err
}

func oracleElements(d *stdxml.Decoder, b *strings.Builder) error {
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case stdxml.EndElement:
			return nil
		case stdxml.StartElement:
			if err := oracleElement(d, token, b); err != nil {
				return err
			}
		}
	}
}

func oracleElement(d *stdxml.Decoder, start stdxml.StartElement, b *strings.Builder) error {
	fmt.Fprintf(b, "<%s", start.Name.Local)
	for _, name := range []string{"a", "b"} {
		for _, a := range start.Attr {
			if a.Name.Local == name {
				fmt.Fprintf(b, " %s=%q", name, a.Value)
			}
		}
	}
	b.WriteString(">")
	if start.Name.Local != "text" {
		if err := oracleElements(d, b); err != nil {
			return err
		}
		b.WriteString("</>")
		return nil
	}
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case stdxml.StartElement:
			depth++
		case stdxml.EndElement:
			depth--
		case stdxml.CharData:
			text.Write(token)
		}
	}
	fmt.Fprintf(b, "%q</>", text.String())
	return nil
}
