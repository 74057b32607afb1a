package scorecard

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// coverage names the rule by which Digest covers an assessment. A change of the
// rule changes the name, and with it every digest.
const coverage = "signoff.approval/v1"

// Part is a part of what an approval covers, with the SHA-256 of its content in
// hexadecimal.
type Part struct{ Name, SHA256 string }

// Short is the part as an approval records it: what changed since is named by
// it, and the digest of the whole holds it.
func (p Part) Short() string { return p.Name + " " + p.SHA256[:16] }

// Digest identifies what an approval covers: the SHA-256, in hexadecimal, over
// its parts.
func (s *Scorecard) Digest() string {
	if s.FromRun() {
		return s.Limits[0].IDs[0]
	}
	var all strings.Builder
	all.WriteString(coverage + "\n")
	for _, p := range s.Parts() {
		all.WriteString(p.SHA256 + " " + p.Name + "\n")
	}
	return sum(all.String())
}

// Parts are what an approval covers: the plan, parameters and narrative, the
// subject and the source, the bytes of each evidence, the waivers, and what
// became of each criterion with the verdict before approvals. Neither the tool,
// the commit, the instant nor what these alone change is in them (ages, states,
// limits, trends), so that a later run, another version of the tool and a rebase
// of the same source have the same digest until an outcome changes. Each part
// picks its fields, so that a new key of the document changes no digest.
func (s *Scorecard) Parts() []Part {
	thresholds := s.Plan.Thresholds
	thresholds.Grades, thresholds.OwnGrades = list(thresholds.Grades), false // which they say themselves
	parts := []Part{
		{"plan", hashed(s.Project, s.Release, s.Plan.SHA256, list(s.Plan.Packs), list(s.Plan.Tailor), thresholds, list(s.Plan.Roles))},
		{"parameters", hashed(list(s.Plan.Params))},
	}
	if len(s.Subject) > 0 {
		parts = append(parts, Part{"subject", hashed(s.Subject)})
	}
	if s.Tree != "" {
		parts = append(parts, Part{"source", hashed(s.Tree)})
	}
	if len(s.Narrative) > 0 {
		parts = append(parts, Part{"narrative", hashed(s.Narrative)})
	}
	for i := range s.Evidence {
		parts = append(parts, Part{"evidence " + s.Evidence[i].ID, hashed(s.Evidence[i].covered())})
	}
	waivers := make([]Waiver, len(s.Waivers))
	for i, w := range s.Waivers {
		w.State, w.Declared, w.Covers = "", Declared{}, list(w.Covers)
		waivers[i] = w
	}
	outcomes := make([]coveredCriterion, len(s.Criteria))
	for i := range s.Criteria {
		outcomes[i] = s.Criteria[i].covered()
	}
	return append(parts, Part{"waivers", hashed(waivers)},
		Part{"outcomes", hashed(s.Verdict.BeforeApprovals, s.Compliance.Exact, s.Score.Exact, outcomes)})
}

type coveredEvidence struct {
	Path, Transcribed, Dated, By string
	Files                        [][2]string // path, digest
	Statement                    *Statement
}

// covered is what an approval covers of an evidence. A date inside a file is
// covered by the file; that of a collect record is another one each time the
// same is measured.
func (e *Evidence) covered() coveredEvidence {
	c := coveredEvidence{Path: e.Path, Transcribed: e.Transcribed, Statement: e.Statement}
	if e.DatedBy == "declared" {
		c.Dated, c.By = e.ProducedAt, e.DatedName
	}
	for _, f := range e.Files {
		c.Files = append(c.Files, [2]string{f.Path, f.SHA256})
	}
	return c
}

type coveredCriterion struct {
	ID, Revision   string
	Outcome        Outcome
	Figure         string
	Blocker        bool
	Waived         string
	Seen, Matched  *int64
	Target, Weight string
}

func (c *Criterion) covered() coveredCriterion {
	out := coveredCriterion{
		ID: c.ID, Revision: c.Revision, Outcome: c.Outcome, Figure: c.Exact, Blocker: c.Blocker,
		Seen: c.Seen, Matched: c.Matched, Target: c.Target.written, Weight: c.Weight,
	}
	if c.Waived {
		out.Waived = c.Waiver
	}
	return out
}

// list is a list that is there, as the document writes one that is not.
func list[T any](items []T) []T { return append([]T{}, items...) }

// hashed is the SHA-256 over values as JSON, a line each.
func hashed(values ...any) string {
	var all strings.Builder
	for _, v := range values {
		data, err := encode(v, "")
		if err != nil { // of texts, numbers and truth values there is none
			return strings.Repeat("0", 2*sha256.Size)
		}
		all.Write(data)
	}
	return sum(all.String())
}

func sum(text string) string {
	digest := sha256.Sum256([]byte(text))
	return hex.EncodeToString(digest[:])
}
