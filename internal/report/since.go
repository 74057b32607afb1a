package report

import (
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// since tells what changed since the earlier assessment: the figures, what this
// change did to its own gate, then what became of the criteria. Without an
// earlier assessment there is no such section.
func since(v *view, d *scorecard.Difference, _ call) piece {
	head := para("lead", text("Against "+against(v.earlier())+"."))
	return blocks(head, v.delta(d), v.gateChanges(d), v.outcomeChanges(d))
}

// against names the earlier assessment.
func against(s *scorecard.Scorecard) string {
	said := wording.DayOf(s.AsOf)
	if s.Release != "" {
		said += ", release " + s.Release
	}
	return said + ", assessment " + wording.Brief(s.Digest())
}

// delta sets the figures of the two assessments next to each other.
func (v *view) delta(d *scorecard.Difference) piece {
	verdict := string(d.Before.Verdict) + " → " + string(d.After.Verdict)
	if d.Before.Verdict == d.After.Verdict {
		verdict = string(d.After.Verdict) + ", as before"
	}
	pairs := [][2]string{
		{"Verdict", verdict},
		{"Compliance", wording.Change(wording.Percent(d.Before.Compliance), wording.Percent(d.After.Compliance))},
		{"Score", wording.Change(wording.Points(d.Before.Score), wording.Points(d.After.Score))},
	}
	var md []string
	var html strings.Builder
	html.WriteString(`<dl class="delta">`)
	for _, p := range pairs {
		md = append(md, text(p[0]).Markdown+": **"+text(p[1]).Markdown+"**")
		html.WriteString("<div><dt>" + string(esc(p[0])) + "</dt><dd>" + string(isolated(p[1])) + "</dd></div>")
	}
	html.WriteString("</dl>\n")
	return piece{Markdown: strings.Join(md, " · ") + "\n", HTML: template.HTML(html.String())}
}

// gateChange is one thing that this change did to its own gate.
type gateChange struct {
	effect      scorecard.Effect
	id          string
	before, now string
	where       string
}

// gateOrder puts what loosens first.
var gateOrder = []scorecard.Effect{scorecard.Loosened, scorecard.Gone, scorecard.Waived, scorecard.Changed, scorecard.Tightened, scorecard.New}

// gate lists what changed of the gate itself, what loosens it first.
func (v *view) gate(d *scorecard.Difference) []gateChange {
	byEffect := map[scorecard.Effect][]gateChange{}
	add := func(c gateChange) { byEffect[c.effect] = append(byEffect[c.effect], c) }
	if d.ThresholdsChanged {
		add(gateChange{scorecard.Changed, "verdict", wording.Printed(d.Thresholds[0]), wording.Printed(d.Thresholds[1]), ""})
	}
	for i := range d.Criteria {
		c := &d.Criteria[i]
		switch {
		case c.What == scorecard.Gone:
			add(gateChange{scorecard.Gone, c.ID, c.Target[0].Shown(), wording.None, ""})
		case c.What == scorecard.New:
			add(gateChange{scorecard.New, c.ID, wording.None, c.Target[1].Shown(), v.declaredAt(c.ID)})
		case c.CriterionChanged:
			add(gateChange{effectOf(c), c.ID, c.Target[0].Shown(), asksNow(c), v.declaredAt(c.ID)})
		}
	}
	for _, w := range d.Waivers {
		switch w.What {
		case scorecard.Added:
			add(gateChange{scorecard.Waived, w.Criterion, "counted", w.ID + " to " + w.Expires[1], ""})
		case scorecard.Gone, scorecard.Lapsed:
			add(gateChange{scorecard.Tightened, w.Criterion, "waived by " + w.ID, "counted", ""})
		default:
			add(gateChange{scorecard.Changed, w.Criterion, w.ID + " to " + w.Expires[0], w.ID + " to " + w.Expires[1], ""})
		}
	}
	var all []gateChange
	for _, effect := range gateOrder {
		all = append(all, byEffect[effect]...)
	}
	return all
}

func (v *view) declaredAt(id string) string {
	if c := v.criteria[id]; c != nil {
		return wording.Place(c.Declared.File, c.Declared.Line)
	}
	return ""
}

// effectOf says in a word what a change of a criterion does to the gate.
func effectOf(c *scorecard.CriterionChange) scorecard.Effect {
	dropped := func(s string) bool {
		return strings.HasPrefix(s, "blocker dropped") || strings.HasPrefix(s, "warn ") && strings.HasSuffix(s, "dropped")
	}
	for _, x := range c.Changes {
		if c.Loosened || dropped(x) {
			return scorecard.Loosened
		}
	}
	switch {
	case c.Loosened:
		return scorecard.Loosened
	case c.Tightened:
		return scorecard.Tightened
	}
	return scorecard.Changed
}

// asksNow says what a criterion asks now, and what else is not as it was.
func asksNow(c *scorecard.CriterionChange) string {
	said := append([]string{}, c.Changes...)
	if c.Target[0].String() != c.Target[1].String() || len(said) == 0 {
		said = append([]string{c.Target[1].Shown()}, said...)
	}
	return strings.Join(said, "; ")
}

// gateChanges is the table of the gate; when nothing changed it is one line.
func (v *view) gateChanges(d *scorecard.Difference) piece {
	all := v.gate(d)
	if len(all) == 0 {
		return v.unchangedGate()
	}
	t := gateTable()
	for _, c := range all {
		t.rows = append(t.rows, row{cells: []piece{text(string(c.effect)), v.about([]string{c.id}), wrap("<del>", measure(c.before), "</del>"), wrap("<ins>", measure(c.now), "</ins>"), code(c.where)}})
	}
	return blocks(v.unblocked(d), t.bounded())
}

func gateTable() table {
	return table{class: "stack", caption: text("What this change did to its own gate, what loosens it first"),
		columns: []column{{head: "Effect"}, {head: "Criterion"}, {head: "Before", short: true}, {head: "Now", short: true}, {head: "Declared", short: true}}}
}

func turnTable() table {
	return table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Before", short: true}, {head: "Now", short: true}, {head: "Figure"}}}
}

func (v *view) unchangedGate() piece {
	return para("", text(fmt.Sprintf("The gate is unchanged: %s, %s.", wording.Count(len(v.s.Criteria), "criterion", "criteria"), wording.Count(len(v.s.Waivers), "waiver", "waivers"))))
}

// unblocked says of each criterion that stopped being a blocker and is open
// that as one it would be a reason of the verdict.
func (v *view) unblocked(d *scorecard.Difference) piece {
	var said []piece
	for i := range d.Criteria {
		c := &d.Criteria[i]
		for _, x := range c.Changes {
			if strings.HasPrefix(x, "blocker dropped") && !c.After.Satisfied() && c.After != scorecard.NotApplicable {
				said = append(said, para("lead s", join(" ", v.ref(c.ID), text("stopped being a blocker in the change in which it is "+string(c.After)+". As a blocker it would be a reason against the release."))))
			}
		}
	}
	return blocks(said...)
}

// better and worse part the criteria whose outcome changed.
func moved(d *scorecard.Difference) (worse, better []*scorecard.CriterionChange) {
	rank := map[scorecard.Outcome]int{scorecard.Met: 3, scorecard.NotApplicable: 2, scorecard.Warning: 2}
	for i := range d.Criteria {
		c := &d.Criteria[i]
		switch {
		case c.What == scorecard.New || c.What == scorecard.Gone || c.Before == c.After:
		case rank[c.After] < rank[c.Before]:
			worse = append(worse, c)
		default:
			better = append(better, c)
		}
	}
	return worse, better
}

// outcomeChanges lists the criteria that came out otherwise, worse ones first.
func (v *view) outcomeChanges(d *scorecard.Difference) piece {
	worse, better := moved(d)
	t := turnTable()
	for _, c := range append(append([]*scorecard.CriterionChange{}, worse...), better...) {
		t.rows = append(t.rows, row{cells: []piece{join(" ", v.ref(c.ID), written(c.Title)), state(c.Before, wording.SignOf(c.Before).Word),
			state(c.After, wording.SignOf(c.After).Word), measure(figureChange(c))}})
	}
	same := len(v.s.Criteria) - len(t.rows)
	said := wording.Sentence(fmt.Sprintf("%s better, %s worse, %s as before", wording.Count(len(better), "criterion got", "criteria got"), wording.Few(len(worse)), wording.Few(same)))
	if len(t.rows) == 0 {
		return para("", text("No criterion came out otherwise than before."))
	}
	t.caption = text(said)
	return t.bounded()
}

// figureChange is the figure before and now, with the target that it must meet.
func figureChange(c *scorecard.CriterionChange) string {
	said := wording.Change(wording.Points(c.Measured[0]), wording.Points(c.Measured[1]))
	if !c.After.Satisfied() && !c.Target[1].IsZero() {
		said += ", target " + c.Target[1].Shown()
	}
	return said
}

// countSince is what the contents show next to the section.
func countSince(v *view) string {
	if v.difference == nil {
		return ""
	}
	worse, better := moved(v.difference)
	return fmt.Sprint(len(worse) + len(better))
}
