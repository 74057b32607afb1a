package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"signoff/internal/open"
	"signoff/internal/starter"
	"signoff/internal/term"
)

// extend adds to a plan the evidence that it does not declare yet, and what to
// ask of it. All that stands in the file stays as it is.
func (g *global) extend(p *starter.Project) error {
	plan, faults := g.load(planOptions{})
	if faults.Err() != nil {
		g.printFaults(faults)
		return exit(exitMisused)
	}
	text, err := g.readOwn(planFile)
	if err != nil {
		return broken{err}
	}
	root, known := open.NewRoot(g.dir, open.Limits{}), map[string]bool{}
	for _, e := range plan.Evidence {
		for _, pattern := range e.Paths {
			files, _ := root.Glob(pattern) // what is wrong with it, check says
			for _, file := range files {
				known[file] = true
			}
		}
	}
	if err := g.survey(p, known); err != nil {
		return err
	}
	p.Keep(plan, string(text))
	for _, u := range p.Unread {
		fmt.Fprintf(g.Stderr, "not recognised: %s: %s\n", term.Clean(u.Path), term.Clean(u.Why))
	}
	if len(p.Found) == 0 {
		return g.nothingNew("that it does not know")
	}
	draft, err := g.drafted(p)
	if err != nil {
		return err
	}
	longer, err := draft.Added(text)
	switch {
	case errors.Is(err, starter.ErrNothing):
		return g.nothingNew("to ask that it does not ask")
	case err != nil:
		return hinted{fmt.Errorf("%s: %w", planFile, err), "write evidence, categories and criteria as lists of lines, and run signoff init again"}
	}
	return g.writeStart(longer)
}

// nothingNew is the end of an init that wrote nothing: a script that counts on a
// new plan must hear of it.
func (g *global) nothingNew(what string) error {
	name := filepath.ToSlash(g.path(planFile))
	return hinted{fmt.Errorf("%s is there already, and nothing was found %s", name, what), "signoff lint checks it"}
}
