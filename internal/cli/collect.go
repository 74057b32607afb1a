package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evidence"
	"signoff/internal/open"
	"signoff/internal/reader"
	"signoff/internal/redact"
	"signoff/internal/term"
)

func (g *global) collectCommand() *cobra.Command {
	var (
		o   planOptions
		all bool
	)
	c := &cobra.Command{
		Use:   "collect [EVIDENCE…]",
		Short: "run the commands that make evidence, and record what they made",
		Long: `Runs what evidence declares under collect, through sh in the project's folder:
for the evidence that is named, or for all with --all. Without either it lists
the commands and runs none. No other command of signoff runs anything.

A pipe fails with any of its commands, where the shell knows pipefail. A command
that takes longer than its timeout, an hour unless declared, or that is interrupted,
is ended with all that it started.

Evidence at one path gets the standard output of its command, unless the command
wrote that file itself; the files of a pattern the command has to write. Beside
them ID.collect.yaml records when the command was started, at which commit, and
the SHA-256 of every file that it wrote. That dates a file which names no date,
as long as it has these bytes and the command is the declared one. With makes one
run stands for the files of other evidence too.

A command that ends with an exit code other than 0 is recorded with it, and what
it made is kept: many tools end so because they found something. Where the code
is none by which the tool of the format ends a run (0 and 1 unless its page says
so), the evidence is empty, and signoff collect ends with 1. A command that could
not be started, or did not end by itself, leaves evidence and record as they
were.`,
		RunE: func(_ *cobra.Command, args []string) error {
			plan, faults := g.load(o)
			if faults.Err() != nil {
				return faults
			}
			if !slices.ContainsFunc(plan.Evidence, func(e criteria.Evidence) bool { return e.Collect != "" }) {
				return hinted{errors.New("no evidence declares how to collect it"), "collect: COMMAND stands next to path"}
			}
			if len(args) == 0 && !all {
				return g.listCommands(plan)
			}
			chosen, err := collectable(plan, args, all)
			if err != nil {
				return err
			}
			return g.collectAll(plan, chosen)
		},
	}
	o.flags(c)
	c.Flags().BoolVar(&all, "all", false, "run the command of every evidence that has one")
	return c
}

// listCommands shows what would be run.
func (g *global) listCommands(plan *criteria.Plan) error {
	var rows [][]string
	for _, e := range plan.Evidence {
		if e.Collect != "" {
			rows = append(rows, []string{e.ID, strings.Join(e.Paths, ", "), e.Collect})
		}
	}
	if err := g.listing("table", []string{"evidence", "path", "command"}, rows); err != nil {
		return broken{err}
	}
	fmt.Fprintln(g.Stderr, "hint: nothing was run: name evidence, or pass --all")
	return nil
}

// collectable finds the evidence to make, each once, before anything is run.
func collectable(plan *criteria.Plan, ids []string, all bool) ([]*criteria.Evidence, error) {
	if all && len(ids) > 0 {
		return nil, fmt.Errorf("--all: expected it alone, found %q next to it", ids[0])
	}
	var chosen []*criteria.Evidence
	var known []string
	for i := range plan.Evidence {
		e := &plan.Evidence[i]
		if e.Collect == "" {
			continue
		}
		known = append(known, e.ID)
		if all || slices.Contains(ids, e.ID) {
			chosen = append(chosen, e)
		}
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return nil, hinted{fmt.Errorf("expected evidence that declares collect, found %q", id), "signoff collect lists it"}
		}
	}
	for _, e := range chosen {
		if clean, _ := redact.Redact(e.Collect); clean != e.Collect || strings.Contains(e.Collect, "[redacted: ") {
			return nil, hinted{fmt.Errorf("the command of %s holds a secret", e.ID), "put it into a variable of the environment"}
		}
	}
	return chosen, nil
}

// collectAll goes on after a command that fails, and stops when interrupted.
func (g *global) collectAll(plan *criteria.Plan, chosen []*criteria.Evidence) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := exitApproved
	before := g.checkedOut(plan)
	made := map[string]criteria.Collected{} // by the path of the record
	defer func() { g.adopt(plan, before, made) }()
	for _, e := range chosen {
		fmt.Fprintf(g.Stderr, "%s: %s\n", e.ID, term.Clean(e.Collect))
		err := g.collect(ctx, e, before, made)
		switch {
		case err == nil:
			continue
		case ctx.Err() != nil:
			g.report(errors.New("interrupted"))
			return exit(exitNotApproved)
		case g.report(fmt.Errorf("%s: %w", e.ID, err)) == exitBroken:
			code = exitBroken
		case code == exitApproved:
			code = exitNotApproved
		}
	}
	return exit(code)
}

// collect runs the command of one evidence and writes its record.
func (g *global) collect(ctx context.Context, e *criteria.Evidence, tree *checkout, made map[string]criteria.Collected) error {
	root, err := os.OpenRoot(g.dir)
	if err != nil {
		return broken{err}
	}
	defer root.Close()
	c := collection{evidence: e, root: root, files: open.NewRoot(g.dir, open.Limits{})}
	before, err := c.stamps()
	if err != nil {
		return err
	}
	if err := root.MkdirAll(c.folder(), 0o777); err != nil {
		return broken{err}
	}
	printed := path.Join(c.folder(), "."+e.ID+"."+strings.ToLower(rand.Text()[:8])+".collect.tmp")
	defer root.Remove(printed)

	record := criteria.Collected{Command: e.Collect, Started: g.Now().UTC().Truncate(time.Second)}
	tree.note(&record)
	if record.Exit, err = g.shell(ctx, e, root, printed); err != nil {
		return err
	}
	record.Finished = g.Now().UTC().Truncate(time.Second)
	record.Files, err = c.written(before, printed, record.Exit)
	switch {
	case errors.Is(err, errNothing) && record.Exit != 0:
		return hinted{fmt.Errorf("the command failed: exit status %d", record.Exit), "nothing was recorded"}
	case err != nil:
		return err
	}
	if err := g.keep(recordPath(e), record); err != nil {
		return err
	}
	made[recordPath(e)] = record
	for _, file := range append(sortedKeys(record.Files), recordPath(e)) {
		fmt.Fprintln(g.Stdout, term.Clean(file))
	}
	if left := c.unmade(record.Files); len(left) > 0 {
		return fmt.Errorf("the command did not write %s", some(left))
	}
	return g.ended(e, &record)
}

// ended is the fault of a command whose exit code is not a finished run of the tool
// that made the files, as far as their format is known.
func (g *global) ended(e *criteria.Evidence, record *criteria.Collected) error {
	formats := g.formats()
	name := e.Format
	for _, file := range sortedKeys(record.Files) {
		if name == "" {
			name, _, _ = evidence.Recognise(open.NewRoot(g.dir, open.Limits{}), formats, file)
		}
	}
	finished := reader.Format{} // of a tool that is not known
	if i := slices.IndexFunc(formats, func(f reader.Format) bool { return f.Name == name }); i >= 0 {
		finished = formats[i]
	}
	if finished.Ended(record.Exit) {
		return nil
	}
	return fmt.Errorf("the command ended with exit code %d, which is recorded: what it made is not a finished run", record.Exit)
}

// tail keeps the end of what is written to it.
type tail []byte

const tailBytes = 2000

// Write never fails.
func (t *tail) Write(p []byte) (int, error) {
	*t = append(*t, p[max(0, len(p)-tailBytes):]...)
	*t = slices.Clone((*t)[max(0, len(*t)-tailBytes):])
	return len(p), nil
}

// pipefail makes a pipe fail with any of its commands, where the shell knows
// how to.
const pipefail = "if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi; "

// grace is how long a command may take to end once it is told to.
const grace = 3 * time.Second

// shell runs a command in the project's folder, keeps what it prints, and gives
// the code that it ends with. A command that did not end by itself, or that the
// shell could not start, is an error; all that it started is ended with it then.
func (g *global) shell(ctx context.Context, e *criteria.Evidence, root *os.Root, printed string) (int, error) {
	out, err := root.OpenFile(printed, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, broken{err}
	}
	limited, cancel := context.WithTimeout(ctx, e.Timeout)
	defer cancel()
	var complaint tail
	cmd := exec.CommandContext(limited, "sh", "-c", pipefail+e.Collect)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = g.dir, out, &complaint, grace
	inGroup(cmd)
	err = cmd.Run()
	if limited.Err() != nil {
		endGroup(cmd)
	}
	if closed := out.Close(); closed != nil {
		return 0, broken{closed}
	}
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err() // even where the command made an end of its own of it
	case limited.Err() != nil:
		return 0, hinted{fmt.Errorf("the command took longer than %s and was ended", e.Timeout), "nothing was recorded; collect: { run: …, timeout: 2h } gives it longer"}
	case err == nil:
		return 0, nil
	}
	said, _ := redact.Redact(strings.ToValidUTF8(string(complaint), ""))
	for line := range strings.Lines(said) {
		fmt.Fprintf(g.Stderr, "  %s\n", term.Clean(strings.TrimRight(line, "\r\n")))
	}
	if code := cmd.ProcessState.ExitCode(); code > 0 && code != notExecutable && code != notFound {
		return code, nil
	}
	return 0, hinted{fmt.Errorf("the command failed: %w", err), "nothing was recorded"}
}

// What the shell ends with when it cannot run a command.
const (
	notExecutable = 126
	notFound      = 127
)
