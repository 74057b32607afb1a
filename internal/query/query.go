// Package query looks one thing up in a small document: jq for JSON, YAML and
// TOML, XPath for XML, a column for CSV and a regular expression for any text.
//
// A query sees the document and nothing else: no environment, no other file,
// no further input. It is bounded in time, depth and number of results, and a
// value that is not there is no result, never a zero.
package query

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"signoff/internal/lazy"
)

// MaxDocument is the size in bytes of the largest document that is looked up.
const MaxDocument = 16 << 20

// Limits of one look-up.
const (
	maxResults = 10_000
	maxDepth   = 200
	maxText    = 1 << 20
	maxTime    = 3 * time.Second
)

var (
	errTooMany = fmt.Errorf("expected at most %d results, found more", maxResults)
	errTooDeep = fmt.Errorf("expected at most %d levels of nesting, found more", maxDepth)
	errTooLong = errors.New("the query takes too long on this document")
	errTooMuch = fmt.Errorf("expected a query of at most %d MiB, found one that takes more", maxGrowth>>20)
)

// Container is how a document is written.
type Container uint8

// The containers. The zero value is JSON; Text is everything that has no
// structure of its own.
const (
	JSON Container = iota
	JSONLines
	YAML
	TOML
	XML
	CSV
	Text
)

// String names the container as messages do.
func (c Container) String() string {
	if int(c) < len(containerNames) {
		return containerNames[c]
	}
	return "unknown"
}

var containerNames = [...]string{"JSON", "JSON lines", "YAML", "TOML", "XML", "CSV", "text"}

// Document is a whole file and how it is written. Path is for messages only.
type Document struct {
	Path      string
	Container Container
	Bytes     []byte
}

// Result is one value that a query found, as text. A number is written as in
// the document; IsNumber and IsBool say that the document holds a number or a
// truth value: in JSON, YAML and TOML a text that looks like one is none, in
// XML, CSV and text there are only texts, so what looks like one is one. An
// object or a list is its JSON. Line is where the value stands, 0 when that is
// not known. Inexact says that a number was computed in floating point, and may
// be off by Slack.
type Result struct {
	Text             string
	IsNumber, IsBool bool
	Inexact          bool
	Line             int
}

// Query is a compiled look-up. It is immutable.
type Query struct {
	lang, text string
	rows       []selector
	run        func(d *Document) ([]Result, error)
	// each, where it is not nil, knows besides where what it goes through stands.
	each func(d *Document) ([]Result, error)
}

// SyntaxError says what is wrong with the text of a query. Offset counts the
// bytes of the text before the fault and Width those that it covers; Width is
// 0 when the place is not known.
type SyntaxError struct {
	Offset, Width int
	Msg           string
}

// Error returns the message, without position.
func (e *SyntaxError) Error() string { return e.Msg }

// languages lists the query languages: the only list there is.
var languages = []struct {
	name, doc, example string
	compile            func(q *Query) error
}{
	{"jq", "a jq program, for JSON, JSON lines, YAML and TOML", ".services.web.limit", compileJQ},
	{"xpath", "an XPath 1.0 expression, for XML", "//server/@uptime", compileXPath},
	{"column", "the name of a column, for CSV; row selects rows by their cells", "stddev", compileColumn},
	{"regexp", "an RE2 pattern, for any text; the group named value is what it finds", `up (?P<value>\d+) days`, compileRegexp},
}

// Language is a query language, as criteria name it.
type Language struct{ Name, Doc, Example string }

// Languages lists the query languages in the order of the documentation.
func Languages() []Language {
	list := make([]Language, len(languages))
	for i, l := range languages {
		list[i] = Language{l.name, l.doc, l.example}
	}
	return list
}

// Parse compiles a query of one of the Languages. The row, which only a column
// takes, gives cells that a CSV row must have, by column. The error is a
// *SyntaxError.
func Parse(lang, text string, row map[string]string) (*Query, error) {
	if strings.TrimSpace(text) == "" {
		return nil, &SyntaxError{Msg: "expected a query, found an empty text"}
	}
	if len(row) > 0 && lang != "column" {
		return nil, &SyntaxError{Msg: "row belongs to column, found it next to " + lang}
	}
	for _, l := range languages {
		if l.name == lang {
			q := &Query{lang: lang, text: text, rows: selectors(row)}
			if err := l.compile(q); err != nil {
				return nil, err
			}
			return q, nil
		}
	}
	return nil, &SyntaxError{Msg: fmt.Sprintf("expected jq, xpath, column or regexp, found %q", lang)}
}

// String is the normal form of the query: two queries that ask the same have
// the same.
func (q *Query) String() string {
	text := q.lang + " " + q.text
	for _, r := range q.rows {
		text += fmt.Sprintf(" [%s=%q]", r.column, r.cell)
	}
	return text
}

// Run looks the query up. Nothing found is not a result and no error; an error
// means that the document cannot be read, is not of a kind that the language
// reads, or that a limit was reached.
func (q *Query) Run(d *Document) ([]Result, error) { return bounded(q.run, d) }

// Each is Run for a query that lists things: of a jq program that goes through a
// list, as .items[] does, every result has the line of its element.
func (q *Query) Each(d *Document) ([]Result, error) {
	if q.each == nil {
		return q.Run(d)
	}
	return bounded(q.each, d)
}

// bounded runs a look-up within the limits of all of them.
func bounded(run func(d *Document) ([]Result, error), d *Document) ([]Result, error) {
	if len(d.Bytes) > MaxDocument {
		return nil, fmt.Errorf("expected a document of at most %d MiB, found %d bytes", MaxDocument>>20, len(d.Bytes))
	}
	type outcome struct {
		results []Result
		err     error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- outcome{nil, fmt.Errorf("the query fails on this document: %v", p)}
			}
		}()
		plain := *d
		plain.Bytes = plainText(d.Bytes)
		results, err := run(&plain)
		done <- outcome{results, err}
	}()
	// Neither regular expressions nor XPath can be told to stop; what is given
	// up here ends with the program.
	select {
	case o := <-done:
		return o.results, o.err
	case <-time.After(maxTime + time.Second):
		return nil, errTooLong
	}
}

var looksLikeNumber = lazy.Regexp(`^[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$`)

// bare is a result of a container that knows nothing but texts.
func bare(text string, line int) Result {
	text = strings.TrimSpace(text)
	return Result{
		Text:     text,
		IsNumber: looksLikeNumber().MatchString(text),
		IsBool:   text == "true" || text == "false",
		Line:     line,
	}
}
