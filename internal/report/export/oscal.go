package export

import (
	"io"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// oscalVersion is the version of OSCAL whose models are written.
const oscalVersion = "1.1.3"

// The parts of OSCAL that the assessment fills: assessment-results, and the plan
// of action and milestones.
type (
	oscalProp struct {
		Name  string `json:"name"`
		NS    string `json:"ns"`
		Value string `json:"value"`
	}
	oscalMetadata struct {
		Title    string      `json:"title"`
		Modified string      `json:"last-modified"`
		Version  string      `json:"version"`
		OSCAL    string      `json:"oscal-version"`
		Props    []oscalProp `json:"props,omitempty"`
	}
	OSCALResults struct {
		UUID     string        `json:"uuid"`
		Metadata oscalMetadata `json:"metadata"`
		Plan     oscalHref     `json:"import-ap"`
		Results  []oscalResult `json:"results"`
		Matter   *oscalMatter  `json:"back-matter,omitempty"`
	}
	oscalHref struct {
		Href    string `json:"href"`
		Remarks string `json:"remarks,omitempty"`
	}
	oscalResult struct {
		UUID         string             `json:"uuid"`
		Title        string             `json:"title"`
		Description  string             `json:"description"`
		Start        string             `json:"start"`
		End          string             `json:"end"`
		Props        []oscalProp        `json:"props"`
		Reviewed     oscalReviewed      `json:"reviewed-controls"`
		Observations []oscalObservation `json:"observations,omitempty"`
		Findings     []oscalFinding     `json:"findings,omitempty"`
	}
	oscalReviewed struct {
		Selections []oscalSelection `json:"control-selections"`
	}
	oscalSelection struct {
		All      *struct{}      `json:"include-all,omitempty"`
		Controls []oscalControl `json:"include-controls,omitempty"`
	}
	oscalControl struct {
		ID string `json:"control-id"`
	}
	oscalObservation struct {
		UUID        string      `json:"uuid"`
		Title       string      `json:"title"`
		Description string      `json:"description"`
		Props       []oscalProp `json:"props"`
		Methods     []string    `json:"methods"`
		Evidence    []oscalSeen `json:"relevant-evidence,omitempty"`
		Collected   string      `json:"collected"`
	}
	oscalSeen struct {
		Href        string `json:"href"`
		Description string `json:"description"`
	}
	oscalFinding struct {
		UUID         string         `json:"uuid"`
		Title        string         `json:"title"`
		Description  string         `json:"description"`
		Props        []oscalProp    `json:"props"`
		Target       oscalTarget    `json:"target"`
		Observations []oscalRelated `json:"related-observations"`
	}
	oscalTarget struct {
		Type   string      `json:"type"`
		ID     string      `json:"target-id"`
		Status oscalStatus `json:"status"`
	}
	oscalStatus struct {
		State  string `json:"state"`
		Reason string `json:"reason,omitempty"`
	}
	oscalRelated struct {
		Observation string `json:"observation-uuid,omitempty"`
		Risk        string `json:"risk-uuid,omitempty"`
	}
	oscalMatter struct {
		Resources []oscalResource `json:"resources"`
	}
	oscalResource struct {
		UUID  string      `json:"uuid"`
		Title string      `json:"title"`
		Links []oscalLink `json:"rlinks"`
	}
	oscalLink struct {
		Href   string      `json:"href"`
		Hashes []oscalHash `json:"hashes,omitempty"`
	}
	oscalHash struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"value"`
	}
)

func prop(name, value string) oscalProp { return oscalProp{name, own, line(value)} }

func oscalHead(s *scorecard.Scorecard, title string) oscalMetadata {
	head := oscalMetadata{
		Title: line(wording.Name(s) + ": " + title), Modified: s.AsOf, Version: line(s.Digest()[:12]), OSCAL: oscalVersion,
		Props: []oscalProp{prop("assessment-sha256", s.Digest()), prop("verdict", string(s.Verdict.Outcome))},
	}
	if s.Released() != nil {
		head.Props = append(head.Props, prop("override", wording.ReleasedWhy(s)))
	}
	return head
}

// WriteOSCAL writes assessment-results: an observation of every criterion, and a
// finding of every one that applies; what is unknown is not satisfied. Ids name
// what they are, and are the same in every run.
func WriteOSCAL(w io.Writer, s *scorecard.Scorecard) error {
	resources, links := oscalEvidence(s)
	result := oscalResult{
		UUID: uuid(s.Project, s.Release, "result"), Title: line(wording.Name(s)), Description: "Acceptance criteria compared with evidence.",
		Start: s.AsOf, End: s.AsOf,
		Props: []oscalProp{
			prop("verdict", string(s.Verdict.Outcome)), prop("compliance", s.Compliance.Strict), prop("assessment-sha256", s.Digest()),
		},
		Reviewed: oscalReviewed{[]oscalSelection{{All: &struct{}{}}}},
	}
	if len(s.Criteria) > 0 {
		result.Reviewed.Selections = []oscalSelection{{}}
	}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		selection := &result.Reviewed.Selections[0]
		selection.Controls = append(selection.Controls, oscalControl{token(c.ID)})
		seen := oscalObserve(s, c, links)
		result.Observations = append(result.Observations, seen)
		if c.Counts() {
			result.Findings = append(result.Findings, oscalFind(s, c, seen))
		}
	}
	return writeTree(w, map[string]OSCALResults{"assessment-results": {
		UUID: uuid(s.Project, s.Release, "assessment-results"), Metadata: oscalHead(s, "assessment results"),
		Plan:    oscalHref{"#" + resources[0].UUID, "the criteria that were declared"},
		Results: []oscalResult{result}, Matter: &oscalMatter{resources},
	}})
}

// oscalEvidence lists the criteria and each evidence file with its digest, and
// gives the links to those of an evidence by its id.
func oscalEvidence(s *scorecard.Scorecard) ([]oscalResource, map[string][]oscalSeen) {
	resources := []oscalResource{{
		UUID: uuid(s.Project, "criteria"), Title: "signoff.yaml",
		Links: []oscalLink{{"signoff.yaml", []oscalHash{{"SHA-256", line(s.Plan.SHA256)}}}},
	}}
	links := map[string][]oscalSeen{}
	for i := range s.Evidence {
		e := &s.Evidence[i]
		for _, f := range e.Files {
			id := uuid(s.Project, "evidence", e.ID, f.Path)
			link := oscalLink{Href: href(f.Path)}
			if f.SHA256 != "" {
				link.Hashes = []oscalHash{{"SHA-256", line(f.SHA256)}}
			}
			resources = append(resources, oscalResource{id, line(f.Path), []oscalLink{link}})
			links[e.ID] = append(links[e.ID], oscalSeen{"#" + id, line(e.ID + ": " + f.Path)})
		}
	}
	return resources, links
}

func oscalObserve(s *scorecard.Scorecard, c *scorecard.Criterion, links map[string][]oscalSeen) oscalObservation {
	method := map[scorecard.Basis]string{scorecard.Documented: "EXAMINE", scorecard.Attested: "INTERVIEW", scorecard.Measured: "TEST"}[c.Basis]
	if method == "" {
		method = "UNKNOWN"
	}
	o := oscalObservation{
		UUID: uuid(s.Project, s.Release, "observation", c.ID), Title: line(c.ID + " " + c.Title), Description: stands(c),
		Props: []oscalProp{prop("outcome", string(c.Outcome))}, Methods: []string{method}, Collected: s.AsOf,
	}
	if c.Reason != "" {
		o.Props = append(o.Props, prop("reason", string(c.Reason)))
	}
	if c.Informs {
		o.Props = append(o.Props, prop("informs", "true"))
	}
	for _, e := range c.Evidence {
		o.Evidence = append(o.Evidence, links[e.ID]...)
	}
	return o
}

func oscalFind(s *scorecard.Scorecard, c *scorecard.Criterion, seen oscalObservation) oscalFinding {
	f := oscalFinding{
		UUID: uuid(s.Project, s.Release, "finding", c.ID), Title: seen.Title, Description: line(string(c.Outcome) + ": " + seen.Description),
		Props:        []oscalProp{prop("outcome", string(c.Outcome))},
		Target:       oscalTarget{"objective-id", token(c.ID), oscalStatus{State: "satisfied", Reason: "pass"}},
		Observations: []oscalRelated{{Observation: seen.UUID}},
	}
	if c.Blocker {
		f.Props = append(f.Props, prop("blocker", "true"))
	}
	if !c.Outcome.Satisfied() {
		f.Target.Status = oscalStatus{State: "not-satisfied", Reason: "fail"}
		if c.Outcome == scorecard.Unknown {
			f.Target.Status.Reason = "other"
		}
	}
	return f
}
