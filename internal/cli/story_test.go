package cli

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite golden files and derived documents")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"signoff": func() {
			w := System()
			// The stories are told on one day, unless they say otherwise.
			w.Now = func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }
			os.Exit(Main(os.Args[1:], w))
		},
	})
}

// TestStories runs every testdata/*.txtar: a project, commands, and what they
// must say.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "")
			e.Setenv("GITHUB_STEP_SUMMARY", "")
			e.Setenv("USE", usedInTests)
			scripts, err := filepath.Abs(filepath.Join(repository, "ci"))
			if err != nil {
				return err
			}
			e.Setenv("CI", scripts)
			examples, err := filepath.Abs(filepath.Join(repository, "reports"))
			e.Setenv("EXAMPLES", examples)
			return err
		},
	})
}
