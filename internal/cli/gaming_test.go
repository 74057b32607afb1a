package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// dishonestMoves is how many ways to an undeserved approval are known.
const dishonestMoves = 60

// TestDishonestMoves runs every testdata/gaming/NN-*.txtar: what a team under
// pressure might do to be approved, and the rule that defeats it or the display
// that exposes it. Each opens with the move in words.
func TestDishonestMoves(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               stories(t, "testdata/gaming"),
		RequireExplicitExec: true,
		Cmds:                storyCommands,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "")
			return nil
		},
	})
}

// TestEveryMoveHasItsStory asks for a story a move, by its number.
func TestEveryMoveHasItsStory(t *testing.T) {
	stories, err := filepath.Glob("testdata/gaming/*.txtar")
	if err != nil || len(stories) != dishonestMoves {
		t.Errorf("%d stories, %v", len(stories), err)
	}
	for i, path := range stories {
		if want := fmt.Sprintf("%02d-", i+1); !strings.HasPrefix(filepath.Base(path), want) {
			t.Errorf("%s is not of move %d", path, i+1)
		}
	}
}
