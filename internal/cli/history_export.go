package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"signoff/internal/history"
	"signoff/internal/report/export"
	"signoff/internal/scorecard"
)

func (g *global) historyExport(o *historyOptions) *cobra.Command {
	var to, out, since string
	c := &cobra.Command{
		Use:   "export",
		Short: "write the runs as jsonl, csv or openmetrics",
		Long: `jsonl has every row as it is kept, invalidations too, and history import reads it
back. csv has a line a criterion of each run. openmetrics has the gauges of the
last valid run of each service on a line.`,
		Args:    cobra.NoArgs,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("--to", to, "jsonl", "csv", "openmetrics") },
		RunE: func(*cobra.Command, []string) error {
			return g.withHistory(o, false, func(h *opened) error {
				q := history.Query{Service: o.service, Line: o.line}
				if since != "" {
					from, err := h.instant("--since", since)
					if err != nil {
						return err
					}
					q.Since = from
				}
				write := map[string]func(io.Writer, history.Query) error{"jsonl": h.exportRows, "csv": h.exportTable, "openmetrics": h.exportMetrics}[to]
				return h.deliver(out, func(w io.Writer) error { return write(w, q) })
			})
		},
	}
	o.flags(c)
	c.Flags().StringVar(&to, "to", "jsonl", "what to write: jsonl, csv or openmetrics")
	choices(c, "to", "jsonl", "csv", "openmetrics")
	c.Flags().StringVar(&out, "out", standardOutput, "`file` to write, from the project's folder; - is standard output")
	c.Flags().Var((*filled)(&since), "since", "only runs as of this `date` or later")
	return c
}

// deliver writes to standard output, or to a file that appears whole.
func (g *global) deliver(out string, write func(io.Writer) error) error {
	if out != standardOutput {
		return g.writeStream(out, true, nil, write)
	}
	w := bufio.NewWriter(g.verbatim)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return broken{err}
	}
	return nil
}

func (h *opened) exportRows(w io.Writer, q history.Query) error {
	ctx := context.Background()
	line := func(e history.Entry) error {
		_, err := w.Write(append(bytes.Clone(e.Text), '\n'))
		return err
	}
	if err := h.Select(ctx, q, line); err != nil {
		return err
	}
	return h.Invalidations(ctx, line)
}

func (h *opened) exportTable(w io.Writer, q history.Query) error {
	ctx := context.Background()
	invalid, err := history.Invalidated(ctx, h)
	if err != nil {
		return err
	}
	rows := export.NewRuns(w)
	err = h.Select(ctx, q, func(e history.Entry) error {
		r, err := e.Run()
		if err != nil {
			return whichRow(err)
		}
		return rows.Write(e.ID, r, invalid[e.ID])
	})
	if err != nil {
		return err
	}
	return rows.Flush()
}

func (h *opened) exportMetrics(w io.Writer, q history.Query) error {
	q.Last, q.Valid = 1, true
	if q.Line == "" {
		q.Line = h.line()
	}
	runs, err := h.past(q)
	if err != nil {
		return err
	}
	list := make([]*scorecard.Scorecard, len(runs))
	for i, r := range runs {
		list[len(runs)-1-i] = r.Past(&scorecard.Scorecard{})
	}
	if len(list) == 0 {
		return fmt.Errorf("no valid run on the line %q is kept", q.Line)
	}
	return export.Metrics(w, list)
}
