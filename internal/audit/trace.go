package audit

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"signoff/internal/audit/bind"
	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
	"signoff/internal/scorecard"
)

// Evidence is an assessment as claims are compared with it.
type Evidence struct {
	card  *scorecard.Scorecard
	book  *bind.Book
	known map[string][]float64 // by what they count in, sorted
}

// ParseEvidence reads an assessment.json of schema signoff.assessment/v1; file
// is what errors call it.
func ParseEvidence(file string, data []byte) (*Evidence, error) {
	card, err := scorecard.Parse(file, data)
	if err != nil {
		return nil, err
	}
	return figuresOf(card, data)
}

// figuresOf takes the figures of an assessment from what it is written as.
func figuresOf(card *scorecard.Scorecard, data []byte) (*Evidence, error) {
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		return nil, fmt.Errorf("expected an assessment: %w", err)
	}
	e := &Evidence{card: card, book: bind.NewBook(card), known: map[string][]float64{}}
	e.gather(tree, "")
	e.count()
	e.add("100") // what scores are out of
	for _, figures := range e.known {
		slices.Sort(figures)
	}
	return e, nil
}

// EvidenceOf is an assessment that was just made, as claims are compared with it.
func EvidenceOf(card *scorecard.Scorecard) (*Evidence, error) {
	data, err := card.JSON()
	if err != nil {
		return nil, err
	}
	return figuresOf(card, data)
}

// gather collects every figure of the document: numbers, figures in texts,
// values with the unit that stands next to them, and what lists add up to.
func (e *Evidence) gather(node any, key string) {
	switch n := node.(type) {
	case map[string]any:
		unit, _ := n["unit"].(string)
		for k, child := range n {
			if value, ok := child.(string); ok && unit != "" {
				e.add(value + unit)
				e.add(value + " " + unit)
			}
			e.gather(child, k)
		}
	case []any:
		sum := 0.0
		for _, child := range n {
			e.gather(child, key)
			if x, ok := child.(float64); ok {
				sum += x
			}
		}
		e.add(fmt.Sprint(len(n)))
		e.add(figure.Show(sum))
	case float64:
		e.add(figure.Show(n))
		if key == "bytes" {
			e.add(figure.Show(n) + " bytes")
		}
	case string:
		e.add(n)
		for _, v := range figures(n) {
			e.keep(v)
		}
		switch key {
		case "strict", "with_waivers", "share", "headroom":
			e.add(n + "%")
		}
	}
}

// count adds how many there are of what the lists hold, by outcome, basis and
// category, with the shares that those give.
func (e *Evidence) count() {
	groups := map[string]int{}
	for _, c := range e.card.Criteria {
		groups[string(c.Outcome)]++
		groups[string(c.Basis)]++
		groups["in "+c.Category]++
		groups["in "+c.Category+" "+string(c.Outcome)]++
	}
	for _, evidence := range e.card.Evidence {
		groups["evidence "+string(evidence.State)]++
		groups["evidence "+string(evidence.Bound)]++
	}
	for _, n := range groups {
		e.add(fmt.Sprint(n))
	}
	c := e.card.Compliance
	e.add(fmt.Sprint(c.Satisfied()))
	e.add(fmt.Sprint(c.Applicable - c.Waived))
	e.add(fmt.Sprint(c.Unmet + c.Unknown))
	for i := range e.card.Criteria {
		e.countRows(e.card.Criteria[i].Rows)
	}
}

// countRows adds the rows of a breakdown, and those of the folders that they
// lie in, with their shares.
func (e *Evidence) countRows(rows []scorecard.Row) {
	type share struct{ part, whole int64 }
	folders := map[string]share{}
	for _, r := range rows {
		for i := range r.Name + "/" {
			if i == len(r.Name) || r.Name[i] == '/' {
				s := folders[r.Name[:i]]
				folders[r.Name[:i]] = share{s.part + r.Part, s.whole + r.Whole}
			}
		}
	}
	for _, s := range folders {
		e.add(fmt.Sprint(s.part))
		e.add(fmt.Sprint(s.whole))
		if s.whole > 0 {
			e.keep(Value{Number: 100 * float64(s.part) / float64(s.whole), Step: figure.Slack, Unit: "%",
				Of: math.NaN()})
		}
	}
}

// withListed reads "and 65 more" as that many beyond what is listed: in code
// spans before it on the line, else in the rows or items directly above.
func (d *Document) withListed(i int, v Value) Value {
	line := &d.Lines[i]
	before, _, found := strings.Cut(line.Raw, "nd "+v.Text)
	if !found || !strings.HasSuffix(v.Text, " more") {
		return v
	}
	if spans := len(codeSpans(before)); spans > 0 {
		v.Number += float64(spans)
		return v
	}
	const farthest = 200
	for j := i - 1; j >= max(0, i-farthest) && d.Lines[j].Section == line.Section; j-- {
		switch above := &d.Lines[j]; {
		case above.Row >= 0 || above.Kind == Item && above.Level <= 1:
			v.Number++
		case above.Table == nil && above.Level == 0:
			return v
		}
	}
	return v
}

var numbering = lazy.Regexp(`^\s*(?:\d+\.?)+\s+`)

// withoutNumbering gives the text of a line without the section number that a
// heading, or its entry in a table of contents, starts with.
func (d *Document) withoutNumbering(line *Line) string {
	name, _, _ := strings.Cut(line.Lower, " (")
	if line.Kind == Heading || line.Kind == Item && d.titled[strings.TrimSpace(name)] != 0 {
		return numbering().ReplaceAllString(line.Raw, "")
	}
	return line.Raw
}

func (e *Evidence) add(s string) {
	if v, ok := figure.Parse(s); ok {
		e.keep(v)
	}
}

func (e *Evidence) keep(v Value) {
	kind, factor := figure.Base(v)
	e.known[kind] = append(e.known[kind], v.Number*factor)
	if v.Ratio() {
		e.known["count"] = append(e.known["count"], v.Of)
	}
}

// traced says whether some figure of the assessment, rounded or cut, prints
// as v. None and all are figures of every assessment.
func (e *Evidence) traced(v Value) bool {
	if v.Unit == "%" && (v.Number == 0 || v.Number == 100) {
		return true
	}
	kind, factor := figure.Base(v)
	known, x, step := e.known[kind], v.Number*factor, v.Step*factor
	tiny := figure.Slack * math.Max(1, math.Abs(x))
	at, _ := slices.BinarySearch(known, x-step/2-tiny)
	return at < len(known) && (known[at] < x+step-tiny || known[at] <= x+tiny || v.Plus)
}
