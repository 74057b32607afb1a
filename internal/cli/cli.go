// Package cli is the command line: flags, files, the clock, git and exit
// codes, one file a command. It is the only package that reads the clock, the
// environment or git; it computes no figure and judges nothing.
//
// The rules of its voice: errors are lower case, say what was expected and what
// was found, and go to standard error; hints stand on a line of their own;
// results go to standard output; nothing is printed that the reader can't use.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/reader"
	"signoff/internal/report/wording"
	"signoff/internal/source"
	"signoff/internal/term"
)

// The exit codes of the contract.
const (
	exitApproved    = 0 // or done
	exitNotApproved = 1
	exitMisused     = 2 // bad flags or criteria
	exitBroken      = 3 // an output that could not be written, an internal fault
)

// World is everything outside the process that a command may touch.
type World struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	// Terminal says whether Stdout and Stderr are terminals.
	Terminal, ErrTerminal bool
	// Columns is how wide that of Stdout is, 0 when nobody knows.
	Columns int
	// InTerminal says whether Stdin is one: whether a person can answer.
	InTerminal bool

	onRead func(bytes int) // see Relax
	// verbatim is standard output for documents and workflow commands, which are
	// printed as they are; what else is printed passes a guard.
	verbatim io.Writer
}

// System is the world of a real process.
func System() World {
	return World{
		Columns: columnsOf(os.Stdout),
		Stdin:   os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now,
		Terminal: isTerminal(os.Stdout), ErrTerminal: isTerminal(os.Stderr), InTerminal: isTerminal(os.Stdin),
	}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// exit ends a command with a code after it has said everything itself.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// broken marks an error that is not the user's: exit code 3.
type broken struct{ error }

func (b broken) Unwrap() error { return b.error }

// hinted is an error with advice on a line of its own.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// Main runs the command line and returns the exit code.
func Main(args []string, w World) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			fmt.Fprintf(w.Stderr, "signoff: internal fault: %v\n", fault)
			fmt.Fprintln(w.Stderr, "hint: please report it with the command and the input; SIGNOFF_DEBUG=1 prints where it happened")
			if w.Getenv("SIGNOFF_DEBUG") != "" {
				w.Stderr.Write(debug.Stack())
			}
			code = exitBroken
		}
	}()
	out := &output{to: w.Stdout}
	said, complained := &guard{to: out}, &guard{to: w.Stderr}
	defer complained.flush()
	w.Stdout, w.verbatim = said, flushed{said, out}
	if !w.ErrTerminal {
		w.Stderr = complained
	}
	root := newRoot(w)
	root.SetArgs(args)
	code = w.report(root.Execute())
	said.flush()
	if out.err != nil && code != exitBroken {
		code = w.report(broken{fmt.Errorf("can't write to standard output: %w", out.err)})
	}
	return code
}

// output remembers that something could not be written, whoever wrote it.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

// report prints an error in the tool's voice and gives its exit code.
func (w World) report(err error) int {
	var (
		code   exit
		faults source.List
		hint   hinted
		broke  broken
	)
	switch {
	case err == nil:
		return exitApproved
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &faults):
		w.printFaults(faults)
		return exitMisused
	}
	fmt.Fprintf(w.Stderr, "signoff: %s\n", term.Clean(err.Error()))
	if errors.As(err, &hint) {
		fmt.Fprintf(w.Stderr, "hint: %s\n", term.Clean(hint.hint))
	}
	if errors.As(err, &broke) {
		return exitBroken
	}
	return exitMisused
}

// mostAlike is how many places of one mistake are each shown: of more, the first.
const mostAlike = 4

// printFaults shows each fault with its line and a caret, then its hint. A mistake
// that was made everywhere is said once.
func (w World) printFaults(faults source.List) {
	shown := map[*source.Error]int{} // how many more are like it
	for _, alike := range faults.Alike() {
		if len(alike) > mostAlike {
			shown[alike[0]] = len(alike) - 1
			continue
		}
		for _, e := range alike {
			shown[e] = 0
		}
	}
	for _, e := range faults {
		more, isShown := shown[e]
		if !isShown {
			continue
		}
		level := ""
		if e.Level == source.Warning {
			level = "warning: "
		}
		fmt.Fprintf(w.Stderr, "%s\n%s", term.Clean(fmt.Sprintf("%s: %s%s", e.Pos, level, e.Msg)), e.Excerpt())
		if e.Hint != "" {
			fmt.Fprintf(w.Stderr, "hint: %s\n", term.Clean(e.Hint))
		}
		if more > 0 {
			fmt.Fprintf(w.Stderr, "and %s more\n", wording.Thousands(int64(more)))
		}
	}
}

// newRoot assembles the commands: the list of the tool's verbs.
func newRoot(w World) *cobra.Command {
	g := &global{World: w}
	root := &cobra.Command{
		Use:   "signoff",
		Short: "turn acceptance criteria and tool output into a report people can sign",
		Long: `signoff compares declared acceptance criteria with the raw output of other
tools and writes a readiness report: no claim without evidence. Every figure
leads to the file and line that says so; what was not measured is unknown.

Exit codes: 0 approved (or done), 1 not approved, 2 misused, 3 broken.`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
	}
	g.versionFlag(root)
	root.SetIn(w.Stdin)
	root.SetOut(w.Stdout)
	root.SetErr(w.Stderr)
	root.PersistentFlags().VarP((*filled)(&g.file), "file", "f", "read the criteria from this `file` of that folder, in place of "+planFile)
	root.PersistentFlags().StringVarP(&g.dir, "directory", "C", ".", "run as if started in this folder")
	root.AddCommand(
		g.initCommand(),
		g.lintCommand(),
		g.criteriaCommand(),
		g.testCommand(),
		g.collectCommand(),
		g.inspectCommand(),
		g.checkCommand(),
		g.reportCommand(),
		g.renderCommand(),
		g.commentCommand(),
		g.explainCommand(),
		g.diffCommand(),
		g.historyCommand(),
		g.portfolioCommand(),
		g.exportCommand(),
		g.approveCommand(),
		g.overrideCommand(),
		g.verifyCommand(),
		g.attestCommand(),
		g.auditCommand(),
		g.hookCommand(),
		g.mcpCommand(),
		g.skillCommand(),
		g.formatsCommand(),
		g.measuresCommand(),
		g.packsCommand(),
		g.templatesCommand(),
		g.schemaCommand(),
		g.doctorCommand(),
		g.ciCommand(),
		g.versionCommand(),
	)
	addHelp(root)
	return root
}

// global is what every command shares: the world and the project's folder.
type global struct {
	World
	dir string
	// file is what the criteria are read from, signoff.yaml when it is empty.
	file string
	// read lists the criteria and narrative files that were read.
	read []string
	// records are the collect records of declared commands, by evidence.
	records map[string]criteria.Collected
	// asked stands in for signoff.yaml where init asks what there is.
	asked []byte
	// earlierRuns are the runs before the one that is assessed, where it is known
	// what came before.
	earlierRuns *earlierRuns
	// readFrom, when set, reads criteria from elsewhere than the folder.
	readFrom func(path string) ([]byte, error)
	// outside holds those that may lie outside of the project, by their names.
	outside map[string][]byte
	// kept, when not nil, holds all there are of those: of a bundle, or of an example.
	kept map[string][]byte
	// renames are the files that were renamed between two commits, FROM..TO, as far
	// as somebody asked.
	renames map[string]map[string]string
	// nested is in how many bundles the one lies that is evaluated again.
	nested int
	// readers are the formats that the project itself declares.
	readers []reader.Format
}
