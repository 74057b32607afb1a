package report

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/report/wording"
)

// priorities in their order; other words of the project come after them, by
// their letters.
var priorities = []string{"critical", "high", "medium", "low"}

// phases lists what to do in the order in which it is to be done: by phase,
// priority and date. Phases keep the order in which criteria name them.
func phases(v *view, _ call) piece {
	all := slices.Concat(v.actions()...)
	if !slices.ContainsFunc(all, func(a *wording.Action) bool { return a.Phase != "" || a.Priority != "" }) {
		return piece{}
	}
	order := map[string]int{}
	for i := range v.s.Criteria {
		if p := v.s.Criteria[i].Phase; p != "" && order[p] == 0 {
			order[p] = len(order) + 1
		}
	}
	order[""] = len(order) + 1
	slices.SortStableFunc(all, func(a, b *wording.Action) int {
		return cmp.Or(cmp.Compare(order[a.Phase], order[b.Phase]), byPriority(a.Priority, b.Priority),
			strings.Compare(cmp.Or(a.By, "9999"), cmp.Or(b.By, "9999")), cmp.Compare(a.No, b.No))
	})
	t := table{class: "stack", caption: text("By phase, priority and date."),
		columns: []column{{head: "Criterion"}, {head: "Phase"}, {head: "Priority"}, {head: "Due", short: true}, {head: "Owner", short: true}, {head: "What to do", plain: true}}}
	for _, a := range all {
		t.rows = append(t.rows, row{cells: []piece{v.closes(a), written(cmp.Or(a.Phase, wording.None)), written(cmp.Or(a.Priority, wording.None)),
			dueCell(a), written(cmp.Or(a.Owner, wording.Unowned)), v.do(a.Criterion)}})
	}
	return t.bounded()
}

// byPriority puts the known words first, in their order, and no word last.
func byPriority(a, b string) int {
	rank := func(word string) int {
		if i := slices.Index(priorities, strings.ToLower(word)); i >= 0 {
			return i
		}
		if word == "" {
			return len(priorities) + 1
		}
		return len(priorities)
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
}
