package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/history"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// historyOptions say which store, and which of its runs.
type historyOptions struct{ store, service, line string }

func (g *global) historyCommand() *cobra.Command {
	var o historyOptions
	c := &cobra.Command{
		Use:   "history",
		Short: "keep past runs and ask what they were",
		Long: `Keeps a row a run (signoff.run/v1: its figures, the digest of its assessment, no
name of a person) and answers what was before. A store is dir:FOLDER, git:REF,
sqlite:FILE or postgres://HOST/DATABASE; without --store it is the one that
signoff.yaml names under history, else ` + history.Usual + `. A password
is never part of an address: PostgreSQL takes it from PGPASSWORD or a passfile.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.PersistentFlags().Var((*filled)(&o.store), "store", "the `store` to use")
	c.AddCommand(g.historyAdd(&o), g.historyList(&o), g.historyShow(&o), g.historyTrend(&o), g.historyVerify(&o),
		g.historyInvalidate(&o), g.historyImport(&o), g.historyReleases(&o), g.historyExport(&o), g.historyPrune(&o))
	return c
}

func (o *historyOptions) flags(c *cobra.Command) {
	c.Flags().Var((*filled)(&o.service), "service", "only runs of this `project`")
	c.Flags().Var((*filled)(&o.line), "line", "only runs of this `line`")
}

// declaredHistory is what signoff.yaml says of the history, and the plan where
// there is one.
func (g *global) declaredHistory() (criteria.History, *criteria.Plan, error) {
	if _, err := os.Stat(g.path(g.planFile())); err != nil {
		return criteria.History{Line: criteria.MainLine}, nil, nil
	}
	plan, faults := g.load(planOptions{})
	if faults.Err() != nil {
		return criteria.History{}, nil, faults
	}
	return plan.History, plan, nil
}

// historyVariable names, in the environment, a store that signoff.yaml may name
// although it lies outside of the project.
const historyVariable = "SIGNOFF_HISTORY"

// storeOf opens the store that is asked for, else declared, else the usual one.
func (g *global) storeOf(asked string, declared criteria.History, make bool) (history.Store, string, error) {
	address := history.Usual
	switch {
	case asked != "":
		address = asked
	case declared.Store != "":
		address = declared.Store
	}
	named := asked != "" || g.Getenv(historyVariable) == address
	s, err := history.Open(context.Background(), address, history.Place{Path: g.path, Dir: g.dir, Make: make, Declared: !named})
	switch {
	case errors.Is(err, history.ErrNone):
		return nil, address, hinted{fmt.Errorf("%w", err), "signoff history add reports/assessment.json keeps the first run"}
	case err != nil && make:
		return nil, address, broken{err}
	case err != nil:
		return nil, address, err
	}
	return s, address, nil
}

// withHistory opens the store for use, and closes it. Who asks for the history asks
// for the one that signoff.yaml names, wherever it is.
func (g *global) withHistory(o *historyOptions, make bool, use func(h *opened) error) error {
	declared, plan, err := g.declaredHistory()
	if err != nil {
		return err
	}
	s, address, err := g.storeOf(cmp.Or(o.store, declared.Store), declared, make)
	if err != nil {
		return err
	}
	defer s.Close()
	return use(&opened{Store: s, global: g, o: o, address: address, declared: declared, plan: plan})
}

// opened is a store with what is known around it.
type opened struct {
	history.Store
	*global
	o        *historyOptions
	address  string
	declared criteria.History
	plan     *criteria.Plan // nil without signoff.yaml
}

// line is the one that is asked for, else declared.
func (h *opened) line() string {
	if h.o.line != "" {
		return h.o.line
	}
	return h.declared.Line
}

// service is the one that is asked for, else the project here, else the only one.
func (h *opened) service() (string, error) {
	if h.o.service != "" {
		return h.o.service, nil
	}
	if h.plan != nil {
		return h.plan.Project, nil
	}
	var names []string
	err := h.Select(context.Background(), history.Query{Last: 1}, func(e history.Entry) error {
		if !slices.Contains(names, e.Service) {
			names = append(names, e.Service)
		}
		return nil
	})
	if err == nil && len(names) != 1 {
		return "", hinted{fmt.Errorf("--service: expected the project whose runs are asked for, found %d in the history", len(names)), "run it next to a signoff.yaml, or name one"}
	}
	if err != nil {
		return "", err
	}
	return names[0], nil
}

// find gives the one run whose id begins so.
func (h *opened) find(id string) (history.Entry, error) {
	id = strings.ToLower(id)
	if len(id) < 6 || strings.Trim(id, "0123456789abcdef") != "" {
		return history.Entry{}, fmt.Errorf("expected the id of a run, of which 6 digits are enough, found %q", id)
	}
	var found []history.Entry
	err := h.Select(context.Background(), history.Query{ID: id}, func(e history.Entry) error {
		if strings.HasPrefix(e.ID, id) {
			found = append(found, e)
		}
		return nil
	})
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("expected one run %q, found %d", id, len(found))
	}
	if err != nil {
		return history.Entry{}, err
	}
	return found[0], nil
}

func (g *global) historyAdd(o *historyOptions) *cobra.Command {
	var branch, push string
	var fetch bool
	c := &cobra.Command{
		Use:   "add [ASSESSMENT…]",
		Short: "keep a row of an assessment; the same run twice is one",
		Long: `Keeps a row of each assessment.json, or of the folder that it is in; without one
of that in reports. A run that is kept already is not kept again.`,
		RunE: func(_ *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				paths = []string{filepath.Join(outFolder, assessmentFile)}
			}
			return g.withHistory(o, true, func(h *opened) error {
				if fetch {
					if err := h.fetch(push); err != nil {
						return err
					}
				}
				if err := h.add(paths, branch); err != nil {
					return err
				}
				return h.push(push)
			})
		},
	}
	c.Flags().Var((*filled)(&o.line), "line", "the `line` that the run belongs to, in place of the declared one")
	c.Flags().Var((*filled)(&branch), "branch", "the `branch` that was assessed, for people to read")
	c.Flags().Var((*filled)(&push), "push", "git: only: send the history to this `remote` afterwards, with what it has of others")
	c.Flags().BoolVar(&fetch, "fetch", false, "git: only: take the history of the remote first: that of --push, else origin")
	return c
}

// add keeps the rows of assessments.
func (h *opened) add(paths []string, branch string) error {
	var entries []history.Entry
	for _, name := range paths {
		s, err := h.assessment(name)
		if err != nil {
			return err
		}
		e, err := h.rowOf(s, branch)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
		}
		entries = append(entries, e)
	}
	return h.keep(entries)
}

func (h *opened) rowOf(s *scorecard.Scorecard, branch string) (history.Entry, error) {
	r, err := scorecard.RunOf(s, h.line(), branch)
	if err != nil {
		return history.Entry{}, err
	}
	return history.OfRun(r)
}

// keep adds entries and says what became of them.
func (h *opened) keep(entries []history.Entry) error {
	added, err := h.Add(context.Background(), entries)
	if err != nil {
		return broken{fmt.Errorf("%s: %w", history.Shown(h.address), err)}
	}
	said := fmt.Sprintf("%d kept, %d there already", added, len(entries)-added)
	if len(entries) == 1 {
		said = fmt.Sprintf("%.12s kept", entries[0].ID)
		if added == 0 {
			said = fmt.Sprintf("%.12s is kept already", entries[0].ID)
		}
	}
	fmt.Fprintf(h.Stdout, "%s: %s\n", term.Clean(history.Shown(h.address)), said)
	return nil
}

// errNoRemote says that a store is not one that is fetched and pushed.
var errNoRemote = errors.New("--push and --fetch belong to git:, whose history goes along with the repository")

func (h *opened) fetch(remote string) error {
	s, ok := h.Store.(history.Remote)
	if !ok {
		return errNoRemote
	}
	if remote == "" {
		remote = "origin"
	}
	return s.Fetch(remote)
}

func (h *opened) push(remote string) error {
	if remote == "" {
		return nil
	}
	s, ok := h.Store.(history.Remote)
	if !ok {
		return errNoRemote
	}
	if err := s.Push(remote); err != nil {
		return broken{err}
	}
	return nil
}
