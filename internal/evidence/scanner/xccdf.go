package scanner

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var xccdfFormat = reader.Format{
	Name:  "xccdf",
	Doc:   "XCCDF 1.1 and 1.2 results (oscap xccdf eval --results, DISA's SCC) and ARF (--results-arf): one finding for each rule that failed, by the severity of its result, else of the rule; unknown is unrated. pass, fixed, notapplicable, notselected and informational are not findings; what met an error, is unknown or was not checked makes the run incomplete. A benchmark without results is refused.",
	Kind:  fact.Scanner,
	Codes: []int{0, 2},
	Claims: func(h *reader.Head) bool {
		return (h.Root == "Benchmark" || h.Root == "TestResult") && h.Spaced("checklists.nist.gov/xccdf") ||
			h.Root == "asset-report-collection" && h.Spaced("asset-reporting-format")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		x := xccdf{rules: map[string]xccdfRule{}}
		results := int64(0)
		each := counted("rules", x.ruleResult())
		one := enough(func(v reader.Value, r *report) {
			results++
			each(v, r)
		})
		result := enough(within(layout{
			{"@test-system", x.system},
			{"@end-time", dated},
			{"target", path},
			{"rule-result", one},
		}))
		err := scan{list: "TestResult"}.read(in, s, append(x.benchmark(), layout{
			{"TestResult", result},
			{"report-requests.report-request.content.data-stream-collection.component.Benchmark", x.benchmark().Reader()},
			{"report-requests.report-request.content.Benchmark", x.benchmark().Reader()},
			{"reports.report.content.TestResult", result},
			// A TestResult may be all there is.
			{"@test-system", x.system},
			{"@end-time", dated},
			{"target", path},
			{"rule-result", one},
		}...))
		if s.None(); results == 0 && err == nil {
			s.Incomplete(1, "no result of a rule: nothing was looked at")
		}
		return err
	},
}

// xccdf is what a benchmark says of its rules by their ids.
type xccdf struct{ rules map[string]xccdfRule }

type xccdfRule struct {
	title    string
	severity fact.Severity
}

// benchmark reads the rules, which stand in groups of groups.
func (x *xccdf) benchmark() layout {
	var id string
	var about xccdfRule
	rule := func(v reader.Value, r *report) {
		id, about = "", xccdfRule{}
		layout{
			{"@id", into(&id)},
			{"@severity", func(v reader.Value, _ *report) { about.severity = xccdfWords.Of(v) }},
			{"title", func(v reader.Value, _ *report) { about.title = cmp.Or(about.title, strings.TrimSpace(v.Text())) }},
		}.Reader()(v, r)
		x.rules[id] = about
	}
	var group setter
	inside := func(v reader.Value, r *report) { group(v, r) }
	group = layout{{"Rule", rule}, {"Group", inside}}.Reader()
	return layout{{"Rule", rule}, {"Group", inside}}
}

var xccdfWords = reader.Severities{"high": fact.High, "medium": fact.Medium, "low": fact.Low, "info": fact.Info}

// system reads the program that made the results, as a CPE names it.
func (x *xccdf) system(v reader.Value, r *report) {
	parts := strings.Split(v.Text(), ":")
	if len(parts) > 4 {
		r.sink.Named(parts[3], parts[4])
	} else {
		r.sink.Named(v.Text(), "")
	}
}

func (x *xccdf) ruleResult() setter {
	result := ""
	return finding(layout{
		{"@idref", rule},
		{"@severity", severity(xccdfWords)},
		{"ident", advisories},
		{"result", into(&result)},
	}, func(v reader.Value, r *report) {
		about := x.rules[r.Rule]
		r.Message = about.title
		if r.Severity == fact.NoSeverity {
			r.Severity = about.severity
		}
		switch result {
		case "fail":
		case "pass", "fixed", "notapplicable", "notselected", "informational":
			r.none = true
		case "error", "unknown", "notchecked":
			r.none = true
			r.sink.Skip(r.Line, "%s: %s", r.Rule, result)
		default:
			v.Fail("unknown result %.40q", result)
		}
		result = ""
	})
}
