package cli

import (
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/evidence"
)

func TestLooksMade(t *testing.T) {
	for file, want := range map[string]bool{
		"evidence/notes":                true, // whatever lies there, but for what people write
		"evidence/notes.md":             false,
		"coverage/lcov.info":            true,
		"reports/shop.json":             true,
		"src/shop.json":                 false, // no folder of reports
		"reports/shop.txt":              false, // a text says too little
		"reports/shop.log":              false,
		"reports/shop.html":             false,
		"reports/package.json":          false, // what a tool reads
		"reports/schema/shop.json":      false,
		"test-results/config/shop.json": false,
		"bandit.json":                   true, // the name of a format
		"src/bandit.json":               true,
		"REPORTS/shop.json":             true,
	} {
		if got := looksMade(evidence.Formats(), file); got != want {
			t.Errorf("%s: %v, expected %v", file, got, want)
		}
	}
}

func TestMakerOf(t *testing.T) {
	plan := &criteria.Plan{Evidence: []criteria.Evidence{
		{ID: "none", Paths: []string{"a.xml"}, Makes: []string{"a.xml", "b/**"}},
		{ID: "unit", Paths: []string{"unit.xml"}, Collect: "make test", Makes: []string{"lcov.info", "shards/*.xml"}},
		{ID: "late", Paths: []string{"late.xml"}, Collect: "make late", Makes: []string{"lcov.info"}},
	}}
	for _, tc := range []struct {
		e    criteria.Evidence
		want string
	}{
		{criteria.Evidence{ID: "own", Collect: "make own", Paths: []string{"lcov.info"}}, "own"},
		{criteria.Evidence{Paths: []string{"lcov.info"}}, "unit"},    // the first that says so
		{criteria.Evidence{Paths: []string{"shards/*.xml"}}, "unit"}, // as it is written there
		{criteria.Evidence{Paths: []string{"shards/1.xml"}}, "unit"},
		{criteria.Evidence{Paths: []string{"lcov.info", "shards/1.xml"}}, "unit"},
		{criteria.Evidence{Paths: []string{"lcov.info", "other.xml"}}, ""},
		{criteria.Evidence{Paths: []string{"a.xml"}}, ""}, // of who has no command
		{criteria.Evidence{}, ""}, // a statement has no file
	} {
		got := ""
		if maker := makerOf(plan, &tc.e); maker != nil {
			got = maker.ID
		}
		if got != tc.want {
			t.Errorf("%v is made by %q, expected %q", tc.e.Paths, got, tc.want)
		}
	}
}

func TestHomeOf(t *testing.T) {
	for _, tc := range [][3]string{
		{"github.com/shop/signoff", "08c6903", "shop/signoff@08c6903"},
		{"github.com/shop/signoff", "", ""},
		{"signoff", "08c6903", ""},
		{"gitlab.com/shop/signoff", "08c6903", ""},
	} {
		if got := homeOf(tc[0], tc[1]); got != tc[2] {
			t.Errorf("%s at %q: %q, expected %q", tc[0], tc[1], got, tc[2])
		}
	}
}
