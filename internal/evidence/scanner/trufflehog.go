package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var trufflehogFormat = reader.Format{
	Name: "trufflehog",
	Doc:  "TruffleHog's JSON lines (--json) of versions 2 and 3. A verified secret is critical, another one medium; an error that it logs makes the run incomplete. The secret itself is never kept.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("SourceMetadata", "DetectorName") || h.Has("commitHash", "stringsFound")
	},
	Clean: []string{""},
	Read:  readTrufflehog,
}

func readTrufflehog(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("trufflehog", "")
	for range j.Values() {
		f := fact.Finding{Line: j.Line(), Severity: fact.Medium, CWE: []string{"CWE-798"}}
		secret, failed := false, false
		for key := range j.Fields() {
			switch key {
			case "DetectorName", "reason":
				f.Rule, secret = j.Text(), true
			case "path":
				f.Path = j.Text()
			case "level":
				failed = j.Text() == "error"
			case "msg":
				f.Message = j.Text()
			case "Verified":
				if j.Bool() {
					f.Severity = fact.Critical
				}
			case "SourceMetadata":
				trufflehogPlace(j, &f)
			case "DetectorDescription":
				f.Message = j.Text()
			}
		}
		// Log lines of the tool may stand between its results.
		switch {
		case secret:
			s.Finding(&f)
		case failed:
			s.Skip(f.Line, "%s", f.Message)
		}
	}
	return j.Err()
}

// trufflehogPlace reads Data, which holds one object named after the source.
func trufflehogPlace(j *reader.JSON, f *fact.Finding) {
	for range j.Fields() {
		for range j.Fields() {
			for key := range j.Fields() {
				switch key {
				case "file":
					f.Path = j.Text()
				case "line":
					f.At = int(j.Int())
				}
			}
		}
	}
}
