package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/office"
	"signoff/internal/report"
	"signoff/internal/tree"
	"signoff/templates"
)

// writeOptions say what to write of a scorecard, and where.
type writeOptions struct {
	to, templates []string
	out, css      string
	reference     string
	marked        bool
	prefix        string
	force         bool
}

func (o *writeOptions) flags(c *cobra.Command) {
	o.to = []string{"md", "html", "json"}
	wordsFlag(c, &o.to, "to", append(outputNames(), pdfName), "what to write")
	c.Flags().StringSliceVar(&o.templates, "template", []string{"executive", "assessment"}, "templates of the documents: "+strings.Join(templateNames(), ", ")+", or a file")
	c.Flags().StringVar(&o.out, "out", outFolder, "folder to write to, from the project's folder; - is standard output, for one document")
	c.Flags().BoolVar(&o.force, "force", false, "write over files that signoff did not write")
	c.Flags().StringVar(&o.css, "css", "", "style sheet `file` with the project's own CSS variables")
	c.Flags().BoolVar(&o.marked, "csv-bom", false, "begin csv with a byte order mark, for Excel")
	c.Flags().StringVar(&o.reference, "reference-doc", "", "Word document (`file`) whose styles, page size and margins docx takes")
	c.Flags().StringVar(&o.prefix, "prefix", "", "what leads from the root of the repository to the project: it stands before the paths in github, gitlab, sarif and junit")
	choices(c, "template", templateNames()...)
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
	return report.Output{}, fmt.Errorf("--to: expected one of %s, found %q%s", strings.Join(outputNames(), ", "), name, tree.Mean(name, outputNames()))
}

// document is one output to write.
type document struct {
	output  report.Output
	name    string // of its file
	options report.Options
	// end is the file that it is added to, in place of a file of its own.
	end string
}

// documents lists what to write: outputs with a template once for each.
func (g *global) documents(o writeOptions) ([]document, error) {
	var brand string
	if o.css != "" {
		text, err := g.ownFlag("--css", o.css)
		if err != nil {
			return nil, err
		}
		brand = string(text)
	}
	if o.prefix != "" && !fs.ValidPath(o.prefix) {
		return nil, hinted{fmt.Errorf("--prefix: expected a path with forward slashes from the root of the repository, found %q", o.prefix), "such as services/shop"}
	}
	reference, err := g.reference(o.reference)
	if err != nil {
		return nil, err
	}
	noted := report.Options{Prefix: o.prefix, Marked: o.marked}
	var list []document
	for _, to := range o.to {
		output, err := g.output(to)
		if err != nil {
			return nil, err
		}
		switch {
		case to == "github":
			list = append(list, document{output: output, options: noted})
			list = append(list, g.stepSummary()...)
			continue
		case output.Made != "":
			options, err := g.templated(output.Made, brand)
			if err != nil {
				return nil, err
			}
			options.Prefix, options.Reference = o.prefix, reference
			list = append(list, document{output: output, name: fileOf(output), options: options})
			continue
		case !output.Templated:
			list = append(list, document{output: output, name: "assessment", options: noted})
			continue
		}
		for _, name := range o.templates {
			options, err := g.templated(name, brand)
			if err != nil {
				return nil, err
			}
			base, _, _ := strings.Cut(filepath.Base(name), ".")
			list = append(list, document{output: output, name: base, options: options})
		}
	}
	list = distinct(list)
	if o.out == standardOutput && len(list) != 1 {
		return nil, hinted{fmt.Errorf("--out: standard output takes one document, found %d", len(list)), "choose it with --to, and with --template"}
	}
	return list, nil
}

// output finds an output, the one that a browser prints among them.
func (g *global) output(to string) (report.Output, error) {
	if to != pdfName {
		return outputNamed(to)
	}
	if _, err := g.browser(); err != nil {
		return report.Output{}, err
	}
	return printed()
}

// fileOf names the file of an output that is made from a template of its own.
func fileOf(output report.Output) string {
	if output.Ext == mdExt {
		return output.Name
	}
	return "assessment"
}

// reference reads the document that styles are taken from, nil without one.
func (g *global) reference(name string) (*office.Reference, error) {
	if name == "" {
		return nil, nil
	}
	data, err := g.ownFlag("--reference-doc", name)
	if err != nil {
		return nil, err
	}
	r, err := office.ParseReference(data)
	if err != nil {
		return nil, hinted{fmt.Errorf("--reference-doc: %s: %w", name, err), "save it as a plain .docx without macros and linked pictures"}
	}
	return r, nil
}

// distinct leaves out documents that were asked for twice: as an output of their
// own, and as a template.
func distinct(list []document) []document {
	var kept []document
	seen := map[string]bool{}
	for _, d := range list {
		file := d.name + d.output.Ext
		if d.end == "" && d.output.Ext != "" && seen[file] {
			continue
		}
		seen[file] = true
		kept = append(kept, d)
	}
	return kept
}

// stepSummary is the summary of a job of GitHub Actions, which names the file
// that it takes Markdown from; elsewhere there is none.
func (g *global) stepSummary() []document {
	file := g.Getenv("GITHUB_STEP_SUMMARY")
	output, err := outputNamed("md")
	if file == "" || err != nil {
		return nil
	}
	const name = "summary"
	return []document{{output: output, end: file, options: report.Options{Template: shipped(name + templateExt), TemplateName: name}}}
}

// templated are the options of a document that is made from a template.
func (g *global) templated(name, brand string) (report.Options, error) {
	text, err := g.template(name)
	if err != nil {
		return report.Options{}, err
	}
	if faults := report.Check(name, text); len(faults) > 0 {
		return report.Options{}, faults
	}
	return report.Options{Template: text, TemplateName: name, Theme: shipped("page.css"), Brand: brand, Own: !isShipped(text)}, nil
}

// isShipped says that a template is one of ours, whatever file it was read from.
func isShipped(text string) bool {
	return slices.ContainsFunc(templateNames(), func(name string) bool { return shipped(name+templateExt) == text })
}

// template is one that ships with the tool, or a file of the project.
func (g *global) template(name string) (string, error) {
	if slices.Contains(templateNames(), name) {
		return shipped(name + templateExt), nil
	}
	text, err := g.readOwn(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		_, err = g.ownFlag("--template", name)
		return "", err
	}
	if err != nil {
		return "", hinted{fmt.Errorf("--template: expected %s, or a file, found %q%s", strings.Join(templateNames(), ", "), name, tree.Mean(name, templateNames())),
			"a template of your own is named with its path, such as reports/board.md.tmpl"}
	}
	return string(text), nil
}

// outFolder is where reports are written unless said otherwise.
const outFolder = "reports"

const (
	templateExt = ".md.tmpl"
	mdExt       = ".md"
)

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
