package audit

import (
	"fmt"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
)

// Claims is what a document claims of its subject, for those who make criteria of
// it: nothing of it is proved by being said.
type Claims struct {
	Subject string // "" where it names none
	// Scores are the rows of its longest table of scores, Sections its main sections.
	Scores, Sections []Topic
	// List are the rows that have a target, then the ticked claims.
	List []Claim
	Left []string // what looked like a target and is no quantity of signoff.yaml
}

// Topic is a group of claims, with the line that names it.
type Topic struct {
	Title string
	Line  int
}

// Claim is one of them. Target is written as signoff.yaml expects it, "" for a
// claim that gives none; Under are the titles of the sections that it stands in.
type Claim struct {
	Title, Target, Quote, Under string
	Line                        int
}

// Claims reads what the document claims.
func (d *Document) Claims() Claims {
	c := Claims{Subject: d.subject(), Scores: d.scored(), Sections: d.mainSections()}
	c.List = append(d.targetRows(&c.Left), d.tickedClaims()...)
	for i := range c.List {
		c.List[i].Under = d.under(c.List[i].Line)
	}
	return c
}

func (d *Document) subject() string {
	for i := range d.Lines {
		if line := &d.Lines[i]; oneOf(line.key, subjectKeys) && line.Value != "" {
			return line.Value
		}
	}
	if len(d.Sections) > 1 {
		return d.Sections[1].Title
	}
	return ""
}

// scored are the rows of the longest table of scores.
func (d *Document) scored() (topics []Topic) {
	var best *Table
	for _, t := range d.Tables {
		if t.scores != nil && (best == nil || len(t.Rows) > len(best.Rows)) && d.scoreTable(t) {
			best = t
		}
	}
	if best == nil {
		return nil
	}
	for _, r := range best.Rows {
		if !isTotal(r) {
			topics = append(topics, Topic{strings.TrimRight(r.Cell(0).Text, ":*"), r.Line})
		}
	}
	return topics
}

// scoreTable says that a table is about scores and not, say, the coverage of
// some files.
func (d *Document) scoreTable(t *Table) bool {
	return !t.Tree || containsAny(strings.ToLower(t.Title+" "+d.Sections[t.Section].Title), "score", "assessment",
		"readiness", "rating")
}

func (d *Document) mainSections() (topics []Topic) {
	for _, s := range d.Sections[1:] {
		if s.Level == 2 {
			topics = append(topics, Topic{numbering().ReplaceAllString(s.Title, ""), s.Line})
		}
	}
	return topics
}

// under joins the titles of the sections that a line stands in.
func (d *Document) under(no int) (titles string) {
	if line := d.line(no); line != nil {
		for s := line.Section; s > 0; s = d.Sections[s].Parent {
			titles += " " + d.Sections[s].Title
		}
	}
	return titles
}

// targetRows gives the rows with a target, and lines that state one: in
// brackets, as "Target: < 30 s" below a heading, or in the text of a box.
func (d *Document) targetRows(left *[]string) []Claim {
	var found []Claim
	for _, t := range d.Tables {
		if target := t.draftTarget(); !t.Tree && target >= 1 {
			for _, r := range t.Rows {
				if c, ok := d.targetRow(t, r, target, left); ok {
					found = append(found, c)
				}
			}
		}
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Table != nil || line.Quoted || line.Kind == Code || line.Kind == FrontMatter {
			continue
		}
		if c, ok := d.targetLine(line); ok {
			found = append(found, c)
		}
	}
	return found
}

// draftTarget finds the column of what is asked for, a limit among them.
func (t *Table) draftTarget() int {
	if column := t.targetColumn(); column >= 1 {
		return column
	}
	return t.ColumnLike(func(h string) bool {
		return hasWord(h, "max", "maximum", "min", "minimum", "allowed", "limit", "at most", "at least") &&
			!achievedHeader(h)
	})
}

// targetRow drafts a row: its name without figures, and its target.
func (d *Document) targetRow(t *Table, r Row, target int, left *[]string) (Claim, bool) {
	var names []string
	for i := range target {
		cell := r.Cell(i)
		if _, figure := cell.Value(); cell.Text != "" && t.Header[i] != "#" && !figure &&
			!achievedHeader(t.Header[i]) && !statusHeader(t.Header[i]) {
			names = append(names, cell.Text)
		}
	}
	v, ok := r.Cell(target).Value()
	title := withoutFigures(strings.Join(names, " "))
	if !ok {
		if v, ok = targetInName(r); !ok {
			return Claim{}, false
		}
	}
	if title == "" || isTotal(r) {
		return Claim{}, false
	}
	if v.Rest != "" && !hasDigit(v.Rest) && !strings.ContainsAny(v.Rest, "()/,;") {
		title += " " + v.Rest
	}
	asked := targetOf(v, title, t.Header[target])
	if asked == "" {
		*left = append(*left, fmt.Sprintf("line %d: %s is not a quantity of signoff.yaml", r.Line, r.Cell(target).Text))
	}
	return Claim{Title: title, Target: asked, Line: r.Line, Quote: strings.TrimSpace(d.Source[r.Line-1])}, true
}

var (
	targetWord = lazy.Regexp(`(?i)\b(?:target|goal|limit|required|ziel|zielwert|soll|objectif|cible|objetivo` +
		`|meta)\b[:= ]*`)
	boundInside = lazy.Regexp(`(?:<=|>=|[<>≤≥])\s*\d`)
)

// targetLine drafts "Availability: 99.97 % (target: 99.9 %)", "Target: < 30 s"
// below a heading, and a box such as "Coverage > 80%".
func (d *Document) targetLine(line *Line) (Claim, bool) {
	made := func(title string, v Value, header string) (Claim, bool) {
		title = withoutFigures(title)
		asked := targetOf(v, title, header)
		return Claim{Title: title, Target: asked, Line: line.No,
			Quote: strings.TrimSpace(d.Source[line.No-1])}, title != "" && asked != ""
	}
	if at := targetWord().FindStringIndex(line.Value); line.Key != "" && at != nil {
		if v, ok := figure.Parse(line.Value[at[1]:]); ok {
			return made(line.Key, v, "target")
		}
	}
	if words.Whole(line.Key).Has(words.Target) && line.Section > 0 {
		if v, ok := figure.Parse(line.Value); ok {
			return made(d.Sections[line.Section].Title, v, line.key)
		}
	}
	if line.Box == NoBox && line.Mark != Tick {
		return Claim{}, false
	}
	if at := boundInside().FindStringIndex(line.Text); at != nil {
		if v, ok := figure.Parse(line.Text[at[0]:]); ok {
			return made(strings.TrimLeft(line.Text[:at[0]], "-*[]xX "), v, "")
		}
	}
	return Claim{}, false
}

var (
	inBracketsAFigure = lazy.Regexp(`\s*\([^()]*\d[^()]*\)`)
	figureLike        = lazy.Regexp(`(?:[<>≤≥=~]+\s*)?\$?\d[\d.,]*\s?(?:%|(?:ns|us|µs|ms|s|min|h|d|MB|GB|KB|kB|TB` +
		`|MiB|GiB|KiB|Mi|Gi|Ki|req/s|rps|ops/s)\b)|\d+\s?/\s?\d+|[<>≤≥=]+\s*\d[\d.,]*`)
)

// withoutFigures gives a name without the figures and bounds in it.
func withoutFigures(s string) string {
	s = inBracketsAFigure().ReplaceAllString(s, "")
	s = figureLike().ReplaceAllString(s, "")
	return strings.Trim(strings.Join(strings.Fields(s), " "), " :,;-–—=<>≤≥()")
}

// targetOf writes a figure as a target; "" when signoff.yaml has no such
// quantity. Without a sign the header tells the side, then the name.
func targetOf(v Value, title, header string) string {
	sign := map[string]string{"<": "<", "<=": "<=", ">": ">", ">=": ">="}[v.Qualifier]
	switch {
	case sign != "":
	case v.Plus, hasWord(header, "min", "minimum", "at least"):
		sign = ">="
	case hasWord(header, "limit", "max", "maximum", "allowed", "at most", "budget"):
		sign = "<="
	case direction(title) > 0:
		sign = ">="
	case direction(title) < 0:
		sign = "<="
	default:
		sign = "=="
	}
	if v.Ratio() {
		return ""
	}
	unit, spelled := units[v.Unit]
	if !spelled {
		unit = v.Unit
	}
	text := sign + " " + figure.Plain(v.Number) + unit
	if _, err := quantity.ParseTarget(text, quantity.Any); err != nil {
		return ""
	}
	return text
}

// units are the words of reports as signoff.yaml spells them.
var units = map[string]string{
	"gi": "GiB", "mi": "MiB", "ki": "KiB", "ti": "TiB", "mb": "MB", "kb": "kB", "gb": "GB", "tb": "TB", "mib": "MiB",
	"kib": "KiB", "gib": "GiB", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"minutes": "m", "minute": "m", "min": "m", "hours": "h", "hour": "h", "days": "d", "day": "d", "μs": "µs",
	"rps": "requests/s", "qps": "queries/s", "req/sec": "requests/s",
}

// tickedClaims gives the ticked lines outside tables, and the ticked rows of
// tree lists.
func (d *Document) tickedClaims() []Claim {
	const longest = 160
	var found []Claim
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Mark != Tick && line.Box != Checked || line.Kind == Heading || line.Kind == Cells || line.Quoted ||
			line.Kind == FrontMatter {
			continue
		}
		title := strings.TrimLeft(plain(strings.TrimLeft(strings.TrimSpace(line.Raw), "├└┣┗─━│ ")), "-*[]xX ")
		if boundInside().MatchString(line.Text) || words.Whole(line.Key).Has(words.VerdictKey, words.StatusKey) {
			continue // a target, or a verdict
		}
		title = withoutFigures(title)
		if title == "" || approvalRank(line) > 1 {
			continue
		}
		found = append(found, Claim{Title: shorten(title, longest), Line: line.No,
			Quote: strings.TrimSpace(d.Source[line.No-1])})
	}
	return found
}
