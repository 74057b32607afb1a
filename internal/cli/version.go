package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"signoff/internal/scorecard"
)

// version is set by the linker for releases; a build from source says what
// the Go toolchain recorded.
var version = ""

// tool names this program as reports print it.
func tool() scorecard.Tool {
	t := scorecard.Tool{Name: "signoff", Version: version}
	info, ok := debug.ReadBuildInfo()
	if t.Version == "" {
		t.Version = "devel"
		if ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
			t.Version = info.Main.Version
		}
	}
	if ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				t.Revision = s.Value
			}
		}
	}
	return t
}

func (g *global) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version of this program",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			t := tool()
			if t.Revision != "" {
				fmt.Fprintf(g.Stdout, "signoff %s (%s)\n", t.Version, t.Revision)
				return nil
			}
			fmt.Fprintf(g.Stdout, "signoff %s\n", t.Version)
			return nil
		},
	}
}
