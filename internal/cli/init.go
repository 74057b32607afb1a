package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/audit"
	"signoff/internal/audit/draft"
	"signoff/internal/evaluate"
	"signoff/internal/git"
	"signoff/internal/open"
	"signoff/internal/scorecard"
	"signoff/internal/starter"
	"signoff/internal/term"
)

func (g *global) initCommand() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "look at the evidence that is there and write a draft of signoff.yaml",
		Long: `Looks for the output of tools below the folder and writes a signoff.yaml that
holds each figure where it stands today: at most eight criteria, a figure asked
once, what must be zero as a blocker. It says draft: true until a person has
agreed to every target; what was found and is not asked, and what looks like the
output of a tool and was not recognised, stands at its end. Where no tests were
found it proposes the commands that make some, for signoff collect.

Where signoff.yaml is there already it adds what was found since and changes
nothing else.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			there := *g
			if len(args) == 1 {
				there.dir = g.path(args[0])
			}
			if from != "" {
				return there.startFrom(g, from)
			}
			return there.start()
		},
	}
	c.Flags().StringVar(&from, "from", "", "draft the criteria from a written `report`")
	return c
}

// startFrom drafts the criteria of a written report, which lies where the
// command was started.
func (g *global) startFrom(started *global, from string) error {
	if there, err := g.planThere(); err != nil || there {
		if there {
			err = hinted{fmt.Errorf("%s is there already", filepath.ToSlash(g.path(planFile))), "signoff lint checks it"}
		}
		return err
	}
	data, err := started.written(from)
	if err != nil {
		return err
	}
	in, err := asProse(from, data)
	if err != nil {
		return err
	}
	d := draft.Of(audit.Read(in.Path, in.Data))
	if err := g.writeFile(planFile, d.YAML(), nil); err != nil {
		return err
	}
	fmt.Fprintln(g.Stdout, filepath.ToSlash(g.path(planFile)))
	g.summarise(d)
	return nil
}

// summarise says what a draft holds, and what of the report it left out.
func (g *global) summarise(d draft.Draft) {
	targets := 0
	for _, c := range d.Criteria {
		if c.Target != "" {
			targets++
		}
	}
	if len(d.Criteria) == 0 {
		fmt.Fprintln(g.Stderr, "signoff: found no target and no ticked claim in the report")
		fmt.Fprintln(g.Stderr, "hint: columns headed Target, Goal, Limit, Max or Required are read, \"(target: 99.9 %)\", \"Target: < 30 s\" below a heading, and boxes")
		return
	}
	fmt.Fprintf(g.Stderr, "signoff: %d criteria, %d with a target; figures that the report measured are left out\n", len(d.Criteria), targets)
	const shown = 5
	for i, text := range d.Left {
		if i == shown {
			fmt.Fprintf(g.Stderr, "left: %d more\n", len(d.Left)-shown)
			break
		}
		fmt.Fprintf(g.Stderr, "left: %s\n", term.Clean(text))
	}
	if targets > 0 {
		fmt.Fprintln(g.Stderr, "hint: the targets are drafts: look at each, then run signoff lint and signoff check")
	}
}

// planThere says whether there is a signoff.yaml; the error says that there
// cannot be one.
func (g *global) planThere() (bool, error) {
	switch _, err := os.Stat(g.path(planFile)); {
	case err == nil:
		return true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, fmt.Errorf("expected a folder to write %s to: %w", planFile, err)
	}
	return false, nil
}

func (g *global) writeStart(text []byte) error {
	if err := g.writeFile(planFile, text, nil); err != nil {
		return err
	}
	fmt.Fprintln(g.Stdout, filepath.ToSlash(g.path(planFile)))
	fmt.Fprintln(g.Stderr, "hint: the targets are drafts: look at each, then run signoff lint and signoff check")
	return nil
}

// start proposes a plan of what is there, or adds to the one that is.
func (g *global) start() error {
	there, err := g.planThere()
	if err != nil {
		return err
	}
	today, _, err := g.asOf("")
	if err != nil {
		return err
	}
	p := &starter.Project{Name: g.folderName(), Today: today}
	if there {
		return g.extend(p)
	}
	if err := g.survey(p, nil); err != nil {
		return err
	}
	g.askGit(p)
	g.propose(p)
	d, err := g.drafted(p)
	if err != nil {
		return err
	}
	if err := g.writeStart(d.YAML()); err != nil {
		return err
	}
	return g.ignoreReports(p.Git)
}

// mostBuild bounds what is read of a file that says how a project is built.
const mostBuild = 1 << 20

// propose plans the runs that the files of the folder itself propose.
func (g *global) propose(p *starter.Project) {
	root := open.NewRoot(g.dir, open.Limits{})
	var names []string
	for _, pattern := range []string{"*", ".golangci.*", ".config/nextest.toml"} {
		found, _ := root.Glob(pattern) // a pattern without mistake
		names = append(names, found...)
	}
	p.Propose(names, func(name string) string {
		file, err := root.Open(name)
		if err != nil {
			return ""
		}
		defer file.Close()
		text, err := io.ReadAll(io.LimitReader(file, mostBuild))
		if err != nil {
			return ""
		}
		return string(text)
	})
}

// drafted asks what was found twice: what each file is, and how the chosen
// figures stand.
func (g *global) drafted(p *starter.Project) (*starter.Draft, error) {
	known, err := g.judged(p.Probe())
	if err != nil {
		return nil, err
	}
	p.Learn(known)
	d := p.Choose()
	stands, err := g.judged(d.Probe())
	if err != nil {
		return nil, err
	}
	d.Learn(stands)
	return d, nil
}

// judged is the assessment of a plan that is not on the disk.
func (g *global) judged(text []byte) (*scorecard.Scorecard, error) {
	asking := *g
	asking.asked = text
	plan, faults := asking.load(planOptions{})
	if err := faults.Err(); err != nil {
		return nil, fmt.Errorf("the questions of init have a mistake: %w", err)
	}
	in, err := asking.inputOf(plan, assessOptions{})
	if err != nil {
		return nil, err
	}
	return evaluate.Run(in), nil
}

// folderName is the name of the project's folder.
func (g *global) folderName() string {
	if abs, err := filepath.Abs(g.dir); err == nil {
		return filepath.Base(abs)
	}
	return filepath.Base(g.dir)
}

// askGit fills in what the repository tells: the release, and who works on it.
func (g *global) askGit(p *starter.Project) {
	repository, err := git.Around(g.dir)
	if err != nil {
		return
	}
	if _, err := repository.Head(); err != nil {
		return
	}
	const most = 3
	p.Git, p.Release, p.People = true, repository.LastTag(), repository.People(most)
}

// ignoreReports keeps what signoff report writes out of the repository.
func (g *global) ignoreReports(repository bool) error {
	const ignored = "/reports/"
	if !repository {
		return nil
	}
	const file = ".gitignore"
	text, err := g.readOwn(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return broken{err}
	}
	for line := range strings.Lines(string(text)) {
		if name := strings.Trim(strings.TrimSpace(line), "/"); name == "reports" || name == "reports/*" {
			return nil
		}
	}
	lines := ignored
	if entries, err := os.ReadDir(g.path("reports")); err == nil && len(entries) > 0 {
		lines = "/reports/assessment.*\n/reports/executive.*" // beside evidence
	}
	if strings.Contains("\n"+string(text), "\n"+lines+"\n") {
		return nil
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return g.writeFile(file, append(text, "# what signoff report writes\n"+lines+"\n"...), nil)
}
