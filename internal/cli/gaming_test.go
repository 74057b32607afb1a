package cli

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// dishonestMoves is how many ways to an undeserved approval are known; the first
// of them are told without a gap.
const dishonestMoves, withoutGap = 60, 44

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
	if err != nil || len(stories) < withoutGap {
		t.Errorf("%d stories, %v", len(stories), err)
	}
	before := 0
	for i, path := range stories {
		var number int
		if _, err := fmt.Sscanf(filepath.Base(path), "%02d-", &number); err != nil || number <= before || number > dishonestMoves || i < withoutGap && number != i+1 {
			t.Errorf("%s stands after move %d", path, before)
		}
		before = number
	}
}
