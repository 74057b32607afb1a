package wording

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/markdown"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// Unowned stands where nobody owns a criterion.
const Unowned = "no owner"

// Action is one step that closes open criteria: what one file, one run or one
// repair settles together is one step.
type Action struct {
	// The criterion that decides its place.
	*scorecard.Criterion
	// With are the others that it closes, the most urgent first.
	With []*scorecard.Criterion
	// No numbers the actions from 1.
	No int
	// By is the day that counts: the criterion's, when it is waived that of its
	// waiver; "" when there is none. Ends says that it is the waiver's last day,
	// and Late that it is past.
	By         string
	Ends, Late bool
	// Worth is the percentage of the score that its criteria stand for.
	Worth *big.Rat
}

// All are the criteria that the step closes.
func (a *Action) All() []*scorecard.Criterion {
	return append([]*scorecard.Criterion{a.Criterion}, a.With...)
}

// Gain shows what the step is worth in the score.
func (a *Action) Gain() string {
	if len(a.With) == 0 || a.Share == "" {
		return Percent(a.Share)
	}
	return quantity.Show(quantity.Of(a.Worth, quantity.Percent), nil)
}

// Open counts the criteria that steps close, and those of them that only inform.
func Open(list []*Action) (open, informing int) {
	for _, a := range list {
		if n := 1 + len(a.With); a.Informs {
			informing += n
		} else {
			open += n
		}
	}
	return open, informing
}

// Actions are the steps that close what is open, by owner: the owner of an open
// blocker first, then by what is to gain; of one owner blockers first, then by
// date, waived ones last and after them what only informs.
func Actions(s *scorecard.Scorecard) [][]*Action {
	worth := map[string]*big.Rat{}
	for _, t := range s.Terms() {
		worth[t.Criterion] = t.Share()
	}
	byOwner := map[string][]*Action{}
	for i := range s.Criteria {
		if c := &s.Criteria[i]; c.Outcome == scorecard.Unmet || c.Outcome == scorecard.Unknown {
			byOwner[c.Owner] = append(byOwner[c.Owner], newAction(s, c, worth[c.ID]))
		}
	}
	var plan [][]*Action
	for _, list := range byOwner {
		slices.SortStableFunc(list, byUrgency)
		list = united(s, list)
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

// united makes one of the actions of an owner that are the same step by the same
// day. Whether a figure is to be brought to its target is a step of its own.
func united(s *scorecard.Scorecard, list []*Action) []*Action {
	type step struct {
		what, evidence, by, waiver, priority, phase string
		informs                                     bool
	}
	var all []*Action
	seen := map[step]*Action{}
	for _, a := range list {
		key := step{what: Remedy(s, a.Criterion), by: a.By, waiver: a.Waiver, priority: a.Priority, phase: a.Phase, informs: a.Informs}
		if a.Outcome == scorecard.Unknown {
			key.what = Do(s, a.Criterion)
			for _, p := range a.Evidence {
				key.evidence += p.ID + "\x00"
			}
		}
		if first := seen[key]; first != nil && key.what != "" {
			first.With = append(first.With, a.Criterion)
			first.Worth.Add(first.Worth, a.Worth)
			continue
		}
		seen[key] = a
		all = append(all, a)
	}
	return all
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
func newAction(s *scorecard.Scorecard, c *scorecard.Criterion, worth *big.Rat) *Action {
	a := &Action{Criterion: c, By: c.Due, Worth: new(big.Rat)}
	if worth != nil {
		a.Worth.Set(worth)
	}
	if w := WaiverOf(s, c.Waiver); c.Waived && w != nil {
		a.By, a.Ends = cmp.Or(w.Due, w.Expires), w.Due == ""
	}
	a.Late = a.By != "" && len(s.AsOf) >= len(time.DateOnly) && a.By < s.AsOf[:len(time.DateOnly)]
	return a
}

func byUrgency(a, b *Action) int {
	const last = "9999"
	return cmp.Or(compareFlags(a.Informs, b.Informs), compareFlags(a.Waived, b.Waived), compareFlags(b.Blocker, a.Blocker),
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

// Do says in a line what is to be done about a criterion: its own advice, which
// for an unknown one is about evidence, else figure and target.
func Do(s *scorecard.Scorecard, c *scorecard.Criterion) string {
	switch fix := Remedy(s, c); {
	case fix != "":
		return markdown.Plain(fix)
	case c.Outcome != scorecard.Unknown:
		return Figure(c) + ", target " + c.Target.Shown()
	case len(c.Detail) > 0:
		return asked(c.Reason) + ": " + Clip(c.Detail[0].Text) + "."
	}
	return asked(c.Reason) + "."
}

// asked is what evidence of a criterion that is unknown has to do to be used.
func asked(reason fact.Reason) string {
	switch reason {
	case fact.WrongCommit, fact.WrongArtefact:
		return "Measure what is assessed"
	case fact.Stale:
		return "Measure again"
	case fact.Unreadable, fact.Empty:
		return "Give whole evidence"
	}
	return "Give evidence"
}
