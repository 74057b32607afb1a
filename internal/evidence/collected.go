package evidence

import (
	"strings"
	"time"
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
			if digest := s.Record.Files[f.Path]; digest != "" && digest == f.SHA256 {
				f.Collected, f.Tree = s.Record.Started, s.Record.Tree
				fits++
			}
		}
		entry.Strayed = fits == 0 || fits < len(entry.Files) || fits < len(s.Record.Files)
	}
}

// isRecord says whether a pattern found a collect record in place of evidence.
func isRecord(path, pattern string) bool {
	return path != pattern && strings.HasSuffix(path, RecordSuffix)
}
