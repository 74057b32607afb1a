package reader

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
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
// its mark, or by a zero beside the first character.
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
	switch name := strings.ToLower(declaredEncoding(start)); name {
	// A declaration that can be read as single bytes is not in UTF-16,
	// whatever it says: .NET writes it into strings.
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return text
	case "iso-8859-1", "iso8859-1", "latin1", "latin-1":
		return single(charmap.ISO8859_1, text)
	case "iso-8859-15":
		return single(charmap.ISO8859_15, text)
	case "windows-1252", "cp1252":
		return single(charmap.Windows1252, text)
	default:
		return failed{fault("", 1, "encoding %.40q is not one of UTF-8, UTF-16, ISO-8859-1, ISO-8859-15, windows-1252", name)}
	}
}

func single(set encoding.Encoding, text io.Reader) io.Reader {
	return set.NewDecoder().Reader(text)
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
