package evaluate

import (
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// aside counts what was set aside by somebody's word, so that one line can say
// how much of a verdict rests on that.
func (a *assessment) aside(t *totals) *scorecard.Aside {
	out := scorecard.Aside{NotCounted: t.informing, NotApplicable: t.notApplicable}
	for i := range a.plan.Waivers {
		w := &a.plan.Waivers[i]
		if !a.covers[i].works() {
			continue
		}
		out.Waivers++
		out.Findings += a.covers[i].records
		out.ByAgent += tick(w.ByAgent)
	}
	tailored := map[string]bool{}
	for i := range a.plan.Tailor {
		x := &a.plan.Tailor[i]
		tailored[x.Criterion+"\x00"+x.Because] = true
		out.ByAgent += tick(x.ByAgent)
	}
	out.Tailored = len(tailored)
	for i := range a.sources {
		if s := a.sources[i].declared.Statement; s != nil {
			out.ByAgent += tick(s.ByAgent)
		}
	}
	seen := map[string]bool{}
	for i := range a.judged {
		for _, n := range a.judged[i].beside {
			for _, id := range a.judged[i].evidence {
				if key := id + "\x00" + n.Name; !seen[key] && n.Count > 0 {
					seen[key] = true
					switch n.Name {
					case fact.SuppressedNote:
						out.Suppressed += n.Count
					case fact.ClearedNote:
						out.Cleared += n.Count
					}
				}
			}
		}
	}
	if out == (scorecard.Aside{}) {
		return nil
	}
	return &out
}

func tick(holds bool) int {
	if holds {
		return 1
	}
	return 0
}
