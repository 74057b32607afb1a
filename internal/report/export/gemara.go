package export

import (
	"io"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// gemaraVersion is the version of the Gemara model that is written.
const gemaraVersion = "v1.0.0"

// The parts of Gemara's EvaluationLog that the assessment fills.
type (
	GemaraLog struct {
		Metadata    gemaraMetadata     `json:"metadata"`
		Result      string             `json:"result"`
		Evaluations []gemaraEvaluation `json:"evaluations"`
		Target      gemaraActor        `json:"target"`
	}
	gemaraMetadata struct {
		ID          string            `json:"id"`
		Type        string            `json:"type"`
		Gemara      string            `json:"gemara-version"`
		Version     string            `json:"version"`
		Date        string            `json:"date"`
		Description string            `json:"description"`
		Author      gemaraActor       `json:"author"`
		References  []gemaraReference `json:"mapping-references"`
	}
	gemaraActor struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		Type    string `json:"type"`
		Version string `json:"version,omitempty"`
	}
	gemaraReference struct {
		ID          string `json:"id"`
		Title       string `json:"title"`
		Version     string `json:"version"`
		Description string `json:"description"`
	}
	gemaraEvaluation struct {
		Name    string             `json:"name"`
		Result  string             `json:"result"`
		Message string             `json:"message"`
		Control gemaraEntry        `json:"control"`
		Logs    []gemaraAssessment `json:"assessment-logs"`
	}
	gemaraEntry struct {
		Reference string `json:"reference-id"`
		Entry     string `json:"entry-id"`
	}
	gemaraAssessment struct {
		Requirement    gemaraEntry `json:"requirement"`
		Description    string      `json:"description"`
		Result         string      `json:"result"`
		Message        string      `json:"message"`
		Applicability  []string    `json:"applicability"`
		Steps          []string    `json:"steps"`
		StepsExecuted  int         `json:"steps-executed,omitempty"`
		Start          string      `json:"start"`
		End            string      `json:"end"`
		Recommendation string      `json:"recommendation,omitempty"`
	}
)

// GemaraResult says an outcome in the words of Gemara. What is past its warn
// bound satisfies its target, and a person is to look at it.
var GemaraResult = map[scorecard.Outcome]string{
	scorecard.Met: "Passed", scorecard.Warning: "Needs Review", scorecard.Unmet: "Failed",
	scorecard.Unknown: "Unknown", scorecard.NotApplicable: "Not Applicable",
}

// GemaraVerdict says a verdict as the result of the whole.
var GemaraVerdict = map[scorecard.Ruling]string{
	scorecard.Approved: "Passed", scorecard.Conditional: "Needs Review", scorecard.Rejected: "Failed", scorecard.Indeterminate: "Unknown",
}

// criteriaID refers to the declared criteria within the log.
const criteriaID = "criteria"

// WriteGemara writes an EvaluationLog: each criterion is a control with one
// requirement, itself.
func WriteGemara(w io.Writer, s *scorecard.Scorecard) error {
	log := GemaraLog{
		Metadata: gemaraMetadata{
			ID: uuid(s.Project, s.Release, "gemara"), Type: "EvaluationLog", Gemara: gemaraVersion, Version: s.Digest()[:12], Date: s.AsOf,
			Description: line("Acceptance criteria compared with evidence. " + wording.Sentence(wording.ReleasedWhy(s))),
			Author:      gemaraActor{own, line(s.Tool.Name), "Software", optional(s.Tool.Version)},
			References:  []gemaraReference{{criteriaID, "The criteria that were declared", line(s.Plan.SHA256[:min(12, len(s.Plan.SHA256))]), line("sha256 " + s.Plan.SHA256)}},
		},
		Result: GemaraVerdict[s.Verdict.Outcome], Evaluations: []gemaraEvaluation{},
		Target: gemaraActor{uuid(s.Project), line(s.Project), "Software", optional(s.Release)},
	}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		entry, result, message := gemaraEntry{criteriaID, line(c.ID)}, GemaraResult[c.Outcome], stands(c)
		if !c.Counts() {
			result = GemaraResult[scorecard.NotApplicable]
		}
		assessment := gemaraAssessment{
			Requirement: entry, Description: line(c.Question), Result: result, Message: message,
			Applicability: []string{line(s.Project)}, Steps: []string{line(c.Measure)}, Start: s.AsOf, End: s.AsOf,
		}
		if c.Outcome != scorecard.NotApplicable {
			assessment.StepsExecuted = 1
		}
		if c.Outcome == scorecard.Unmet {
			assessment.Recommendation = line(c.Fix)
		}
		log.Evaluations = append(log.Evaluations, gemaraEvaluation{line(c.Title), result, message, entry, []gemaraAssessment{assessment}})
	}
	return writeTree(w, log)
}
