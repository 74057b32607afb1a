package report

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestFit: what must be said is said, nothing is longer than the limit, and what is
// cut is named.
func TestFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sections []section
		must := "\x02verdict\x03"
		at := rapid.IntRange(0, 5).Draw(t, "verdict in")
		for i := range 6 {
			text := fmt.Sprintf("## S%d\n\n%s\n", i, strings.Repeat("x", rapid.IntRange(1, 700).Draw(t, "length")))
			if i == at {
				text += must + "\n"
			}
			sections = append(sections, section{fmt.Sprintf("S%d", i), text})
		}
		whole := len(joined(sections))
		most := rapid.IntRange(reserved+1, 5000).Draw(t, "most")
		fitted, least, ok := fit(sections, most, []string{must})
		switch {
		case !ok:
			if least <= most || fitted != "" {
				t.Fatalf("there is no room in %d for %d", most, least)
			}
		case len(fitted) > most:
			t.Fatalf("%d bytes, of at most %d", len(fitted), most)
		case strings.Count(fitted, must) != 1:
			t.Fatalf("what must be said stands there %d times", strings.Count(fitted, must))
		case whole <= most && fitted != joined(sections):
			t.Fatal("it had room, and was cut")
		}
		for i, s := range sections {
			if ok && whole > most && !strings.Contains(fitted, s.text) && !strings.Contains(fitted, fmt.Sprintf("S%d", i)) && !strings.Contains(fitted, "more") {
				t.Fatalf("S%d is cut and not named", i)
			}
		}
	})
}

// TestFitFillsItsRoom: a section that just fits is kept, one byte more is cut.
func TestFitFillsItsRoom(t *testing.T) {
	first := section{"A", "## A\nsaid\n"}
	last := section{"C", "## C\n" + strings.Repeat("z", 5000) + "\n"}
	for _, spare := range []int{0, -1} {
		middle := section{"B", "## B\n" + strings.Repeat("y", 300) + "\n"}
		most := len("\n")*2 + len(first.text) + len(middle.text) + reserved + spare
		fitted, _, ok := fit([]section{first, middle, last}, most, []string{"said"})
		if kept := strings.Contains(fitted, middle.text); !ok || kept != (spare == 0) {
			t.Errorf("with %d bytes more than it takes: kept %v", spare, kept)
		}
	}
}
