package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Draft is what a written report gives for a criteria file: its categories,
// its rows that have a target, and its ticked claims, each with the line of
// the report that it came from.
type Draft struct {
	Path       string
	Project    string
	Categories []DraftCategory
	Criteria   []DraftCriterion
	Left       []string // what looked like a target and could not become one
	scored     bool     // the categories are those of a table of scores
}

// DraftCategory is one group, from the report's table of scores or its
// sections.
type DraftCategory struct {
	ID, Title string
	Line      int
}

// DraftCriterion is one criterion. Target is written as signoff.yaml expects it,
// "" for a claim that gives none.
// Also are further lines that say the same.
type DraftCriterion struct {
	ID, Title, Category, Target, Quote string
	Line                               int
	Also                               []int
}

// NewDraft reads a report as a draft of criteria. Nothing in the draft is
// proved by the report: every criterion is unknown until it names evidence of
// its own.
func NewDraft(d *Document) Draft {
	draft := Draft{Path: d.Path, Project: d.projectName()}
	draft.Categories, draft.scored = d.draftCategories()
	seen := map[string]int{}
	counts := map[string]int{}
	for _, c := range append(d.targetRows(&draft.Left), d.tickedClaims()...) {
		key := strings.ToLower(c.Title + "\x00" + c.Target)
		if at, known := seen[key]; known {
			draft.Criteria[at].Also = append(draft.Criteria[at].Also, c.Line)
			continue
		}
		seen[key] = len(draft.Criteria)
		category := draft.categoryOf(d, c)
		c.Category = category.ID
		prefix := draft.prefix(category)
		counts[prefix]++
		c.ID = fmt.Sprintf("%s-%02d", prefix, counts[prefix])
		draft.Criteria = append(draft.Criteria, c)
	}
	draft.dropEmpty()
	return draft
}

// dropEmpty leaves out the categories without a criterion.
func (d *Draft) dropEmpty() {
	used := map[string]bool{}
	for _, c := range d.Criteria {
		used[c.Category] = true
	}
	if len(used) > 0 && !d.scored {
		d.Categories = slices.DeleteFunc(d.Categories, func(c DraftCategory) bool { return !used[c.ID] })
	}
}

// YAML writes the draft as a signoff.yaml that loads as it is. No criterion has
// a question, so that each is unknown until somebody gives it one.
func (d Draft) YAML() []byte {
	var b bytes.Buffer
	w := &writer{to: &b}
	w.printf("# Drafted from %s. Nothing here is proved yet: every criterion is unknown\n", oneLine(d.Path))
	w.printf("# until it names its evidence and measure.\n")
	w.printf("version: 1\nproject: %s\n\nevidence: {}\n\ncategories:\n", quoted(d.Project))
	for _, c := range d.Categories {
		w.printf("  - { id: %s, title: %s } # line %d\n", c.ID, quoted(c.Title), c.Line)
	}
	if len(d.Criteria) == 0 {
		w.printf("\ncriteria: []\n")
		return b.Bytes()
	}
	w.printf("\ncriteria:\n")
	for _, c := range d.Criteria {
		w.printf("  # line %d: %s\n", c.Line, oneLine(shorten(c.Quote, 160)))
		if len(c.Also) > 0 {
			w.printf("  # also in line %s\n", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(c.Also)), ", "),
				"[]"))
		}
		w.printf("  - id: %s\n    title: %s\n    category: %s\n", c.ID, quoted(c.Title), c.Category)
		if c.Target != "" {
			w.printf("    target: %s\n", quoted(c.Target))
		}
	}
	return b.Bytes()
}

// quoted is a string in the double quotes that YAML and JSON share.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(oneLine(s)); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

func (d *Document) projectName() string {
	for i := range d.Lines {
		if line := &d.Lines[i]; oneOf(line.key, subjectKeys) && line.Value != "" {
			return line.Value
		}
	}
	if len(d.Sections) > 1 {
		return d.Sections[1].Title
	}
	return "unnamed"
}

// draftCategories takes the rows of the longest table of scores, or the main
// sections where there is none.
func (d *Document) draftCategories() (found []DraftCategory, scored bool) {
	add := func(title string, line int) {
		id := identifier(title)
		if id == "" && title != "" {
			id = fmt.Sprintf("category-%d", len(found)+1)
		}
		for _, c := range found {
			if c.ID == id {
				return
			}
		}
		if id != "" {
			found = append(found, DraftCategory{ID: id, Title: title, Line: line})
		}
	}
	var best *Table
	for _, t := range d.Tables {
		if t.scores != nil && (best == nil || len(t.Rows) > len(best.Rows)) && d.scoreTable(t) {
			best = t
		}
	}
	if best != nil {
		for _, r := range best.Rows {
			if !isTotal(r) {
				add(strings.TrimRight(r.Cell(0).Text, ":*"), r.Line)
			}
		}
	}
	if len(found) > 0 {
		return found, true
	}
	for _, s := range d.Sections[1:] {
		if s.Level == 2 {
			add(numbering().ReplaceAllString(s.Title, ""), s.Line)
		}
	}
	if len(found) == 0 {
		add("General", 1)
	}
	return found, false
}

// scoreTable says that a table is about scores and not, say, the coverage of
// some files.
func (d *Document) scoreTable(t *Table) bool {
	return !t.Tree || containsAny(strings.ToLower(t.Title+" "+d.Sections[t.Section].Title), "score", "assessment",
		"readiness", "rating")
}

func identifier(title string) string {
	var b strings.Builder
	for _, r := range transliterated(strings.ToLower(title)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.Trim(shortenID(b.String()), "-")
	if id != "" && (id[0] < 'a' || id[0] > 'z') {
		return ""
	}
	return id
}

// latin writes the letters of European languages in ASCII.
var latin = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "oe", "å",
	"aa", "á", "a", "à", "a", "â", "a", "ã", "a",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "ì", "i", "î", "i", "ï", "i", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ú", "u", "ù", "u", "û", "u",
	"ç", "c", "ñ", "n", "ł", "l", "ś", "s", "ź", "z", "ż", "z", "ć", "c", "ń", "n", "ą", "a", "ę", "e", "č", "c", "š", "s", "ž", "z", "ř", "r", "ě", "e", "ý", "y", "ğ", "g", "ş", "s", "ı", "i")

// transliterated writes accents and umlauts as letters; what has no such form stays.
func transliterated(s string) string { return latin.Replace(s) }

func shortenID(s string) string {
	const longest = 60
	return s[:min(len(s), longest)]
}

// categoryOf finds the category whose words the criterion shares most, its
// own words counting more than those of its section; the first otherwise.
func (d Draft) categoryOf(report *Document, c DraftCriterion) DraftCategory {
	near := ""
	if line := report.line(c.Line); line != nil {
		for s := line.Section; s > 0; s = report.Sections[s].Parent {
			near += " " + report.Sections[s].Title
		}
	}
	own, around := stems(c.Title), stems(near)
	best, most := d.Categories[0], 0
	for _, category := range d.Categories {
		points := 0
		if strings.HasPrefix(strings.ToLower(c.Title), strings.ToLower(category.Title)) {
			points = 10
		}
		for stem := range stems(category.Title) {
			if own[stem] {
				points += 3
			}
			if around[stem] {
				points += 2
			}
		}
		if points > most {
			best, most = category, points
		}
	}
	return best
}

// stems are the first letters of the longer words of a text.
func stems(s string) map[string]bool {
	const long = 5
	found := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') &&
			r < 0x80
	}) {
		if len(word) >= 4 && !oneOf(word, []string{"assessment", "results", "validation", "readiness", "summary",
			"report", "phase", "final"}) {
			found[word[:min(len(word), long)]] = true
		}
	}
	return found
}

// prefix is what the ids of a category begin with; two categories share none.
func (d Draft) prefix(c DraftCategory) string {
	const long = 4
	short := func(id string) string {
		id = strings.ToUpper(strings.ReplaceAll(id, "-", ""))
		return id[:min(len(id), long)]
	}
	for i, other := range d.Categories {
		if other.ID == c.ID {
			return short(c.ID)
		}
		if short(other.ID) == short(c.ID) {
			return fmt.Sprintf("%s%d", short(c.ID), i+2)
		}
	}
	return short(c.ID)
}
