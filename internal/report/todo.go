package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// actions are what is to be done, by owner, sorted once.
func (v *view) actions() [][]*wording.Action {
	if v.plan == nil {
		v.plan, v.steps = wording.Actions(v.s), map[string]*wording.Action{}
		for _, a := range slices.Concat(v.plan...) {
			for _, c := range a.All() {
				v.steps[c.ID] = a
			}
		}
	}
	return v.plan
}

// actionOf is the action about a criterion, nil when there is none.
func (v *view) actionOf(id string) *wording.Action {
	v.actions()
	return v.steps[id]
}

// do says what is to be done: the criterion's own advice, which for an unknown
// one is about evidence, else figure and target.
func (v *view) do(c *scorecard.Criterion) piece {
	if fix := wording.Remedy(v.s, c); fix != "" {
		return remark("todo-"+c.ID+":", fix)
	}
	if c.Outcome == scorecard.Unknown {
		return text(wording.Do(v.s, c))
	}
	return join(", ", measure(wording.Figure(c)), join(" ", text("target"), measure(c.Target.Shown())))
}

// todo lists what to do, by owner.
func todo(v *view, _ call) piece {
	plan := v.actions()
	if len(plan) == 0 {
		return para("", text("Nothing is open."))
	}
	dated, undated := false, 0
	for _, list := range plan {
		for _, a := range list {
			dated = dated || a.By != "" && !a.Ends
			if a.By == "" && !a.Informs {
				undated++
			}
		}
	}
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "What to do", plain: true}, {head: "Due", short: true}, {head: "Worth", right: true}}}
	caption := "By owner, the owner of an open blocker first; blockers, then by date; waived ones last."
	switch {
	case !dated:
		caption += " No dates are set."
		t.columns = slices.Delete(t.columns, 2, 3)
	case undated > 0:
		caption += " " + wording.Sentence(fmt.Sprintf("%s no date.", wording.Count(undated, "action has", "actions have")))
		caption = strings.TrimSuffix(caption, ".") + "."
	}
	t.caption = text(caption)
	var html strings.Builder
	html.WriteString(`<table class="t stack">` + "\n" + t.named() + "<thead><tr>")
	for _, c := range t.columns {
		html.WriteString(`<th scope="col"` + c.classes() + ">" + c.head + "</th>")
	}
	html.WriteString("</tr></thead>\n")
	for _, list := range plan {
		owner := cmp.Or(list[0].Owner, wording.Unowned)
		open := counted(list)
		group := text(owner + ": " + open)
		fmt.Fprintf(&html, `<tbody><tr class="group"><th scope="rowgroup" colspan="%d"><bdi>%s</bdi> <span class="q s">%s</span></th></tr>`+"\n",
			len(t.columns), esc(owner), open)
		t.rows = append(t.rows, row{cells: append([]piece{strong(group)}, make([]piece, len(t.columns)-1)...)})
		for i, a := range list {
			r := row{id: actionID(a.No), cells: []piece{v.actionHead(a), v.do(a.Criterion)}}
			if dated {
				r.cells = append(r.cells, dueCell(a))
			}
			r.cells = append(r.cells, measure(a.Gain()))
			if i < mostActions {
				t.htmlRow(&html, r)
				t.rows = append(t.rows, r)
			}
		}
		if left := len(list) - mostActions; left > 0 {
			fmt.Fprintf(&html, `<tr><td colspan="%d">and %s more</td></tr>`, len(t.columns), wording.Thousands(int64(left)))
			t.rows = append(t.rows, row{cells: append([]piece{text("and " + wording.Thousands(int64(left)) + " more")}, make([]piece, len(t.columns)-1)...)})
		}
		html.WriteString("</tbody>\n")
	}
	html.WriteString("</table>\n")
	return piece{Markdown: t.markdown(), HTML: template.HTML(html.String())}
}

// counted counts what the steps of an owner close.
func counted(list []*wording.Action) string {
	open, informing := wording.Open(list)
	var said []string
	if open > 0 {
		said = append(said, fmt.Sprintf("%d open", open))
	}
	if informing > 0 {
		said = append(said, wording.Count(informing, "informs", "inform"))
	}
	if open+informing > len(list) {
		said[len(said)-1] += " in " + wording.Count(len(list), "step", "steps")
	}
	return strings.Join(said, ", ")
}

// mostActions is how many actions of one owner are listed.
const mostActions = 100

func actionID(no int) string { return fmt.Sprintf("s:action-%d", no) }

// named names the criterion of an action and counts the others.
func (v *view) named(a *wording.Action) piece {
	if n := len(a.With); n > 0 {
		return join(" ", v.ref(a.ID), text(fmt.Sprintf("and %d more", n)))
	}
	return v.ref(a.ID)
}

// closes names the criteria of an action, the first few of many, and which of
// them are blockers.
func (v *view) closes(a *wording.Action) piece {
	all := a.All()
	if len(all) > wording.MostRefs+1 {
		all = all[:wording.MostRefs]
	}
	var names []piece
	for _, c := range all {
		names = append(names, v.ref(c.ID))
		if c.Blocker {
			names = append(names, tag("blocker", false))
		}
		if c.Informs {
			names = append(names, tag(wording.Informing(c), true))
		}
	}
	if left := len(a.With) + 1 - len(all); left > 0 {
		names = append(names, text("and "+wording.Thousands(int64(left))+" more"))
	}
	return join(" ", names...)
}

// actionHead numbers an action and names its criteria.
func (v *view) actionHead(a *wording.Action) piece {
	var marks []piece
	if w := v.waivers[a.Waiver]; a.Waived && w != nil {
		marks = append(marks, tag("waived to "+w.Expires, true))
	}
	for _, word := range []string{a.Priority, a.Phase} {
		if word != "" {
			marks = append(marks, tag(word, true))
		}
	}
	number := piece{HTML: template.HTML(fmt.Sprintf(`<span class="k">%d</span>`, a.No))}
	return join(" ", append([]piece{number, v.closes(a)}, marks...)...)
}

func dueCell(a *wording.Action) piece {
	if a.By == "" {
		return wrap("<small>", text("no date set"), "</small>")
	}
	switch {
	case a.Ends:
		return join(" ", dated(a.By), small(text("waiver ends")))
	case a.Late:
		return join(" ", dated(a.By), small(text("overdue")))
	}
	return dated(a.By)
}

// dated shows a day, on one line and from left to right.
func dated(day string) piece {
	p := text(day)
	p.HTML = template.HTML(`<time class="n">`) + p.HTML + "</time>"
	return p
}

// firstActions are the few that matter most, whoever owns them.
func firstActions(v *view, at call) piece {
	most := at.rows()
	all := wording.First(v.actions())
	if len(all) == 0 {
		return para("", text("Nothing is open."))
	}
	shown := all[:min(most, len(all))]
	someDate := slices.ContainsFunc(shown, func(a *wording.Action) bool { return a.By != "" && !a.Ends })
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Outcome", plain: true}, {head: "What to do", plain: true}, {head: "Owner", short: true}}}
	said := fmt.Sprintf("%d of %s, blockers first, then by worth in the score.", len(shown), wording.Count(len(all), "step", "steps"))
	if left := len(all) - len(shown); left > 0 {
		said += " The others: see the assessment."
	}
	if someDate {
		t.columns = append(t.columns, column{head: "Due", short: true})
	} else {
		said += " No dates are set."
	}
	t.caption = text(said)
	for _, a := range shown {
		head := text(a.Title)
		if a.Blocker {
			head = join(" ", head, tag("blocker", false))
		}
		r := row{cells: []piece{v.named(a), outcome(a.Criterion), join("", head, small(v.do(a.Criterion))), written(cmp.Or(a.Owner, wording.Unowned))}}
		if someDate {
			r.cells = append(r.cells, dueCell(a))
		}
		t.rows = append(t.rows, r)
	}
	return t.piece()
}

func countTodo(v *view) string {
	return fmt.Sprint(v.s.Compliance.Unmet + v.s.Compliance.Unknown)
}

// beforeSigning is what a signer must know and the figures do not say.
func beforeSigning(v *view, _ call) piece {
	var items []piece
	add := func(head, said string) {
		items = append(items, join(" ", strong(text(head)), text(said)))
	}
	var waived []string
	for i := range v.s.Waivers {
		if w := &v.s.Waivers[i]; w.Effective() {
			waived = append(waived, fmt.Sprintf("%s to %s (%s)", w.Criterion, w.Expires, w.Owner))
		}
	}
	if len(waived) > 0 {
		add("Waived:", wording.ListedFew(waived, 5)+".")
	}
	if v.earlier() != nil {
		if changes := v.gate(v.diff()); len(changes) > 0 {
			var told []string
			for _, c := range changes {
				told = append(told, string(c.effect)+" "+c.id)
			}
			add("Gate changed:", wording.ListedFew(told, 5)+".")
		} else {
			add("Gate:", "unchanged since "+wording.DayOf(v.earlier().AsOf)+".")
		}
	}
	if n := len(v.s.Plan.Tailor); n > 0 {
		add("Tailored:", wording.Count(n, "key of a pack's criterion", "keys of packs' criteria")+".")
	}
	var cannot []string
	for _, l := range v.s.Limits {
		if len(cannot) < 2 {
			cannot = append(cannot, strings.TrimSuffix(wording.Clip(l.Text), "."))
		}
	}
	add("Cannot be shown:", wording.Sentence(strings.Join(cannot, "; "))+". "+wording.Sentence(wording.Count(len(v.s.Limits), "limit", "limits"))+" in all: see the assessment.")
	return list("s plain", false, items)
}
