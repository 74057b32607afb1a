package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"signoff/internal/scorecard"
)

// Runs writes runs of a history as CSV (RFC 4180), a line a criterion of each
// run. A cell that a spreadsheet would compute has an apostrophe before it.
type Runs struct{ out *csv.Writer }

// runColumns are the columns, in order.
var runColumns = []string{"run", "service", "line", "as_of", "release", "commit", "verdict", "compliance", "score", "waived_criteria", "invalidated",
	"criterion", "revision", "outcome", "reason", "waived", "value", "unit"}

// NewRuns begins a table with the row of names.
func NewRuns(w io.Writer) *Runs {
	r := &Runs{csv.NewWriter(w)}
	r.out.UseCRLF = true
	_ = r.out.Write(runColumns) // Flush says what went wrong
	return r
}

// Write adds the criteria of a run; because says why it does not count.
func (r *Runs) Write(id string, run *scorecard.Run, because string) error {
	for i := range run.Criteria {
		c := &run.Criteria[i]
		row := []string{id, run.Service, run.Line, run.AsOf, run.Release, run.Commit, string(run.Verdict), run.Compliance.Strict, run.Score.Strict,
			strconv.Itoa(run.Waived), because, c.ID, c.Revision, string(c.Outcome), string(c.Reason), strconv.FormatBool(c.Waived), c.Value, c.Unit}
		for k := range row {
			row[k] = csvCell(row[k])
		}
		if err := r.out.Write(row); err != nil {
			return err
		}
	}
	return nil
}

// Flush ends the table.
func (r *Runs) Flush() error {
	r.out.Flush()
	return r.out.Error()
}
