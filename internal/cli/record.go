package cli

import (
	"crypto/rand"
	"errors"
	"os"
	"path"
	"strings"

	"signoff/internal/criteria"
)

// checkedOut is what git says before and after the commands, nil when nothing.
func (g *global) checkedOut(plan *criteria.Plan) *checkout {
	r, _, err := g.newCheckout(plan, []string{"auto"})
	if err != nil {
		return nil
	}
	return r
}

// adopt lets the records name the tree that the commands left behind, where it
// is the one they started on but for new files: those are what they made next to
// the evidence. Source that changed meanwhile stays what was not measured.
func (g *global) adopt(plan *criteria.Plan, before *checkout, made map[string]criteria.Collected) {
	after := g.checkedOut(plan)
	if before == nil || after == nil || before.disk == nil || after.disk == nil || before.commit.Hash != after.commit.Hash {
		return
	}
	for p, blob := range before.disk.Files {
		if after.disk.Files[p] != blob && !before.own(p) {
			return
		}
	}
	for name, record := range made {
		if after.note(&record); record.Tree != made[name].Tree {
			g.report(g.keep(name, record))
		}
	}
}

// keep writes a collect record.
func (g *global) keep(name string, record criteria.Collected) error {
	root, err := os.OpenRoot(g.dir)
	if err != nil {
		return broken{err}
	}
	defer root.Close()
	draft := path.Join(path.Dir(name), "."+path.Base(name)+"."+strings.ToLower(rand.Text()[:8])+".tmp")
	if err := errors.Join(root.WriteFile(draft, record.YAML(), 0o666), root.Rename(draft, name)); err != nil {
		return broken{err}
	}
	return nil
}
