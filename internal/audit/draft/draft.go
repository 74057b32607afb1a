// Package draft makes a signoff.yaml of what a written report claims: its groups,
// its rows that have a target and its ticked claims, each with the line that it
// came from. It proves nothing: every criterion is unknown until it names evidence
// of its own.
package draft

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/audit"
	"signoff/internal/markdown"
)

// Draft is what a written report gives for a criteria file.
type Draft struct {
	Path       string
	Project    string
	Categories []Category
	Criteria   []Criterion
	Left       []string // what looked like a target and could not become one
	scored     bool     // the categories are those of a table of scores
}

// Category is one group, from the report's table of scores or its sections.
type Category struct {
	ID, Title string
	Line      int
}

// Criterion is one claim. Target is written as signoff.yaml expects it, "" for a
// claim that gives none. Also are further lines that say the same.
type Criterion struct {
	ID, Title, Category, Target, Quote string
	Line                               int
	Also                               []int
}

// Of drafts the criteria of a report.
func Of(report *audit.Document) Draft {
	claims := report.Claims()
	draft := Draft{Path: report.Path, Project: cmp.Or(claims.Subject, "unnamed"), Left: claims.Left}
	draft.Categories = categories(claims.Scores)
	if draft.scored = len(draft.Categories) > 0; !draft.scored {
		draft.Categories = categories(claims.Sections)
	}
	if len(draft.Categories) == 0 {
		draft.Categories = categories([]audit.Topic{{Title: "General", Line: 1}})
	}
	seen := map[string]int{}
	counts := map[string]int{}
	for _, c := range claims.List {
		key := strings.ToLower(c.Title + "\x00" + c.Target)
		if at, known := seen[key]; known {
			draft.Criteria[at].Also = append(draft.Criteria[at].Also, c.Line)
			continue
		}
		seen[key] = len(draft.Criteria)
		category := draft.categoryOf(c)
		prefix := draft.prefix(category)
		counts[prefix]++
		draft.Criteria = append(draft.Criteria, Criterion{ID: fmt.Sprintf("%s-%02d", prefix, counts[prefix]), Title: c.Title,
			Category: category.ID, Target: c.Target, Quote: c.Quote, Line: c.Line})
	}
	draft.dropEmpty()
	return draft
}

// categories gives every topic an id, each once.
func categories(topics []audit.Topic) (found []Category) {
	for _, t := range topics {
		id := identifier(t.Title)
		if id == "" && t.Title != "" {
			id = fmt.Sprintf("category-%d", len(found)+1)
		}
		if id != "" && !slices.ContainsFunc(found, func(c Category) bool { return c.ID == id }) {
			found = append(found, Category{id, t.Title, t.Line})
		}
	}
	return found
}

// dropEmpty leaves out the categories without a criterion.
func (d *Draft) dropEmpty() {
	used := map[string]bool{}
	for _, c := range d.Criteria {
		used[c.Category] = true
	}
	if len(used) > 0 && !d.scored {
		d.Categories = slices.DeleteFunc(d.Categories, func(c Category) bool { return !used[c.ID] })
	}
}

// YAML writes the draft as a signoff.yaml that loads as it is. No criterion has
// a question, so that each is unknown until somebody gives it one.
func (d Draft) YAML() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Drafted from %s. Nothing here is proved yet: every criterion is unknown\n"+
		"# until it names its evidence and measure.\n", markdown.OneLine(d.Path))
	fmt.Fprintf(&b, "version: 1\nproject: %s\n\nevidence: {}\n\ncategories:\n", quoted(d.Project))
	for _, c := range d.Categories {
		fmt.Fprintf(&b, "  - { id: %s, title: %s } # line %d\n", c.ID, quoted(c.Title), c.Line)
	}
	if len(d.Criteria) == 0 {
		fmt.Fprintf(&b, "\ncriteria: []\n")
		return b.Bytes()
	}
	fmt.Fprintf(&b, "\ncriteria:\n")
	for _, c := range d.Criteria {
		fmt.Fprintf(&b, "  # line %d: %s\n", c.Line, markdown.OneLine(shortened(c.Quote)))
		if len(c.Also) > 0 {
			fmt.Fprintf(&b, "  # also in line %s\n", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(c.Also)), ", "), "[]"))
		}
		fmt.Fprintf(&b, "  - id: %s\n    title: %s\n    category: %s\n", c.ID, quoted(c.Title), c.Category)
		if c.Target != "" {
			fmt.Fprintf(&b, "    target: %s\n", quoted(c.Target))
		}
	}
	return b.Bytes()
}

func shortened(s string) string {
	const longest = 160
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "…"
}

// quoted is a string in the double quotes that YAML and JSON share.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(markdown.OneLine(s)); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
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
var latin = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "oe", "å", "aa",
	"á", "a", "à", "a", "â", "a", "ã", "a", "ą", "a",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "ı", "i",
	"ó", "o", "ò", "o", "ô", "o", "õ", "o",
	"ú", "u", "ù", "u", "û", "u",
	"ç", "c", "ć", "c", "č", "c", "ñ", "n", "ń", "n", "ł", "l", "ś", "s", "š", "s", "ş", "s",
	"ź", "z", "ż", "z", "ž", "z", "ř", "r", "ý", "y", "ğ", "g",
)

// transliterated writes accents and umlauts as letters; what has no such form stays.
func transliterated(s string) string { return latin.Replace(s) }

func shortenID(s string) string {
	const longest = 60
	return s[:min(len(s), longest)]
}

// categoryOf finds the category whose words the criterion shares most, its
// own words counting more than those of its section; the first otherwise.
func (d Draft) categoryOf(c audit.Claim) Category {
	own, around := stems(c.Title), stems(c.Under)
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

// commonWords tell no category from another.
var commonWords = []string{"assessment", "results", "validation", "readiness", "summary", "report", "phase", "final"}

// stems are the first letters of the longer words of a text.
func stems(s string) map[string]bool {
	const long = 5
	found := map[string]bool{}
	apart := func(r rune) bool { return (r < 'a' || r > 'z') && r < 0x80 }
	for _, word := range strings.FieldsFunc(strings.ToLower(s), apart) {
		if len(word) >= 4 && !slices.Contains(commonWords, word) {
			found[word[:min(len(word), long)]] = true
		}
	}
	return found
}

// prefix is what the ids of a category begin with; two categories share none.
func (d Draft) prefix(c Category) string {
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
