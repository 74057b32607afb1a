package cli

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/scorecard"
)

// version is set by the linker for releases; a build from source says what
// the Go toolchain recorded.
var version = ""

// build is what the Go toolchain recorded of this program.
type build struct {
	scorecard.Tool
	// date is that of the commit, and modified says that the source was not as
	// it is there.
	date     string
	modified bool
}

// built reads what the toolchain recorded.
func built() build {
	b := build{Tool: scorecard.Tool{Name: "signoff", Version: version}}
	info, ok := debug.ReadBuildInfo()
	if b.Version == "" {
		b.Version = "devel"
		if ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
			b.Version = info.Main.Version
		}
	}
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.date = s.Value
		case "vcs.modified":
			b.modified = s.Value == "true"
		}
	}
	return b
}

// tool names this program as reports print it.
func tool() scorecard.Tool { return built().Tool }

// line says it all: signoff 1.2.0, commit 0123…, of 2026-11-21T10:00:00Z.
func (b build) line() string {
	parts := []string{b.Name + " " + b.Version}
	if b.Revision != "" {
		parts = append(parts, "commit "+b.Revision)
	}
	if b.date != "" {
		parts = append(parts, "of "+b.date)
	}
	if b.modified {
		parts = append(parts, "modified")
	}
	return strings.Join(parts, ", ")
}

func (g *global) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version of this program, its commit and the date of that",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(g.Stdout, built().line())
			return nil
		},
	}
}

// versionFlag has a command without a verb say which program this is, or help.
// Cobra's own flag is written with a template, for which the linker keeps every
// method of the program.
func (g *global) versionFlag(root *cobra.Command) {
	asked := root.Flags().BoolP("version", "v", false, "version for signoff")
	root.RunE = func(c *cobra.Command, _ []string) error {
		if !*asked {
			return c.Help()
		}
		fmt.Fprintln(g.Stdout, built().line())
		return nil
	}
}
