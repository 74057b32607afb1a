package cli

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// mutation is one way in which a file is not what it was. Other is another file of
// the same kind.
type mutation struct {
	name string
	make func(random *rand.Rand, data, other []byte) []byte
}

var (
	numberIn = regexp.MustCompile(`-?[0-9]+(?:\.[0-9]+)?`)
	wordIn   = regexp.MustCompile(`[A-Za-z_]{2,}`)
)

// mutations are the ways in which files of every kind are damaged.
var mutations = []mutation{
	{"cut", func(r *rand.Rand, data, _ []byte) []byte { return data[:r.IntN(len(data)+1)] }},
	{"headless", func(r *rand.Rand, data, _ []byte) []byte { return data[r.IntN(len(data)+1):] }},
	{"flipped", func(r *rand.Rand, data, _ []byte) []byte {
		data = bytes.Clone(data)
		for range min(len(data), 1+r.IntN(6)) {
			data[r.IntN(len(data))] ^= byte(1 + r.IntN(255))
		}
		return data
	}},
	{"spliced", func(r *rand.Rand, data, other []byte) []byte {
		return slices.Concat(data[:r.IntN(len(data)+1)], other[r.IntN(len(other)+1):])
	}},
	{"twice", func(_ *rand.Rand, data, _ []byte) []byte { return slices.Concat(data, data) }},
	{"a part many times", func(r *rand.Rand, data, _ []byte) []byte {
		from, to := piece(r, data, 200)
		return slices.Concat(data[:to], bytes.Repeat(data[from:to], 1+r.IntN(300)), data[to:])
	}},
	{"marked", func(_ *rand.Rand, data, _ []byte) []byte { return slices.Concat([]byte("\ufeff"), data) }},
	{"in 16 bits", func(r *rand.Rand, data, _ []byte) []byte {
		order := []binary.ByteOrder{binary.LittleEndian, binary.BigEndian}[r.IntN(2)]
		out := make([]byte, 0, 2*len(data)+2)
		for _, unit := range utf16.Encode([]rune("\ufeff" + string(data))) {
			out = append(out, 0, 0)
			order.PutUint16(out[len(out)-2:], unit)
		}
		return out
	}},
	{"in another code page", func(r *rand.Rand, data, _ []byte) []byte {
		return replaced(r, data, wordIn, "caf\xe9 \x81\x8d na\xefve")
	}},
	{"a number huge", func(r *rand.Rand, data, _ []byte) []byte {
		huge := []string{"1e999999999", "9999999999999999999999999999999", "-1", "1e-999999999", "0x7fffffffffffffff", "NaN", "Infinity", "-0", "18446744073709551616", "1e308", "0.1e18446744073709551617", strings.Repeat("9", 100_000)}
		return replaced(r, data, numberIn, huge[r.IntN(len(huge))])
	}},
	{"a word gone", func(r *rand.Rand, data, _ []byte) []byte { return replaced(r, data, wordIn, "") }},
	{"a word of another file", func(r *rand.Rand, data, other []byte) []byte {
		word := wordIn.FindAll(other, 400)
		if len(word) == 0 {
			return data
		}
		return replaced(r, data, wordIn, string(word[r.IntN(len(word))]))
	}},
	{"a part gone", func(r *rand.Rand, data, _ []byte) []byte {
		from, to := piece(r, data, 400)
		return slices.Concat(data[:from], data[to:])
	}},
	{"a line moved", func(r *rand.Rand, data, _ []byte) []byte {
		lines := bytes.SplitAfter(data, []byte("\n"))
		i, k := r.IntN(len(lines)), r.IntN(len(lines))
		lines[i], lines[k] = lines[k], lines[i]
		return bytes.Join(lines, nil)
	}},
	{"a sign put in", func(r *rand.Rand, data, _ []byte) []byte {
		signs := []string{"\x00", `"`, "'", "<", ">", "&", "{", "}", "[", "]", ",", ":", "\n", "\r", "\t", "*a", "&a ", "!!", "%", "\\", "\xff", "\u2028", "\u202e", "<!--", "]]>", "<![CDATA[", "\x1b[2J", "::error::x\n", "${x}", "{{ x }}"}
		at := r.IntN(len(data) + 1)
		return slices.Concat(data[:at], []byte(signs[r.IntN(len(signs))]), data[at:])
	}},
	{"deep", func(r *rand.Rand, data, _ []byte) []byte {
		deep := []string{"[", `{"a":`, "<a>", "(", "- ", "> ", "a: {", "**", "<<", "&amp;"}
		at := r.IntN(len(data) + 1)
		return slices.Concat(data[:at], bytes.Repeat([]byte(deep[r.IntN(len(deep))]), 1+r.IntN(20_000)), data[at:])
	}},
	{"long", func(r *rand.Rand, data, _ []byte) []byte {
		at := r.IntN(len(data) + 1)
		return slices.Concat(data[:at], bytes.Repeat([]byte{"aA0 _\n\x00-"[r.IntN(8)]}, 1+r.IntN(300_000)), data[at:])
	}},
}

func piece(r *rand.Rand, data []byte, most int) (from, to int) {
	from = r.IntN(len(data) + 1)
	return from, min(len(data), from+r.IntN(most))
}

// replaced puts a text in place of one match of many.
func replaced(r *rand.Rand, data []byte, pattern *regexp.Regexp, by string) []byte {
	found := pattern.FindAllIndex(data, 400)
	if len(found) == 0 {
		return data
	}
	at := found[r.IntN(len(found))]
	return slices.Concat(data[:at[0]], []byte(by), data[at[1]:])
}

// damaged is a file of the same kind with one or two mutations, and what they are.
// Half of the archives are damaged inside, where their sums still hold.
func damaged(r *rand.Rand, data, other []byte) ([]byte, string) {
	if inner, name := insideOf(r, data, other); inner != nil {
		return inner, name
	}
	m := mutations[r.IntN(len(mutations))]
	out := m.make(r, data, other)
	if r.IntN(4) > 0 {
		return out, m.name
	}
	second := mutations[r.IntN(len(mutations))]
	return second.make(r, out, other), m.name + ", " + second.name
}

// insideOf damages one member of an archive, and gives nil for what is none.
func insideOf(r *rand.Rand, data, other []byte) ([]byte, string) {
	if r.IntN(2) == 0 {
		return nil, ""
	}
	switch {
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		in, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, ""
		}
		plain, err := io.ReadAll(in)
		if err != nil {
			return nil, ""
		}
		changed, name := damaged(r, plain, other)
		var out bytes.Buffer
		packed := gzip.NewWriter(&out)
		packed.Write(changed)
		packed.Close()
		return out.Bytes(), name + " within gzip"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return insideZip(r, data, other)
	case len(data) > 512 && string(data[257:262]) == "ustar":
		return insideTar(r, data, other)
	}
	return nil, ""
}

func insideZip(r *rand.Rand, data, other []byte) ([]byte, string) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(in.File) == 0 {
		return nil, ""
	}
	var out bytes.Buffer
	name, chosen := "", r.IntN(len(in.File))
	w := zip.NewWriter(&out)
	for i, f := range in.File {
		from, err := f.Open()
		if err != nil {
			return nil, ""
		}
		text, err := io.ReadAll(io.LimitReader(from, 8<<20))
		if err != nil {
			return nil, ""
		}
		if i == chosen {
			m := mutations[r.IntN(len(mutations))]
			text, name = m.make(r, text, other), m.name+" within "+f.Name
		}
		if to, err := w.Create(f.Name); err == nil {
			to.Write(text)
		}
	}
	w.Close()
	return out.Bytes(), name
}

func insideTar(r *rand.Rand, data, other []byte) ([]byte, string) {
	in, members := tar.NewReader(bytes.NewReader(data)), 0
	for {
		if _, err := in.Next(); err != nil {
			break
		}
		members++
	}
	if members == 0 {
		return nil, ""
	}
	var out bytes.Buffer
	name, chosen := "", r.IntN(members)
	w := tar.NewWriter(&out)
	in = tar.NewReader(bytes.NewReader(data))
	for i := 0; ; i++ {
		header, err := in.Next()
		if err != nil {
			break
		}
		text, err := io.ReadAll(in)
		if err != nil {
			return nil, ""
		}
		if i == chosen && r.IntN(6) == 0 {
			header.Name, name = []string{"../x", "/etc/x", "inputs/../../x", "a\x00b", strings.Repeat("d/", 400) + "x"}[r.IntN(5)], "another place of "+header.Name
		} else if i == chosen && r.IntN(6) == 0 {
			header.Typeflag, header.Linkname, name = []byte{tar.TypeSymlink, tar.TypeLink, tar.TypeFifo, tar.TypeDir}[r.IntN(4)], "/etc/passwd", "a link at "+header.Name
			text = nil
		} else if i == chosen {
			m := mutations[r.IntN(len(mutations))]
			text, name = m.make(r, text, other), m.name+" within "+header.Name
		}
		header.Size = int64(len(text))
		if w.WriteHeader(header) == nil {
			w.Write(text)
		}
	}
	w.Close()
	return out.Bytes(), name
}
