package tally

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// rank orders findings at one place: by state, then by severity.
type rank struct {
	state    state
	severity fact.Severity
	apart    bool // it has no severity, and what counts severities leaves it out
}

func (r rank) is(s state, severity fact.Severity) bool { return r.state == s && r.severity == severity }

func (r rank) below(s rank) bool {
	return r.state < s.state || r.state == s.state && r.severity < s.severity
}

// keptFinding is a finding of one evidence file.
type keptFinding struct {
	fact.Finding
	path   string
	place  uint64
	alone  bool
	exempt *vexStatement // what clears it
	known  string        // what catalogues say of it
	apart  bool          // it has no severity, and what counts severities leaves it out
}

func (t *findingTally) addRanked(k *keptFinding, n int64, r rank, rule uint64) {
	t.counts[r.severity][r.state] = plus(t.counts[r.severity][r.state], n)
	open := r.severity == fact.NoSeverity && r.state == active && !k.apart
	if open {
		t.open = plus(t.open, n)
	}
	t.worst[r.severity][r.state].offer(k, t.keep, (*keptFinding).before, (*keptFinding).copied)
	if t.rules != nil && t.rules[rule].below(r) {
		t.rules[rule] = r
	}
	if t.places == nil {
		return
	}
	if k.alone {
		t.alone[r.severity][r.state] = plus(t.alone[r.severity][r.state], n)
		if open {
			t.openAlone = plus(t.openAlone, n)
		}
	} else if known, ok := t.places[k.place]; !ok || known.below(r) {
		t.places[k.place] = r
	}
}

// raise brings each rank in to, unless nobody asked for it, to that in from.
func raise(to, from map[uint64]rank) {
	if to == nil {
		return
	}
	for key, r := range from {
		if known, ok := to[key]; !ok || known.below(r) {
			to[key] = r
		}
	}
}

// kept lists the kept findings of some severities and states, worst first.
func (t *findingTally) kept(q *fact.Question, severities []fact.Severity, states []state) []*keptFinding {
	var found []*keptFinding
	shown := map[uint64]bool{}
	for _, severity := range severities {
		var list top[keptFinding]
		for _, s := range states {
			kept := t.worst[severity][s].kept
			for i := range kept {
				k := &kept[i]
				if !q.Dedupe || k.alone || t.places[k.place].is(s, severity) {
					list.offer(k, t.keep, (*keptFinding).before, itself)
				}
			}
		}
		for i := range list.kept {
			if k := &list.kept[i]; !q.Dedupe || k.alone || !shown[k.place] {
				shown[k.place] = true
				found = append(found, k)
			}
		}
	}
	return found[:min(len(found), t.keep)]
}

// exhibits lists the worst findings that the question counts, and then those
// that VEX statements clear.
func (t *findingTally) exhibits(q *fact.Question) []fact.Exhibit {
	severities, states := cells(q)
	found := t.kept(q, severities, states)
	if slices.Contains(states, active) {
		found = append(found, t.kept(q, severities, []state{exempted})...)
	}
	var list []fact.Exhibit
	for _, k := range found {
		list = append(list, k.exhibit())
	}
	return list
}

// exhibit shows a finding.
func (k *keptFinding) exhibit() fact.Exhibit {
	subject := place(k.Path, k.At)
	if k.Package != "" {
		subject = strings.TrimSpace(strings.TrimSuffix(k.Package+"@"+k.Version, "@") + " " + subject)
	}
	x := fact.Exhibit{Rank: k.Severity.String(), Name: k.Rule, Text: k.Message, Subject: subject, At: fact.Location{Path: k.path, Line: k.Line}}
	if k.known != "" {
		x.Text = bounded(strings.TrimSuffix(k.known+": "+k.Message, ": "))
	}
	if k.exempt != nil && !k.Suppressed {
		x.Rank, x.Text = "cleared", bounded(k.exempt.words()+" "+k.Message)
	}
	return x
}

// before orders findings of one severity by where the evidence reports them.
func (k *keptFinding) before(l *keptFinding) bool {
	if k.path == l.path && k.Line != l.Line {
		return k.Line < l.Line
	}
	return cmp.Or(
		strings.Compare(k.path, l.path),
		cmp.Compare(k.Line, l.Line),
		strings.Compare(k.Rule, l.Rule),
		strings.Compare(k.Path, l.Path),
		cmp.Compare(k.At, l.At),
		strings.Compare(k.Package, l.Package),
		strings.Compare(k.Version, l.Version),
		strings.Compare(k.Message, l.Message),
	) < 0
}

// copied keeps what is shown of the finding; the rest is the reader's.
func (k *keptFinding) copied() keptFinding {
	c := *k
	c.CWE, c.CVE, c.Message = nil, nil, bounded(k.Message)
	return c
}
