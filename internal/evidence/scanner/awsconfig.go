package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var awsConfigFormat = reader.Format{
	Name: "aws-config",
	Doc:  "AWS Config's evaluation results (aws configservice get-compliance-details-by-config-rule), of one rule or, under ConfigRules, of several. It states no severity: NON_COMPLIANT is medium. COMPLIANT and NOT_APPLICABLE are not findings, INSUFFICIENT_DATA makes the run incomplete, and so does a page (NextToken).",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("EvaluationResults[].ComplianceType") || h.Has("ConfigRules[].EvaluationResults") || h.Has("ConfigRules[].ConfigRuleArn")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		state := ""
		result := counted("resources", finding(layout{
			{"EvaluationResultIdentifier.EvaluationResultQualifier.ConfigRuleName", rule},
			{"EvaluationResultIdentifier.EvaluationResultQualifier.ResourceId", path},
			{"Annotation", message},
			{"ResultRecordedTime", dated},
			{"ComplianceType", into(&state)},
		}, func(v reader.Value, r *report) {
			switch state {
			case "NON_COMPLIANT":
			case "COMPLIANT", "NOT_APPLICABLE":
				r.none = true
			case "INSUFFICIENT_DATA":
				r.none = true
				r.sink.Skip(r.Line, "%s: insufficient data of %s", r.Rule, r.Path)
			default:
				v.Fail("unknown compliance type %.40q", state)
			}
			state = ""
		}))
		return scan{tool: "AWS Config", severity: fact.Medium, list: "EvaluationResults"}.read(in, s, layout{
			{"EvaluationResults", listed(result)},
			{"ConfigRules", listed(holding("EvaluationResults of a rule", layout{{"EvaluationResults", listed(result)}}))},
			{"NextToken", func(v reader.Value, r *report) {
				line := v.Line()
				if v.Kind() == '"' && v.Text() != "" {
					r.sink.Incomplete(line, "the list is a page: more results follow")
				}
			}},
		})
	},
}
