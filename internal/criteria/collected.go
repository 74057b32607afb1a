package criteria

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"signoff/internal/source"
	"signoff/internal/tree"
)

// Collected is the record of one run of a collect command: what it made, and
// when. Whoever can write the evidence can write its record.
type Collected struct {
	// Command is what was run, as evidence declares it.
	Command string
	// Exit is the code that it ended with.
	Exit int
	// Started and Finished bound the run, in UTC, to the second.
	Started, Finished time.Time
	// Commit is the hash that was checked out, "" when it was not known;
	// Modified says that the tree differed from it.
	Commit   string
	Modified bool
	// Tree is the digest of the source that the command was run on, "" when not
	// known. Changed holds the files that were not as the commit holds them, each
	// with its blob, "" for one that was gone; nil when there were too many.
	Tree    string
	Changed map[string]string
	// Files holds the SHA-256 of every file that the command wrote, in
	// lower-case hexadecimal, by its path from the folder of signoff.yaml.
	Files map[string]string
}

// collectedDraft is a record as it is written.
type collectedDraft struct {
	started, finished, files, changed tree.Node
	record                            Collected
}

func (c *collectedDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "command", Doc: "what was run", Shape: tree.Text(&c.record.Command), Required: true},
		{Name: "exit", Doc: "the exit code of the command", Shape: tree.Whole(&c.record.Exit, 0)},
		{Name: "started", Doc: "when it was started", Shape: date(&c.started, &c.record.Started), Required: true},
		{Name: "finished", Doc: "when it ended", Shape: date(&c.finished, &c.record.Finished), Required: true},
		{Name: "commit", Doc: "the commit that was checked out", Shape: tree.Text(&c.record.Commit)},
		{Name: "modified", Doc: "true when the tree differed from it", Shape: tree.Flag(&c.record.Modified)},
		{Name: "tree", Doc: "the digest of the source that it was run on", Shape: tree.Text(&c.record.Tree)},
		{Name: "changed", Doc: "the files that differed from the commit, each with its blob", Shape: tree.Keep(&c.changed, textsByNameSchema)},
		{Name: "files", Doc: "the SHA-256 of each file that it wrote", Shape: tree.Keep(&c.files, textsByNameSchema), Required: true},
	}
}

// Plain tells whether the exit code is the tool's own: the command is one, that
// the shell joins with no other.
func (c Collected) Plain() bool { return !strings.ContainsAny(c.Command, "|;&\n\r") }

// ParseCollected reads a record; name stands in positions. Faults are added to
// the list, and the second result is then false.
func ParseCollected(name string, text []byte, faults *source.List) (Collected, bool) {
	before := len(faults.Faults())
	root, ok := tree.Parse(name, text, faults)
	if !ok {
		return Collected{}, false
	}
	var draft *collectedDraft
	tree.One("a collect record", (*collectedDraft).keys, &draft).Read(root)
	if draft == nil || len(faults.Faults()) > before {
		return Collected{}, false
	}
	c := draft.record
	c.Started, c.Finished, c.Files = c.Started.UTC(), c.Finished.UTC(), map[string]string{}
	if c.Finished.Before(c.Started) {
		draft.finished.Expected("an end that is not before the start")
	}
	draft.files.Pairs(func(key, value tree.Node) {
		path, _ := key.Text()
		digest, ok := value.Text()
		if ok && !sha256Pattern().MatchString(digest) {
			value.Expected("a SHA-256 of 64 hexadecimal digits")
		}
		c.Files[path] = digest
	})
	if draft.changed.Exists() {
		c.Changed = map[string]string{}
		draft.changed.Pairs(func(key, value tree.Node) {
			path, _ := key.Text()
			c.Changed[path] = strings.TrimSuffix(value.Raw(), gone)
		})
	}
	return c, len(faults.Faults()) == before
}

// gone stands in a record for the blob of a file that was not there.
const gone = "gone"

// YAML writes the record as ParseCollected reads it.
func (c Collected) YAML() []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "command: %s\nexit: %d\nstarted: %s\nfinished: %s\n",
		strconv.Quote(c.Command), c.Exit, c.Started.UTC().Format(time.RFC3339), c.Finished.UTC().Format(time.RFC3339))
	if c.Commit != "" {
		fmt.Fprintf(&out, "commit: %s\nmodified: %t\n", strconv.Quote(c.Commit), c.Modified)
	}
	if c.Tree != "" {
		fmt.Fprintf(&out, "tree: %s\n", strconv.Quote(c.Tree))
	}
	if c.Modified && c.Changed != nil {
		out.WriteString("changed:\n")
		for _, path := range slices.Sorted(maps.Keys(c.Changed)) {
			fmt.Fprintf(&out, "  %s: %s\n", strconv.Quote(path), strconv.Quote(cmp.Or(c.Changed[path], gone)))
		}
	}
	out.WriteString("files:\n")
	for _, path := range slices.Sorted(maps.Keys(c.Files)) {
		fmt.Fprintf(&out, "  %s: %s\n", strconv.Quote(path), c.Files[path])
	}
	return []byte(out.String())
}
