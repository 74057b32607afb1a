package export

import (
	"io"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// The parts of the Heimdall Data Format, results version 3, that the assessment
// fills: the criteria are a baseline, each criterion a requirement.
type (
	HDFResults struct {
		ID         string         `json:"id"`
		Timestamp  string         `json:"timestamp"`
		Generator  hdfTool        `json:"generator"`
		Tool       hdfTool        `json:"tool"`
		Components []hdfComponent `json:"components"`
		Baselines  []hdfBaseline  `json:"baselines"`
	}
	hdfTool struct {
		Name    string `json:"name"`
		Version string `json:"version,omitempty"`
	}
	hdfComponent struct {
		Type string `json:"type"`
		Name string `json:"name"`
	}
	hdfBaseline struct {
		Name         string           `json:"name"`
		Title        string           `json:"title"`
		Version      string           `json:"version,omitempty"`
		Summary      string           `json:"summary,omitempty"`
		Integrity    hdfIntegrity     `json:"integrity"`
		Requirements []hdfRequirement `json:"requirements"`
	}
	hdfIntegrity struct {
		Algorithm string `json:"algorithm"`
		Checksum  string `json:"checksum"`
	}
	hdfRequirement struct {
		ID           string      `json:"id"`
		Title        string      `json:"title"`
		Impact       float64     `json:"impact"`
		Tags         hdfTags     `json:"tags"`
		Descriptions []hdfText   `json:"descriptions"`
		Source       hdfSource   `json:"sourceLocation"`
		Results      []hdfResult `json:"results"`
	}
	hdfTags struct {
		Outcome  string   `json:"outcome"`
		Category string   `json:"category"`
		Blocker  bool     `json:"blocker"`
		Waived   bool     `json:"waived"`
		Informs  bool     `json:"informs,omitempty"`
		Refs     []string `json:"refs,omitempty"`
	}
	hdfText struct {
		Label string `json:"label"`
		Data  string `json:"data"`
	}
	hdfSource struct {
		Ref  string `json:"ref,omitempty"`
		Line int    `json:"line,omitempty"`
	}
	hdfResult struct {
		Status    string `json:"status"`
		CodeDesc  string `json:"codeDesc"`
		Message   string `json:"message,omitempty"`
		StartTime string `json:"startTime"`
	}
)

// HDFStatus says an outcome in the words of HDF. What is unknown was not
// reviewed, and what is past its warn bound passed.
var HDFStatus = map[scorecard.Outcome]string{
	scorecard.Met: "passed", scorecard.Warning: "passed", scorecard.Unmet: "failed",
	scorecard.Unknown: "notReviewed", scorecard.NotApplicable: "notApplicable",
}

// WriteHDF writes HDF results. A waiver changes no status here either; the tags
// say that there is one. The impact of a blocker is high, of another criterion
// medium, and none of what does not apply.
func WriteHDF(w io.Writer, s *scorecard.Scorecard) error {
	baseline := hdfBaseline{
		Name: line(s.Project), Title: line(wording.Name(s)), Version: optional(s.Release), Summary: optional(wording.Sentence(wording.ReleasedWhy(s))),
		Integrity: hdfIntegrity{"sha256", line(s.Plan.SHA256)}, Requirements: []hdfRequirement{},
	}
	for i := range s.Criteria {
		baseline.Requirements = append(baseline.Requirements, hdfRequire(s, &s.Criteria[i]))
	}
	return writeTree(w, HDFResults{
		ID: uuid(s.Project, s.Release, "hdf"), Timestamp: s.AsOf, Generator: hdfTool{line(s.Tool.Name), line(s.Tool.Version)}, Tool: hdfTool{Name: line(s.Tool.Name)},
		Components: []hdfComponent{{"application", line(s.Project)}}, Baselines: []hdfBaseline{baseline},
	})
}

func hdfRequire(s *scorecard.Scorecard, c *scorecard.Criterion) hdfRequirement {
	r := hdfRequirement{
		ID: line(c.ID), Title: line(c.Title), Impact: 0.5,
		Tags:         hdfTags{string(c.Outcome), line(c.Category), c.Blocker, c.Waived, c.Informs, lines(c.Refs)},
		Descriptions: []hdfText{{"default", line(c.Question)}},
		Source:       hdfSource{line(c.Declared.File), c.Declared.Line},
		Results:      []hdfResult{{HDFStatus[c.Outcome], line(c.Question), stands(c), s.AsOf}},
	}
	switch {
	case !c.Counts():
		r.Impact = 0
	case c.Blocker:
		r.Impact = 0.7
	}
	if c.Why != "" {
		r.Descriptions = append(r.Descriptions, hdfText{"rationale", line(c.Why)})
	}
	if c.Fix != "" {
		r.Descriptions = append(r.Descriptions, hdfText{"fix", line(c.Fix)})
	}
	return r
}
