package inflate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Sample blows a sample up to about so many bytes: the records of its longest
// JSON array, its most frequent XML element, or its lines, over and over under
// other names. It returns nothing where it finds no record to repeat. Totals that
// the sample states no longer hold, so what comes out is for timing and not for
// figures.
func Sample(data []byte, size int) []byte {
	trimmed := bytes.TrimLeft(data, " \t\r\n\ufeff")
	switch {
	case len(trimmed) == 0:
		return nil
	case json.Valid(data):
		return inJSON(data, size)
	case trimmed[0] == '<':
		return inXML(data, size)
	}
	return inLines(data, size)
}

// inJSON repeats the elements of the array that takes most bytes.
func inJSON(data []byte, size int) []byte {
	from, to := longestArray(data)
	if to == 0 {
		return nil
	}
	records := bytes.TrimSpace(data[from+1 : to])
	var out bytes.Buffer
	out.Write(data[:from+1])
	write := renaming(records, named)
	for n := 0; out.Len()+len(data)-to < size; n++ {
		if n > 0 {
			out.WriteByte(',')
		}
		write(&out, n)
	}
	out.Write(data[to:])
	return out.Bytes()
}

// longestArray gives where the outermost array of objects or lists begins and
// ends that takes most bytes.
func longestArray(data []byte) (from, to int) {
	var open []int
	quoted := false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			open = append(open, i)
		case c == ']' || c == '}':
			start := open[len(open)-1]
			open = open[:len(open)-1]
			held := bytes.TrimSpace(data[start+1 : i])
			if c == ']' && len(held) > 0 && (held[0] == '{' || held[0] == '[') && i-start >= to-from {
				from, to = start, i
			}
		}
	}
	return from, to
}

var (
	// named are texts that tell records apart.
	named = regexp.MustCompile(`"(?i:name|fullName|title|test|file|path|uri|id|fingerprint|guid|purl|bom-ref|message|description)"\s*:\s*"[^"\\]{2,}"`)
	// opened is the start of an element.
	opened = regexp.MustCompile(`<([A-Za-z][\w.:-]*)`)
	// attributes tell elements apart.
	attributes = regexp.MustCompile(`\s(?:name|classname|filename|file|path|id|testName|fullname|executionId|testId)="[^"]+"`)
)

// renaming writes records with a number at the end of each text that a pattern
// finds.
func renaming(records []byte, pattern *regexp.Regexp) func(out *bytes.Buffer, n int) {
	places := pattern.FindAllIndex(records, -1)
	return func(out *bytes.Buffer, n int) {
		from := 0
		for _, place := range places {
			end := place[1] - len(`"`)
			out.Write(records[from:end])
			fmt.Fprintf(out, "-%d", n)
			from = end
		}
		out.Write(records[from:])
	}
}

// inXML repeats the element that takes most bytes with all of its kind next to it.
func inXML(data []byte, size int) []byte {
	counts := map[string]int{}
	for _, m := range opened.FindAllSubmatch(data, -1) {
		counts[string(m[1])]++
	}
	best, longest := "", 0
	for name := range counts {
		if i, j := extent(data, name); j-i > longest && j-i < len(data)*9/10 && i > 0 || j-i == longest && name < best {
			best, longest = name, j-i
		}
	}
	if best == "" {
		return nil
	}
	from, to := extent(data, best)
	var out bytes.Buffer
	out.Write(data[:from])
	write := renaming(data[from:to], attributes)
	for n := 0; out.Len()+len(data)-to < size; n++ {
		write(&out, n)
		out.WriteByte('\n')
	}
	out.Write(data[to:])
	return out.Bytes()
}

// extent is from the first element of a name to the end of it.
func extent(data []byte, name string) (from, to int) {
	text := string(data)
	from = strings.Index(text, "<"+name+" ")
	if from < 0 {
		return 0, 0
	}
	end := strings.Index(text[from:], "</"+name+">")
	closed := strings.Index(text[from:], "/>")
	switch {
	case end < 0 && closed < 0:
		return 0, 0
	case end < 0:
		return from, from + closed + len("/>")
	}
	return from, from + end + len("</"+name+">")
}

// inLines repeats all lines but the first, which may be a header.
func inLines(data []byte, size int) []byte {
	head, rest, found := bytes.Cut(data, []byte("\n"))
	if !found || len(bytes.TrimSpace(rest)) == 0 {
		return nil
	}
	var out bytes.Buffer
	out.Write(head)
	out.WriteByte('\n')
	write := renaming(rest, named)
	for n := 0; out.Len() < size; n++ {
		write(&out, n)
	}
	return out.Bytes()
}
