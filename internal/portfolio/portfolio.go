// Package portfolio tells of many services at once, from the last rows of their
// history: how they stand, what got worse, what expires next, and what fails most.
// It makes a page, a document and files of the same model. It judges no service:
// what it adds is whether the last run of one is as new as is expected.
package portfolio

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// Schema names the JSON of a Portfolio.
const Schema = "signoff.portfolio/v1"

// The states of a service next to the words of a verdict.
const (
	Stale   = "stale"
	Never   = "never assessed"
	Retired = "retired"
)

// States lists the states of services, the gravest first; the last is not in use.
var States = []string{string(scorecard.Rejected), string(scorecard.Indeterminate), Stale, Never, string(scorecard.Conditional), string(scorecard.Approved), Retired}

// Portfolio is what is known of all services at an instant.
type Portfolio struct {
	Schema string `json:"schema"`
	Title  string `json:"title"`
	AsOf   string `json:"as_of"`
	Line   string `json:"line"`
	// InUse counts the services that are not retired, Counts all by their state.
	InUse  int            `json:"in_use"`
	Counts map[string]int `json:"counts"`
	// Overrides counts the services in use whose last run is not approved and was
	// released by a person's override.
	Overrides int `json:"overrides"`
	// Services are all of them, the gravest state first.
	Services []Service `json:"services"`
	// Worse are those that were approved or conditional a week ago and are not now.
	Worse    []Turn      `json:"worse"`
	Expiring []Expiry    `json:"expiring"`
	Teams    []Team      `json:"teams"`
	Failing  []Criterion `json:"failing"`
	Policies []Policy    `json:"policies"`
	Gate     Gate        `json:"gate"`
}

// Service is one service.
type Service struct {
	Name  string `json:"service"`
	Team  string `json:"team,omitempty"`
	Owner string `json:"owner,omitempty"`
	Line  string `json:"line"`
	State string `json:"state"`
	// Verdict is that of the last run, which of a stale one still says something.
	Verdict scorecard.Ruling `json:"verdict,omitempty"`
	// Override is until when a person's override released that run.
	Override   string `json:"override,omitempty"`
	Because    string `json:"because,omitempty"`
	Compliance string `json:"compliance,omitempty"`
	Score      string `json:"score,omitempty"`
	Run        string `json:"run,omitempty"`
	AsOf       string `json:"as_of,omitempty"`
	Release    string `json:"release,omitempty"`
	Commit     string `json:"commit,omitempty"`
	Policy     string `json:"policy,omitempty"`
	Expires    string `json:"expires_next,omitempty"`
	What       string `json:"expires_what,omitempty"`
	// Trend is the compliance of the last runs, the oldest first.
	Trend    []string `json:"trend,omitempty"`
	Declared bool     `json:"declared"`
}

// Turn is a service that is no longer ready.
type Turn struct {
	Service string           `json:"service"`
	Team    string           `json:"team,omitempty"`
	Before  scorecard.Ruling `json:"before"`
	Now     string           `json:"now"`
	Because string           `json:"because,omitempty"`
	AsOf    string           `json:"as_of"`
}

// Expiry is what ends in the next thirty days of a service that is ready today.
type Expiry struct {
	On      string `json:"on"`
	Days    int    `json:"days"`
	Service string `json:"service"`
	Team    string `json:"team,omitempty"`
	What    string `json:"what"`
}

// Team counts the services in use of a team, by their state.
type Team struct {
	Name   string         `json:"team"`
	InUse  int            `json:"in_use"`
	Ready  int            `json:"ready"`
	Counts map[string]int `json:"counts"`
}

// Criterion counts the services in which it is open.
type Criterion struct {
	ID       string `json:"criterion"`
	Unmet    int    `json:"unmet"`
	Unknown  int    `json:"unknown"`
	Services int    `json:"services"` // that ask it
}

// Policy counts the services that a version of a policy was in force for.
type Policy struct {
	Name     string `json:"policy"`
	Services int    `json:"services"`
}

// Seen is what the history knows of a service on its line.
type Seen struct {
	// ID is that of the last valid run, and Last the run.
	ID   string
	Last *scorecard.Run
	// Trend is the compliance of the last runs, the oldest first.
	Trend []string
	// Before is the verdict of a week ago, "" when there was no run.
	Before scorecard.Ruling
}

const (
	soon     = 30 // days
	mostOpen = 10 // criteria that fail most
)

// Build makes the portfolio of declared services and of those that have runs.
func Build(d *Declared, seen map[string]Seen, asOf time.Time) *Portfolio {
	p := &Portfolio{Schema: Schema, Title: d.Title, AsOf: asOf.UTC().Format(time.RFC3339), Line: d.Line, Counts: map[string]int{},
		Services: []Service{}, Worse: []Turn{}, Expiring: []Expiry{}, Teams: []Team{}, Failing: []Criterion{}, Policies: []Policy{}}
	known := map[string]bool{}
	for _, e := range d.Services {
		known[e.Name] = true
		p.Services = append(p.Services, service(d, e, seen[e.Name], asOf, true))
	}
	for name, s := range seen {
		if !known[name] {
			p.Services = append(p.Services, service(d, Expected{Name: name}, s, asOf, false))
		}
	}
	slices.SortFunc(p.Services, func(a, b Service) int {
		return cmp.Or(cmp.Compare(slices.Index(States, a.State), slices.Index(States, b.State)), strings.Compare(a.Name, b.Name))
	})
	for _, state := range States {
		p.Counts[state] = 0
	}
	for i := range p.Services {
		p.count(&p.Services[i], seen[p.Services[i].Name], asOf)
	}
	slices.SortStableFunc(p.Expiring, func(a, b Expiry) int { return strings.Compare(a.On, b.On) })
	p.teams()
	p.failing(seen)
	p.Gate = p.gate(d.Gate)
	return p
}

// service says how one stands.
func service(d *Declared, e Expected, s Seen, asOf time.Time, declared bool) Service {
	out := Service{Name: e.Name, Team: e.Team, Owner: e.Owner, Line: cmp.Or(e.Line, d.Line), State: Never, Declared: declared}
	if r := s.Last; r != nil {
		out.State, out.Verdict, out.Compliance, out.Score = string(r.Verdict), r.Verdict, r.Compliance.Strict, r.Score.Strict
		out.Run, out.AsOf, out.Release, out.Commit, out.Policy = s.ID, r.AsOf, r.Release, r.Commit, r.Policy
		out.Override = r.Override
		out.Expires, out.What, out.Trend = r.ExpiresNext, r.ExpiresWhat, s.Trend
		if len(r.Reasons) > 0 {
			out.Because = said(r.Reasons[0])
		}
		if r.Override != "" {
			out.Because += "; released by override until " + r.Override
		}
		every := d.Every
		if e.Every.Known() {
			every = e.Every
		}
		if at, err := time.Parse(time.RFC3339, r.AsOf); err == nil && quantity.Elapsed(at, asOf).Cmp(every) > 0 {
			out.State = Stale
		}
	}
	if !e.Retired.IsZero() && !e.Retired.After(asOf) {
		out.State, out.Because = Retired, "since "+e.Retired.UTC().Format(time.DateOnly)
	}
	return out
}

// ready says whether a service may be used as it stands.
func ready(state string) bool {
	return state == string(scorecard.Approved) || state == string(scorecard.Conditional)
}

// count adds a service to what is told of all.
func (p *Portfolio) count(s *Service, seen Seen, asOf time.Time) {
	p.Counts[s.State]++
	if s.State == Retired {
		return
	}
	p.InUse++
	if s.Override != "" {
		p.Overrides++
	}
	if !ready(s.State) && ready(string(seen.Before)) {
		p.Worse = append(p.Worse, Turn{Service: s.Name, Team: s.Team, Before: seen.Before, Now: s.State, Because: s.Because, AsOf: s.AsOf})
	}
	if on, err := time.Parse(time.DateOnly, s.Expires); err == nil && ready(s.State) {
		today := asOf.UTC().Add(-time.Nanosecond).Truncate(24 * time.Hour)
		if days := int(on.Sub(today).Hours() / 24); days >= 0 && days <= soon {
			p.Expiring = append(p.Expiring, Expiry{On: s.Expires, Days: days, Service: s.Name, Team: s.Team, What: s.What})
		}
	}
}

// teams counts by team, the lowest share of ready services first.
func (p *Portfolio) teams() {
	at := map[string]int{}
	for _, s := range p.Services {
		if s.State == Retired || s.Team == "" {
			continue
		}
		i, ok := at[s.Team]
		if !ok {
			i = len(p.Teams)
			at[s.Team] = i
			p.Teams = append(p.Teams, Team{Name: s.Team, Counts: map[string]int{}})
		}
		t := &p.Teams[i]
		t.InUse++
		t.Counts[s.State]++
		if ready(s.State) {
			t.Ready++
		}
	}
	slices.SortFunc(p.Teams, func(a, b Team) int {
		return cmp.Or(cmp.Compare(a.Ready*b.InUse, b.Ready*a.InUse), strings.Compare(a.Name, b.Name))
	})
}

// failing counts in how many services each criterion is open, most first, and
// which policies were in force.
func (p *Portfolio) failing(seen map[string]Seen) {
	byID, byPolicy := map[string]*Criterion{}, map[string]int{}
	for _, s := range p.Services {
		last := seen[s.Name].Last
		if s.State == Retired || last == nil {
			continue
		}
		if last.Policy != "" {
			byPolicy[last.Policy]++
		}
		for i := range last.Criteria {
			c := &last.Criteria[i]
			if byID[c.ID] == nil {
				byID[c.ID] = &Criterion{ID: c.ID}
			}
			of := byID[c.ID]
			of.Services++
			switch c.Outcome {
			case scorecard.Unmet:
				of.Unmet++
			case scorecard.Unknown:
				of.Unknown++
			}
		}
	}
	for _, c := range byID {
		if c.Unmet+c.Unknown > 0 {
			p.Failing = append(p.Failing, *c)
		}
	}
	slices.SortFunc(p.Failing, func(a, b Criterion) int {
		return cmp.Or(cmp.Compare(b.Unmet+b.Unknown, a.Unmet+a.Unknown), strings.Compare(a.ID, b.ID))
	})
	p.Failing = p.Failing[:min(mostOpen, len(p.Failing))]
	for name, n := range byPolicy {
		p.Policies = append(p.Policies, Policy{name, n})
	}
	slices.SortFunc(p.Policies, func(a, b Policy) int {
		return cmp.Or(cmp.Compare(b.Services, a.Services), strings.Compare(a.Name, b.Name))
	})
}
