package fact

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Evidence is what was gathered about one declared source: the entry of the
// evidence register, without its answers.
type Evidence struct {
	ID     string
	Kind   Kind
	Format string
	Files  []File
	// Rules are the first of the rules that a scanner reported findings of, the
	// worst first, and MoreRules says that there were more.
	Rules     []Rule
	MoreRules bool
	// Services and Checks are the first of what the files list, for the reader
	// alone; questions are answered by all of them.
	Services, Checks Listed
	// Problem holds for every question that reads this evidence: a missing or
	// unreadable file, an empty run.
	Problem []Problem
	// Redacted says that a secret was taken out of a text that it holds.
	Redacted bool
	// Names are the source files that its records name, as it writes them, sorted.
	Names []string
	// Strayed says that a collect record is there and does not fit the files.
	Strayed bool
}

// Listed are the first records of a list, and how many more there are.
type Listed struct {
	Items []Item
	More  int64
}

// Item is one record of it: what it is, its state in a word, what else is said of
// it, by name and in the order of the first, and where.
type Item struct {
	Name, State string
	Facts       []Said
	At          Location
}

// Said is something that is said, by name.
type Said struct{ Name, Text string }

// File is one file of an evidence. Path is relative to the project, with
// forward slashes.
type File struct {
	Path   string
	Format string
	SHA256 string
	Bytes  int64
	Facts
	// Collected is when the command was started that made exactly these bytes,
	// by a record of signoff collect; zero without one that fits.
	Collected time.Time
	// Tree is the digest of the source that they were made on, by that record.
	Tree string
	// Silent says that the file is empty, and a clean run because the criteria
	// say so.
	Silent bool
	// Same names an earlier file with identical bytes: this one is not counted.
	Same string
}

// Facts is what a file says about itself.
type Facts struct {
	Tool, Version string
	// Oldest and Newest bound the production dates inside the file; zero when
	// it states none. Zoned is false when a date lacks its zone (read as UTC).
	Oldest, Newest time.Time
	Zoned          bool
	// Commits are the hashes that the file names, as written.
	Commits []string
	// Blobs are the files as a change leaves them.
	Blobs []Blob
	// Artefacts are the SHA-256 digests, in lower-case hexadecimal, by which the
	// file names what it is about.
	Artefacts []string
	// Incomplete says in the tool's words that it did not run or not finish;
	// Skipped that it left inputs out.
	Incomplete, Skipped []Problem
	// Short says of which records the file lists fewer than it states, ShortOf of
	// which severities it lists none, and Surplus of which records it lists more.
	Short, ShortOf, Surplus []Problem
	// Reproduced says that the file is a bundle whose assessment comes out the same
	// when it is evaluated again.
	Reproduced bool
	// CutUnseen says that a file of this format which was cut between two records
	// looks whole.
	CutUnseen bool
	// Unscored is how many records have a word in the place of a score, so that
	// their severity is the word of another place.
	Unscored int
	// Replaced is how many characters of it are none that its format allows.
	Replaced int
	// Cases sums up the tests of the file with their outcomes: two files with the
	// same number hold the same. 0 for a file without. It is another in each run.
	Cases uint64
	// Scope names what the tool says it examined: "6435 lines", "52 files".
	Scope []Note
}

// Unfinished lists why a file is not a finished run: what it says itself, that it
// examined nothing and, unless that is allowed, that it left inputs out or lists
// less than it states.
func (f *File) Unfinished(skippedAllowed bool) []Problem {
	list := slices.Concat(f.Incomplete, nothingExamined(f.Scope))
	if !skippedAllowed {
		list = slices.Concat(list, f.Skipped, f.Short)
	}
	for i := range list {
		list[i].Reason, list[i].Partial = Empty, true
		list[i].At.Path = cmp.Or(list[i].At.Path, f.Path)
	}
	return list
}

// nothingExamined says that the tool itself counts none of what it examines:
// its clean run is not a result.
func nothingExamined(scope []Note) []Problem {
	for _, n := range scope {
		if n.Count == 0 && slices.Contains([]string{"files", "lines", "targets", "dependencies", "packages", "checks", "controls", "resources", "modules"}, n.Name) {
			return []Problem{{Text: fmt.Sprintf("the tool says that it examined 0 %s", n.Name)}}
		}
	}
	return nil
}

// Rule is a rule of a scanner with the worst severity among its findings.
type Rule struct {
	ID       string
	Severity Severity
}

// Blob is how a change leaves a file: the name that git gives its bytes, in full or
// cut, "" for one that it takes away.
type Blob struct{ Path, Name string }
