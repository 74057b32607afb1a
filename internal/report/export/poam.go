package export

import (
	"io"

	"signoff/internal/scorecard"
)

type (
	OSCALPlan struct {
		UUID         string             `json:"uuid"`
		Metadata     oscalMetadata      `json:"metadata"`
		System       oscalSystem        `json:"system-id"`
		Observations []oscalObservation `json:"observations,omitempty"`
		Risks        []oscalRisk        `json:"risks,omitempty"`
		Items        []oscalItem        `json:"poam-items"`
		Matter       *oscalMatter       `json:"back-matter,omitempty"`
	}
	oscalSystem struct {
		Type string `json:"identifier-type"`
		ID   string `json:"id"`
	}
	oscalRisk struct {
		UUID        string `json:"uuid"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Statement   string `json:"statement"`
		Status      string `json:"status"`
		Deadline    string `json:"deadline,omitempty"`
	}
	oscalItem struct {
		UUID         string         `json:"uuid"`
		Title        string         `json:"title"`
		Description  string         `json:"description"`
		Props        []oscalProp    `json:"props,omitempty"`
		Observations []oscalRelated `json:"related-observations,omitempty"`
		Risks        []oscalRelated `json:"related-risks,omitempty"`
	}
)

// WritePOAM writes the plan of action and milestones: an item and a risk of every
// criterion that is unmet or unknown. A risk that a waiver in force accepts is a
// deviation that was approved, until the waiver ends.
func WritePOAM(w io.Writer, s *scorecard.Scorecard) error {
	resources, links := oscalEvidence(s)
	plan := OSCALPlan{
		UUID: uuid(s.Project, s.Release, "poam"), Metadata: oscalHead(s, "plan of action and milestones"),
		System: oscalSystem{own, line(s.Project)}, Matter: &oscalMatter{resources},
	}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if c.Outcome.Satisfied() || !c.Counts() {
			continue
		}
		seen := oscalObserve(s, c, links)
		risk := oscalAccept(s, c, seen)
		item := oscalItem{
			UUID: uuid(s.Project, s.Release, "item", c.ID), Title: seen.Title, Description: advice(c, seen),
			Props:        []oscalProp{prop("outcome", string(c.Outcome)), prop("owner", c.Owner)},
			Observations: []oscalRelated{{Observation: seen.UUID}}, Risks: []oscalRelated{{Risk: risk.UUID}},
		}
		plan.Observations = append(plan.Observations, seen)
		plan.Risks = append(plan.Risks, risk)
		plan.Items = append(plan.Items, item)
	}
	if len(plan.Items) == 0 { // the model asks for one
		none, all := "Nothing is open", "Every criterion that applies is satisfied."
		risk := oscalRisk{UUID: uuid(s.Project, s.Release, "risk"), Title: none, Description: all, Statement: all, Status: "closed"}
		plan.Risks = []oscalRisk{risk}
		plan.Items = []oscalItem{{UUID: uuid(s.Project, s.Release, "item"), Title: none, Description: all, Risks: []oscalRelated{{Risk: risk.UUID}}}}
	}
	return writeTree(w, map[string]OSCALPlan{"plan-of-action-and-milestones": plan})
}

// advice is what is to be done about an open criterion.
func advice(c *scorecard.Criterion, seen oscalObservation) string {
	if c.Outcome == scorecard.Unmet && c.Fix != "" {
		return line(c.Fix)
	}
	return seen.Description
}

func oscalAccept(s *scorecard.Scorecard, c *scorecard.Criterion, seen oscalObservation) oscalRisk {
	risk := oscalRisk{
		UUID: uuid(s.Project, s.Release, "risk", c.ID), Title: seen.Title, Description: seen.Description,
		Statement: line(string(c.Outcome) + ": " + c.Title), Status: "open",
	}
	if !c.Waived {
		return risk
	}
	for _, w := range s.Waivers {
		if w.ID == c.Waiver {
			risk.Status, risk.Statement = "deviation-approved", line(w.Reason+" (accepted by "+w.ApprovedBy+")")
			if len(w.Expires) == len("2006-01-02") {
				risk.Deadline = w.Expires + "T23:59:59Z"
			}
		}
	}
	return risk
}
