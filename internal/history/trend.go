package history

import (
	"strings"

	"signoff/internal/scorecard"
)

// Point is what became of a criterion in one run.
type Point struct {
	Run     string            `json:"run"`
	AsOf    string            `json:"as_of"`
	Outcome scorecard.Outcome `json:"outcome"`
	Reason  string            `json:"reason,omitempty"`
	// Value is the exact figure in Unit, as the row has it.
	Value    string `json:"value,omitempty"`
	Unit     string `json:"unit,omitempty"`
	Revision string `json:"revision"`
	// As is the id under which the run knows the criterion, when it is another.
	As string `json:"as,omitempty"`
	// Step says that the criterion asks something else than in the run before.
	Step bool `json:"step,omitempty"`
}

// Dated is a run with its id.
type Dated struct {
	ID string
	*scorecard.Run
}

// Series is the criterion in runs, which are given the oldest first. Under an
// earlier id it goes on; a run that does not know it has no point.
func Series(runs []Dated, id string, was []string) []Point {
	list := []Point{}
	for _, r := range runs {
		c := r.Find(id, was)
		if c == nil {
			continue
		}
		p := Point{Run: r.ID, AsOf: r.AsOf, Outcome: c.Outcome, Reason: string(c.Reason), Value: c.Value, Unit: c.Unit, Revision: c.Revision}
		if c.ID != id {
			p.As = c.ID
		}
		if n := len(list); n > 0 {
			p.Step = !strings.HasPrefix(list[n-1].Revision, c.Revision)
		}
		list = append(list, p)
	}
	return list
}

// Remote is a store that goes along with a repository.
type Remote interface {
	// Fetch takes what a remote has and this store lacks, Push gives it what this
	// store has, with what it has of others.
	Fetch(remote string) error
	Push(remote string) error
}
