package portfolio

import (
	"time"

	"signoff/internal/quantity"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// Declared is portfolio.yaml: which services are expected, and how often.
type Declared struct {
	Title string
	// Line is where the runs of services are that name none.
	Line string
	// Every is how old the last run of a service may be.
	Every quantity.Value
	// Gate is what the portfolio is held to.
	Gate     Rules
	Services []Expected
}

// Expected is one declared service.
type Expected struct {
	Name, Line, Team, Owner string
	Every                   quantity.Value
	// Retired is the day from which it is not in use, zero for never.
	Retired time.Time
}

// Rules are targets of the whole; nil asks nothing. Shares are of the services in
// use.
type Rules struct {
	Approved, Ready, Stale, Never, Rejected *quantity.Target
}

// usualEvery is how old the last run of a service may be, unless it is declared.
var usualEvery = quantity.Int(30, quantity.Day)

// file is portfolio.yaml as it is written.
type file struct {
	title, line string
	every       tree.Node
	gate        *gateDraft
	services    []*serviceDraft
}

func (f *file) keys() []tree.Key {
	return []tree.Key{
		{Name: "version", Doc: "the version of this format: 1", Example: "1", Required: true, Shape: tree.Word(new(string), "1")},
		{Name: "title", Doc: "what the portfolio is called", Default: "Portfolio", Example: "Payments", Shape: tree.Text(&f.title)},
		{Name: "line", Doc: "the line whose runs count", Default: "main", Example: "main", Shape: tree.Text(&f.line)},
		{Name: "expect_every", Doc: "how old the last run of a service may be", Default: "30d", Example: "7d", Shape: tree.Keep(&f.every, anyText)},
		{Name: "gate", Doc: "what --gate asks of the whole", Default: `{ stale: == 0, approved: ">= 90%" }`, Example: `{ stale: == 0, approved: ">= 90%" }`, Shape: tree.One("gate", (*gateDraft).keys, &f.gate)},
		{Name: "services", Doc: "the services that are expected; what else has runs is shown too", Default: "those that have runs", Example: "[ { service: Shop, team: Checkout } ]", Shape: tree.Each("service", (*serviceDraft).keys, &f.services)},
	}
}

type gateDraft struct{ approved, ready, stale, never, rejected tree.Node }

func (g *gateDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "approved", Doc: "the share of services in use that are approved", Example: `">= 90%"`, Shape: tree.Keep(&g.approved, anyText)},
		{Name: "ready", Doc: "the share that are approved or conditional", Example: `">= 95%"`, Shape: tree.Keep(&g.ready, anyText)},
		{Name: "stale", Doc: "how many have no run as new as is expected", Example: "== 0", Shape: tree.Keep(&g.stale, anyText)},
		{Name: "never", Doc: "how many were never assessed", Example: "== 0", Shape: tree.Keep(&g.never, anyText)},
		{Name: "rejected", Doc: "how many are rejected or indeterminate", Example: "<= 3", Shape: tree.Keep(&g.rejected, anyText)},
	}
}

type serviceDraft struct {
	at                      tree.Node
	name, line, team, owner string
	every, retired          tree.Node
}

func (s *serviceDraft) keys(at tree.Node) []tree.Key {
	s.at = at
	return []tree.Key{
		{Name: "service", Doc: "the project, as its signoff.yaml names it", Example: "Shop", Required: true, Shape: tree.Text(&s.name)},
		{Name: "line", Doc: "the line whose runs count for it", Example: "release", Shape: tree.Text(&s.line)},
		{Name: "team", Doc: "the team that it belongs to", Example: "Checkout", Shape: tree.Text(&s.team)},
		{Name: "owner", Doc: "who answers for it", Example: "platform", Shape: tree.Text(&s.owner)},
		{Name: "expect_every", Doc: "how old its last run may be", Example: "1d", Shape: tree.Keep(&s.every, anyText)},
		{Name: "retired", Doc: "the day from which it is not in use", Example: "2026-09-30", Shape: tree.Keep(&s.retired, anyText)},
	}
}

func anyText() map[string]any { return map[string]any{"type": []any{"string", "number"}} }

// Parse reads portfolio.yaml, with every fault at its place.
func Parse(name string, text []byte) (*Declared, source.List) {
	var faults source.List
	root, ok := tree.Parse(name, text, &faults)
	f := &file{}
	if ok {
		root.Object("portfolio.yaml", f.keys(), nil)
	}
	d := Usual()
	if f.title != "" {
		d.Title = f.title
	}
	if f.line != "" {
		d.Line = f.line
	}
	age(f.every, &d.Every)
	if f.gate != nil {
		d.Gate = Rules{target(f.gate.approved, quantity.Proportion), target(f.gate.ready, quantity.Proportion),
			target(f.gate.stale, quantity.Number), target(f.gate.never, quantity.Number), target(f.gate.rejected, quantity.Number)}
	}
	seen := map[string]bool{}
	for _, s := range f.services {
		e := Expected{Name: s.name, Line: s.line, Team: s.team, Owner: s.owner}
		if seen[s.name] {
			s.at.Fail("the service %q is there already", s.name)
		}
		seen[s.name] = true
		age(s.every, &e.Every)
		if s.retired.Exists() {
			t, _, err := quantity.ParseTime(s.retired.Raw())
			if err != nil {
				s.retired.Expected("a date such as 2026-01-31")
			}
			e.Retired = t
		}
		d.Services = append(d.Services, e)
	}
	faults.Sort()
	return d, faults
}

// Usual is a portfolio of whatever has runs.
func Usual() *Declared {
	return &Declared{Title: "Portfolio", Line: "main", Every: usualEvery,
		Gate: Rules{Approved: asTarget(">= 90%", quantity.Proportion), Stale: asTarget("== 0", quantity.Number)}}
}

func asTarget(text string, of quantity.Dimension) *quantity.Target {
	t, err := quantity.ParseTarget(text, of)
	if err != nil {
		panic(err)
	}
	return &t
}

func age(n tree.Node, into *quantity.Value) {
	if !n.Exists() {
		return
	}
	v, err := quantity.ParseAge(n.Raw())
	if err != nil {
		n.Fail("%s", err)
		return
	}
	*into = v
}

func target(n tree.Node, of quantity.Dimension) *quantity.Target {
	if !n.Exists() {
		return nil
	}
	t, err := quantity.ParseTarget(n.Raw(), of)
	if err != nil {
		n.Fail("%s", err)
		return nil
	}
	return &t
}
