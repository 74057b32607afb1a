package criteria

import (
	"path"
	"time"

	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// SpokenRisk is how somebody judges the risk as a whole, in their own word: it
// stands next to what is computed and decides nothing.
type SpokenRisk struct {
	Level, Confidence, Because, By string
	On                             time.Time
	Mitigations                    []Mitigation
}

// Mitigation is what is done about a risk, and the criteria that show how far.
type Mitigation struct {
	Risk, Text, Owner string
	Criteria          []string
}

// Remark is what somebody says about what a table names.
type Remark struct{ About, Text, By string }

// KPI is a criterion that is followed beyond this release, with the target that
// comes next.
type KPI struct {
	Criterion, Title, By string
	Next                 *quantity.Target
}

type riskDraft struct {
	level, confidence, because string
	by                         tree.Node
	on                         tree.Node
	onTime                     time.Time
	mitigations                []*mitigationDraft
}

func (r *riskDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "level", Doc: "how great it is, in a person's word", Example: "low", Shape: tree.Word(&r.level, "minimal", "low", "medium", "high"), Required: true},
		{Name: "confidence", Doc: "how sure that person is", Default: "not said", Example: "medium", Shape: tree.Word(&r.confidence, "low", "medium", "high")},
		{Name: "because", Doc: "why, in Markdown", Example: "The release adds one service and changes none.", Shape: tree.Text(&r.because), Required: true},
		{Name: "by", Doc: "who says it", Example: "A. Owner", Shape: tree.Keep(&r.by, textSchema), Required: true},
		{Name: "on", Doc: "when", Example: "2026-11-20", Shape: date(&r.on, &r.onTime), Required: true},
		{Name: "mitigations", Doc: "what is done about single risks", Default: "none", Example: "[ { risk: A bad release, text: Roll back by tag, owner: Operations, criteria: [OPS-07] } ]", Shape: tree.Each("mitigation", (*mitigationDraft).keys, &r.mitigations)},
	}
}

type mitigationDraft struct {
	risk, text, owner string
	criteria          []tree.Node
}

func (m *mitigationDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "risk", Doc: "which risk", Example: "A bad release", Shape: tree.Text(&m.risk), Required: true},
		{Name: "text", Doc: "what is done about it", Example: "Roll back by tag", Shape: tree.Text(&m.text), Required: true},
		{Name: "owner", Doc: "who does it", Default: "nobody is named", Example: "Operations", Shape: tree.Text(&m.owner)},
		{Name: "criteria", Doc: "criteria that show how far it is", Default: "nothing shows it", Example: "[OPS-07]", Shape: texts(&m.criteria)},
	}
}

type remarkDraft struct {
	about tree.Node
	Remark
}

func (r *remarkDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "about", Doc: "what tables and trees name so: a file, a service, a check; * stands for any letters but /", Example: `"src/db/*"`, Shape: tree.Keep(&r.about, textSchema), Required: true},
		{Name: "text", Doc: "the remark", Example: "Written anew in the next phase", Shape: tree.Text(&r.Text), Required: true},
		{Name: "by", Doc: "who makes it", Default: "the project", Example: "A. Owner", Shape: tree.Text(&r.By)},
	}
}

type kpiDraft struct {
	criterion, next tree.Node
	title, by       string
}

func (k *kpiDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "criterion", Doc: "the criterion whose figure is followed", Example: "COV-01", Shape: identifier(&k.criterion), Required: true},
		{Name: "title", Doc: "what it is called", Default: "the title of the criterion", Example: "Line coverage", Shape: tree.Text(&k.title)},
		{Name: "next", Doc: "the target that comes after this release", Default: "the target stays", Example: `">= 90%"`, Shape: tree.Keep(&k.next, textSchema)},
		{Name: "by", Doc: "when that is to hold: a date or a phase", Default: "not said", Example: "Phase 3", Shape: tree.Text(&k.by)},
	}
}

// readSpoken takes over what people say beside what is computed.
func (l *loader) readSpoken() {
	d, to := &l.project.document, &l.plan.Document
	if r := d.risk; r != nil {
		to.Risk = &SpokenRisk{Level: r.level, Confidence: r.confidence, Because: r.because, By: text(r.by), On: r.onTime}
		for _, m := range r.mitigations {
			out := Mitigation{Risk: m.risk, Text: m.text, Owner: m.owner}
			for _, n := range m.criteria {
				if l.known(n) {
					out.Criteria = append(out.Criteria, text(n))
				}
			}
			to.Risk.Mitigations = append(to.Risk.Mitigations, out)
		}
	}
	for _, r := range d.remarks {
		about := text(r.about)
		if _, err := path.Match(about, ""); err != nil || about == "" {
			r.about.Expected("a name, or a pattern such as src/db/*")
			continue
		}
		to.Remarks = append(to.Remarks, Remark{About: about, Text: r.Text, By: r.By})
	}
	for _, k := range d.kpis {
		if !l.known(k.criterion) {
			continue
		}
		c := &l.plan.Criteria[l.criteria[text(k.criterion)]]
		out := KPI{Criterion: c.ID, Title: k.title, By: k.by}
		if k.next.Exists() {
			want := quantity.Any
			if c.Target.A.Known() {
				want = c.Target.A.Dimension()
			}
			if next, ok := l.target(k.next, want, !c.Target.A.Known()); ok {
				out.Next = &next
			}
		}
		to.KPIs = append(to.KPIs, out)
	}
}

// known says whether a criterion has the id, and faults one that none has.
func (l *loader) known(id tree.Node) bool {
	if _, ok := l.criteria[text(id)]; ok {
		return true
	}
	id.Fail("no criterion has the id %q%s", text(id), tree.Mean(text(id), l.criterionIDs()))
	return false
}
