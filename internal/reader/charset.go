package reader

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// decoding gives a text as UTF-8, of which the start is known.
type decoding func(r io.Reader, start []byte) io.Reader

// decodedBytes is how long a text of n bytes may become.
func decodedBytes(n int, transcoded bool) int {
	if transcoded {
		return 3 * n
	}
	return n
}

// decoded gives a text as UTF-8 without a byte order mark. UTF-16 is known by
// its mark, or by a zero next to the first character.
func decoded(r io.Reader, start []byte) io.Reader {
	switch {
	case bytes.HasPrefix(start, utf8Mark):
		// An error here comes again at the next reading.
		_, _ = io.CopyN(io.Discard, r, int64(len(utf8Mark)))
		return r
	case len(start) < 2:
		return r
	case start[0] == 0xff && start[1] == 0xfe, start[0] != 0 && start[1] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case start[0] == 0xfe && start[1] == 0xff, start[0] == 0 && start[1] != 0:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(r)
	}
	return r
}

// decodedStart is decoded for the start of a text.
func decodedStart(start []byte) []byte {
	r := bytes.NewReader(start)
	text := decoded(r, start)
	if text == io.Reader(r) {
		return start[len(start)-r.Len():]
	}
	// Transcoding only fails where the text is cut off: what came before stays.
	start, _ = io.ReadAll(text)
	return start
}

var utf8Mark = []byte{0xef, 0xbb, 0xbf}

// decodedXML is decoded, for a text that may declare its encoding.
func decodedXML(r io.Reader, start []byte) io.Reader {
	text := decoded(r, start)
	if text != r || bytes.HasPrefix(start, utf8Mark) {
		return text
	}
	name := strings.ToLower(declaredEncoding(start))
	set, known := encodings()[plainName(name)]
	switch {
	case !known:
		return failed{fault("", 1, "unknown encoding %.40q", name)}
	case set == nil:
		return text
	}
	return &strict{text: set.NewDecoder().Reader(text), name: name}
}

// plainName is the name of an encoding without the signs that tools write or
// leave out.
func plainName(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "-", ""), "_", "")
}

// encodings are those that an XML declaration may name, by their plain names;
// nil is what needs no decoding. A declaration that can be read as single bytes
// is not in UTF-16, whatever it says: .NET writes it into strings.
var encodings = sync.OnceValue(func() map[string]encoding.Encoding {
	sets := map[string]encoding.Encoding{
		"": nil, "utf8": nil, "usascii": nil, "ascii": nil, "utf16": nil, "utf16le": nil, "utf16be": nil,
		"latin1": charmap.ISO8859_1, "koi8r": charmap.KOI8R, "koi8u": charmap.KOI8U,
		"shiftjis": japanese.ShiftJIS, "sjis": japanese.ShiftJIS, "mskanji": japanese.ShiftJIS, "windows31j": japanese.ShiftJIS, "cp932": japanese.ShiftJIS, "ms932": japanese.ShiftJIS,
		"eucjp": japanese.EUCJP, "iso2022jp": japanese.ISO2022JP,
		"gbk": simplifiedchinese.GBK, "gb2312": simplifiedchinese.GBK, "cp936": simplifiedchinese.GBK, "ms936": simplifiedchinese.GBK, "gb18030": simplifiedchinese.GB18030,
		"big5": traditionalchinese.Big5, "cp950": traditionalchinese.Big5, "euckr": korean.EUCKR, "ksc56011987": korean.EUCKR, "cp949": korean.EUCKR, "ms949": korean.EUCKR,
	}
	for _, set := range charmap.All {
		name := plainName(strings.ToLower(fmt.Sprint(set)))
		if number, ok := strings.CutPrefix(name, "windows 1"); ok {
			sets["windows1"+number], sets["cp1"+number] = set, set
		}
		if number, ok := strings.CutPrefix(name, "ibm code page "); ok && !slices.Contains([]string{"037", "1047", "1140"}, number) { // which are not ASCII
			sets["ibm"+number], sets["cp"+number] = set, set
		}
		if strings.HasPrefix(name, "iso 8859") {
			sets[strings.ReplaceAll(name, " ", "")] = set
		}
	}
	return sets
})

// strict is decoded text of an encoding that the file names; bytes that are not
// in it are an error, since the name is then wrong.
type strict struct {
	text io.Reader
	name string
	last []byte // the end of what was read, which may begin a character
}

// Read implements io.Reader.
func (s *strict) Read(p []byte) (int, error) {
	n, err := s.text.Read(p)
	if bytes.Contains(append(s.last, p[:n]...), replacement) {
		return 0, fault("", 0, "not in %s, the encoding that the file names", s.name)
	}
	s.last = append(s.last[:0], p[max(0, n-len(replacement)+1):n]...)
	return n, err
}

// declaredEncoding is what the XML declaration names, or "".
func declaredEncoding(start []byte) string {
	declaration, _, found := bytes.Cut(start[:min(len(start), 512)], []byte("?>"))
	if !found || !bytes.HasPrefix(declaration, []byte("<?xml")) {
		return ""
	}
	_, rest, _ := bytes.Cut(declaration, []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	name, _, _ := bytes.Cut(rest[1:], rest[:1])
	return string(name)
}

// failed is a text of which only the error can be had.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }
