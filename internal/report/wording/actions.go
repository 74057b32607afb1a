package wording

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"time"

	"signoff/internal/markdown"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// Unowned stands where nobody owns a criterion.
const Unowned = "no owner"

// Action is what is to be done about an open criterion.
type Action struct {
	*scorecard.Criterion
	// No numbers the actions from 1.
	No int
	// By is the day that counts: the criterion's, when it is waived that of its
	// waiver; "" when there is none. Ends says that it is the waiver's last day,
	// and Late that it is past.
	By         string
	Ends, Late bool
	// Worth is the share of the score that the criterion stands for, as shown.
	Worth *big.Rat
}

// Actions are the open criteria by owner: the owner of an open blocker first,
// then by what is to gain; of one owner blockers first, then by date, waived
// ones last.
func Actions(s *scorecard.Scorecard) [][]*Action {
	byOwner := map[string][]*Action{}
	for i := range s.Criteria {
		if c := &s.Criteria[i]; c.Outcome == scorecard.Unmet || c.Outcome == scorecard.Unknown {
			byOwner[c.Owner] = append(byOwner[c.Owner], newAction(s, c))
		}
	}
	var plan [][]*Action
	for _, list := range byOwner {
		slices.SortStableFunc(list, byUrgency)
		plan = append(plan, list)
	}
	slices.SortStableFunc(plan, func(a, b []*Action) int {
		return cmp.Or(compareFlags(hasBlocker(b), hasBlocker(a)), total(b).Cmp(total(a)), strings.Compare(a[0].Owner, b[0].Owner))
	})
	no := 0
	for _, list := range plan {
		for _, a := range list {
			no++
			a.No = no
		}
	}
	return plan
}

// First are the actions that the verdict and the score count, those that matter
// most first, whoever owns them.
func First(plan [][]*Action) []*Action {
	all := slices.DeleteFunc(slices.Concat(plan...), func(a *Action) bool { return a.Informs })
	slices.SortStableFunc(all, func(a, b *Action) int {
		return cmp.Or(compareFlags(a.Waived, b.Waived), compareFlags(b.Blocker, a.Blocker), b.Worth.Cmp(a.Worth))
	})
	return all
}

// newAction dates what is to be done about a criterion: by its own day, when it
// is waived by that of its waiver.
func newAction(s *scorecard.Scorecard, c *scorecard.Criterion) *Action {
	a := &Action{Criterion: c, By: c.Due, Worth: worth(c)}
	if w := WaiverOf(s, c.Waiver); c.Waived && w != nil {
		a.By, a.Ends = cmp.Or(w.Due, w.Expires), w.Due == ""
	}
	a.Late = a.By != "" && len(s.AsOf) >= len(time.DateOnly) && a.By < s.AsOf[:len(time.DateOnly)]
	return a
}

func byUrgency(a, b *Action) int {
	const last = "9999"
	return cmp.Or(compareFlags(a.Waived, b.Waived), compareFlags(b.Blocker, a.Blocker),
		strings.Compare(cmp.Or(a.By, last), cmp.Or(b.By, last)), b.Worth.Cmp(a.Worth))
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
func hasBlocker(list []*Action) bool {
	return slices.ContainsFunc(list, func(a *Action) bool { return a.Blocker && !a.Waived })
}

func total(list []*Action) *big.Rat {
	sum := new(big.Rat)
	for _, a := range list {
		sum.Add(sum, a.Worth)
	}
	return sum
}

func worth(c *scorecard.Criterion) *big.Rat {
	shown, err := quantity.ParseDecimal(strings.TrimRight(strings.TrimLeft(c.Share, "<>"), "%"+NoBreak+NarrowNoBreak+" "))
	if err != nil {
		return new(big.Rat)
	}
	return shown.Rat()
}

// Do says in a line what is to be done about a criterion: its own advice, which
// for an unknown one is about evidence, else figure and target.
func Do(s *scorecard.Scorecard, c *scorecard.Criterion) string {
	switch fix := Remedy(s, c); {
	case fix != "":
		return markdown.Plain(fix)
	case c.Outcome != scorecard.Unknown:
		return Figure(c) + ", target " + c.Target.Shown()
	case len(c.Detail) > 0:
		return "Give evidence: " + Clip(c.Detail[0].Text) + "."
	}
	return "Give evidence."
}
