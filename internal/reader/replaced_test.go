package reader

import (
	"strings"
	"testing"
)

func TestXMLReplacesWhatIsNoCharacter(t *testing.T) {
	for text, want := range map[string]struct {
		outline string
		count   int
	}{
		"<r>a<text>\x1b[31mred\x1b[0m</text></r>":           {"<r><text>\"\ufffd[31mred\ufffd[0m\"</></>", 2},
		"<r a='\x08b&#x1b;c&#8;\xff'/>":                     {"<r a=\"\ufffdb\ufffdc\ufffd\ufffd\"></>", 4},
		"<r><text><![CDATA[\x0c]]>&#xffff;</text></r>":      {"<r><text>\"\ufffd\ufffd\"</></>", 2},
		"<r><!-- \x1b --><text>\xe3\x81</text></r>":         {"<r><text>\"\ufffd\ufffd\"</></>", 3},
		"<r><text>\ufffd\t\r\n&#9;</text></r>":              {`<r><text>"�\t\n\t"</></>`, 0},
		"<r>" + strings.Repeat("<a b='\x1b'/>", 3) + "</r>": {"<r><a b=\"\ufffd\"></><a b=\"\ufffd\"></><a b=\"\ufffd\"></></>", 3},
	} {
		in := Of("x.xml", []byte(text))
		x := in.XML()
		var got strings.Builder
		outline(x, &got)
		if x.Err() != nil || got.String() != want.outline || in.Replaced() != want.count {
			t.Errorf("%q: got %q, %d replaced, %v; want %q and %d", text, &got, in.Replaced(), x.Err(), want.outline, want.count)
		}
	}
}
