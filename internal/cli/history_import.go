package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/history"
	"signoff/internal/scorecard"
)

func (g *global) historyImport(o *historyOptions) *cobra.Command {
	var branch string
	c := &cobra.Command{
		Use:   "import PATH…",
		Short: "keep the rows of many assessments, or those that another history exported",
		Long: `Takes files and folders: every assessment.json becomes a row, and every line of a
*.jsonl that history export wrote is kept as it is, invalidations too. What is
kept already is not kept again.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, paths []string) error {
			return g.withHistory(o, true, func(h *opened) error {
				entries, err := h.imported(paths, branch)
				if err != nil {
					return err
				}
				if len(entries) == 0 {
					return fmt.Errorf("expected assessments or rows, found none in %s", strings.Join(paths, ", "))
				}
				return h.keep(entries)
			})
		},
	}
	c.Flags().Var((*filled)(&o.line), "line", "the `line` that the assessments belong to, in place of the declared one")
	c.Flags().Var((*filled)(&branch), "branch", "the `branch` that was assessed, for people to read")
	return c
}

// imported reads the rows of files, and of the files in folders.
func (h *opened) imported(paths []string, branch string) ([]history.Entry, error) {
	var entries []history.Entry
	for _, name := range paths {
		files := []string{name}
		if h.isFolder(name) {
			found, err := h.named().Glob(filepath.ToSlash(name) + "/**/*.{json,jsonl}")
			if err != nil {
				return nil, err
			}
			files = found
		}
		for _, file := range files {
			list, err := h.importFile(file, branch, len(files) > 1)
			if err != nil {
				return nil, err
			}
			entries = append(entries, list...)
		}
	}
	return entries, nil
}

// importFile reads one file. One of many that is another output of ours is passed
// over.
func (h *opened) importFile(file, branch string, many bool) ([]history.Entry, error) {
	if strings.HasSuffix(file, ".jsonl") {
		return h.importRows(file)
	}
	if many && otherOutput(file) {
		return nil, nil
	}
	s, err := h.assessment(file)
	if err != nil {
		return nil, err
	}
	e, err := h.rowOf(s, branch)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	return []history.Entry{e}, nil
}

func (h *opened) importRows(file string) ([]history.Entry, error) {
	from, err := h.named().Open(filepath.ToSlash(file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), plainly(err))
	}
	defer from.Close()
	var entries []history.Entry
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, scorecard.MaxRunBytes)
	for number := 1; lines.Scan(); number++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		e, err := history.Parse(bytes.Clone(lines.Bytes()))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", filepath.ToSlash(file), number, err)
		}
		entries = append(entries, e)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	return entries, nil
}
