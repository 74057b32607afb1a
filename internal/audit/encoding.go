package audit

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var encodingRule = Rule{
	Name: "encoding", Level: Error,
	Do: "save the file as UTF-8 from its source: lost characters do not come back",
	Doc: "The text was decoded with the wrong character set, so that signs such as ✅ or ≥ read as âœ… or â‰¥. " +
		"The audit repairs the text before any other rule looks at it and says so once. " +
		"At least three lines must show the damage; accented French, Portuguese or German is none.",
	Check: func(d *Document, report Report) {
		b := d.broken
		switch {
		case b.misread != "" && b.lost > 0:
			report(Error, b.first, "",
				"%d lines hold UTF-8 that was read as %s; repaired for this audit, but %d characters are lost for "+
					"good", b.lines, b.misread, b.lost)
		case b.misread != "":
			report(Error, b.first, "", "%d lines hold UTF-8 that was read as %s; repaired for this audit", b.lines,
				b.misread)
		case b.invalid:
			report(Error, b.first, "", "the file is not UTF-8: it was read as %s", b.encoding)
		case b.replaced >= enough:
			report(Warning, b.first, "", "%d lines hold U+FFFD: characters were lost before this file was written",
				b.replaced)
		}
	},
}

// mojibake is what was wrong with a document's characters.
type mojibake struct {
	encoding string // of the file
	repaired bool
	misread  string // the character set that UTF-8 was read as, "" for none
	invalid  bool   // the file is neither UTF-8 nor UTF-16
	first    int
	lines    int
	lost     int
	replaced int
}

// enough is how many lines must show damage before it is believed.
const enough = 3

// repair gives the text of a file as it was meant. Line numbers do not change.
func repair(data []byte) (string, mojibake) {
	text, found := decode(data)
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	text = strings.ReplaceAll(text, "\x00", "\ufffd")
	if ascii(text) {
		return text, found
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if damaged(line) {
			if found.lines++; found.lines == 1 {
				found.first = i + 1
			}
		}
	}
	if found.lines < enough {
		found.lines = 0
		found.first, found.replaced = replacements(lines, found)
		return text, found
	}
	var best []string
	for _, set := range charsets {
		fixed := make([]string, len(lines))
		lost := 0
		for i, line := range lines {
			fixed[i] = line
			if damaged(line) {
				fixed[i] = set.undo(line)
				lost += strings.Count(fixed[i], "\ufffd")
				if damaged(fixed[i]) {
					lost += len(line)
				}
			}
		}
		if best == nil || lost < found.lost {
			best, found.lost, found.misread = fixed, lost, set.name
		}
	}
	found.repaired = true
	return strings.Join(best, "\n"), found
}

func replacements(lines []string, found mojibake) (first, count int) {
	first = found.first
	for i, line := range lines {
		if strings.Contains(line, "\ufffd") {
			if count++; count == 1 && !found.invalid {
				first = i + 1
			}
		}
	}
	return first, count
}

// decode turns the bytes of a file into UTF-8.
func decode(data []byte) (string, mojibake) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		big := data[0] == 0xfe
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i+1 < len(data); i += 2 {
			a, b := uint16(data[i]), uint16(data[i+1])
			if big {
				a, b = b, a
			}
			units = append(units, a|b<<8)
		}
		return string(utf16.Decode(units)), mojibake{encoding: "utf-16", repaired: true}
	}
	if utf8.Valid(data) {
		return string(data), mojibake{encoding: "utf-8"}
	}
	var b strings.Builder
	found := mojibake{encoding: "windows-1252", repaired: true, invalid: true, first: 1}
	line := 1
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == '\n' {
			line++
		}
		if r == utf8.RuneError && n == 1 {
			if !found.invalid || found.lines == 0 {
				found.first, found.lines = line, 1
			}
			r = charsets[0].rune(data[i])
		}
		b.WriteRune(r)
		i += n
	}
	found.lines = 0
	return b.String(), found
}

// damaged says whether a line holds the traces of UTF-8 read as something
// else.
func damaged(line string) bool {
	if ascii(line) {
		return false
	}
	previous := rune(0)
	for _, r := range line {
		switch previous {
		case 'Â', 'Ã':
			if r >= 0xa0 && r <= 0xbf {
				return true
			}
		case 'â':
			if r >= 0x80 && r <= 0x9f || strings.ContainsRune(punctuation1252, r) {
				return true
			}
		case 'ð', 'ğ':
			if r == 'Ÿ' {
				return true
			}
		case 'ï':
			if r == '¸' {
				return true
			}
		case '‚':
			if r == 'ú' || r == 'Ä' {
				return true
			}
		}
		previous = r
	}
	return false
}

// charset is a single-byte character set: what its bytes from 0x80 mean.
type charset struct {
	name  string
	high  [128]rune
	bytes map[rune]byte // the other way
}

func (c *charset) rune(b byte) rune {
	if b < 0x80 {
		return rune(b)
	}
	return c.high[b-0x80]
}

func (c *charset) byte(r rune) (byte, bool) {
	if r < 0xa0 {
		return byte(r), true
	}
	b, ok := c.bytes[r]
	return b, ok
}

// both fills in the way back from the runes to the bytes.
func (c charset) both() charset {
	c.bytes = make(map[rune]byte, len(c.high))
	for i := len(c.high) - 1; i >= 0; i-- {
		c.bytes[c.high[i]] = byte(i + 0x80)
	}
	return c
}

// undo takes a line back to the bytes that were misread and decodes them.
// What cannot be decoded becomes U+FFFD, except where the lost byte can only
// have been one.
func (c *charset) undo(line string) string {
	var out strings.Builder
	var raw []byte
	flush := func() {
		for len(raw) > 0 {
			r, n := utf8.DecodeRune(raw)
			switch {
			case r != utf8.RuneError || n > 1:
				out.WriteRune(r)
			case bytes.HasPrefix(raw, []byte{0xef, 0xb8}):
				out.WriteRune(0xfe0f)
				n = 2
			default:
				out.WriteRune(utf8.RuneError)
				n = max(1, partial(raw))
			}
			raw = raw[n:]
		}
	}
	for _, r := range line {
		if b, ok := c.byte(r); ok && r != utf8.RuneError {
			raw = append(raw, b)
			continue
		}
		flush()
		if r != utf8.RuneError {
			out.WriteRune(r)
		}
	}
	flush()
	return out.String()
}

// partial is the length of the sequence that raw starts and does not finish.
func partial(raw []byte) int {
	if raw[0] < 0xc0 {
		return 1
	}
	n := 1
	for n < len(raw) && n < 4 && raw[n] >= 0x80 && raw[n] < 0xc0 {
		n++
	}
	return n
}

const (
	punctuation1252 = "€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸŽ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
	low1252         = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	macRoman        = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
)

var charsets = []charset{windows("windows-1252", nil), windows("windows-1254", map[int]rune{
	0x8e: 0x8e, 0x9e: 0x9e, 0xd0: 'Ğ', 0xdd: 'İ', 0xde: 'Ş', 0xf0: 'ğ', 0xfd: 'ı', 0xfe: 'ş',
}), mac()}

func windows(name string, differs map[int]rune) charset {
	c := charset{name: name}
	for i, r := range []rune(low1252) {
		c.high[i] = r
	}
	for i := 0x20; i < 128; i++ {
		c.high[i] = rune(i + 0x80)
	}
	for at, r := range differs {
		c.high[at-0x80] = r
	}
	return c.both()
}

func mac() charset {
	c := charset{name: "macintosh"}
	copy(c.high[:], []rune(macRoman))
	return c.both()
}
