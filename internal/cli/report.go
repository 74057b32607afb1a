package cli

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/evaluate"
	"signoff/internal/report"
	"signoff/internal/scorecard"
	"signoff/internal/term"
	"signoff/templates"
)

// reportOptions say what to write, and where.
type reportOptions struct {
	assessOptions
	to, templates []string
	out, css      string
	bundle        string
	history       string
	gate          bool
	accept        []string
}

func (g *global) reportCommand() *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use:   "report",
		Short: "evaluate and write the reports",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return g.writeReports(o) },
	}
	o.assessOptions.flags(c)
	o.to = []string{"md", "html", "json"}
	wordsFlag(c, &o.to, "to", outputNames(), "what to write")
	c.Flags().StringSliceVar(&o.templates, "template", []string{"executive", "assessment"}, "templates of the documents: "+strings.Join(templateNames(), ", ")+", or a file")
	c.Flags().StringVar(&o.out, "out", "reports", "folder to write to, from the project's folder")
	c.Flags().StringVar(&o.css, "css", "", "style sheet `file` with the project's own CSS variables")
	c.Flags().StringVar(&o.bundle, "bundle", "", "also keep criteria, evidence and assessment in this archive (`file`.tar) or folder (name/), for verify")
	c.Flags().StringVar(&o.history, "history", "", "`folder` of earlier assessments (*.json) to compare with and to show the trend of")
	c.Flags().BoolVar(&o.gate, "gate", false, "exit by the verdict, as check does")
	acceptFlag(c, &o.accept)
	choices(c, "template", templateNames()...)
	return c
}

func outputNames() []string {
	names := make([]string, len(report.Outputs))
	for i, o := range report.Outputs {
		names[i] = o.Name
	}
	return names
}

// outputNamed finds an output before any evidence is read.
func outputNamed(name string) (report.Output, error) {
	for _, o := range report.Outputs {
		if o.Name == name {
			return o, nil
		}
	}
	return report.Output{}, fmt.Errorf("--to: wanted one of %s, found %q", strings.Join(outputNames(), ", "), name)
}

// document is one file to write.
type document struct {
	output  report.Output
	name    string
	options report.Options
}

// documents lists the files to write: those with a template once for each.
func (g *global) documents(o reportOptions) ([]document, error) {
	var brand string
	theme := shipped("page.css")
	if o.css != "" {
		text, err := os.ReadFile(g.path(o.css))
		if err != nil {
			return nil, fmt.Errorf("--css: %w", err)
		}
		brand = string(text)
	}
	var list []document
	for _, to := range o.to {
		output, err := outputNamed(to)
		if err != nil {
			return nil, err
		}
		if !output.Templated {
			list = append(list, document{output: output, name: "assessment"})
			continue
		}
		for _, name := range o.templates {
			text, err := g.template(name)
			if err != nil {
				return nil, err
			}
			if faults := report.Check(name, text); len(faults) > 0 {
				return nil, faults
			}
			base := filepath.Base(name)
			base, _, _ = strings.Cut(base, ".")
			list = append(list, document{output: output, name: base, options: report.Options{
				Template: text, TemplateName: name, Theme: theme, Brand: brand,
			}})
		}
	}
	return list, nil
}

// template is one that ships with the tool, or a file of the project.
func (g *global) template(name string) (string, error) {
	if slices.Contains(templateNames(), name) {
		return shipped(name + templateExt), nil
	}
	text, err := os.ReadFile(g.path(name))
	if err != nil {
		return "", hinted{fmt.Errorf("--template: wanted %s, or a file, found %q", strings.Join(templateNames(), ", "), name),
			"a template of your own is named with its path, such as reports/board.md.tmpl"}
	}
	return string(text), nil
}

const templateExt = ".md.tmpl"

// templateNames lists the templates that ship with the tool, sorted.
func templateNames() []string {
	names, err := fs.Glob(templates.FS, "*"+templateExt)
	if err != nil {
		panic(err)
	}
	for i, n := range names {
		names[i] = strings.TrimSuffix(n, templateExt)
	}
	return names
}

// shipped is a file of the templates folder, which is part of the program.
func shipped(name string) string {
	text, err := templates.FS.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (g *global) writeReports(o reportOptions) error {
	list, err := g.documents(o)
	if err != nil {
		return err
	}
	in, err := g.input(o.assessOptions)
	if err != nil {
		return err
	}
	history, err := g.history(o.history, in)
	if err != nil {
		return err
	}
	in.Compared = len(history) > 0
	s := evaluate.Run(in)
	if err := g.writeDocuments(list, o.out, s, history); err != nil {
		return err
	}
	if o.bundle != "" {
		if err := g.writeBundle(o.bundle, o.assessOptions, in, s); err != nil {
			return err
		}
	}
	fmt.Fprintf(g.Stderr, "%s: %s\n", term.Clean(s.Project), s.Verdict.Outcome)
	if code := verdictCode(s.Verdict, o.accept); o.gate && code != exitApproved {
		return exit(code)
	}
	return nil
}

// writeDocuments writes the documents of one scorecard into a folder.
func (g *global) writeDocuments(list []document, out string, s *scorecard.Scorecard, history []*scorecard.Scorecard) error {
	for _, d := range list {
		var page bytes.Buffer
		d.options.Digest, d.options.History = s.Digest(), history
		if err := d.output.Write(&page, s, d.options); err != nil {
			return err
		}
		name := filepath.Join(g.path(out), d.name+d.output.Ext)
		if err := writeFile(name, page.Bytes()); err != nil {
			return err
		}
		fmt.Fprintln(g.Stdout, filepath.ToSlash(name))
	}
	return nil
}

// render prints the scorecard to standard output.
func (g *global) render(as string, s *scorecard.Scorecard) error {
	output, err := outputNamed(as)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	o := report.Options{Width: g.width(), Color: g.color(), Digest: s.Digest()}
	if err := output.Write(&page, s, o); err != nil {
		return err
	}
	if _, err := io.Copy(g.Stdout, &page); err != nil {
		return broken{err}
	}
	return nil
}

// color says whether standard output shows colour.
func (w World) color() bool { return w.Terminal && w.Getenv("NO_COLOR") == "" }

// width is how many columns standard output has, 0 when nobody knows.
func (w World) width() int {
	if !w.Terminal {
		return 0
	}
	n, err := strconv.Atoi(w.Getenv("COLUMNS"))
	if err != nil || n < 40 {
		return 120
	}
	return n
}
