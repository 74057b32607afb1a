package evidence

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// RecordSuffix ends the names of collect records. No pattern finds them: what
// is written about evidence is none.
const RecordSuffix = ".collect.yaml"

// Record is what signoff collect wrote down when it had the files of a source
// made: the instant at which their command was started, and the SHA-256 of each
// by its path. One of another command, or that cannot be read, has no files.
type Record struct {
	Started time.Time
	Files   map[string]string
	// Exit is the code that the command ended with. Plain says that it is the
	// tool's own: the shell joins it with no other command.
	Exit  int
	Plain bool
	// Tree is the digest of the source that they were made on, "" when not known.
	Tree string
}

// holdRecords dates the files whose bytes are those that their record names. A
// record that fits none but the files that are there, and all of them, is
// whole; any other is pointed out, so that no file borrows a date.
func (g *gathering) holdRecords() {
	for i, s := range g.Sources {
		if s.Record == nil {
			continue
		}
		entry, fits := &g.register[i], 0
		for k := range entry.Files {
			f := &entry.Files[k]
			if s.Record.fits(f) {
				f.Collected, f.Tree = s.Record.Started, s.Record.Tree
				s.Record.ended(f, g.Formats)
				fits++
			}
		}
		entry.Strayed = fits == 0 || fits < len(entry.Files) || fits < len(s.Record.Files)
	}
}

// fits tells whether the record is of these very bytes.
func (r *Record) fits(f *fact.File) bool {
	return r != nil && f.SHA256 != "" && r.Files[f.Path] == f.SHA256
}

// ended says in Incomplete that a command ended with a code that is not a run of
// the tool of the format.
func (r *Record) ended(f *fact.File, formats []reader.Format) {
	i := slices.IndexFunc(formats, func(known reader.Format) bool { return known.Name == f.Format })
	if i >= 0 && !formats[i].Ended(r.Exit) {
		f.Incomplete = append(f.Incomplete, fact.Problem{
			Reason: fact.Empty,
			Text:   fmt.Sprintf("the command ended with exit code %d, which is not a finished run of %s", r.Exit, f.Format),
			At:     fact.Location{Path: f.Path},
		})
	}
}

// isRecord says whether a pattern found a collect record in place of evidence.
func isRecord(path, pattern string) bool {
	return path != pattern && strings.HasSuffix(path, RecordSuffix)
}
