package cli

import (
	"crypto/ed25519"
	"encoding/pem"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// block is a fenced block of a document: its language, the file that it shows,
// and its text.
var block = regexp.MustCompile("(?ms)^```([a-z]+)(?: ([^\\s`]+))?\n(.*?)^```$")

// runsIn says of a document in which folder of the repository it runs: in a copy.
var runsIn = regexp.MustCompile(`(?m)^<!-- runs in ([a-z/]+) -->$`)

// TestGuides does what every guide says, in its order.
func TestGuides(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(repository, "docs", "guide", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d guides (%v)", len(pages), err)
	}
	pages = slices.DeleteFunc(pages, func(page string) bool { return filepath.Base(page) == "README.md" }) // their index
	for _, page := range append(pages, filepath.Join(repository, "docs", "readers.md")) {
		t.Run(filepath.Base(page), func(t *testing.T) { follow(t, page) })
	}
}

// follow writes every file that a document shows under its name, runs its
// commands in that folder, and holds what they print against what it shows.
func follow(t *testing.T, page string) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	dir, ran := filepath.Join(t.TempDir(), "shop"), 0
	if m := runsIn.FindSubmatch(text); m != nil {
		if err := os.CopyFS(dir, os.DirFS(filepath.Join(repository, string(m[1])))); err != nil {
			t.Fatal(err)
		}
	}
	var there database
	if strings.Contains(string(text), exampleStore) {
		there = server(t)
		t.Setenv(historyVariable, there.real(exampleStore))
	}
	if strings.Contains(string(text), "--sign oncall") {
		put(t, filepath.Join(dir, "oncall"), exampleKey(t))
	}
	updated := block.ReplaceAllStringFunc(string(text), func(fenced string) string {
		m := block.FindStringSubmatch(fenced)
		switch {
		case m[2] != "":
			put(t, filepath.Join(dir, m[2]), []byte(there.real(m[3])))
		case m[1] == "console":
			ran++
			if got := there.shown(m[3], played(t, dir, there.real(m[3]))); got != m[3] {
				if *update {
					return "```console\n" + got + "```"
				}
				t.Errorf("the document shows\n%s\nand it is\n%s", m[3], got)
			}
		}
		return fenced
	})
	if ran == 0 {
		t.Error("the document runs nothing")
	}
	if *update && updated != string(text) {
		if err := os.WriteFile(page, []byte(updated), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// exampleKey is the private key of a guide, the same in every run.
func exampleKey(t *testing.T) []byte {
	t.Helper()
	block, err := ssh.MarshalPrivateKey(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)), "oncall")
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(block)
}

// played runs every "$ signoff …" of a block and gives the block as it is.
func played(t *testing.T, dir, body string) string {
	var b strings.Builder
	for line := range strings.Lines(body) {
		if !strings.HasPrefix(line, "$ ") {
			continue
		}
		args, ok := strings.CutPrefix(strings.TrimSpace(line), "$ signoff ")
		if !ok {
			t.Errorf("expected $ signoff …, found %q", line)
			continue
		}
		b.WriteString(line)
		b.WriteString(strings.ReplaceAll(runHere(append([]string{"-C", dir}, shellWords(args)...)), filepath.ToSlash(dir)+"/", ""))
	}
	return b.String()
}

// shellWords cuts a line into words as a shell does, quotes apart.
func shellWords(line string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`'([^']*)'|"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		list = append(list, m[1]+m[2]+m[3])
	}
	return list
}

// put writes a file of a test's own.
func put(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
}
