package criteria

import (
	"slices"

	"signoff/internal/query"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// tailorDraft is one tailoring as it is written: a criterion and what is set.
type tailorDraft struct {
	at                  tree.Node
	criterion, policy   tree.Node
	set                 tree.Node
	because, approvedBy string
	kind                string
}

func (t *tailorDraft) keys(at tree.Node) []tree.Key {
	t.at = at
	return []tree.Key{
		{Name: "criterion", Doc: "the id of a pack's criterion", Example: "COV-01", Shape: tree.Keep(&t.criterion, textSchema)},
		{Name: "policy", Doc: "in place of a criterion, what packs say of the verdict: " + policyParts, Example: "verdict.approved.compliance", Shape: tree.Keep(&t.policy, textSchema)},
		{Name: "set", Doc: "of a criterion the keys to change and their new values, null takes a key away; of a policy its new value", Example: `{ target: ">= 70%", warn: null }`, Shape: tree.Keep(&t.set, setSchema), Required: true},
		{Name: "because", Doc: "why", Example: "Generated code counts", Shape: tree.Text(&t.because), Required: true},
		{Name: "approved_by", Doc: "who agreed; a blocker needs it, unless only its words or owner change, and so does a policy", Default: "nobody, which lint points out", Example: "B. Chief", Shape: tree.Text(&t.approvedBy)},
		{Name: "kind", Doc: "agent: a program decided it; such are counted on the first screen", Default: "person", Example: "agent", Shape: tree.Word(&t.kind, byPerson, byAgent)},
	}
}

const policyParts = "verdict.approved.compliance and .score, verdict.conditional.compliance and .score, waiver_max, approvals.roles, grades, scoring.warning, categories.ID.weight"

// words are the keys of a criterion that change nothing about what it asks.
var words = []string{"title", "why", "fix", "owner", "refs", "due", "priority", "phase"}

// change is one key that a tailoring sets.
type change struct {
	Tailoring
	at, value tree.Node
	used      bool
}

// readTailor sorts the tailorings by criterion and key.
func (l *loader) readTailor() {
	var known []string
	for _, key := range new(draft).keys() {
		known = append(known, key.Name)
	}
	for _, t := range l.project.tailor {
		switch {
		case t.criterion.Exists() == t.policy.Exists() && !t.at.Refused():
			t.at.Fail("expected criterion or policy, found %s", map[bool]string{true: "both", false: "neither"}[t.policy.Exists()])
			continue
		case t.policy.Exists():
			l.readPolicyChange(t)
			continue
		}
		id, ok := t.criterion.Text()
		if !ok || !t.set.Exists() {
			continue
		}
		if t.approvedBy == "" {
			t.at.Warn("%s is tailored without approved_by", id)
		}
		t.set.Pairs(func(key, value tree.Node) {
			l.readChange(t, id, key, value, known)
		})
	}
}

// readPolicyChange notes what is set in place of what packs say of the verdict.
func (l *loader) readPolicyChange(t *tailorDraft) {
	part, ok := t.policy.Text()
	switch first := l.tailoring[""][part]; {
	case !ok || !t.set.Exists():
	case t.approvedBy == "":
		t.at.Fail("expected approved_by: %s is policy", part).Hint = "what packs say is loosened only when somebody agreed to it"
	case first != nil:
		t.policy.Fail("%s is tailored twice; the first is on line %d", part, first.Declared.Line)
	default:
		if l.tailoring[""] == nil {
			l.tailoring[""] = map[string]*change{}
		}
		l.tailoring[""][part] = &change{at: t.policy, value: t.set, Tailoring: Tailoring{
			Key: part, New: t.set.String(), Because: t.because, ApprovedBy: t.approvedBy, ByAgent: t.kind == byAgent, Declared: t.policy.Pos(),
		}}
	}
}

func (l *loader) readChange(t *tailorDraft, id string, key, value tree.Node, known []string) {
	name := text(key)
	switch first := l.tailoring[id][name]; {
	case !slices.Contains(known, name):
		key.Fail("unknown key %q in criterion%s", name, tree.Mean(name, known))
	case name == "id":
		key.Fail("the id of a criterion cannot be changed")
	case first != nil:
		key.Fail("%s of %s is tailored twice; the first is on line %d", name, id, first.Declared.Line)
	default:
		if l.tailoring[id] == nil {
			l.tailoring[id] = map[string]*change{}
		}
		l.tailoring[id][name] = &change{at: key, value: value, Tailoring: Tailoring{
			Criterion: id, Key: name, New: value.String(), Because: t.because, ApprovedBy: t.approvedBy, ByAgent: t.kind == byAgent, Declared: key.Pos(),
		}}
	}
}

// tailored gives the values that stand in place of those of a pack's criterion,
// and records what they were. A query replaces the query that was there, of
// whatever language.
func (l *loader) tailored(item tree.Node, from *policy) map[string]tree.Node {
	id := text(item.Lookup("id"))
	changes := l.tailoring[id]
	l.mayTailor(item, id, from)
	instead := make(map[string]tree.Node, len(changes))
	for name, c := range changes {
		if slices.Contains(queryKeys(), name) {
			for _, other := range queryKeys() {
				if old := item.Lookup(other); old.Exists() && changes[other] == nil {
					c.Old = other + ": " + old.String()
					instead[other] = tree.Node{}
				}
			}
		}
		if old := item.Lookup(name); old.Exists() {
			c.Old = old.String()
		}
		instead[name] = c.value
		c.used = true
	}
	return instead
}

// mayTailor refuses changes of what a pack locks, and changes of a blocker that
// nobody agreed to.
func (l *loader) mayTailor(item tree.Node, id string, from *policy) {
	locked, blocker := from.locked || item.Lookup("locked").Raw() == "true", item.Lookup("blocker").Raw() == "true"
	for name, c := range l.tailoring[id] {
		switch {
		case locked:
			c.at.Fail("%s is locked by %s", id, from.name).Hint = "nobody may tailor what a pack locks; a waiver is what remains"
		case blocker && c.ApprovedBy == "" && !slices.Contains(words, name):
			c.at.Fail("expected approved_by: %s is a blocker", id).Hint = "a blocker is changed only when somebody agreed to it"
		}
	}
}

// queryKeys lists the keys of a criterion that hold a query.
func queryKeys() []string {
	names := []string{"query"}
	for _, lang := range query.Languages() {
		names = append(names, lang.Name)
	}
	return names
}

// checkTailor lists what was tailored in the order of the file, and refuses
// what meets no criterion of a pack.
func (l *loader) checkTailor() {
	for _, t := range l.project.tailor {
		if part := text(t.policy); part != "" && !slices.Contains(l.tailorable(), part) {
			t.policy.Fail("unknown policy %q%s", part, tree.Mean(part, l.tailorable())).Hint = "policies: " + policyParts
		}
		if !t.criterion.Exists() {
			continue
		}
		id := text(t.criterion)
		if i, ok := l.criteria[id]; !ok {
			t.criterion.Fail("no criterion has the id %q%s", id, tree.Mean(id, l.criterionIDs()))
		} else if l.plan.Criteria[i].Pack == "" {
			t.criterion.Fail("%s is the project's own criterion", id).Hint = "tailor changes criteria of packs; change this one where it stands, at " + l.plan.Criteria[i].Declared.String()
		}
	}
	for _, changes := range l.tailoring {
		for _, c := range changes {
			if c.used {
				l.plan.Tailor = append(l.plan.Tailor, c.Tailoring)
			}
		}
	}
	slices.SortFunc(l.plan.Tailor, func(a, b Tailoring) int { return order(a.Declared, b.Declared) })
}

func order(a, b source.Pos) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return +1
	}
	return 0
}

func (l *loader) criterionIDs() []string {
	ids := make([]string, len(l.plan.Criteria))
	for i, c := range l.plan.Criteria {
		ids[i] = c.ID
	}
	return ids
}
