package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/history"
	"signoff/internal/portfolio"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// portfolioFile declares which services are expected.
const portfolioFile = "portfolio.yaml"

// portfolioOptions are what portfolio is told.
type portfolioOptions struct {
	file, out, asOf string
	to              []string
	gate, force     bool
}

func (g *global) portfolioCommand() *cobra.Command {
	var o portfolioOptions
	var names []string
	for _, out := range portfolio.Outputs {
		names = append(names, out.Name)
	}
	c := &cobra.Command{
		Use:   "portfolio [STORE…]",
		Short: "tell of many services on one page, from the histories that they keep",
		Long: `Reads the last valid run of each service from the stores, and tells how all of
them stand: the verdicts, which are stale or were never assessed, what got worse in
a week, what expires in 30 days, which criterion fails most. portfolio.yaml says
which services are expected and how often; without it those that have runs are
shown. With --gate it exits 1 when the whole is not as portfolio.yaml asks: unless
it says otherwise, none stale and at least 90 % approved.`,
		RunE: func(_ *cobra.Command, stores []string) error { return g.portfolio(o, stores) },
	}
	o.to = []string{"html", "json"}
	wordsFlag(c, &o.to, "to", names, "what to write")
	c.Flags().Var((*filled)(&o.file), "services", "the `file` that says which services are expected, in place of "+portfolioFile)
	c.Flags().StringVar(&o.out, "out", outFolder, "folder to write to, from this folder; - is standard output, for one document")
	c.Flags().Var((*filled)(&o.asOf), "as-of", "tell how it stood as of this `date`")
	c.Flags().BoolVar(&o.gate, "gate", false, "exit 1 when the whole is not as it should be")
	c.Flags().BoolVar(&o.force, "force", false, "write over files that signoff did not write")
	return c
}

func (g *global) portfolio(o portfolioOptions, stores []string) error {
	if o.out == standardOutput && len(o.to) != 1 {
		return hinted{fmt.Errorf("--out: standard output takes one document, found %d", len(o.to)), "choose it with --to"}
	}
	asOf, _, err := g.asOf(o.asOf)
	if err != nil {
		return err
	}
	declared, err := g.declaredPortfolio(o.file)
	if err != nil {
		return err
	}
	if len(stores) == 0 {
		h, _, err := g.declaredHistory()
		if err != nil {
			return err
		}
		if stores = []string{history.Usual}; h.Store != "" {
			stores = []string{h.Store}
		}
	}
	seen := map[string]portfolio.Seen{}
	for _, store := range stores {
		if err := g.sees(store, declared, asOf, seen); err != nil {
			return err
		}
	}
	p := portfolio.Build(declared, seen, asOf)
	if err := g.writePortfolio(o, p); err != nil {
		return err
	}
	fmt.Fprintf(g.Stderr, "%s: %d services in use, %d approved, %d conditional, %d stale, %d never assessed\n", term.Clean(p.Title), p.InUse,
		p.Counts[string(scorecard.Approved)], p.Counts[string(scorecard.Conditional)], p.Counts[portfolio.Stale], p.Counts[portfolio.Never])
	if o.gate && !p.Gate.Holds {
		fmt.Fprintf(g.Stderr, "exit 1: %s\n", term.Clean(strings.Join(p.Gate.Because, "; ")))
		return exit(exitNotApproved)
	}
	return nil
}

// declaredPortfolio reads portfolio.yaml, which need not be there unless it is
// asked for.
func (g *global) declaredPortfolio(name string) (*portfolio.Declared, error) {
	asked := name != ""
	if !asked {
		name = portfolioFile
	}
	text, err := g.readOwn(name)
	if errors.Is(err, fs.ErrNotExist) && !asked {
		return portfolio.Usual(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	declared, faults := portfolio.Parse(name, text)
	g.printFaults(faults)
	if faults.Err() != nil {
		return nil, exit(exitMisused)
	}
	return declared, nil
}

// week is how long ago it is asked what was ready.
const week = 7 * 24 * time.Hour

// lastRuns is how many runs the line of a service has.
const lastRuns = 8

// sees reads what a store knows of each service on its line as of an instant.
func (g *global) sees(address string, declared *portfolio.Declared, asOf time.Time, seen map[string]portfolio.Seen) error {
	s, err := history.Open(context.Background(), address, history.Place{Path: g.path, Dir: g.dir})
	if err != nil {
		return err
	}
	defer s.Close()
	line := map[string]string{}
	queries := []history.Query{{Line: declared.Line}}
	for _, e := range declared.Services {
		if e.Line != "" && e.Line != declared.Line {
			line[e.Name] = e.Line
			queries = append(queries, history.Query{Service: e.Name, Line: e.Line})
		}
	}
	for _, q := range queries {
		if err := look(s, q, asOf, line, seen); err != nil {
			return whichRow(err)
		}
	}
	return nil
}

// look reads the last runs of a query, and the verdict of a week before.
func look(s history.Store, q history.Query, asOf time.Time, line map[string]string, seen map[string]portfolio.Seen) error {
	other := func(e history.Entry) bool { l, own := line[e.Service]; return own && l != e.Line }
	q.Valid, q.Last, q.Until = true, lastRuns, asOf.UTC().Format(time.RFC3339)
	newer := map[string]bool{} // that this store knows more of than the others
	err := s.Select(context.Background(), q, func(e history.Entry) error {
		known := seen[e.Service]
		if other(e) || !newer[e.Service] && known.Last != nil && known.Last.AsOf >= e.AsOf {
			return nil
		}
		if !newer[e.Service] {
			newer[e.Service] = true
			r, err := e.Run()
			if err != nil {
				return err
			}
			known = portfolio.Seen{ID: e.ID, Last: r}
		}
		head, err := e.Head()
		if err != nil {
			return err
		}
		known.Trend = slices.Insert(known.Trend, 0, head.Compliance.Strict)
		seen[e.Service] = known
		return nil
	})
	if err != nil {
		return err
	}
	q.Last, q.Until = 1, asOf.Add(-week).UTC().Format(time.RFC3339)
	return s.Select(context.Background(), q, func(e history.Entry) error {
		if known := seen[e.Service]; newer[e.Service] && !other(e) {
			head, err := e.Head()
			if err != nil {
				return err
			}
			known.Before = head.Verdict
			seen[e.Service] = known
		}
		return nil
	})
}

func (g *global) writePortfolio(o portfolioOptions, p *portfolio.Portfolio) error {
	out := writing{global: g, folder: o.out, force: o.force}
	defer out.close()
	for _, output := range portfolio.Outputs {
		if !slices.Contains(o.to, output.Name) {
			continue
		}
		var page bytes.Buffer
		if err := output.Write(&page, p, shipped("page.css")); err != nil {
			return err
		}
		if o.out == standardOutput {
			if _, err := io.Copy(g.verbatim, &page); err != nil {
				return broken{err}
			}
			return nil
		}
		if out.places == nil {
			places, err := g.places(o.out, o.force)
			if err != nil {
				return err
			}
			out.places = places
		}
		write := func(to io.Writer) error { _, err := to.Write(page.Bytes()); return err }
		ours := func(start string) bool { return strings.Contains(start, output.Mark) }
		if err := out.places.add("portfolio"+output.Ext, write, ours); err != nil {
			return err
		}
	}
	return out.finish()
}
