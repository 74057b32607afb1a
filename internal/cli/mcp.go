package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"signoff/internal/audit"
	"signoff/internal/evaluate"
	"signoff/internal/evidence"
	"signoff/internal/mcp"
	"signoff/internal/open"
	"signoff/internal/scorecard"
	"signoff/internal/source"
)

func (g *global) mcpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "offer the project to a coding agent over the Model Context Protocol",
		Long: `Speaks the Model Context Protocol on standard input and output. It offers five
tools, check, explain, inspect, audit and lint; each reads files of the project
and nothing else. No tool approves, waives, tailors or collects.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			if ctx == nil {
				ctx = context.Background()
			}
			if err := mcp.Serve(ctx, g.Stdin, g.verbatim, version, g.offered()); err != nil {
				return fmt.Errorf("expected messages of the protocol: %w", err)
			}
			return nil
		},
	}
}

// offered is the project as an agent may read it: each call looks anew, one
// after the other.
func (g *global) offered() mcp.Project {
	var one sync.Mutex
	return mcp.Project{
		Assess: func() (s *scorecard.Scorecard, e *scorecard.Explanation, err error) {
			err = g.alone(&one, func(there *global) error {
				in, err := there.input(assessOptions{warnDays: 30})
				if err == nil {
					s, e = evaluate.Run(in), evaluate.Explain(in)
				}
				return err
			})
			return s, e, err
		},
		Inspect: func(path string) (f mcp.File, err error) {
			err = g.alone(&one, func(there *global) error { f, err = there.offerFile(path); return err })
			return f, err
		},
		Audit: func(path string, text *string) (found []audit.Finding, err error) {
			err = g.alone(&one, func(there *global) error { found, err = there.offerAudit(path, text); return err })
			return found, err
		},
		Lint: func() (faults []mcp.Fault, err error) {
			err = g.alone(&one, func(there *global) error { faults, err = there.offerLint(); return err })
			return faults, err
		},
	}
}

// alone runs one call with a memory of its own; what it says on standard error
// becomes its error.
func (g *global) alone(one *sync.Mutex, call func(*global) error) error {
	one.Lock()
	defer one.Unlock()
	var said bytes.Buffer
	there := &global{World: g.World, dir: g.dir, file: g.file}
	there.Stderr, there.Stdout, there.verbatim = &said, &said, &said
	err := call(there)
	var code exit
	if errors.As(err, &code) {
		return errors.New(strings.TrimSpace(said.String()))
	}
	return err
}

func (g *global) offerFile(path string) (mcp.File, error) {
	root := open.NewRoot(g.dir, open.Limits{})
	if _, faults := g.load(planOptions{}); faults.Err() != nil {
		g.readers = nil // its own readers are unknown; the formats are not
	}
	found := evidence.Inspect(root, g.formats(), g.inside(path), evidence.Source{Record: g.recordBeside(path)}, true)
	f := seen(found)
	if f.Error != "" {
		return mcp.File{}, errors.New(f.Error)
	}
	out := mcp.File{
		Path: f.Path, Format: f.Format, Kind: f.Kind, Produced: f.ProducedAt, Commit: f.Commit, State: f.State, Detail: f.Detail,
	}
	if f.Tool != nil {
		out.Tool = strings.TrimSpace(f.Tool.Name + " " + f.Tool.Version)
	}
	for _, m := range f.Measures {
		out.Measures = append(out.Measures, mcp.Measure{Name: m.Name, Of: m.Labels["name"], Value: m.shown()})
	}
	return out, nil
}

func (g *global) offerAudit(path string, text *string) ([]audit.Finding, error) {
	in := audit.Input{Path: "message"}
	switch {
	case text != nil:
		in.Data = []byte(*text)
		if path != "" {
			in.Path = filepath.ToSlash(g.inside(path))
		}
	default:
		in.Path = filepath.ToSlash(g.inside(path))
		data, err := open.NewRoot(g.dir, open.Limits{}).ReadFile(in.Path, longestReport)
		if err = plainly(err); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: no such file in the project", path)
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if in, err = asProse(in.Path, data); err != nil {
			return nil, err
		}
	}
	options := audit.Options{Exists: g.existsInside, Today: g.Now().UTC().Format("2006-01-02")}
	if there, err := g.planThere(); err == nil && there {
		card, err := g.assess(assessOptions{warnDays: 30})
		if err != nil {
			return nil, err
		}
		if options.Against, err = audit.EvidenceOf(card); err != nil {
			return nil, err
		}
	}
	results, err := audit.Run([]audit.Input{in}, options)
	if err != nil {
		return nil, err
	}
	return results[0].Findings, nil
}

// existsInside says whether a link leads somewhere; of what lies outside of the
// project it says yes, since nothing is told of it.
func (g *global) existsInside(path string) bool {
	return !filepath.IsLocal(filepath.FromSlash(path)) || g.exists(path)
}

func (g *global) offerLint() ([]mcp.Fault, error) {
	plan, faults := g.load(planOptions{})
	if faults.Err() == nil {
		asOf, _, err := g.asOf("")
		if err != nil {
			return nil, err
		}
		faults = append(faults, plan.LintWaivers(asOf, 30)...)
		faults = append(faults, plan.LintOpen(g.planFile())...)
	}
	list := []mcp.Fault{}
	for _, f := range faults {
		level := "error"
		if f.Level == source.Warning {
			level = "warning"
		}
		list = append(list, mcp.Fault{At: f.Pos.String(), Level: level, Message: f.Msg, Hint: f.Hint})
	}
	return list, nil
}
