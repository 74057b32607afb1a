package scanner

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var trivyOperatorFormat = reader.Format{
	Name: "trivy-operator",
	Doc:  "The reports that the Trivy Operator keeps in a cluster (kubectl get vulnerabilityreports,configauditreports,exposedsecretreports,rbacassessmentreports,infraassessmentreports,clustercompliancereports -A -o json). Severities are Trivy's own; a check of a compliance report that has none takes its control's. What succeeded is not a finding; a control that nobody can check by a program is undecided. Each summary is compared with its list.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return kubeObjects(h, "aquasecurity.github.io")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		one := trivyOperatorReport()
		return scan{tool: "Trivy"}.readEach(in, s, layout{{"", one}})
	},
}

// trivyOperatorReport reads one object, or a list of them.
func trivyOperatorReport() setter {
	t := trivyOperator{}
	var object setter
	read := holding("report.vulnerabilities, .checks or .secrets, or a status", append(layout{
		{"items", listed(func(v reader.Value, r *report) { object(v, r) })},
		{"^metadata.namespace", into(&t.namespace)},
		{"^metadata.name", func(v reader.Value, r *report) { r.Path = v.Text() }},
		{"report.scanner.version", toolVersion},
		{"report.updateTimestamp", dated},
		{"report.artifact.digest", artefact},
		{"report.vulnerabilities", listed(t.finding(layout{
			{"vulnerabilityID", identified},
			{"severity", severity(ratings)},
			{"score", score(31)},
			{"resource", pkg},
			{"installedVersion", version},
			{"title", message},
		}))},
		{"report.secrets", listed(t.finding(layout{
			{"ruleID", rule},
			{"severity", severity(ratings)},
			{"title", message},
			{"target", ownPath},
		}))},
		{"report.checks", listed(t.finding(trivyOperatorCheck()))},
		{"report.summary.*", func(v reader.Value, _ *report) { t.stated += whole(v) }},
		{"status.updateTimestamp", dated},
		{"status.detailReport.results", listed(holding("checks of a control", layout{
			{"^severity", severity(ratings)},
			{"^id", rule},
			{"checks", listed(t.finding(trivyOperatorCheck()))},
		}))},
		{"status.summaryReport.controlCheck", listed(t.control())},
	}, kubePage...))
	object = func(v reader.Value, r *report) {
		outer, at := t, v.Line()
		t = trivyOperator{}
		read(v, r)
		listed := t.listed
		if t.stated > 0 {
			r.sink.Declares(at, "findings", t.stated, func() int64 { return listed })
		}
		t = outer
	}
	return object
}

// trivyOperator is what is known of one report.
type trivyOperator struct {
	namespace      string
	stated, listed int64
}

func (t *trivyOperator) finding(l layout) setter {
	return finding(l, func(_ reader.Value, r *report) {
		if t.namespace != "" {
			r.Path = t.namespace + "/" + r.Path
		}
		if !r.none {
			t.listed++
		}
	})
}

// trivyOperatorCheck reads a check of a configuration, which may have none of
// what its control states.
func trivyOperatorCheck() layout {
	return layout{
		{"checkID", func(v reader.Value, r *report) { r.Rule = cmp.Or(v.Text(), r.Rule) }},
		{"severity", severity(ratings)},
		{"title", message},
		{"success", func(v reader.Value, r *report) { r.none = v.Bool() }},
	}
}

// control reads one of a summary, which counts its failures.
func (t *trivyOperator) control() setter {
	failures := int64(-1)
	return finding(layout{
		{"id", rule},
		{"name", message},
		{"severity", severity(ratings)},
		{"totalFail", func(v reader.Value, _ *report) {
			if d, ok := v.Number(); ok {
				failures = int64(d.Float())
			}
		}},
	}, func(_ reader.Value, r *report) {
		r.none, r.Undecided = failures == 0, failures < 0
		failures = -1
	})
}
