package tally

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// rulesListed is how many rules of an evidence are listed, and rulesKept how
// many are kept in mind to find them.
const (
	rulesListed = 100
	rulesKept   = 1000
)

// Rules are the rules that findings were reported of, each with the worst
// severity among them, whatever became of the findings: it shows how a tool
// rates, not what is left to mend. The zero value holds none.
type Rules struct {
	worst map[string]fact.Severity
	more  bool // some were dropped; they rank behind rulesListed others
}

// add takes a rule. One without a name is none.
func (r *Rules) add(id string, s fact.Severity) {
	if known, ok := r.worst[id]; ok && known >= s || id == "" {
		return
	}
	if r.worst == nil {
		r.worst = map[string]fact.Severity{}
	}
	id = bounded(id)
	r.worst[id] = max(r.worst[id], s)
	if len(r.worst) > rulesKept {
		r.prune()
	}
}

// prune keeps the rules that are listed. What is dropped can come back only by
// a finding that is worse, and then it comes back whole.
func (r *Rules) prune() {
	listed, _ := r.List()
	r.worst, r.more = make(map[string]fact.Severity, rulesKept), true
	for _, rule := range listed {
		r.worst[rule.ID] = rule.Severity
	}
}

// Merge adds the rules of another file.
func (r *Rules) Merge(o Rules) {
	r.more = r.more || o.more
	for id, s := range o.worst {
		r.add(id, s)
	}
}

// List gives the first 100 rules, the worst first and then by id, and says
// whether there are more.
func (r *Rules) List() (listed []fact.Rule, more bool) {
	for id, s := range r.worst {
		listed = append(listed, fact.Rule{ID: id, Severity: s})
	}
	slices.SortFunc(listed, func(a, b fact.Rule) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), strings.Compare(a.ID, b.ID))
	})
	return listed[:min(len(listed), rulesListed)], r.more || len(listed) > rulesListed
}

// Rules are the rules of the findings that were counted.
func (s *Sink) Rules() Rules {
	if t, ok := s.body.(*scannerTable); ok {
		return t.rules
	}
	return Rules{}
}
