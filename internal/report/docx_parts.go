package report

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"signoff/internal/lazy"
	"signoff/internal/markdown"
	"signoff/internal/office"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// signless takes out the signs that are in few typefaces; a word stands next to
// each.
var signless = strings.NewReplacer("✓ ", "", "✗ ", "", "▲ ", "", "◐ ", "", "[✗]", "", "[?]", "")

var signFirst = lazy.Regexp(`^(\[?)([✓✗▲◐?])(\]?) (\pL+)`)

// inks are the colours of outcomes on white paper.
var inks = map[string]string{"✓": "0D6B58", "▲": "8A5700", "◐": "8A5700", "✗": "B3261E", "?": "5B47A5"}

// signedWord parts an outcome at the start of a text from the rest: in bold and
// in its colour, and with a word when it is waived.
func signedWord(r office.Run) (head, rest office.Run, ok bool) {
	m := signFirst().FindStringSubmatch(r.Text)
	if m == nil || m[2] == "?" && m[4] != "unknown" && m[4] != "not" && m[4] != "Indeterminate" {
		return head, r, false
	}
	head = office.Run{Text: m[4], Bold: true, Color: inks[m[2]]}
	if m[1] != "" {
		head.Text += " [waived]"
	}
	r.Text = strings.TrimPrefix(r.Text, m[0])
	return head, r, true
}

// runsFromRight says whether a text begins in a script that runs from right to
// left.
func runsFromRight(s string) bool {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana):
			return true
		case unicode.IsLetter(r):
			return false
		}
	}
	return false
}

func plainRuns(s string) []office.Run {
	return []office.Run{{Text: s, RightToLeft: runsFromRight(s)}}
}

// said gives the runs of a piece in one paragraph.
func (p *printing) said(part piece) []office.Run {
	var list []office.Run
	for _, inner := range markdown.Tree(part.Markdown) {
		list = append(list, p.runs(inner.Spans)...)
	}
	return list
}

// cover is the block at the top of the first page: what the document is, the
// verdict with its reasons, and the figures.
func (p *printing) cover() {
	v, s := p.v, p.v.s
	p.doc.Paragraph("Title", "", plainRuns(wording.Name(s)))
	p.doc.Paragraph("Subtitle", "", plainRuns("Readiness assessment"))
	p.controlTable()
	sign := wording.VerdictSign(s.Verdict.Outcome)
	p.doc.Paragraph("Verdict", "", []office.Run{{Text: sign.Word, Bold: true, Color: inks[sign.Char]}})
	if released := wording.ReleasedWhy(s); released != "" {
		p.doc.Paragraph("", "", []office.Run{{Text: wording.Sentence(released), Bold: true}})
	}
	p.doc.Paragraph("", "", plainRuns(v.sentence()))
	var reasons [][]office.Run
	for _, r := range v.reasons(call{}) {
		reasons = append(reasons, p.said(r))
	}
	p.doc.List(true, reasons)
	for _, said := range []piece{v.need(), text(v.wanting())} {
		if !said.Empty() {
			p.doc.Paragraph("", "", p.said(said))
		}
	}
	for _, part := range markdown.Tree(v.figureTable()) {
		if part.Kind == markdown.TablePart {
			p.table(part)
		} else {
			p.doc.Paragraph("", "", p.runs(part.Spans))
		}
	}
	for _, said := range strings.Split(strings.TrimSpace(v.tally().Markdown), "\n\n") {
		p.doc.Paragraph("", "", []office.Run{{Text: signless.Replace(strings.ReplaceAll(markdown.Plain(said), "? ", ""))}})
	}
}

// controlTable says which document this is, and of what.
func (p *printing) controlTable() {
	s := p.v.s
	var rows [][]office.Cell
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, []office.Cell{{Text: []office.Run{{Text: name, Bold: true}}}, {Text: plainRuns(value)}})
		}
	}
	c := s.Control
	if c == nil {
		c = &scorecard.Control{}
	}
	add("Status", wording.Ruled(s))
	add("Document", c.ID)
	add("Version", c.Version)
	add("As of", wording.Judged(s)+wording.Settled(s))
	add("Period", s.Period)
	add("Branch", s.Branch)
	add("Commit", cmp.Or(s.Commit, "not known"))
	add("Assessment", strings.TrimSpace("sha256 "+p.v.o.Digest))
	add("Criteria", "sha256 "+s.Plan.SHA256)
	add("Prepared with", strings.TrimSpace(s.Tool.Name+" "+s.Tool.Version))
	if e := p.v.earlier(); e != nil {
		add("Replaces", strings.TrimSpace(e.Release+" "+wording.Brief(e.Digest())))
	}
	add("Distribution", c.Distribution)
	add("Class", c.Classification)
	add("Contact", c.Contact)
	p.doc.Table(office.Table{Rows: rows, Plain: true, Widths: p.doc.Widths(1, 5)})
}

// signatures is the table that is signed, with what signing means.
func (p *printing) signatures() {
	s := p.v.s
	if len(s.Approvals) == 0 {
		p.doc.Paragraph("", "", plainRuns("No approval is asked for."))
		return
	}
	if p.v.o.Digest != "" {
		p.doc.Paragraph("Caption", "", plainRuns("By signing, each role speaks about assessment "+wording.Brief(p.v.o.Digest)+" and no other."))
	}
	words := func(s string) office.Cell { return office.Cell{Text: plainRuns(s)} }
	t := office.Table{Head: true, Tall: true, Widths: p.doc.Widths(3, 4, 5, 5, 4, 3)}
	t.Rows = append(t.Rows, []office.Cell{words("Role"), words("Name"), words("Decision"), words("Condition or reason"), words("Signature"), words("Date")})
	for _, a := range s.Approvals {
		if a.State == scorecard.Missing {
			fill := office.Cell{Text: plainRuns(" "), Fill: true}
			t.Rows = append(t.Rows, []office.Cell{words(a.Role), fill, words("☐ approve ☐ approve on a condition ☐ refuse"), fill, fill, fill})
			continue
		}
		said := markdown.Plain(approvalState(a).Markdown)
		signature := "recorded with signoff approve"
		if a.Signer != "" {
			signature = fmt.Sprintf("by the key of %s %s", wording.Clip(a.Signer), a.Key)
		}
		notes := append([]string{}, a.Notes...)
		if a.Condition != "" {
			notes = append([]string{wording.Clip(a.Condition) + until(a)}, notes...)
		}
		t.Rows = append(t.Rows, []office.Cell{words(a.Role), words(a.Name), {Text: p.runs([]markdown.Span{{Text: said}})}, words(wording.Clip(strings.Join(notes, "; "))), words(signature), words(wording.Moment(a.Date))})
	}
	p.doc.Table(t)
	p.doc.Paragraph("", "", plainRuns("Pen and ink on this page are not seen by signoff; record them with signoff approve. "+markdown.Plain(p.v.signing(false).Markdown)))
}
