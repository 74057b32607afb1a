package change

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

const start = "diff --git a/a.go b/a.go\nindex 1..2 100644\n--- a/a.go\n+++ b/a.go\n"

// read reads a diff and asks for its files, and added and removed lines.
func read(t testing.TB, text string) (string, error) {
	t.Helper()
	var questions []fact.Question
	for i := range tally.Measures {
		if tally.Measures[i].Kind == fact.Change {
			questions = append(questions, fact.Question{Measure: &tally.Measures[i]})
		}
	}
	set := tally.Compile(fact.Change, questions)
	sink, fold := set.Sink("x.diff"), set.Fold()
	if err := gitDiffFormat.Read(reader.Of("x.diff", []byte(text)), sink); err != nil {
		return "", err
	}
	if err := sink.Err(); err != nil {
		return "", err
	}
	fold.Add(sink)
	var figures []string
	for i := range questions {
		figures = append(figures, fmt.Sprint(fold.Answer(i).Figures[0].Value))
	}
	return strings.Join(figures, " "), nil
}

func TestGitDiff(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"one line", start + "@@ -1 +1 @@\n-a\n+b\n", "1 1 1"},
		{"context and function", start + "@@ -1,3 +1,3 @@ func main() {\n a\n-b\n+c\n d\n", "1 1 1"},
		{"lines that look like headers", start + "@@ -1,1 +1,2 @@\n--- a/x\n+++ b/x\n+diff --git a/x b/x\n", "1 2 1"},
		{"no newline at the end", start + "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", "1 1 1"},
		{"a pure rename", "diff --git a/a.go b/b.go\nsimilarity index 100%\nrename from a.go\nrename to b.go\n", "1 0 0"},
		{"a new mode", "diff --git a/a.go b/a.go\nold mode 100644\nnew mode 100755\n", "1 0 0"},
		{"an empty new file", "diff --git a/a.go b/a.go\nnew file mode 100644\nindex 0..1\n", "1 0 0"},
		{"a deleted file", "diff --git a/a.go b/a.go\ndeleted file mode 100644\nindex 1..0\n--- a/a.go\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n", "1 0 2"},
		{"a quoted path", "diff --git \"a/\\303\\244.go\" \"b/\\303\\244.go\"\nindex 1..2\n--- \"a/\\303\\244.go\"\n+++ \"b/\\303\\244.go\"\n@@ -0,0 +1 @@\n+a\n", "1 1 0"},
		{"a path with a space", "diff --git a/a b.go b/a b.go\nindex 1..2\n--- a/a b.go\t\n+++ b/a b.go\t\n@@ -0,0 +1 @@\n+a\n", "1 1 0"},
		{"a binary patch", "diff --git a/a b/a\nindex 1..2\nGIT binary patch\nliteral 1\nIcmZ\n\nliteral 0\nHcmV\n\n" + start + "@@ -0,0 +1 @@\n+a\n", "2 1 0"},
		{"one path twice", "diff --git a/a b/a\ndeleted file mode 100644\n--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\ndiff --git a/a b/a\nnew file mode 120000\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+b\n", "1 1 1"},
	}
	for _, tt := range tests {
		if got, err := read(t, tt.text); err != nil || got != tt.want {
			t.Errorf("%s: got %s and %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestGitDiffRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"too few new lines", start + "@@ -1 +1,2 @@\n-a\n+b\n", "x.diff:7: expected 0 old and 1 new lines more in the last hunk"},
		{"too few before a file", start + "@@ -1 +1,2 @@\n-a\n+b\n" + start, "x.diff:8: expected 0 old and 1 new lines more in the hunk"},
		{"too few before a hunk", start + "@@ -1 +1,2 @@\n-a\n+b\n@@ -9 +9 @@\n", "x.diff:8: expected 0 old and 1 new lines more in the hunk"},
		{"too many new lines", start + "@@ -1 +1 @@\n-a\n+b\n+c\n", "x.diff:8: expected a hunk or another file"},
		{"too many old lines", start + "@@ -1 +1,2 @@\n-a\n-b\n+c\n", "x.diff:7: the hunk holds more lines than its header says"},
		{"context beyond the old side", start + "@@ -0,0 +1,2 @@\n+a\n b\n", "x.diff:7: the hunk holds more lines than its header says"},
		{"a line that lost its mark", start + "@@ -1,2 +1,2 @@\n-a\n+b\n\n", "x.diff:8: expected 1 old and 1 new lines more in the hunk"},
		{"no lines", start + "@@ -1,0 +1,0 @@\n", "x.diff:5: a hunk of no lines"},
		{"lines from 0", start + "@@ -0,0 +0,1 @@\n+a\n", "x.diff:5: expected lines from 1"},
		{"hunks out of order", start + "@@ -9 +9 @@\n-a\n+b\n@@ -1 +1 @@\n-a\n+b\n", "x.diff:8: expected hunks in the order of their lines"},
		{"no hunk", start, "x.diff:4: expected hunks behind --- and +++"},
		{"no names", "diff --git a/a b/a\n@@ -1 +1 @@\n-a\n+b\n", "x.diff:2: expected the names of the file"},
		{"combined", "diff --cc a.go\n", "x.diff:1: a combined diff"},
		{"combined hunks", start + "@@@ -1,1 -1,1 +1,2 @@@\n", "x.diff:5: a combined diff"},
		{"without git's headers", "--- a.go\n+++ a.go\n@@ -1 +1 @@\n-a\n+b\n", `x.diff:1: expected a line that begins "diff --git "`},
		{"without prefixes", "diff --git src/a.go src/a.go\n", "x.diff:1: expected names that begin with a/ and b/"},
		{"two names", "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/other.go\n@@ -1 +1 @@\n-a\n+b\n", "are named as one file"},
		{"out of the project", "diff --git a/x b/x\n--- a/x\n+++ b/../x\n", "x.diff:3: \"../x\" is not a path inside the project"},
		{"colours", "diff --git a/a b/a\n\x1b[1mindex 1..2\n", "x.diff:2: expected a header of git"},
	}
	for _, tt := range tests {
		if got, err := read(t, tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %s and %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

// FuzzGitDiff: whatever is read adds and removes no more lines than stand there.
func FuzzGitDiff(f *testing.F) {
	f.Add(start + "@@ -1,3 +1,3 @@ func main() {\n a\n-b\n+c\n d\n")
	f.Add("diff --git a/a.go b/b.go\nsimilarity index 100%\nrename from a.go\nrename to b.go\n")
	f.Add("diff --git \"a/\\303\\244\" \"b/\\303\\244\"\nBinary files differ\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := read(t, text)
		if err != nil {
			return
		}
		var files, added, removed int
		if _, err := fmt.Sscan(got, &files, &added, &removed); err != nil {
			t.Fatal(err)
		}
		count := func(mark string) int { return strings.Count("\n"+text, "\n"+mark) }
		if files > count(gitStart) || added > count("+") || removed > count("-") {
			t.Fatalf("found %s in %q", got, text)
		}
	})
}
