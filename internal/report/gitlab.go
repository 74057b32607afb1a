package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// gitlabIssue is an entry of GitLab's code quality report, which is the issue
// of the Code Climate engine specification as far as GitLab reads it.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

var gitlabSeverities = map[gravity]string{blocking: "blocker", open: "major", accepted: "minor", warned: "info"}

// writeGitLab lists what is not simply met, gravest first. The fingerprint
// stays the same as long as the criterion asks the same.
func writeGitLab(w io.Writer, s *scorecard.Scorecard, o Options) error {
	issues := []gitlabIssue{}
	for _, a := range annotations(s, o.Prefix) {
		sum := sha256.Sum256([]byte(fingerprint(scopeOfRun(s, o), a.Criterion)))
		issue := gitlabIssue{
			Description: a.title() + ": " + a.text(), CheckName: markdown.OneLine(a.ID), Fingerprint: hex.EncodeToString(sum[:]),
			Severity: gitlabSeverities[a.gravity], Location: gitlabLocation{Path: markdown.OneLine(a.path)},
		}
		issue.Location.Lines.Begin = max(a.line, 1)
		issues = append(issues, issue)
	}
	return writeIndented(w, issues)
}
