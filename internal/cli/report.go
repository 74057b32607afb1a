package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/evaluate"
	"signoff/internal/report"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// reportOptions say what to assess and what to write.
type reportOptions struct {
	assessOptions
	writeOptions
	bundle string
	// withSecrets lets a bundle hold what looks like a secret.
	withSecrets bool
	gate        bool
	// watched writes again on every change, and opened shows the page.
	watched, opened bool
	accept          []string
	since           againstOptions
}

const reportHelp = `Evaluate and write the reports. Those for people are made from templates; the
others are one file each, but for github, which prints workflow commands: an
error is a blocker that is unmet or unknown, a warning another criterion that
is, and a notice one that is waived or past its warn bound. GitHub shows ten of
each, so what is beyond is counted. Where GITHUB_STEP_SUMMARY names a file, the
template summary is added to its end. The severities of gitlab are blocker,
major, minor and info, in the same order. A cell of csv that a spreadsheet would
compute has an apostrophe before it.`

func (g *global) reportCommand() *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use:   "report",
		Short: "evaluate and write the reports",
		Long:  reportHelp,
		Args:  cobra.NoArgs,
		PreRunE: func(c *cobra.Command, _ []string) error {
			if !c.Flag("out").Changed {
				o.out = g.outFor(o.out)
			}
			return o.shows()
		},
		RunE: func(*cobra.Command, []string) error {
			write := func() error {
				err := g.writeReports(o)
				if page := o.page(); o.opened && page != "" {
					o.opened = false
					err = errors.Join(err, g.show(g.path(page)))
				}
				return err
			}
			if o.watched {
				return g.watch(o, write)
			}
			return write()
		},
	}
	o.assessOptions.flags(c)
	o.writeOptions.flags(c)
	o.past.flags(c)
	c.Flags().StringVar(&o.bundle, "bundle", "", "also keep criteria, evidence and assessment in this archive (`file`.tar) or folder (name/), for verify")
	c.Flags().BoolVar(&o.withSecrets, "with-secrets", false, "let the bundle hold what looks like a secret")
	c.Flags().BoolVar(&o.gate, "gate", false, "exit by the verdict, as check does")
	c.Flags().BoolVar(&o.watched, "watch", false, "write again whenever a file of the project changes, until Ctrl-C")
	c.Flags().BoolVar(&o.opened, "open", false, "open the first page in a browser")
	acceptFlag(c, &o.accept)
	o.since.flags(c)
	return c
}

// outFor is the folder that a plan's reports go to unless told otherwise: those of
// another plan than signoff.yaml stand apart, so that several gates share a tree.
func (g *global) outFor(folder string) string {
	return path.Join(folder, g.apart())
}

// apart is the folder of its own that another plan than signoff.yaml has among
// reports and approvals, "" for signoff.yaml.
func (g *global) apart() string {
	stem := strings.TrimSuffix(path.Base(g.planFile()), path.Ext(g.planFile()))
	if stem == "signoff" {
		return ""
	}
	return stem
}

// page is the first page that is written, "" when none is.
func (o *reportOptions) page() string {
	if !slices.Contains(o.to, "html") || len(o.templates) == 0 || o.out == standardOutput {
		return ""
	}
	last := o.templates[len(o.templates)-1] // the assessment, unless others are asked for
	base, _, _ := strings.Cut(filepath.Base(last), ".")
	return filepath.Join(o.out, base+".html")
}

// shows refuses to open what is not written, and to watch what has no folder.
func (o *reportOptions) shows() error {
	switch {
	case o.opened && o.page() == "":
		return errors.New("--open: expected html among --to, and a folder to write it to")
	case o.watched && o.out == standardOutput:
		return errors.New("--watch: expected a folder to write to, found standard output")
	}
	return nil
}

func (g *global) writeReports(o reportOptions) error {
	list, err := g.documents(o.writeOptions)
	if err != nil {
		return err
	}
	in, err := g.input(o.assessOptions)
	if err != nil {
		return err
	}
	in.Compared = in.Compared || o.since.against != ""
	s := evaluate.Run(in)
	kept := *s // a bundle holds what can be evaluated again, not how a run ended
	s.Trends(g.earlierRuns.before(s))
	d, err := g.compare(o.since, s, g.earlierRuns.before(s))
	if err != nil {
		return err
	}
	conclude(s, d, o.accept, o.since.failOn, o.gate)
	ends := s.Exit
	if d == nil { // an assessment says no more than it must: the same run without --gate gives the same
		s.Exit = nil
	}
	if err := g.writeDocuments(list, o.writeOptions, s, g.earlierRuns.before(s)); err != nil {
		return err
	}
	if o.bundle != "" {
		if err := g.writeBundle(o.bundle, o.force, o.withSecrets, o.assessOptions, in, &kept); err != nil {
			return err
		}
	}
	fmt.Fprintf(g.Stderr, "%s: %s\n", term.Clean(s.Project), s.Verdict.Outcome)
	return g.end(ends)
}

// render prints the scorecard to standard output.
func (g *global) render(as string, all bool, s *scorecard.Scorecard) error {
	output, err := outputNamed(as)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	o := report.Options{Width: g.width(), Color: g.color(), All: all, Digest: s.Digest()}
	if err := output.Write(&page, s, o); err != nil {
		return err
	}
	to := g.Stdout
	if output.Ext == "" { // it is for the machine that keeps the log
		to = g.verbatim
	}
	if _, err := io.Copy(to, &page); err != nil {
		return broken{err}
	}
	return nil
}

// color says whether standard output shows colour.
func (w World) color() bool { return w.Terminal && w.Getenv("NO_COLOR") == "" }

// leastColumns is the width below which nothing is set any narrower.
const leastColumns = 40

// width is how many columns standard output has, 0 when nobody knows.
func (w World) width() int {
	if !w.Terminal {
		return 0
	}
	if n, err := strconv.Atoi(w.Getenv("COLUMNS")); err == nil && n >= leastColumns {
		return n
	}
	if w.Columns == 0 {
		return 0
	}
	return max(w.Columns, leastColumns)
}
