package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// dishonestMoves is how many ways to an undeserved approval are told of.
const dishonestMoves = 40

// TestDishonestMoves runs every testdata/gaming/NN-*.txtar: what a team under
// pressure might do to be approved, and the rule that defeats it or the display
// that exposes it. Each opens with the move in words.
func TestDishonestMoves(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/gaming",
		RequireExplicitExec: true,
		Cmds:                storyCommands,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "")
			return nil
		},
	})
}

func TestEveryMoveHasItsStory(t *testing.T) {
	stories, err := filepath.Glob("testdata/gaming/*.txtar")
	if err != nil || len(stories) != dishonestMoves {
		t.Errorf("%d stories of %d moves, %v", len(stories), dishonestMoves, err)
	}
	for i, path := range stories {
		if want := fmt.Sprintf("%02d-", i+1); !strings.HasPrefix(filepath.Base(path), want) {
			t.Errorf("%s stands where %s… is wanted", path, want)
		}
	}
}
