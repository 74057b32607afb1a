package scanner

import (
	"cmp"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var poamFormat = reader.Format{
	Name: "poam",
	Doc:  "OSCAL's plan of action and milestones in JSON: one finding for each item that is open. The model has no severity, so each is high. An item whose risks are all closed is not a finding; one whose open risks are all approved deviations is suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("plan-of-action-and-milestones")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		p := poam{statuses: map[string]string{}}
		return scan{tool: "oscal", severity: fact.High, list: "plan-of-action-and-milestones.poam-items"}.read(in, s, layout{
			{"plan-of-action-and-milestones.metadata.last-modified", dated},
			{"plan-of-action-and-milestones.^risks[]", p.risk()},
			{"plan-of-action-and-milestones.poam-items", listed(counted("items", p.item()))},
		})
	},
}

// poam is the status of risks by their ids.
type poam struct{ statuses map[string]string }

func (p *poam) risk() setter {
	id, status := "", ""
	return part(layout{{"uuid", into(&id)}, {"status", into(&status)}}, func(v reader.Value, r *report) {
		switch status {
		case "open", "investigating", "remediating", "deviation-requested", "deviation-approved", "closed":
		default:
			v.Fail("unknown status %.40q of a risk", status)
		}
		p.statuses[id] = status
		id, status = "", ""
	})
}

func (p *poam) item() setter {
	var risks []string
	name, value, own := "", "", ""
	related := func(v reader.Value, _ *report) { risks = append(risks, p.statuses[v.Text()]) }
	return finding(layout{
		{"uuid", rule},
		{"title", message},
		{"props[]", part(layout{{"name", into(&name)}, {"value", into(&value)}}, func(reader.Value, *report) {
			if name == "POAM-ID" {
				own = value
			}
			name, value = "", ""
		})},
		{"related-risks[].risk-uuid", related},
		{"associated-risks[].risk-uuid", related}, // in 1.0
	}, func(_ reader.Value, r *report) {
		r.Rule = cmp.Or(own, r.Rule)
		open := func(status string) bool { return status != "closed" }
		r.none = len(risks) > 0 && !slices.ContainsFunc(risks, open)
		r.Suppressed = len(risks) > 0 && !slices.ContainsFunc(risks, func(status string) bool { return open(status) && status != "deviation-approved" })
		risks, own = nil, ""
	})
}
