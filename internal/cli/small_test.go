package cli

import (
	"bytes"
	"crypto/ed25519"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh/agent"

	"signoff/internal/audit/draft"
	"signoff/internal/proof"
)

// TestSummariseSaysWhatWasFound holds the words next to a draft from a report.
func TestSummariseSaysWhatWasFound(t *testing.T) {
	for want, d := range map[string]draft.Draft{
		"found no target":             {},
		"1 criteria, 0 with a":        {Criteria: []draft.Criterion{{}}},
		"2 criteria, 1 with a":        {Criteria: []draft.Criterion{{Target: "< 1"}, {}}},
		"left: a\nleft: b\nhint":      {Criteria: []draft.Criterion{{Target: "< 1"}}, Left: []string{"a", "b"}},
		"left: e\nleft: 1 more\n":     {Criteria: []draft.Criterion{{}}, Left: strings.Split("abcdef", "")},
		"left: d\nleft: e\nhint":      {Criteria: []draft.Criterion{{Target: "< 1"}}, Left: strings.Split("abcde", "")},
		"boxes\n":                     {Left: []string{"a"}},
		"1 criteria, 1 with a target": {Criteria: []draft.Criterion{{Target: "< 1"}}},
	} {
		var said bytes.Buffer
		g := &global{World: World{Stdout: &said, Stderr: &said}}
		g.summarise(d)
		if !strings.Contains(said.String(), want) {
			t.Errorf("%q is missing in\n%s", want, said.String())
		}
	}
}

// TestIsHistory holds which files are those of a store, and so no source.
func TestIsHistory(t *testing.T) {
	for _, tt := range []struct {
		store, file string
		own         bool
	}{
		{"sqlite:runs.db", "runs.db", true},
		{"sqlite:runs.db", "runs.db-wal", true},
		{"sqlite:./runs.db", "runs.db-shm", true},
		{"sqlite:runs.db", "runs.db-journal", false},
		{"sqlite:runs.db", "runs.dbwal", false},
		{"sqlite:runs.db", "sub/runs.db", false},
		{"sqlite:main.go", "main.go", false},
		{"git:", "main.go", false},
	} {
		if got := isHistory(tt.store, tt.file); got != tt.own {
			t.Errorf("%s: %s is of the store: %v, want %v", tt.store, tt.file, got, tt.own)
		}
	}
}

// TestExistsInside holds that nothing is told of what lies outside.
func TestExistsInside(t *testing.T) {
	g := &global{dir: t.TempDir()}
	if err := os.WriteFile(filepath.Join(g.dir, "here.md"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{"here.md": true, "gone.md": false, "../gone.md": true, "/gone.md": true} {
		if got := g.existsInside(path); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

// TestTheAgentsKeyIsTheOnlyOne holds that an agent signs with no key that nobody
// meant.
func TestTheAgentsKeyIsTheOnlyOne(t *testing.T) {
	for held, signs := range map[int]bool{0: false, 1: true, 2: false} {
		ring := agent.NewKeyring()
		for range held {
			_, key, err := ed25519.GenerateKey(nil)
			if err == nil {
				err = ring.Add(agent.AddedKey{PrivateKey: key})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		ours, theirs := net.Pipe()
		go agent.ServeAgent(ring, theirs)
		_, err := chosen(ours, func(proof.PublicKey) bool { return true })
		if ours.Close(); (err == nil) != signs || err != nil && !strings.Contains(err.Error(), "expected one key") {
			t.Errorf("%d keys: %v", held, err)
		}
	}
}
