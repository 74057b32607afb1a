package criteria

import (
	"signoff/internal/fact"
	"signoff/internal/tree"
)

// apart is the word for unrated findings that a criterion of their own counts.
const apart = "apart"

// ratingDraft is what evidence says of findings that its tool did not rate.
type ratingDraft struct {
	unrated tree.Node
	because string
}

func (r *ratingDraft) keys() []tree.Key {
	return []tree.Key{
		{Name: "unrated", Doc: "the severity they count with, or apart: a criterion on findings.unrated judges them", Example: "medium", Shape: tree.Keep(&r.unrated, textSchema)},
		{Name: "because", Doc: "why a severity below high is right", Example: "triaged on 2026-11-02", Shape: tree.Text(&r.because)},
	}
}

// readRating reads what counts for findings without a rating. A severity below
// high needs a reason, since it may turn a blocker green.
func (l *loader) readRating(entry *Evidence, e *evidenceDraft) {
	if e.rating == nil {
		return
	}
	n := e.rating.unrated
	word, ok := n.Text()
	if !n.Exists() || !ok {
		e.at.Fail("expected unrated in severity of evidence %q, found none", entry.ID)
		return
	}
	severity, known := fact.ParseSeverity(word)
	switch {
	case word == apart:
		entry.UnratedApart = true
	case !known:
		n.Expected("critical, high, medium, low, info or apart")
	case severity < fact.High && e.rating.because == "":
		n.Warn("unrated: %s is lower than high and gives no reason", word).Hint = "write because: who looked at them, and when"
		entry.Unrated = severity
	default:
		entry.Unrated, entry.UnratedBecause = severity, e.rating.because
	}
}
