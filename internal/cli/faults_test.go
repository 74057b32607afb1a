package cli

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheSameMistakeIsSaidOnce: a mistake in every criterion of a large plan is one
// message, and does not hide another.
func TestTheSameMistakeIsSaidOnce(t *testing.T) {
	var plan strings.Builder
	plan.WriteString("version: 1\nproject: Shop\nevidence: {}\ncategories: [ { id: a, title: A } ]\ncriteria:\n")
	for i := range 4000 {
		fmt.Fprintf(&plan, "  - { id: A-%d, title: T, category: a, blokcer: true }\n", i)
	}
	plan.WriteString("  - { id: B-1, title: T, category: b }\n")
	dir := t.TempDir()
	put(t, filepath.Join(dir, planFile), []byte(plan.String()))
	said := runHere([]string{"lint", "-C", dir})
	if strings.Count(said, "blokcer\"") != 1 || !strings.Contains(said, "\nand 3,999 more\n") || !strings.Contains(said, "category") {
		t.Errorf("found %.2000s", said)
	}
}
