package change

import (
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gitDiffFormat = reader.Format{
	Name:      "git-diff",
	Doc:       "Unified diff of git diff, with its headers and the prefixes a/ and b/. Hunks must hold as many lines as they say. Combined diffs (of merges), diffs without git's headers and commit messages before a diff are refused. A binary file is a changed file without lines. The blobs of its index lines bind it to the assessed tree.",
	Kind:      fact.Change,
	Clean:     []string{""},
	Codes:     []int{0},
	Hints:     []string{"diff", "patch"},
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		if len(h.Lines) == 0 {
			return false
		}
		for _, start := range []string{gitStart, "diff --cc ", "diff --combined "} {
			if strings.HasPrefix(h.Lines[0], start) {
				return true
			}
		}
		return false
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		d := gitDiff{l: in.Lines(), s: s}
		for range d.l.All() {
			d.line(d.l.Text())
		}
		d.end()
		return d.l.Err()
	},
}

const gitStart = "diff --git "

var hunkStart = lazy.Regexp(`^@@ -(\d{1,7})(?:,(\d{1,7}))? \+(\d{1,7})(?:,(\d{1,7}))? @@(?: |$)`)

// gitDiff is the state of reading a diff.
type gitDiff struct {
	l    *reader.Lines
	s    *tally.Sink
	file *fact.ChangedFile // the current one
	git  string            // its name by the line that begins it, "" where that does not tell

	from, to string // by the headers of its hunks
	binary   bool
	hunks    int
	// of the current hunk: the lines that are left, and the number of the next
	// new one
	before, after, next int
}

func (d *gitDiff) line(text string) {
	switch {
	case d.before > 0 || d.after > 0:
		d.inHunk(text)
	case strings.HasPrefix(text, gitStart):
		d.end()
		d.begin(text[len(gitStart):])
	case strings.HasPrefix(text, "diff --cc "), strings.HasPrefix(text, "diff --combined "), strings.HasPrefix(text, "@@@"):
		d.l.Fail("a combined diff compares with several parents at once: git diff BASE...HEAD compares with one")
	case d.file == nil:
		d.l.Fail("expected a line that begins %q, found %.40q", gitStart, text)
	case d.binary:
	case strings.HasPrefix(text, "@@ "):
		d.hunk(text)
	case d.hunks > 0 && strings.HasPrefix(text, `\ `):
	case d.hunks > 0:
		d.l.Fail("expected a hunk or another file, found %.40q: the hunk holds more lines than its header says", text)
	default:
		d.header(text)
	}
}

// begin starts a file by the names behind diff --git.
func (d *gitDiff) begin(names string) {
	*d = gitDiff{l: d.l, s: d.s, file: &fact.ChangedFile{Line: d.l.Line()}}
	switch i := strings.LastIndex(names, ` "b/`); {
	case i > 0 && strings.HasSuffix(names, `"`):
		d.git = d.name(names[i+1:], "b/")
	case strings.Contains(names, `"`):
		// Which name is quoted, and where it ends, is told by the headers that follow.
	case strings.HasPrefix(names, "a/") && strings.Contains(names, " b/"):
		half := len(names) / 2
		if old, now := names[:half], names[half+len(names)%2:]; strings.TrimPrefix(old, "a/") == strings.TrimPrefix(now, "b/") && names[half] == ' ' {
			d.git = d.name(now, "b/")
		}
	default:
		d.l.Fail("expected names that begin with a/ and b/, found %.80q: git diff --src-prefix=a/ --dst-prefix=b/ writes them", names)
	}
}

// headers are the lines that may stand between the names of a file and its hunks
// and say nothing that is counted.
var headers = []string{"old mode ", "new mode ", "new file mode ", "similarity index ", "dissimilarity index ", "copy from "}

func (d *gitDiff) header(text string) {
	for _, known := range headers {
		if strings.HasPrefix(text, known) {
			return
		}
	}
	word, rest, _ := strings.Cut(text, " ")
	switch {
	case strings.HasPrefix(text, "rename from "):
		d.file.From = d.name(strings.TrimPrefix(rest, "from "), "")
	case strings.HasPrefix(text, "rename to "), strings.HasPrefix(text, "copy to "):
		d.file.Path = d.name(strings.TrimPrefix(rest, "to "), "")
	case word == "index":
		d.file.Blob = blobOf(rest)
	case strings.HasPrefix(text, "deleted file mode "):
		d.file.Deleted = true
	case strings.HasPrefix(text, "Binary files ") && strings.HasSuffix(text, " differ"), text == "GIT binary patch":
		d.binary = true
	case word == "---" && d.from == "":
		d.from = d.name(rest, "a/")
	case word == "+++" && d.from != "" && d.to == "":
		d.to = d.name(rest, "b/")
	default:
		d.l.Fail("expected a header of git, found %.40q", text)
	}
}

// blobOf reads the second name of "a1b2c3d..e4f5a6b 100644"; "" stands for a file
// that is not there and for what is no name of a blob.
func blobOf(text string) string {
	_, name, _ := strings.Cut(text, "..")
	name, _, _ = strings.Cut(name, " ")
	if len(name) < shortestBlob || strings.Trim(name, "0123456789abcdef") != "" || strings.Trim(name, "0") == "" {
		return ""
	}
	return name
}

// shortestBlob is to how many digits git cuts the name of a blob at most.
const shortestBlob = 4

// name reads a name: quoted where it holds what git does not write plainly,
// with a tab behind it where it holds a space.
func (d *gitDiff) name(text, prefix string) string {
	text = strings.TrimSuffix(text, "\t")
	if text == "/dev/null" && prefix != "" {
		return text
	}
	if strings.HasPrefix(text, `"`) {
		plain, err := strconv.Unquote(text)
		if err != nil {
			d.l.Fail("expected a quoted name, found %.80q", text)
			return ""
		}
		text = plain
	}
	name, ok := strings.CutPrefix(text, prefix)
	if !ok {
		d.l.Fail("expected a name that begins with %s, found %.80q: git diff --src-prefix=a/ --dst-prefix=b/ writes them", prefix, text)
		return ""
	}
	for _, part := range strings.Split(name, "/") {
		if part == "" || part == "." || part == ".." {
			d.l.Fail("%.80q is not a path inside the project", name)
			return ""
		}
	}
	return name
}

func (d *gitDiff) hunk(text string) {
	m := hunkStart().FindStringSubmatch(text)
	switch {
	case m == nil:
		d.l.Fail("expected a hunk, @@ -1,2 +1,2 @@, found %.40q", text)
		return
	case d.from == "" || d.to == "":
		d.l.Fail("expected the names of the file, --- and +++, before its hunks")
		return
	}
	d.hunks++
	count := func(i int) int {
		if m[i] == "" {
			return 1
		}
		n, _ := strconv.Atoi(m[i])
		return n
	}
	start, _ := strconv.Atoi(m[3])
	d.before, d.after = count(2), count(4)
	switch {
	case d.before == 0 && d.after == 0:
		d.l.Fail("a hunk of no lines")
	case start < d.next:
		d.l.Fail("expected hunks in the order of their lines, found line %d after %d", start, d.next-1)
	case d.after > 0 && start == 0:
		d.l.Fail("expected lines from 1, found a hunk at line 0")
	}
	d.next = start
}

func (d *gitDiff) inHunk(text string) {
	mark := byte(0)
	if text != "" {
		mark = text[0]
	}
	switch mark {
	case ' ':
		d.before, d.after, d.next = d.before-1, d.after-1, d.next+1
	case '-':
		d.before--
		d.file.Removed++
	case '+':
		d.file.Added = append(d.file.Added, d.next)
		d.after, d.next = d.after-1, d.next+1
	case '\\':
	default:
		d.l.Fail("expected %d old and %d new lines more in the hunk, found %.40q", d.before, d.after, text)
	}
	if d.before < 0 || d.after < 0 {
		d.l.Fail("the hunk holds more lines than its header says")
	}
}

// end closes the current file and counts it.
func (d *gitDiff) end() {
	if d.file == nil || d.l.Err() != nil {
		return
	}
	path := d.file.Path
	if d.to != "" && d.to != "/dev/null" {
		path = d.to
	} else if d.to == "/dev/null" {
		path = d.from
	}
	switch {
	case d.before > 0 || d.after > 0:
		d.l.Fail("expected %d old and %d new lines more in the last hunk: the diff is cut off", d.before, d.after)
	case d.from != "" && d.hunks == 0:
		d.l.Fail("expected hunks behind --- and +++: the diff is cut off")
	case path == "" && d.git == "":
		d.l.Fail("expected the name of the file that begins at line %d", d.file.Line)
	case path == "":
		path = d.git
	case d.git != "" && d.git != path, d.file.Path != "" && d.file.Path != path:
		d.l.Fail("%.80q and %.80q are named as one file", d.git+d.file.Path, path)
	case d.to != "" && (d.file.Deleted != (d.to == "/dev/null")):
		d.l.Fail("expected +++ /dev/null for a deleted file and no other, found %.80q", d.to)
	}
	if d.file.Path = path; d.l.Err() == nil {
		d.s.Changed(d.file)
	}
}
