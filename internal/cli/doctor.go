package cli

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/git"
)

func (g *global) doctorCommand() *cobra.Command {
	var o planOptions
	c := &cobra.Command{
		Use:   "doctor",
		Short: "say what signoff collect would lack: tools that commands name and that are not there",
		Long: `Looks for every tool that the commands of collect name, and for git, on the
search path. It runs none of them. The exit code is 1 when one is missing.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return g.doctor(o) },
	}
	o.flags(c)
	return c
}

func (g *global) doctor(o planOptions) error {
	plan, faults := g.load(o)
	if faults.Err() != nil {
		return faults
	}
	var rows [][]string
	missing := false
	for _, e := range plan.Evidence {
		for _, tool := range toolsOf(e.Collect) {
			state := "is there"
			if !g.has(tool) {
				state, missing = "is missing", true
			}
			rows = append(rows, []string{e.ID, tool, state})
		}
	}
	state := "is there"
	if _, err := git.Around(g.dir); err != nil {
		state = err.Error()
	}
	if plan.Commit != "" {
		missing = missing || state != "is there"
		rows = append(rows, []string{"commit: " + plan.Commit, "git", state})
	}
	if len(rows) == 0 {
		fmt.Fprintln(g.Stdout, "nothing is needed: no evidence declares collect")
		return nil
	}
	if err := g.listing("table", []string{"for", "tool", "state"}, rows); err != nil {
		return broken{err}
	}
	if missing {
		return exit(exitNotApproved)
	}
	return nil
}

// has says whether a command would be found: on the search path, or in the
// project's folder when it is named with its path.
func (g *global) has(tool string) bool {
	if strings.Contains(tool, "/") && !filepath.IsAbs(tool) {
		tool = filepath.Join(g.dir, filepath.FromSlash(tool))
		if abs, err := filepath.Abs(tool); err == nil {
			tool = abs
		}
	}
	_, err := exec.LookPath(tool)
	return err == nil
}

// ofShell are words at the start of a command that sh itself knows.
var ofShell = []string{"", "!", "(", "{", "}", ")", "[", "test", "if", "then", "else", "fi", "for", "while", "do", "done", "case", "esac",
	"cd", "echo", "export", "set", "true", "false", "exit", "eval", "exec", "mkdir", "rm", "cat", ":"}

// runners run the tool that their first argument names; npx fetches it.
var runners = []string{"env", "time", "nice", "sudo", "command"}

// toolsOf lists the tools that a shell command names, each once: the first word
// of each of its parts, assignments and what sh knows apart.
func toolsOf(command string) []string {
	var tools []string
	for _, part := range parts(command) {
		for _, word := range strings.Fields(part) {
			name, _, assigned := strings.Cut(word, "=")
			if assigned && plainName(name) || slices.Contains(runners, word) {
				continue
			}
			if !slices.Contains(ofShell, word) && !strings.ContainsAny(word, "$`\"'<>") && !slices.Contains(tools, word) {
				tools = append(tools, word)
			}
			break
		}
	}
	return tools
}

func plainName(name string) bool {
	return name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789") == ""
}

// parts cuts a shell command at what ends one command and begins another,
// outside quotes.
func parts(command string) []string {
	var list []string
	quote, start := rune(0), 0
	for i, r := range command {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '\'' || r == '"':
			quote = r
		case strings.ContainsRune("|&;\n()", r):
			list = append(list, command[start:i])
			start = i + 1
		}
	}
	return append(list, command[start:])
}
