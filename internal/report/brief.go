package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// mostMoved is how many rows of what changed stand before the fold.
const mostMoved = 7

// mark is the line by which whoever posts the document finds it again.
func mark(v *view, _ call) piece {
	return piece{Markdown: fmt.Sprintf("%s %.16x -->\n", markWords, sha256.Sum256([]byte(wording.Subject(v.s.Project, v.o.Prefix))))}
}

// markWords begin a document that is posted as a comment.
const markWords = "<!-- signoff comment"

// headline is the verdict with what it is about, as a heading of its own.
func headline(v *view, _ call) piece {
	s := wording.VerdictSign(v.s.Verdict.Outcome)
	said := s.Word + ": " + wording.Name(v.s)
	head := piece{Markdown: "### " + s.Char + " " + markdown.Escape(said) + "\n",
		HTML: template.HTML(`<h1 class="verdict">`) + verdictSymbol(v.s.Verdict.Outcome) + esc(said) + "</h1>\n"}
	return blocks(head, v.released())
}

// told is what became of the assessment since another, whichever way that is
// known; nil when none was compared.
func (v *view) told() *scorecard.Since {
	if v.s.Since != nil {
		return v.s.Since
	}
	if v.earlier() != nil {
		return v.diff().Since()
	}
	return nil
}

// moves are the rows of what changed: what got worse first, then what loosens
// the gate, then the rest.
func (v *view) moves(s *scorecard.Since) (grave, rest []row) {
	for _, m := range s.Turns {
		c := v.criteria[m.ID]
		title, where := "", piece{}
		if c != nil {
			title, where = " "+wording.Clip(c.Title), firstPlace(c)
		}
		now := join("", strong(text(wording.Points(m.Is))), text(asks(m)))
		r := row{cells: []piece{state(m.After, string(m.What)), join(" ", v.ref(m.ID), text(strings.TrimSpace(title)+": "+arrowed(m))), text(wording.Points(m.Was)), now, where}}
		if m.What == "worse" || m.What == scorecard.New && !m.After.Satisfied() {
			grave = append(grave, r)
		} else {
			rest = append(rest, r)
		}
	}
	for _, g := range s.Gate {
		was, is := g.Bounds()
		before := was.Shown()
		if !strings.Contains(g.Text, " → ") {
			before = wording.None
		}
		r := row{cells: []piece{strong(text("gate")), join(" ", v.about([]string{g.ID}), text(string(g.What))), text(before), text(is.Shown()), code(wording.Place(g.Declared.File, g.Declared.Line))}}
		if g.What == scorecard.Tightened || g.What == scorecard.New {
			rest = append(rest, r)
		} else {
			grave = append(grave, r)
		}
	}
	return grave, rest
}

// arrowed is the outcome before and now, or that it is new or gone.
func arrowed(m scorecard.Turn) string {
	if m.Before == "" || m.After == "" {
		return string(m.What)
	}
	return wording.SignOf(m.Before).Word + " → " + wording.SignOf(m.After).Word
}

// asks is the target of a criterion that does not meet it.
func asks(m scorecard.Turn) string {
	if m.Target.IsZero() || m.After.Satisfied() || m.After == "" {
		return ""
	}
	return ", target " + m.Target.Shown()
}

// firstPlace is where the first evidence of a criterion says its figure.
func firstPlace(c *scorecard.Criterion) piece {
	if len(c.Evidence) == 0 {
		return piece{}
	}
	return code(cmp.Or(wording.Place(c.Evidence[0].Path, c.Evidence[0].Line), c.Evidence[0].ID))
}

// change says in a paragraph and a short table what this change did, first to
// the criteria, then to its own gate.
func changed(v *view, _ call) piece {
	s := v.told()
	figures := v.inShort(s)
	if s == nil {
		return blocks(para("", join(" ", figures, text("No earlier assessment was compared."))), list("why", true, v.reasons(call{Call: markdown.Call{Args: []string{fmt.Sprint(wording.MostTold)}}})))
	}
	counts := map[string]int{}
	for _, m := range s.Turns {
		counts[string(m.What)]++
	}
	looser := 0
	for _, g := range s.Gate {
		if g.What == scorecard.Loosened || g.What == scorecard.Gone || g.What == scorecard.Waived {
			looser++
		}
	}
	said := []piece{strong(text("This change:"))}
	switch {
	case len(s.Turns)+len(s.Gate) == 0:
		said = append(said, text("no criterion came out otherwise, and the gate is unchanged."))
	case looser > 0:
		said = append(said, text(turned(counts)+","), strong(text("its own gate loosened "+times(looser)+".")))
	default:
		said = append(said, text(turned(counts)+", its own gate not loosened."))
	}
	grave, _ := v.moves(s)
	t := movedTable(grave[:min(len(grave), mostMoved)])
	return blocks(para("", join(" ", append(said, figures)...)), t.piece())
}

func movedTable(rows []row) table {
	return table{class: "stack", columns: []column{{head: ""}, {head: "What changed"}, {head: "before", right: true}, {head: "here", right: true}, {head: "where"}}, rows: rows}
}

// turned counts what became of criteria.
func turned(counts map[string]int) string {
	said := wording.Count(counts["better"], "criterion", "criteria") + " better, " + wording.Thousands(int64(counts["worse"])) + " worse"
	for _, what := range []string{scorecard.New, scorecard.Gone} {
		if n := counts[what]; n > 0 {
			said += ", " + wording.Thousands(int64(n)) + " " + what
		}
	}
	return said
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return wording.Few(n) + " times"
}

// inShort are compliance now and before, and what the verdict needs of it.
func (v *view) inShort(s *scorecard.Since) piece {
	c := v.s.Compliance
	if c.Applicable == 0 {
		return text(wording.NoCompliance)
	}
	said := "Compliance " + wording.Percent(c.Strict) + " (" + wording.Share(c.Satisfied(), c.Applicable) + ")"
	if s != nil {
		said += ", before " + wording.Percent(s.Before.Compliance)
	}
	if c.Waived > 0 {
		satisfied, of := wording.Lenient(v.s)
		said += "; with " + wording.Count(c.Waived, "waiver", "waivers") + " " + wording.Percent(c.WithWaivers) + " (" + wording.Share(satisfied, of) + ")"
	}
	if v.s.Verdict.Outcome == scorecard.Rejected && !v.s.Plan.Thresholds.Conditional.Compliance.IsZero() {
		said += "; conditional needs " + strings.TrimLeft(v.s.Plan.Thresholds.Conditional.Compliance.Shown(), "≥ "+wording.NoBreak)
	}
	return text(said + ".")
}

// firstAction is the one thing to do first.
func firstAction(v *view, _ call) piece {
	for _, a := range wording.First(v.actions()) {
		if a.Waived {
			continue
		}
		whose := cmp.Or(a.Owner, wording.Unowned)
		if a.Blocker {
			whose = "blocker, " + whose
		}
		if a.By != "" {
			whose += ", due " + a.By
		}
		return para("", join(" ", strong(text("First:")), v.named(a), text("("+whose+")"), v.do(a.Criterion)))
	}
	return piece{}
}

// openList lists what is open with whose it is and what to do: the most urgent
// first, waived ones last.
func openList(v *view, at call) piece {
	t := table{class: "stack", columns: []column{{head: ""}, {head: "Criterion"}, {head: "Measured", right: true}, {head: "Target", right: true}, {head: "Owner"}, {head: "What to do", plain: true}}}
	most, left := at.rows(), 0
	for _, a := range wording.First(v.actions()) {
		for i, c := range a.All() {
			if len(t.rows) == most {
				left++
				continue
			}
			do := v.do(c)
			if w := v.waivers[c.Waiver]; c.Waived && w != nil {
				do = text("Waiver " + w.ID + " ends " + w.Expires + ".")
			} else if i > 0 {
				do = join(" ", text("With"), v.ref(a.ID))
			}
			t.rows = append(t.rows, row{cells: []piece{outcome(c), join(" ", v.ref(c.ID), text(wording.Clip(c.Title))),
				measure(wording.Figure(c)), measure(c.Target.Shown()), written(cmp.Or(c.Owner, wording.Unowned)), do}})
		}
	}
	return blocks(t.piece(), remaining(left))
}

func countOpenList(v *view) string {
	todo, waived := 0, 0
	for _, a := range wording.First(v.actions()) {
		if n := 1 + len(a.With); a.Waived {
			waived += n
		} else {
			todo += n
		}
	}
	said := wording.Thousands(int64(todo)) + " to do"
	if waived > 0 {
		said += fmt.Sprintf(", %d waived", waived)
	}
	return said
}

// restMoved lists what changed and does not stand before the fold.
func restMoved(v *view, _ call) piece {
	s := v.told()
	if s == nil {
		return piece{}
	}
	grave, rest := v.moves(s)
	return movedTable(append(grave[min(len(grave), mostMoved):len(grave):len(grave)], rest...)).piece()
}

func countRestMoved(v *view) string {
	counts, gate := map[string]int{}, 0
	for _, m := range v.told().Turns {
		counts[string(m.What)]++
	}
	for _, g := range v.told().Gate {
		if g.What == scorecard.Tightened || g.What == scorecard.New {
			gate++
		}
	}
	said := wording.Thousands(int64(counts["better"])) + " better"
	if gate > 0 {
		said += ", the gate tightened " + times(gate)
	}
	return said
}

// colophon says what the document is made from.
func colophon(v *view, _ call) piece {
	facts := []piece{join(" ", text(digestWords), code(wording.Brief(v.o.Digest)))}
	if s := v.told(); s != nil {
		facts = append(facts, join(" ", text("against "+wording.DayOf(s.Before.AsOf)), code(wording.Brief(s.Before.Commit))))
	}
	if v.s.Commit != "" {
		facts = append(facts, join(" ", text("commit"), code(wording.Brief(v.s.Commit))))
	}
	return para("s q", join(" · ", append(facts, text("as of "+wording.AsOf(v.s.AsOf)), text("signoff report has the rest"))...))
}
