package criteria

import (
	"signoff/internal/lazy"
	"signoff/internal/tree"
)

// Document is what the project says of the report itself, for those who read and
// file it. Nothing of it decides anything.
type Document struct {
	Control Control
	// Lang is the language of the project's texts (BCP 47), "" for English.
	Lang string
	// Period and Branch are what the assessment speaks of, in the project's words.
	Period, Branch string
	Contacts       []Contact
	Objectives     []Objective
	Excerpts       []Excerpt
	Risk           *SpokenRisk // nil when nobody says it
	Remarks        []Remark
	KPIs           []KPI
}

// Control is what document control asks for.
type Control struct{ ID, Version, Distribution, Classification, Contact string }

// Contact is a person or group to ask.
type Contact struct{ Name, For, Address string }

// Objective is a deliverable or standard: criteria whose refs name its id, or one
// of Refs, and those that Refs names, show how far it is.
type Objective struct {
	ID, Title string
	Refs      []string
}

// documentDraft is that as it is written.
type documentDraft struct {
	control              *controlDraft
	lang, period, branch string
	contacts             []*contactDraft
	objectives           []*objectiveDraft
	excerpts             []*excerptDraft
	risk                 *riskDraft
	remarks              []*remarkDraft
	kpis                 []*kpiDraft
}

func (d *documentDraft) keys() []tree.Key {
	return []tree.Key{
		{Name: "control", Doc: "what document control asks for; what is not set is said once", Default: "not set", Example: "{ id: QA-17, version: 1.2, distribution: release board, classification: internal, contact: qa@example.org }", Shape: tree.One("control", (*controlDraft).keys, &d.control)},
		{Name: "lang", Doc: "the language of the project's texts, which also says whether the page runs from right to left", Default: "en", Example: "de", Shape: language(&d.lang)},
		{Name: "period", Doc: "the time that the assessment speaks of", Default: "not shown", Example: "2026-11-01 to 2026-11-21", Shape: tree.Text(&d.period)},
		{Name: "branch", Doc: "the branch that it speaks of", Default: "not shown", Example: "release/2.4", Shape: tree.Text(&d.branch)},
		{Name: "contacts", Doc: "whom to ask about what", Default: "none", Example: "[ { name: Operations, for: restores, address: ops@example.org } ]", Shape: tree.Each("contact", (*contactDraft).keys, &d.contacts)},
		{Name: "objectives", Doc: "deliverables and standards, rolled up from the criteria whose refs name them", Default: "none", Example: "[ { id: O-1, title: No message is lost, refs: [SLA-3] } ]", Shape: tree.Each("objective", (*objectiveDraft).keys, &d.objectives)},
		{Name: "excerpts", Doc: "what the long report quotes of the evidence: rows or lines that a query finds", Default: "services, checks and percentiles alone", Example: "[ { title: Debt that remains, evidence: debt, under: debt, jq: '.items[] | [.id, .due]', heads: [Marker, Due] } ]", Shape: tree.Each("excerpt", (*excerptDraft).keys, &d.excerpts)},
		{Name: "risk", Doc: "how somebody judges the risk as a whole, next to what is computed", Default: "computed alone", Example: "{ level: low, confidence: medium, because: Nothing else changes, by: A. Owner, on: 2026-11-20 }", Shape: tree.One("risk", (*riskDraft).keys, &d.risk)},
		{Name: "remarks", Doc: "what somebody says about what tables and trees name", Default: "none", Example: "[ { about: \"src/db/*\", text: Written anew in the next phase } ]", Shape: tree.Each("remark", (*remarkDraft).keys, &d.remarks)},
		{Name: "kpis", Doc: "criteria that are followed beyond this release, with the target that comes next", Default: "none", Example: "[ { criterion: COV-01, next: \">= 90%\", by: Phase 3 } ]", Shape: tree.Each("kpi", (*kpiDraft).keys, &d.kpis)},
	}
}

type controlDraft struct{ Control }

func (c *controlDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "id", Doc: "the number of the document", Example: "QA-17", Shape: tree.Text(&c.ID)},
		{Name: "version", Doc: "its version", Example: "1.2", Shape: tree.Text(&c.Version)},
		{Name: "distribution", Doc: "whom it is for", Example: "release board", Shape: tree.Text(&c.Distribution)},
		{Name: "classification", Doc: "how it is to be handled", Example: "internal", Shape: tree.Text(&c.Classification)},
		{Name: "contact", Doc: "whom to ask about it", Example: "qa@example.org", Shape: tree.Text(&c.Contact)},
	}
}

type contactDraft struct{ Contact }

func (c *contactDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "name", Doc: "a person or a group", Example: "Operations", Shape: tree.Text(&c.Name), Required: true},
		{Name: "for", Doc: "about what", Example: "restores", Shape: tree.Text(&c.For)},
		{Name: "address", Doc: "where", Example: "ops@example.org", Shape: tree.Text(&c.Address)},
	}
}

type objectiveDraft struct {
	id    tree.Node
	title string
	refs  []string
}

func (o *objectiveDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "id", Doc: "how refs name it", Example: "O-1", Shape: identifier(&o.id), Required: true},
		{Name: "title", Doc: "what is to be reached", Example: "No message is lost", Shape: tree.Text(&o.title), Required: true},
		{Name: "refs", Doc: "references of criteria that belong to it too, or ids of such criteria", Default: "those that name its id alone", Example: "[SLA-3, OPS-07]", Shape: tree.Texts(&o.refs)},
	}
}

var languageTag = lazy.Regexp(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)

// language reads the tag of a language as BCP 47 writes it.
func language(into *string) tree.Shape {
	return tree.Shape{Schema: textSchema, Read: func(n tree.Node) {
		tag, ok := n.Text()
		if ok && (len(tag) > longestName || !languageTag().MatchString(tag)) {
			n.Expected("a language such as en, pt-BR or ar")
			return
		}
		*into = tag
	}}
}

// readDocument takes over what is said of the report, and points out objectives
// that nothing stands behind.
func (l *loader) readDocument() {
	d, to := &l.project.document, &l.plan.Document
	to.Lang, to.Period, to.Branch = d.lang, d.period, d.branch
	if d.control != nil {
		to.Control = d.control.Control
	}
	for _, c := range d.contacts {
		to.Contacts = append(to.Contacts, c.Contact)
	}
	l.readExcerpts()
	l.readSpoken()
	referred := map[string]bool{}
	for i := range l.plan.Criteria {
		for _, ref := range l.plan.Criteria[i].Refs {
			referred[ref] = true
		}
	}
	known := map[string]bool{}
	for _, o := range d.objectives {
		id := text(o.id)
		if known[id] {
			o.id.Fail("duplicate objective %q", id)
		}
		known[id] = true
		to.Objectives = append(to.Objectives, Objective{ID: id, Title: o.title, Refs: o.refs})
		some := referred[id]
		for _, ref := range o.refs {
			_, is := l.criteria[ref]
			some = some || referred[ref] || is
		}
		if !some && id != "" {
			o.id.Warn("no criterion refers to objective %q", id).Hint = "refs of a criterion name its id or one of its refs, or its refs name the criterion"
		}
	}
}
