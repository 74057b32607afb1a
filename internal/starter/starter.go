// Package starter proposes the first signoff.yaml of a project: a draft that
// its lead would sign. It has at most eight criteria, asks each figure once, and
// holds it where it stands today, so that the draft is met on its first day and
// nothing gets worse unseen. What it does not ask it names, with the reason.
//
// It reads no file and judges nothing: what was found is told to it, and the
// figures come from assessments of its own questions. It never says that a
// target is right: that is for people, who take the draft mark away.
package starter

import (
	"math/big"
	"time"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
	"signoff/internal/tally"
)

// Project is what was found in a folder.
type Project struct {
	Name, Release string
	// Git says that the folder is in a repository, so that evidence can be compared
	// with a commit.
	Git bool
	// People are names to think of for the roles that sign, most likely first.
	People []string
	// Today is the day of the draft.
	Today time.Time
	Found []Found
	// Unread are files that look like a tool's output and are none's.
	Unread []Unread

	used map[string]bool // ids of criteria that are taken, and of categories after a word
}

// Found is an evidence that is there: a file, or the files of one format in one
// folder.
type Found struct {
	ID, Path, Format string
	Kind             fact.Kind
	Files            int
	// Tool is whose output it is, where the format is of many.
	Tool string

	// planned evidence is not there yet: command would make it, by itself or
	// next to the evidence before it. Of what is there command made it, perhaps.
	planned bool
	command string

	produced time.Time
	problem  string
	figures  map[string]figure
}

// Unread is a file that no format claims, with what is nearest to it.
type Unread struct{ Path, Why string }

// figure is what a question came to.
type figure struct {
	shown string
	exact *big.Rat // of a percentage the part of its whole
}

// question is what a criterion asks.
type question struct {
	evidence []string
	measure  *fact.Measure
}

// row is one criterion of a draft.
type row struct {
	question
	id, title, category string
	blocker             bool
	// From the assessment: the target, how it stands, and whether it is met.
	hold          fact.Hold
	target, today string
	known, met    bool
	planned       bool // its evidence is not there yet
}

// probes are the measures that tell evidence of a kind apart: how much there is of
// it, and the shares that are held with what they are of.
func probes(kind fact.Kind) []*fact.Measure {
	probes := measures(kind, func(m *fact.Measure) bool { return m.Total })
	for _, share := range measures(kind, func(m *fact.Measure) bool { return m.First.Hold == fact.HoldLeast }) {
		probes = append(probes, share)
		if whole, ok := tally.MeasureNamed(share.Of); ok {
			probes = append(probes, whole)
		}
	}
	return probes
}

// measures lists the measures of a kind of which something holds, in the order of
// their rows.
func measures(kind fact.Kind, holds func(*fact.Measure) bool) []*fact.Measure {
	var list []*fact.Measure
	for i := range tally.Measures {
		if m := &tally.Measures[i]; m.Kind == kind && holds(m) {
			list = append(list, m)
		}
	}
	return list
}

// Probe is a plan that asks everything found what it is.
func (p *Project) Probe() []byte {
	var rows []row
	for i := range p.Found {
		f := &p.Found[i]
		if f.planned {
			continue
		}
		for _, m := range probes(f.Kind) {
			rows = append(rows, row{question: question{[]string{f.ID}, m}, id: f.ID + "." + m.Name, title: m.Name, category: "probe", target: anyFigure(m)})
		}
	}
	return p.plan(rows, false)
}

// Learn takes the answers to Probe.
func (p *Project) Learn(s *scorecard.Scorecard) {
	for i := range p.Found {
		f := &p.Found[i]
		f.figures = map[string]figure{}
		if f.Tool == "" {
			f.Tool = f.Format
		}
		for _, e := range s.Evidence {
			if e.ID == f.ID {
				f.learn(e)
			}
		}
		for _, c := range s.Criteria {
			if len(c.Evidence) > 0 && c.Evidence[0].ID == f.ID {
				if got, ok := figureOf(c); ok {
					f.figures[c.Measure] = got
				}
			}
		}
	}
}

func (f *Found) learn(e scorecard.Evidence) {
	if e.Tool != nil && e.Tool.Name != "" && f.Format == "sarif" {
		f.Tool = e.Tool.Name
	}
	if t, err := time.Parse(time.RFC3339, e.ProducedAt); err == nil {
		f.produced = t
	}
	for _, d := range e.Detail {
		if d.Reason == fact.Unreadable || d.Reason == fact.Missing {
			f.problem = d.Text
			return
		}
	}
}

// figureOf is the figure of a criterion that has one.
func figureOf(c scorecard.Criterion) (figure, bool) {
	exact, ok := new(big.Rat).SetString(c.Exact)
	if !ok || c.Measured == nil {
		return figure{}, false
	}
	shown := c.Measured.Value
	if c.Measured.Unit != "" {
		shown += " " + c.Measured.Unit
	}
	return figure{shown, exact}, true
}

// total is how much there is of the evidence.
func (f *Found) total() (figure, bool) {
	for _, m := range measures(f.Kind, func(m *fact.Measure) bool { return m.Total }) {
		got, ok := f.figures[m.Name]
		return got, ok
	}
	return figure{}, false
}
