package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/report"
	"signoff/internal/term"
)

const templatesHelp = `A template is Markdown that calls components: {{ name }} or {{ name "argument" }}.
A component that makes a part of the document stands alone on a line, with blank
lines around it; one in text, in a list or in a table makes a few words, and
the project's narrative may call it too. An argument in brackets may be left
out; CRITERION, CATEGORY and SLOT are ids of signoff.yaml. A heading with nothing
under it is left out of the document. The same template gives the Markdown and
the page.

Write one next to signoff.yaml, such as board.md.tmpl, and name it with
signoff report --template board.md.tmpl; signoff templates executive prints one
to start from. A style sheet of your own, signoff report --css brand.css, comes
after that of the page, such as :root { --link: #7a1f5c; --sans: Georgia, serif }.
--link, --sans and --mono are there to be set; the colours of outcomes are chosen
to be told apart, and should stay.`

func (g *global) templatesCommand() *cobra.Command {
	var as string
	c := &cobra.Command{
		Use:       "templates [NAME]",
		Short:     "list what a template may use, or print a template that ships with the tool",
		Long:      templatesHelp,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: templateNames(),
		PreRunE:   func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return g.printTemplate(args[0])
			}
			if as == "json" {
				return g.printJSON(templateParts())
			}
			return g.listTemplateParts()
		},
	}
	outputFlag(c, &as)
	return c
}

// templatePart is something that a template may use; narrative may use those
// in text.
type templatePart struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	Call string `json:"call"`
	Doc  string `json:"doc"`
}

// The kinds of templatePart.
const (
	partAlone  = "alone on a line"
	partInText = "in text"
)

// templateParts lists them in the order in which they are documented.
func templateParts() []templatePart {
	var list []templatePart
	for _, kind := range []string{partAlone, partInText} {
		for _, c := range report.Components() {
			if c.Inline == (kind == partInText) {
				list = append(list, templatePart{kind, c.Name, callOf(c), c.Doc})
			}
		}
	}
	return list
}

// callOf writes a call with its argument, in brackets when it may be left out.
func callOf(c report.Component) string {
	switch {
	case c.Args == "":
		return "{{ " + c.Name + " }}"
	case c.Required:
		return "{{ " + c.Name + " " + c.Args + " }}"
	}
	return "{{ " + c.Name + " [" + c.Args + "] }}"
}

func (g *global) listTemplateParts() error {
	fmt.Fprintf(g.Stdout, "%s\n\nTemplates that ship with the tool: %s.\n", templatesHelp, strings.Join(templateNames(), ", "))
	for _, kind := range []string{partAlone, partInText} {
		var rows [][]string
		for _, p := range templateParts() {
			if p.Kind == kind {
				rows = append(rows, []string{p.Call, p.Doc})
			}
		}
		fmt.Fprintln(g.Stdout)
		if err := term.Table(g.Stdout, []string{kind, "shows"}, rows, term.Options{Width: g.width()}); err != nil {
			return broken{err}
		}
	}
	return nil
}

func (g *global) printTemplate(name string) error {
	for _, known := range templateNames() {
		if known == name {
			_, err := fmt.Fprint(g.Stdout, shipped(name+templateExt))
			return err
		}
	}
	return fmt.Errorf("expected one of %s, found %q", strings.Join(templateNames(), ", "), name)
}
