package reader

import (
	"fmt"
	"strings"
	"testing"
)

// outline writes the elements below the current one, with two attributes, and
// the text of those named text.
func outline(x *XML, b *strings.Builder) {
	for name := range x.Elements() {
		fmt.Fprintf(b, "<%s", name)
		for _, attribute := range []string{"a", "b"} {
			if value, ok := x.AttrOK(attribute); ok {
				fmt.Fprintf(b, " %s=%q", attribute, value)
			}
		}
		b.WriteString(">")
		if name == "text" {
			fmt.Fprintf(b, "%q", x.Text())
		} else {
			outline(x, b)
		}
		b.WriteString("</>")
	}
}

func TestXMLReadsDocuments(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`<r/>`, `<r></>`},
		{`<?xml version="1.0" encoding="UTF-8"?><!-- c --><!DOCTYPE r [<!ENTITY e "x>"> <!-- ' -->]><r><a/><b></b></r><!-- end -->`, `<r><a></><b></></>`},
		{`<n:r xmlns:n="u" n:a="prefixed"><n:c a="1" n:a="2" b='3'/></n:r>`, `<r a="prefixed"><c a="1" b="3"></></>`},
		{`<r a="&lt;&amp;&#65;&#x1F600;" b="x` + "\r\n" + `y"/>`, `<r a="<&A😀" b="x y"></>`},
		{"<text>one\r\ntwo <b>&gt;</b><![CDATA[<&]]]]>\rthree<!-- not -->]</text>", `<text>"one\ntwo ><&]]\nthree]"</>`},
		{"\xef\xbb\xbf<r/>", `<r></>`},
		{"<?xml version='1.0' encoding='ISO-8859-1'?><r a='\xe9'/>", `<r a="é"></>`},
		{"<?xml version='1.0' encoding='windows-1252'?><r a='\x80'/>", `<r a="€"></>`},
		{"<?xml version='1.0' encoding='ISO-8859-15'?><r a='\xa4'/>", `<r a="€"></>`},
		{"<?xml version='1.0' encoding='Shift_JIS'?><r a='\x83e\x83X\x83g'>\\</r>", `<r a="テスト"></>`},
		{"<?xml version='1.0' encoding='GBK'?><r a='\xb2\xe2\xca\xd4'/>", `<r a="测试"></>`},
		{"<?xml version='1.0' encoding='windows-1251'?><r a='\xd2'/>", `<r a="Т"></>`},
		{"<?xml version='1.0' encoding='cp850'?><r a='\x82'/>", `<r a="é"></>`},
		{"<?xml version='1.0' encoding='utf-16'?><r a='é'/>", `<r a="é"></>`},
		{"\xff\xfe<\x00r\x00 \x00a\x00=\x00'\x00\xe9\x00'\x00/\x00>\x00", `<r a="é"></>`},
		{"<r\n>\n</r\n>\n", `<r></>`},
	} {
		var b strings.Builder
		x := Of("x.xml", []byte(test.in)).XML()
		outline(x, &b)
		if err := x.Err(); err != nil {
			t.Errorf("%s: %v", test.in, err)
		} else if b.String() != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.in, b.String(), test.want)
		}
	}
}

func TestXMLRefuses(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", "x.xml:1: expected a root element, found the end of the file"},
		{"<r>\n<a>\n</r>", "x.xml:3: expected the end of element a, found that of r"},
		{"<r>\n<a>", "x.xml:2: the file ends inside element a"},
		{"<r><a b='1", "x.xml:1: the file ends inside a tag"},
		{"<r/>\n<r/>", "x.xml:2: a second root element"},
		{"<r/>\nexit status 1", "x.xml:2: text outside of the root element"},
		{"<![CDATA[x]]><r/>", "x.xml:1: expected a tag, a comment or a CDATA section, found <!"},
		{"<r/>\n<![CDATA[x]]>", "x.xml:2: expected a tag, a comment or a CDATA section, found <!"},
		{"<!DOCTYPE r>\n<!DOCTYPE r><r/>", "x.xml:2: expected a tag, a comment or a CDATA section, found <!"},
		{"<r a='1' a='2'/>", "x.xml:1: attribute a is there twice"},
		{`<r a="f("x")"/>`, `x.xml:1: expected white space or the end of the tag, found 'x'`},
		{"<r a='<'/>", "x.xml:1: < in the value of an attribute"},
		{"<r a=1/>", "x.xml:1: expected a quoted value of attribute a"},
		{"<r a/>", "x.xml:1: expected = after attribute a"},
		{"<r>&e;</r>", `x.xml:1: unknown reference "&e;": only the five entities of XML and characters`},
		{"<r>a & b</r>", "x.xml:1: an & that begins no reference"},
		{"<r>&#0;</r>", `x.xml:1: unknown reference "&#0;": only the five entities of XML and characters`},
		{"<r>\x00</r>", "x.xml:1: a byte 0, which no text has"},
		{"<r a='\x00'/>", "x.xml:1: a byte 0, which no text has"},
		{"<?xml version='1.0' encoding='Shift_JIS'?><r>\xff\xff</r>", "x.xml:1: not in shift_jis, the encoding that the file names"},
		{"<r>]]></r>", "x.xml:1: ]]> outside of a CDATA section"},
		{"<r><!-- a -- b --></r>", "x.xml:1: -- inside a comment"},
		{"<r><![CDATA[ x", "x.xml:1: the file ends inside a CDATA section"},
		{"\n<?xml version='1.0'?><r/>", "x.xml:2: an XML declaration that is not at the start of the file"},
		{"<?xml version='1.0' encoding='EBCDIC'?><r/>", `x.xml:1: unknown encoding "ebcdic"`},
		{"<1/>", "x.xml:1: expected a name, found '1'"},
		{"</r>", "x.xml:1: an end tag without a start tag"},
		{"<!DOCTYPE r [<!ENTITY a 'b'>", "x.xml:1: the file ends inside a document type"},
		{strings.Repeat("<a>", 1001), "x.xml:1: nested deeper than the limit of 1000"},
	} {
		for _, how := range []string{"skipped", "read"} {
			x := Of("x.xml", []byte(test.in)).XML()
			if how == "read" {
				outline(x, &strings.Builder{})
			}
			if err := x.Err(); err == nil || err.Error() != test.want {
				t.Errorf("%s %s:\n got %v\nwant %s", test.in, how, err, test.want)
			}
		}
	}
}

func TestXMLTextIsBounded(t *testing.T) {
	x := Of("x.xml", []byte("<r>"+strings.Repeat("é", 100_000)+"</r>")).XML()
	for range x.Elements() {
		if text := x.Text(); len(text) != 64<<10 || strings.Contains(text, "\ufffd") {
			t.Errorf("got %d bytes", len(text))
		}
	}
	if err := x.Err(); err != nil {
		t.Error(err)
	}
}
