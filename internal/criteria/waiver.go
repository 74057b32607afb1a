package criteria

import (
	"fmt"
	"slices"
	"time"

	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// longestWaiver is waiver_max unless declared, in days.
const longestWaiver = 365

// Who judged: a person unless said otherwise, or a program that acts for one.
const (
	byPerson = "person"
	byAgent  = "agent"
)

// waiverDraft is a waiver as it is written.
type waiverDraft struct {
	at                              tree.Node
	id, criterion, expires, granted tree.Node
	due                             tree.Node
	approvedBy, limit, version      tree.Node
	scope                           [len(scopeKeys)][]tree.Node
	reason, owner, approver, ticket string
	kind                            string
	expiresTime, grantedTime        time.Time
	dueTime                         time.Time
	covers                          []string
}

func (w *waiverDraft) keys(at tree.Node) []tree.Key {
	w.at = at
	keys := []tree.Key{
		{Name: "id", Doc: "how reports name it", Default: "W-1, W-2, … in the order of the list", Example: "EX-7", Shape: identifier(&w.id)},
		{Name: "criterion", Doc: "the id of the criterion", Example: "SEC-01", Shape: tree.Keep(&w.criterion, textSchema), Required: true},
		{Name: "reason", Doc: "why it is accepted", Example: "Fixed in 2.5", Shape: tree.Text(&w.reason), Required: true},
		{Name: "owner", Doc: "who answers for it", Example: "A. Owner", Shape: tree.Text(&w.owner), Required: true},
		{Name: "approved_by", Doc: "who agreed, not the owner", Example: "B. Chief", Shape: kept(&w.approvedBy, tree.Text(&w.approver)), Required: true},
		{Name: "granted", Doc: "from when it is in force", Default: "always; its life then counts from the assessment", Example: "2026-11-01", Shape: date(&w.granted, &w.grantedTime)},
		{Name: "expires", Doc: "the last day on which it is in force", Example: "2026-12-31", Shape: date(&w.expires, &w.expiresTime), Required: true},
		{Name: "due", Doc: "the day by which what it accepts is to be mended", Default: "the last day", Example: "2026-12-15", Shape: date(&w.due, &w.dueTime)},
		{Name: "limit", Doc: "a target that must hold all the same", Default: "no limit", Example: "<= 3", Shape: tree.Keep(&w.limit, textSchema)},
		{Name: "covers", Doc: "the outcomes that it accepts", Default: "unmet", Example: "[unmet, unknown]", Shape: tree.Words(&w.covers, "unmet", "unknown")},
	}
	for i, s := range scopeKeys {
		keys = append(keys, tree.Key{Name: s.name, Doc: s.doc, Default: "all", Example: s.example, Shape: texts(&w.scope[i])})
	}
	return append(keys,
		tree.Key{Name: "version", Doc: "next to package or cve the version of the component that it is for, else the release", Default: "any", Example: `"2.4"`, Shape: tree.Keep(&w.version, textSchema)},
		tree.Key{Name: "kind", Doc: "agent: a program granted it; such are counted on the first screen", Default: "person", Example: "agent", Shape: tree.Word(&w.kind, byPerson, byAgent)},
		tree.Key{Name: "ticket", Doc: "where it is followed up", Example: "OPS-7", Shape: tree.Text(&w.ticket)},
	)
}

func (l *loader) readWaivers() {
	first, ids := map[string]*waiverDraft{}, map[string]bool{}
	for i, w := range l.project.waivers {
		waiver := l.compileWaiver(w)
		if waiver.ID == "" {
			waiver.ID = fmt.Sprintf("W-%d", i+1)
		}
		if ids[waiver.ID] {
			w.at.Fail("duplicate waiver id %q", waiver.ID)
		}
		ids[waiver.ID] = true
		if other := first[waiver.Criterion]; other != nil && waiver.Inside == nil {
			w.at.Warn("a second waiver for %s; the first is on line %d", waiver.Criterion, other.at.Pos().Line)
		} else if waiver.Inside == nil {
			first[waiver.Criterion] = w
		}
		l.plan.Waivers = append(l.plan.Waivers, waiver)
	}
}

func (l *loader) compileWaiver(w *waiverDraft) Waiver {
	waiver := Waiver{
		ID: text(w.id), Criterion: text(w.criterion), Reason: w.reason, Owner: w.owner, ApprovedBy: w.approver, Ticket: w.ticket,
		ByAgent: w.kind == byAgent, Granted: w.grantedTime, Due: w.dueTime, Expires: lastInstant(w.expires, w.expiresTime), Declared: w.at.Pos(),
		CoversUnmet:   len(w.covers) == 0 || slices.Contains(w.covers, "unmet"),
		CoversUnknown: slices.Contains(w.covers, "unknown"),
	}
	if !w.isComponent() {
		waiver.Release = text(w.version)
	}
	if w.owner != "" && LooksLike(w.owner, w.approver) {
		w.approvedBy.Fail("expected somebody other than the owner, found %q", w.approver).Hint = "nobody accepts their own exception"
	}
	l.checkLife(w, waiver)
	i, ok := l.criteria[waiver.Criterion]
	switch {
	case !w.criterion.Exists():
	case !ok:
		w.criterion.Fail("no criterion has the id %q%s", waiver.Criterion, tree.Mean(waiver.Criterion, l.criterionIDs()))
	default:
		l.compileScope(w, &waiver, &l.plan.Criteria[i])
		if w.limit.Exists() {
			waiver.Limit = l.limit(w.limit, &l.plan.Criteria[i])
		}
	}
	return waiver
}

// checkLife checks the life that the file states; without granted it runs from
// the day of the assessment, which nobody knows here.
func (l *loader) checkLife(w *waiverDraft, waiver Waiver) {
	if w.grantedTime.IsZero() || w.expiresTime.IsZero() {
		return
	}
	life := quantity.FromDuration(waiver.Expires.Sub(waiver.Granted), quantity.Day)
	switch {
	case life.Sign() <= 0:
		w.expires.Fail("expected an end after the waiver is granted, found %q", text(w.expires))
	case l.plan.WaiverMax.Known() && life.Cmp(l.plan.WaiverMax) > 0:
		w.expires.Fail("expected a waiver of at most %s, found %s", l.plan.WaiverMax, life).Hint = "waiver_max sets the longest life"
	}
}

func (l *loader) limit(n tree.Node, c *Criterion) *quantity.Target {
	if !c.Target.A.Known() {
		n.Fail("a limit belongs to a criterion with a figure, %s has none", c.ID)
		return nil
	}
	limit, ok := l.target(n, c.Target.A.Dimension(), false)
	if !ok {
		return nil
	}
	return &limit
}
