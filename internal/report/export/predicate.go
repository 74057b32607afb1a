package export

import (
	"encoding/json"
	"fmt"
	"strings"

	"signoff/internal/scorecard"
)

// verifier names this tool in attestations; its number changes when what an
// attestation says of the same assessment does.
const verifier = "urn:signoff:verifier:1"

// readiness is the predicate readiness/v1, which docs/readiness-v1.md describes.
type readiness struct {
	Verifier   readinessVerifier    `json:"verifier"`
	Assessment readinessAssessment  `json:"assessment"`
	Verdict    readinessVerdict     `json:"verdict"`
	Compliance scorecard.Compliance `json:"compliance"`
	Criteria   []readinessCriterion `json:"criteria"`
	Evidence   []readinessEvidence  `json:"evidence"`
	Waivers    []readinessWaiver    `json:"waivers"`
	Approvals  []scorecard.Approval `json:"approvals"`
	Overrides  []scorecard.Override `json:"overrides,omitempty"`
	Limits     []string             `json:"limits"`
	Policy     readinessPolicy      `json:"policy"`
	Digests    map[string]digestSet `json:"digests"`
}

type digestSet map[string]string

type readinessVerifier struct {
	ID      string         `json:"id"`
	Version scorecard.Tool `json:"version"`
}

type readinessAssessment struct {
	Project string    `json:"project"`
	Release string    `json:"release,omitempty"`
	Commit  string    `json:"commit,omitempty"`
	AsOf    string    `json:"as_of"`
	Digest  digestSet `json:"digest"` // what approvals sign
}

type readinessVerdict struct {
	Outcome         string   `json:"outcome"`
	BeforeApprovals string   `json:"before_approvals"`
	Reasons         []string `json:"reasons"`
}

type readinessCriterion struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Outcome  string `json:"outcome"`
	Reason   string `json:"reason,omitempty"`
	Basis    string `json:"basis,omitempty"`
	Measured string `json:"measured,omitempty"`
	Target   string `json:"target,omitempty"`
	Blocker  bool   `json:"blocker"`
	Waived   bool   `json:"waived"`
}

type readinessEvidence struct {
	ID    string          `json:"id"`
	Files []readinessFile `json:"files"`
}

type readinessFile struct {
	Name   string    `json:"name"`
	Digest digestSet `json:"digest,omitempty"`
}

type readinessWaiver struct {
	Criterion  string `json:"criterion"`
	Owner      string `json:"owner"`
	ApprovedBy string `json:"approved_by"`
	Expires    string `json:"expires"`
	State      string `json:"state"`
}

type readinessPolicy struct {
	Digest digestSet       `json:"digest"`
	Packs  []readinessFile `json:"packs"`
}

// Readiness is what the predicate readiness/v1 says of an assessment; document
// is the SHA-256 of its assessment.json.
func Readiness(s *scorecard.Scorecard, document string) any {
	r := readiness{
		Verifier:   readinessVerifier{verifier, s.Tool},
		Assessment: readinessAssessment{Project: s.Project, Release: s.Release, Commit: s.Commit, AsOf: s.AsOf, Digest: digestSet{"sha256": s.Digest()}},
		Verdict:    readinessVerdict{Outcome: string(s.Verdict.Outcome), BeforeApprovals: string(s.Verdict.BeforeApprovals), Reasons: []string{}},
		Compliance: s.Compliance, Criteria: []readinessCriterion{}, Evidence: []readinessEvidence{}, Waivers: []readinessWaiver{},
		Approvals: append([]scorecard.Approval{}, s.Approvals...), Overrides: s.Overrides, Limits: []string{},
		Policy:  readinessPolicy{digestSet{"sha256": s.Plan.SHA256}, []readinessFile{}},
		Digests: map[string]digestSet{"assessment.json": {"sha256": document}},
	}
	if s.Tree != "" {
		r.Digests["source"] = digestSet{"sha256": s.Tree}
	}
	for _, x := range s.Verdict.Reasons {
		r.Verdict.Reasons = append(r.Verdict.Reasons, string(x.Code))
	}
	for _, l := range s.Limits {
		r.Limits = append(r.Limits, string(l.Code))
	}
	for _, p := range s.Plan.Packs {
		r.Policy.Packs = append(r.Policy.Packs, readinessFile{p.Name, digestSet{"sha256": p.SHA256}})
	}
	for i := range s.Criteria {
		r.Criteria = append(r.Criteria, shortCriterion(&s.Criteria[i]))
	}
	for i := range s.Evidence {
		e := readinessEvidence{s.Evidence[i].ID, []readinessFile{}}
		for _, f := range s.Evidence[i].Files {
			file := readinessFile{Name: f.Path}
			if f.SHA256 != "" {
				file.Digest = digestSet{"sha256": f.SHA256}
			}
			e.Files = append(e.Files, file)
		}
		r.Evidence = append(r.Evidence, e)
	}
	for _, w := range s.Waivers {
		r.Waivers = append(r.Waivers, readinessWaiver{w.Criterion, w.Owner, w.ApprovedBy, w.Expires, string(w.State)})
	}
	return r
}

func shortCriterion(c *scorecard.Criterion) readinessCriterion {
	out := readinessCriterion{
		ID: c.ID, Title: c.Title, Outcome: string(c.Outcome), Reason: string(c.Reason), Basis: string(c.Basis),
		Target: c.Target.String(), Blocker: c.Blocker, Waived: c.Waived,
	}
	if c.Measured != nil {
		out.Measured = c.Measured.Text()
	}
	return out
}

// VerificationSummary is the predicate of a Simple Verification Result: only what
// holds is in it.
type VerificationSummary struct {
	Verifier struct {
		ID string `json:"id"`
	} `json:"verifier"`
	TimeCreated string   `json:"timeCreated"`
	Properties  []string `json:"properties"`
}

// Verification is what a Simple Verification Result says of an assessment: that
// it is approved, which roles approved without a condition and by a key, and
// which criteria are met or past their warn bound.
func Verification(s *scorecard.Scorecard) any {
	v := VerificationSummary{TimeCreated: s.AsOf, Properties: []string{}}
	v.Verifier.ID = verifier
	add := func(property string) { v.Properties = append(v.Properties, property) }
	if s.Verdict.Outcome == scorecard.Approved {
		add("SIGNOFF_APPROVED")
	}
	for _, a := range s.Approvals {
		if a.State == scorecard.Signed && a.Condition == "" {
			add("SIGNOFF_SIGNED_" + a.Role)
		}
	}
	for i := range s.Criteria {
		if s.Criteria[i].Outcome.Satisfied() {
			add("SIGNOFF_CRITERION_" + s.Criteria[i].ID)
		}
	}
	return v
}

// Says is in a line what a statement of one of these predicates says, "" of any
// other.
func Says(predicate []byte) string {
	var r struct {
		Assessment readinessAssessment `json:"assessment"`
		Verdict    readinessVerdict    `json:"verdict"`
		Properties []string            `json:"properties"`
		Time       string              `json:"timeCreated"`
	}
	if json.Unmarshal(predicate, &r) != nil {
		return ""
	}
	switch {
	case r.Verdict.Outcome != "":
		return fmt.Sprintf(": %s is %s, as of %s, by assessment %.12s", strings.TrimSpace(r.Assessment.Project+" "+r.Assessment.Release),
			r.Verdict.Outcome, r.Assessment.AsOf, r.Assessment.Digest["sha256"])
	case len(r.Properties) > 0:
		return fmt.Sprintf(": %s, as of %s", strings.Join(r.Properties, ", "), r.Time)
	}
	return ""
}
