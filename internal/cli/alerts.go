package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/evaluate"
	"signoff/internal/report/export"
)

func (g *global) exportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "export",
		Short: "write what the criteria say for other tools, without any evidence",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(g.alertsCommand())
	return c
}

func (g *global) alertsCommand() *cobra.Command {
	var o planOptions
	var expressions []string
	var out string
	c := &cobra.Command{
		Use:   "alerts",
		Short: "write targets and warn bands as alerting rules of Prometheus",
		Long: `Writes the targets and warn bands of benchmark and health criteria as a file of
rules for Prometheus. A rule watches signoff_criterion_figure, which report and
history export write as openmetrics; with --expr ID=PROMQL it watches the running
system, in base units (seconds, bytes, ratios).`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return g.alerts(o, expressions, out) },
	}
	o.flags(c)
	c.Flags().StringArrayVar(&expressions, "expr", nil, "watch this instead of the exported figure, `ID=PROMQL`")
	c.Flags().StringVar(&out, "out", standardOutput, "`file` to write, from the project's folder; - is standard output")
	return c
}

func (g *global) alerts(o planOptions, expressions []string, out string) error {
	plan, faults := g.load(o)
	g.printFaults(faults)
	if faults.Err() != nil {
		return exit(exitMisused)
	}
	asOf, from, err := g.asOf("")
	if err != nil {
		return err
	}
	asked := map[string]string{}
	for _, e := range expressions {
		id, text, ok := strings.Cut(e, "=")
		if !ok || id == "" || strings.TrimSpace(text) == "" {
			return fmt.Errorf("--expr: expected ID=PROMQL, found %q", e)
		}
		asked[id] = text
	}
	plan.Settle(asOf)
	s := evaluate.Run(evaluate.Input{Plan: plan, AsOf: asOf, AsOfFrom: from, Tool: tool()})
	return g.deliver(out, func(w io.Writer) error {
		ids, err := export.Alerts(w, s, asked)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return errors.New("expected a benchmark or health criterion with a bound, found none")
		}
		for id := range asked {
			if !strings.Contains(" "+strings.Join(ids, " ")+" ", " "+id+" ") {
				return fmt.Errorf("--expr: no rule is for %q, but for %s", id, strings.Join(ids, ", "))
			}
		}
		return nil
	})
}
