package criteria

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"signoff/internal/source"
	"signoff/internal/tree"
)

// A record is a person's word in a file that covers itself: it is written in one
// way only, and its last line is the SHA-256 of all lines above.

// readRecord reads the keys of a record; the draft is nil where it has faults.
func readRecord[T any](name string, text []byte, what string, keys func(*T, tree.Node) []tree.Key, faults *source.List) (*T, source.Pos) {
	before := len(faults.Faults())
	root, ok := tree.Parse(name, text, faults)
	if !ok {
		return nil, source.Pos{}
	}
	takeSecrets(root)
	var draft *T
	tree.One(what, keys, &draft).Read(root)
	if len(faults.Faults()) > before {
		return nil, source.Pos{}
	}
	return draft, root.Pos()
}

// changedSince says why a record is not the one that a command wrote, "" when it
// is: own is what the command writes of it, last its last line.
func changedSince(text, own []byte, last, command string) string {
	switch {
	case last == "":
		return "does not cover itself: it was not written by " + command
	case !bytes.Equal(own, text):
		return "was changed after it was written"
	}
	return ""
}

// checkRecorded faults what no record of an assessment may hold.
func checkRecorded(digest tree.Node, sum string, commit tree.Node, commitHash string) {
	if !sha256Pattern().MatchString(sum) {
		digest.Expected("a SHA-256 of 64 hexadecimal digits")
	}
	if commitHash != "" && !hash().MatchString(commitHash) {
		commit.Expected("a hash of 7 to 64 digits")
	}
}

// covering adds to the body of a record the line that covers it.
func covering(body []byte) []byte { return fmt.Appendf(body, "record: %s\n", sumOf(body)) }

// sumOf identifies a record by its body.
func sumOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// recordBody writes the lines of a record; what is empty has none.
type recordBody struct{ bytes.Buffer }

func (b *recordBody) quoted(key, value string) {
	if value != "" {
		b.plain(key, strconv.Quote(value))
	}
}

func (b *recordBody) plain(key, value string) {
	if value != "" {
		fmt.Fprintf(b, "%s: %s\n", key, value)
	}
}

func (b *recordBody) instant(key string, t time.Time) {
	if !t.IsZero() {
		b.plain(key, t.UTC().Format(time.RFC3339))
	}
}

func (b *recordBody) list(key string, values []string) {
	if len(values) > 0 {
		fmt.Fprintf(b, "%s:\n", key)
	}
	for _, v := range values {
		fmt.Fprintf(b, "  - %s\n", strconv.Quote(v))
	}
}
