package query

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

func compileRegexp(q *Query) error {
	re, err := regexp.Compile(q.text)
	if err != nil {
		fault := &SyntaxError{Msg: "expected an RE2 pattern: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")}
		var parse *syntax.Error
		if errors.As(err, &parse) && parse.Expr != "" {
			fault.Offset, fault.Width = max(0, strings.Index(q.text, parse.Expr)), len(parse.Expr)
		}
		return fault
	}
	q.run, q.each = matches(re, false), matches(re, true)
	return nil
}

// matches finds what the pattern matches; quoted keeps what its first line is
// indented by, as it stands in the document.
func matches(re *regexp.Regexp, quoted bool) func(d *Document) ([]Result, error) {
	group := valueGroup(re)
	return func(d *Document) ([]Result, error) {
		if !utf8.Valid(d.Bytes) {
			return nil, errors.New("expected text in UTF-8, found other bytes")
		}
		found := re.FindAllSubmatchIndex(d.Bytes, maxResults+1)
		if len(found) > maxResults {
			return nil, errTooMany
		}
		var results []Result
		line, seen := 1, 0
		for _, m := range found {
			from, to := m[2*group], m[2*group+1]
			if from < 0 {
				continue
			}
			if err := tooLong(string(d.Bytes[from:to])); err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			// Groups of later matches stand later, as matches do not overlap.
			line += bytes.Count(d.Bytes[seen:from], []byte("\n"))
			seen = from
			result := bare(string(d.Bytes[from:to]), line)
			if start := bytes.LastIndexByte(d.Bytes[:from], '\n') + 1; quoted && len(bytes.TrimLeft(d.Bytes[start:from], " \t")) == 0 {
				result.Text = strings.TrimRight(string(d.Bytes[start:to]), " \t\r\n")
			}
			results = append(results, result)
		}
		return results, nil
	}
}

// valueGroup is the group that a pattern finds: the one named value, else the
// first with a name, else the first, else the whole match.
func valueGroup(re *regexp.Regexp) int {
	if i := re.SubexpIndex("value"); i > 0 {
		return i
	}
	for i, name := range re.SubexpNames() {
		if name != "" {
			return i
		}
	}
	return min(1, re.NumSubexp())
}
