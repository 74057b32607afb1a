package report

import (
	"cmp"
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// action is what is to be done about an open criterion.
type action struct {
	c     *scorecard.Criterion
	no    int
	due   string
	worth *big.Rat
}

// unowned stands where nobody owns a criterion.
const unowned = "no owner"

// actions are the open criteria by owner: the owner of an open blocker first,
// then by what is to gain; of one owner blockers first, then by date, waived
// ones last.
func (v *view) actions() [][]*action {
	if v.plan != nil {
		return v.plan
	}
	byOwner := map[string][]*action{}
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		if c.Outcome != scorecard.Unmet && c.Outcome != scorecard.Unknown {
			continue
		}
		a := &action{c: c, due: c.Due, worth: worth(c)}
		if w := v.waivers[c.Waiver]; c.Waived && w != nil {
			a.due = w.Expires
		}
		byOwner[c.Owner] = append(byOwner[c.Owner], a)
	}
	for _, list := range byOwner {
		slices.SortStableFunc(list, byUrgency)
		v.plan = append(v.plan, list)
	}
	slices.SortStableFunc(v.plan, func(a, b []*action) int {
		return cmp.Or(compareFlags(hasBlocker(b), hasBlocker(a)), total(b).Cmp(total(a)), strings.Compare(a[0].c.Owner, b[0].c.Owner))
	})
	no := 0
	for _, list := range v.plan {
		for _, a := range list {
			no++
			a.no = no
		}
	}
	return v.plan
}

func byUrgency(a, b *action) int {
	last := "9999"
	return cmp.Or(compareFlags(a.c.Waived, b.c.Waived), compareFlags(b.c.Blocker, a.c.Blocker),
		strings.Compare(cmp.Or(a.due, last), cmp.Or(b.due, last)), b.worth.Cmp(a.worth))
}

func compareFlags(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// hasBlocker says whether a list has a blocker that is not waived.
func hasBlocker(list []*action) bool {
	return slices.ContainsFunc(list, func(a *action) bool { return a.c.Blocker && !a.c.Waived })
}

func total(list []*action) *big.Rat {
	sum := new(big.Rat)
	for _, a := range list {
		sum.Add(sum, a.worth)
	}
	return sum
}

// worth is the share of the score that a criterion stands for, as shown.
func worth(c *scorecard.Criterion) *big.Rat {
	shown, err := quantity.ParseDecimal(strings.TrimRight(strings.TrimLeft(c.Share, "<>"), "%"+wording.NoBreak+wording.NarrowNoBreak+" "))
	if err != nil {
		return new(big.Rat)
	}
	return shown.Rat()
}

// actionOf is the action about a criterion, nil when there is none.
func (v *view) actionOf(id string) *action {
	for _, list := range v.actions() {
		for _, a := range list {
			if a.c.ID == id {
				return a
			}
		}
	}
	return nil
}

// do says what is to be done: the criterion's own advice, which for an unknown
// one is about evidence, else figure and target.
func (v *view) do(c *scorecard.Criterion) piece {
	if fix := wording.Remedy(v.s, c); fix != "" {
		return remark("todo-"+c.ID+":", fix)
	}
	if c.Outcome == scorecard.Unknown {
		if len(c.Detail) > 0 {
			return text("Give evidence: " + wording.Clip(c.Detail[0].Text) + ".")
		}
		return text("Give evidence.")
	}
	return join(", ", measure(wording.Figure(c)), join(" ", text("target"), measure(wording.Signs(c.Target))))
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
			dated = dated || a.c.Due != ""
			if a.due == "" {
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
		owner := cmp.Or(list[0].c.Owner, unowned)
		group := text(fmt.Sprintf("%s: %d open", owner, len(list)))
		fmt.Fprintf(&html, `<tbody><tr class="group"><th scope="rowgroup" colspan="%d"><bdi>%s</bdi> <span class="q s">%d open</span></th></tr>`+"\n",
			len(t.columns), esc(owner), len(list))
		t.rows = append(t.rows, row{cells: append([]piece{strong(group)}, make([]piece, len(t.columns)-1)...)})
		for i, a := range list {
			r := row{id: actionID(a.no), cells: []piece{v.actionHead(a), v.do(a.c)}}
			if dated {
				r.cells = append(r.cells, a.dueCell())
			}
			r.cells = append(r.cells, measure(wording.Percent(a.c.Share)))
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

// mostActions is how many actions of one owner are listed.
const mostActions = 100

func actionID(no int) string { return fmt.Sprintf("s:action-%d", no) }

// actionHead numbers an action and names its criterion.
func (v *view) actionHead(a *action) piece {
	var marks []piece
	if a.c.Blocker {
		marks = append(marks, tag("blocker", false))
	}
	if a.c.Waived {
		marks = append(marks, tag(strings.TrimSpace("waived to "+a.due), true))
	}
	number := piece{HTML: template.HTML(fmt.Sprintf(`<span class="k">%d</span>`, a.no))}
	return join(" ", append([]piece{number, v.ref(a.c.ID)}, marks...)...)
}

func (a *action) dueCell() piece {
	if a.due == "" {
		return wrap("<small>", text("no date set"), "</small>")
	}
	if a.c.Waived {
		return join(" ", dated(a.due), small(text("waiver ends")))
	}
	return dated(a.due)
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
	var all []*action
	for _, list := range v.actions() {
		all = append(all, list...)
	}
	if len(all) == 0 {
		return para("", text("Nothing is open."))
	}
	slices.SortStableFunc(all, func(a, b *action) int {
		return cmp.Or(compareFlags(a.c.Waived, b.c.Waived), compareFlags(b.c.Blocker, a.c.Blocker), b.worth.Cmp(a.worth))
	})
	shown := all[:min(most, len(all))]
	someDate := slices.ContainsFunc(shown, func(a *action) bool { return a.c.Due != "" })
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Outcome", plain: true}, {head: "What to do", plain: true}, {head: "Owner", short: true}}}
	said := fmt.Sprintf("%d of %d, blockers first, then by worth in the score.", len(shown), len(all))
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
		head := text(a.c.Title)
		if a.c.Blocker {
			head = join(" ", head, tag("blocker", false))
		}
		r := row{cells: []piece{v.ref(a.c.ID), outcome(a.c), join("", head, small(v.do(a.c))), written(cmp.Or(a.c.Owner, unowned))}}
		if someDate {
			r.cells = append(r.cells, a.dueCell())
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
		add("Waived:", listedFew(waived, 5)+".")
	}
	if v.earlier() != nil {
		if changes := v.gate(v.diff()); len(changes) > 0 {
			var told []string
			for _, c := range changes {
				told = append(told, c.effect+" "+c.id)
			}
			add("Gate changed:", listedFew(told, 5)+".")
		} else {
			add("Gate:", "unchanged since "+dayOf(v.earlier().AsOf)+".")
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

// listedFew lists so many and counts the rest.
func listedFew(words []string, most int) string {
	if left := len(words) - most; left > 0 {
		words = append(words[:most:most], fmt.Sprintf("%d more", left))
	}
	return wording.Listed(words)
}
