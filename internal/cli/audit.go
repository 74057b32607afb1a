package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/audit"
	"signoff/internal/prose"
	"signoff/internal/scorecard"
)

// auditOptions choose the rules and what they may compare with.
type auditOptions struct {
	as, failOn, against, explain, at string
	only, skip                       []string
}

func (g *global) auditCommand() *cobra.Command {
	var o auditOptions
	c := &cobra.Command{
		Use:   "audit REPORT…",
		Short: "say what in a written report cannot be trusted",
		Long: `audit reads prose reports back: figures that do not add up, words where a
measurement belongs, approvals next to open work. Several reports given together
are compared with each other; - reads standard input, such as the text of a pull
request (--at says where it stands). Markdown, HTML, docx and the text of a PDF
are read.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, paths []string) error {
			if o.explain != "" {
				return g.explainRule(o.explain)
			}
			if len(paths) == 0 {
				return fmt.Errorf("expected a report to audit, found none")
			}
			return g.audit(paths, o)
		},
	}
	var outputs []string
	for _, out := range audit.Outputs {
		outputs = append(outputs, out.Name)
	}
	flags := c.Flags()
	flags.StringVarP(&o.as, "output", "o", outputs[0], "one of "+strings.Join(outputs, ", "))
	flags.StringVar(&o.failOn, "fail-on", audit.Error.String(), "exit with 1 when a finding reaches this level: note, warning or error")
	flags.StringVar(&o.against, "against", "", "trace every figure to this assessment.json")
	flags.StringVar(&o.at, "at", "", "the `path` that standard input stands for, from which its links are followed")
	flags.StringSliceVar(&o.only, "rule", nil, "run only these `rules`")
	flags.StringSliceVar(&o.skip, "skip", nil, "leave these `rules` out")
	flags.StringVar(&o.explain, "explain", "", "say what a `rule` looks for, or all of them")
	choices(c, "output", outputs...)
	choices(c, "explain", append(audit.RuleNames(), "all")...)
	choices(c, "rule", audit.RuleNames()...)
	choices(c, "skip", audit.RuleNames()...)
	return c
}

func (g *global) audit(paths []string, o auditOptions) error {
	output, err := audit.FindOutput(o.as)
	if err != nil {
		return fmt.Errorf("-o: %w", err)
	}
	failOn, err := audit.ParseLevel(o.failOn)
	if err != nil {
		return fmt.Errorf("--fail-on: %w", err)
	}
	options := audit.Options{Only: o.only, Skip: o.skip, Exists: g.exists, Root: g.repositoryRoot(), Today: g.Now().UTC().Format("2006-01-02")}
	if o.against != "" {
		data, err := g.readNamed(o.against, scorecard.MaxBytes)
		if err != nil {
			return fmt.Errorf("--against: %w", err)
		}
		if options.Against, err = audit.ParseEvidence(o.against, data); err != nil {
			return fmt.Errorf("--against: %w", err)
		}
	}
	inputs := make([]audit.Input, len(paths))
	for i, path := range paths {
		data, err := g.written(path)
		if err != nil {
			return err
		}
		if path == "-" && o.at != "" {
			path = o.at
		}
		if inputs[i], err = asProse(path, data); err != nil {
			return err
		}
		inputs[i].Root = g.rootAbove(path)
	}
	results, err := audit.Run(inputs, options)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := output.Write(&text, results, version); err != nil {
		return broken{err}
	}
	to := g.Stdout
	if o.as != audit.Outputs[0].Name {
		to = g.verbatim // a document, or workflow commands
	}
	if _, err := io.Copy(to, &text); err != nil {
		return broken{err}
	}
	if worst, found := audit.Worst(results); found && worst >= failOn {
		return exit(exitNotApproved)
	}
	return nil
}

// asProse is a report as the audit reads it, whatever it was written in.
func asProse(path string, data []byte) (audit.Input, error) {
	text, err := prose.Read(path, data)
	if err != nil {
		return audit.Input{}, fmt.Errorf("%s: %w", path, err)
	}
	return audit.Input{Path: filepath.ToSlash(path), Data: text.Markdown, Lost: text.Lost}, nil
}

// longestReport bounds a written report; the longest honest ones are well
// under a megabyte.
const longestReport = 64 << 20

func (g *global) written(path string) ([]byte, error) {
	if path != "-" {
		data, err := g.readNamed(path, longestReport)
		if err != nil {
			return nil, fmt.Errorf("expected a report: %s: %w", path, err)
		}
		return data, nil
	}
	data, err := io.ReadAll(io.LimitReader(g.Stdin, longestReport+1))
	if err == nil && len(data) > longestReport {
		err = fmt.Errorf("longer than %d bytes", longestReport)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return data, nil
}

// exists says whether a link of a report leads somewhere.
func (g *global) exists(path string) bool {
	_, err := os.Stat(g.path(path))
	return err == nil
}

func (g *global) explainRule(name string) error {
	for _, r := range audit.Rules {
		if name == r.Name || name == "all" {
			fmt.Fprintf(g.Stdout, "%s (%s at most)\n  %s\n", r.Name, r.Level, strings.ReplaceAll(r.Doc, "\n", "\n  "))
		}
	}
	if _, known := audit.FindRule(name); !known && name != "all" {
		return fmt.Errorf("--explain: expected one of %s, or all, found %q", strings.Join(audit.RuleNames(), ", "), name)
	}
	return nil
}
