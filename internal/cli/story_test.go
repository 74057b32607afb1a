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

// stories lists those of a folder. Where tests are to be short, for the race
// detector, it is every sixth: each runs the program anew, by the same paths.
func stories(t *testing.T, folder string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(all) == 0 {
		t.Fatalf("%d stories in %s: %v", len(all), folder, err)
	}
	if !testing.Short() {
		return all
	}
	var some []string
	for i := 0; i < len(all); i += 6 {
		some = append(some, all[i])
	}
	return some
}

// TestStories runs every testdata/*.txtar: a project, commands, and what they
// must say.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               stories(t, "testdata"),
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
