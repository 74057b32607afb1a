package export

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// GitLabIssue is an entry of GitLab's code quality report, which is the issue
// of the Code Climate engine specification as far as GitLab reads it.
type GitLabIssue struct {
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

// WriteGitLab lists what is not simply met, gravest first. The fingerprint
// stays the same as long as the criterion asks the same.
func WriteGitLab(w io.Writer, s *scorecard.Scorecard, prefix string) error {
	issues := []GitLabIssue{}
	for _, a := range Annotations(s, prefix) {
		sum := sha256.Sum256([]byte(fingerprint(scopeOfRun(s, prefix), a.Criterion)))
		issue := GitLabIssue{
			Description: a.title() + ": " + a.text(), CheckName: markdown.OneLine(a.ID), Fingerprint: hex.EncodeToString(sum[:]),
			Severity: gitlabSeverities[a.gravity], Location: gitlabLocation{Path: markdown.OneLine(a.path)},
		}
		issue.Location.Lines.Begin = max(a.line, 1)
		issues = append(issues, issue)
	}
	if s.Released() != nil {
		issues = append(issues, released(s, prefix))
	}
	return writeIndented(w, issues)
}

// released is the entry of an override, at the criteria that it releases.
func released(s *scorecard.Scorecard, prefix string) GitLabIssue {
	sum := sha256.Sum256([]byte(scopeOfRun(s, prefix) + ":override:" + s.Released().Date))
	issue := GitLabIssue{
		Description: markdown.OneLine(string(s.Verdict.Outcome) + ": " + wording.ReleasedWhy(s)), CheckName: "override", Fingerprint: hex.EncodeToString(sum[:]),
		Severity: gitlabSeverities[open], Location: gitlabLocation{Path: markdown.OneLine(path.Join(prefix, "signoff.yaml"))},
	}
	issue.Location.Lines.Begin = 1
	return issue
}
