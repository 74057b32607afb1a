// Package bind compares what a report says with an assessment: a claim is a
// thing named, a figure or word said of it, and what takes that back. It
// judges only what is bound to a thing of the assessment; of several things
// that a name may mean, any that agrees is enough.
package bind

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
)

// Book is an assessment laid out so that claims can be bound to it.
type Book struct {
	card   *scorecard.Scorecard
	names  map[string][]name    // by first word
	titles []title              // one a criterion
	stems  map[string][]int     // criteria whose title tells the word
	joined map[string][2]string // neighbours of titles written as one: rollback
	pairs  map[[2]string]bool   // neighbours of titles of which the second says something
	own    map[string]bool      // the words of the project's name
	facts  map[string][]entry   // by measure, of questions about everything
	rows   map[string][]int     // criteria with a row or series of that name
}

// kind of a name.
type kind uint8

const (
	criterionID kind = iota
	waiverID
	categoryTitle
	roleName
	projectName
	wholeTitle
	rowName
	gradeName
)

// name is a thing of the assessment by its own words; at is its place in the
// list of its kind.
type name struct {
	kind  kind
	words []string
	text  string // in lower case, as the text must hold it
	at    int
}

// title is a criterion's title by what tells it from the others.
type title struct {
	stems  []string
	all    []string // with the words that tell nothing but may turn the sense
	weight map[string]float64
	total  float64
}

// entry is a figure of a measure that a criterion, or what it was counted from,
// gives.
type entry struct {
	value     float64
	unit      string
	criterion int
}

// NewBook lays out an assessment.
func NewBook(card *scorecard.Scorecard) *Book {
	b := &Book{
		card:   card,
		names:  map[string][]name{},
		stems:  map[string][]int{},
		joined: map[string][2]string{},
		pairs:  map[[2]string]bool{},
		facts:  map[string][]entry{},
		rows:   map[string][]int{},
	}
	for i := range card.Criteria {
		c := &card.Criteria[i]
		b.add(criterionID, c.ID, i)
		b.add(wholeTitle, c.Title, i)
		for _, r := range c.Rows {
			b.row(r.Name, i)
		}
	}
	for i, w := range card.Waivers {
		b.add(waiverID, w.ID, i)
	}
	for i, c := range card.Categories {
		b.add(categoryTitle, c.Title, i)
		b.add(categoryTitle, c.ID, i)
	}
	for i, a := range card.Approvals {
		b.add(roleName, a.Role, i)
	}
	b.add(projectName, card.Project, 0)
	b.own = map[string]bool{}
	project := words.Scan(card.Project)
	for _, t := range project.Tokens {
		b.own[t.Word] = true
	}
	for i, g := range card.Plan.Thresholds.Grades {
		b.add(gradeName, g.Name, i)
	}
	b.tell()
	b.measure()
	return b
}

func (b *Book) row(text string, criterion int) {
	if len(text) < 2 || len(text) > 60 {
		return
	}
	if b.rows[text] == nil {
		b.add(rowName, text, criterion)
	}
	b.rows[text] = append(b.rows[text], criterion)
}

func (b *Book) add(k kind, text string, at int) {
	scanned := words.Scan(text)
	if len(scanned.Tokens) == 0 {
		return
	}
	n := name{kind: k, text: strings.TrimSpace(scanned.Lower), at: at}
	if k == rowName {
		n.text = text
	}
	for _, t := range scanned.Tokens {
		n.words = append(n.words, t.Word)
	}
	b.names[n.words[0]] = append(b.names[n.words[0]], n)
}

// tell weighs the words of the titles: one that few titles hold tells more.
func (b *Book) tell() {
	b.titles = make([]title, len(b.card.Criteria))
	for i := range b.card.Criteria {
		t := &b.titles[i]
		scanned := words.Scan(b.card.Criteria[i].Title)
		t.stems, t.all = telling(&scanned)
		for k := 1; k < len(scanned.Tokens); k++ {
			one, two := scanned.Tokens[k-1].Word, scanned.Tokens[k].Word
			b.joined[one+two] = [2]string{stem(one), stem(two)}
			b.pairs[[2]string{one, two}] = !words.In(two).Has(words.Filler, words.Not, words.None)
		}
		for _, s := range t.stems {
			b.stems[s] = append(b.stems[s], i)
		}
	}
	for i := range b.titles {
		t := &b.titles[i]
		t.weight = make(map[string]float64, len(t.stems))
		for _, s := range t.stems {
			t.weight[s] = 1 / float64(len(b.stems[s]))
			t.total += t.weight[s]
		}
	}
}

// idle are the concepts whose words tell no criterion from another.
var idle = words.SetOf(
	words.Filler,
	words.All,
	words.None,
	words.Not,
	words.Of,
	words.Join,
	words.Turn,
	words.AtLeast,
	words.AtMost,
	words.About,
)

// telling gives the stems of the words that tell something, each once, and of
// all words that are not mere fillers.
func telling(t *words.Text) (stems, all []string) {
	seen := map[string]bool{}
	hits := t.Find()
	h := 0
	for i, token := range t.Tokens {
		for h < len(hits) && hits[h].End <= i {
			h++
		}
		var set words.Set
		if h < len(hits) && hits[h].First <= i {
			set = hits[h].Set
		}
		s := stem(token.Word)
		if seen[s] || s == "percentil" || s == "quantil" {
			continue
		}
		if set == 0 || set&^idle != 0 && !set.Has(words.All, words.None, words.Not) {
			seen[s] = true
			if set.Has(words.Filler) {
				continue
			}
			stems = append(stems, s)
			all = append(all, s)
		} else if set.Has(words.None, words.Not) {
			seen[s] = true
			all = append(all, s)
		}
	}
	return stems, all
}

// tells says whether a word is one of a title's, or two of them written as one.
func (b *Book) tells(word string) bool {
	_, joined := b.joined[word]
	return joined || len(b.stems[stem(word)]) > 0
}

// shown reads a figure as the assessment shows it.
func shown(s string) (figure.Value, bool) { return figure.Parse(words.Fold(s)) }

// Subjects says whether the names of the assessment stand in a text: its
// project, or a criterion's id.
func (b *Book) Subjects(text string) bool {
	t := words.Scan(text)
	for _, m := range b.find(&t) {
		if m.kind == projectName || m.kind == criterionID {
			return true
		}
	}
	return false
}

// Names says whether a text is nothing but names of the assessment.
func (b *Book) Names(text string) bool {
	t := words.Scan(text)
	covered := 0
	for _, m := range b.find(&t) {
		covered = max(covered, m.end)
	}
	return covered > 0 && covered == len(t.Tokens)
}

// Whole says whether a title names nothing but the assessed project, and so is
// about the whole of it: "Notes on Data stores".
func (b *Book) Whole(title string) bool {
	v := b.look(title)
	if len(v.Tokens) == 0 {
		return true
	}
	g := b.group(v, 0, len(v.Tokens))
	return !g.foreign && !g.narrow &&
		!g.own.Has(words.Tests, words.Findings, words.Criteria, words.Approvals, words.Waivers) &&
		len(g.ids)+len(g.categories)+len(g.roles) == 0 && !b.otherVersion(title)
}

// OtherRelease says whether a heading is about a release that is not the one
// assessed: its number, with hardly a word next to it.
func (b *Book) OtherRelease(title string) bool {
	return b.otherSubject(title)
}
