// Package audit reads a prose report back and says what in it cannot be
// trusted: figures that do not add up, words where a measurement belongs,
// approvals next to open work. It judges only what the text itself shows, reads
// no file and no clock, and never repeats a secret that it finds.
package audit

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Level says how sure a finding is: an error is wrong on the report's own
// terms, a warning very likely so, a note is for the reader to weigh.
type Level uint8

// The levels, from light to grave.
const (
	Note Level = iota
	Warning
	Error
)

var levelNames = []string{"note", "warning", "error"}

// String names the level as the outputs print it.
func (l Level) String() string { return levelNames[min(int(l), len(levelNames)-1)] }

// MarshalText writes the level's name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// ParseLevel reads a level's name.
func ParseLevel(s string) (Level, error) {
	if i := slices.Index(levelNames, s); i >= 0 {
		return Level(i), nil
	}
	return Note, fmt.Errorf("unknown level %q, expected one of %s", s, strings.Join(levelNames, ", "))
}

// Finding is one thing that cannot be trusted. Line is where, 0 for the
// document as a whole. Message says what disagrees with what, with the
// arithmetic. Quote is the line that it is about, with secrets left out.
type Finding struct {
	Line    int    `json:"line"`
	Rule    string `json:"rule"`
	Level   Level  `json:"level"`
	Message string `json:"message"`
	Quote   string `json:"quote"`

	spot string // the part of the line that a caret points at, "" for all of it
}

// Result is what the audit of one document found, in the order of its lines.
// Encoding is that of the file; Repaired says that its characters were mended
// before the rules ran. Source is the mended text, line by line, for outputs
// that show it.
type Result struct {
	Path     string    `json:"path"`
	Encoding string    `json:"encoding"`
	Repaired bool      `json:"repaired"`
	Findings []Finding `json:"findings"`
	// Unchecked is what was not looked at, in words.
	Unchecked []string `json:"unchecked,omitempty"`
	// Traces are the claims that the assessment bears out.
	Traces []Trace  `json:"traces,omitempty"`
	Source []string `json:"-"`
}

// Trace is a claim of a line with what it is bound to: the criterion, and where
// the evidence says it.
type Trace struct {
	Line      int    `json:"line"`
	Claim     string `json:"claim"`
	Criterion string `json:"criterion,omitempty"`
	Evidence  string `json:"evidence,omitempty"`
}

// Input is one report: the path that findings name, with slashes, and its
// contents.
type Input struct {
	Path string
	Data []byte
	// Lost is what of the file is not in Data, in words, "" for nothing.
	Lost string
	Root string // the root of the repository that the document lies in, "" for that of Options
}

// Options chooses what runs. Only, when not empty, names the rules that run;
// Skip names rules that do not. Exists says whether a path is there, relative
// to where Input.Path is relative to, with slashes; nil leaves links
// unchecked. Root is the path to the repository's root, from which links that
// begin with a slash are followed. Today is the day of the audit as 2006-01-02, "" when dates in the
// future cannot be told. Against is the assessment that figures and claims are
// compared with, nil for none.
type Options struct {
	Only    []string
	Skip    []string
	Exists  func(path string) bool
	Root    string
	Today   string
	Against *Evidence
}

// Run audits the documents, each alone and all against each other. The
// results are in the order of the inputs. An unknown rule in opts is an error.
func Run(inputs []Input, opts Options) ([]Result, error) {
	rules, err := opts.rules()
	if err != nil {
		return nil, err
	}
	documents := make([]*Document, len(inputs))
	results := make([]Result, len(inputs))
	for i, input := range inputs {
		d := Read(input.Path, input.Data)
		d.lost = input.Lost
		d.exists, d.root, d.today, d.evidence = opts.Exists, cmp.Or(input.Root, opts.Root), opts.Today, opts.Against
		documents[i] = d
		results[i] = Result{Path: d.Path, Encoding: d.Encoding, Repaired: d.Repaired, Source: d.Source}
	}
	for i, d := range documents {
		results[i].Findings = d.check(rules)
		results[i].Traces = d.traces
	}
	for _, r := range rules {
		if r.Compare == nil || len(documents) < 2 {
			continue
		}
		collectors := make([]collector, len(documents))
		for i, d := range documents {
			collectors[i] = collector{document: d, rule: r.Name}
		}
		r.Compare(documents, func(i int) Report { return collectors[i].report })
		for i := range results {
			results[i].Findings = append(results[i].Findings, collectors[i].all()...)
		}
	}
	for i := range results {
		results[i].Findings = tidy(documents[i].withoutSkipped(results[i].Findings))
		results[i].Unchecked = documents[i].unchecked(len(documents) - 1)
	}
	return results, nil
}

// check runs the rules side by side: each only reads the document, and the
// findings are put together in the order of the rules.
func (d *Document) check(rules []Rule) []Finding {
	found := make([][]Finding, len(rules))
	var running sync.WaitGroup
	for i, r := range rules {
		if r.Check != nil {
			running.Go(func() {
				c := collector{document: d, rule: r.Name}
				r.Check(d, c.report)
				found[i] = c.all()
			})
		}
	}
	running.Wait()
	return slices.Concat(found...)
}

// Worst is the gravest level among the findings of the results, and whether
// there is any finding at all.
func Worst(results []Result) (worst Level, any bool) {
	for _, r := range results {
		for _, f := range r.Findings {
			worst, any = max(worst, f.Level), true
		}
	}
	return worst, any
}

func (o Options) rules() ([]Rule, error) {
	for _, name := range append(slices.Clone(o.Only), o.Skip...) {
		if _, ok := FindRule(name); !ok {
			return nil, fmt.Errorf("unknown rule %q, expected one of %s", name, strings.Join(RuleNames(), ", "))
		}
	}
	var chosen []Rule
	for _, r := range Rules {
		if (len(o.Only) == 0 || slices.Contains(o.Only, r.Name)) && !slices.Contains(o.Skip, r.Name) {
			chosen = append(chosen, r)
		}
	}
	return chosen, nil
}

// collector gathers what one rule says of one document, up to a number that
// no reader gets to the end of.
type collector struct {
	document *Document
	rule     string
	findings []Finding
	more     int // findings beyond that number
	worst    Level
}

// report adds a finding with the line that it is about. What it quotes comes
// from the document, which Read has freed of secrets.
func (c *collector) report(level Level, line int, spot, format string, args ...any) {
	const most = 1000
	if len(c.findings) == most {
		c.more, c.worst = c.more+1, max(c.worst, level)
		return
	}
	quote := spot
	if source := c.document.Source; line > 0 && line <= len(source) {
		quote = strings.TrimSpace(source[line-1])
	}
	c.findings = append(c.findings, Finding{
		Line: line, Rule: c.rule, Level: level,
		Message: shorten(fmt.Sprintf(format, args...), 600), Quote: shorten(quote, 240), spot: spot,
	})
}

// all gives the findings, and one for those that were left out.
func (c *collector) all() []Finding {
	if c.more == 0 {
		return c.findings
	}
	return append(c.findings, Finding{Rule: c.rule, Level: c.worst,
		Message: fmt.Sprintf("%d more findings of this rule are left out", c.more)})
}

func shorten(s string, longest int) string {
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "…"
}

// tidy sorts findings by line, gravest first, and drops repeats.
func tidy(findings []Finding) []Finding {
	if findings == nil {
		findings = []Finding{}
	}
	sort.SliceStable(findings, func(i, j int) bool {
		a, b := findings[i], findings[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		if a.Level != b.Level {
			return a.Level > b.Level
		}
		if a.Rule != b.Rule {
			return a.Rule < b.Rule
		}
		return a.Message < b.Message
	})
	return slices.Compact(findings)
}
