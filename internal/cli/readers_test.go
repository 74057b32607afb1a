package cli

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	shownFile  = regexp.MustCompile("(?s)```[a-z]+ (\\S+)\n(.*?)```")
	readersDoc = filepath.Join(repository, "docs", "readers.md")
)

// TestReadersDoc writes every file that docs/readers.md shows under its name,
// runs its commands there, and holds what they print against what it shows.
func TestReadersDoc(t *testing.T) {
	text, err := os.ReadFile(readersDoc)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, m := range shownFile.FindAllStringSubmatch(string(text), -1) {
		file := filepath.Join(dir, m[1])
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(m[2]), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	ran := 0
	updated := console.ReplaceAllStringFunc(string(text), func(block string) string {
		body := strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```")
		command, shown, _ := strings.Cut(body, "\n")
		args := strings.Fields(strings.TrimPrefix(command, "$ signoff "))
		got := runHere(append(args, "-C", dir))
		if ran++; got != shown && !*update {
			t.Errorf("%s prints\n%s\nthe document shows\n%s", command, got, shown)
		}
		return "```console\n" + command + "\n" + got + "```"
	})
	if ran == 0 {
		t.Error("the document runs nothing")
	}
	if *update {
		if err := os.WriteFile(readersDoc, []byte(updated), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
