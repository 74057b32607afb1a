package health

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/tally"
)

// run is one run of what runs again and again under a name: a workflow, a pipeline.
type run struct {
	fact.Service
	created, updated, commit string
}

// latest keeps the latest run of each name, in the order in which the names came.
// Dates of one file are in one zone, so that their text sorts; of runs without a
// date it is the first, which is how forges list them.
type latest struct {
	runs  map[string]run
	names []string
}

func (l *latest) add(n run) {
	known, seen := l.runs[n.Name]
	if !seen {
		l.names = append(l.names, n.Name)
	}
	if !seen || n.created > known.created {
		if l.runs == nil {
			l.runs = map[string]run{}
		}
		l.runs[n.Name] = n
	}
}

// give hands the runs over as services; they date the file and name its commits.
func (l *latest) give(s *tally.Sink) {
	for _, name := range l.names {
		n := l.runs[name]
		s.Commit(n.commit)
		s.Dated(cmp.Or(n.updated, n.created))
		s.Service(&n.Service)
	}
}
