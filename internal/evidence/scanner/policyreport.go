package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var policyReportFormat = reader.Format{
	Name: "policy-report",
	Doc:  "PolicyReport and ClusterPolicyReport (wgpolicyk8s.io) and their successors Report and ClusterReport (openreports.io), as Kyverno and others keep them: kubectl get policyreports -A -o json. Each result that failed or warned is a finding by its policy; one without a severity is unrated. pass and skip are not findings, error is a skipped input. Each summary is compared with its results.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return kubeObjects(h, "wgpolicyk8s.io", "openreports.io", "reports.x-k8s.io")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{}.readEach(in, s, layout{{"", policyReport()}})
	},
}

// policyReport reads one report, or a list of them.
func policyReport() setter {
	var stated, listed int64
	var object setter
	read := holding("results or summary", append(layout{
		{"items", listedBy("[]", func(v reader.Value, r *report) { object(v, r) })},
		{"metadata.creationTimestamp", dated},
		{"^scope.name", path},
		{"results", listedBy("[]", policyResult(&listed))},
		{"summary", func(v reader.Value, r *report) {
			r.list.note(v)
			layout{{"*", func(v reader.Value, _ *report) { stated += whole(v) }}}.Reader()(v, r)
		}},
	}, kubePage...))
	object = func(v reader.Value, r *report) {
		at := v.Line()
		stated, listed = 0, 0
		read(v, r)
		n := listed
		r.sink.Declares(at, "results", stated, func() int64 { return n })
		stated, listed = 0, 0
	}
	return object
}

func policyResult(listed *int64) setter {
	var result, name string
	return finding(layout{
		{"policy", identified},
		{"rule", into(&name)},
		{"severity", severity(ratings)},
		{"message", ranked(ofMessage, 2)},
		{"description", ranked(ofMessage, 1)},
		{"source", analyzer},
		{"resources[0].name", path},
		{"subjects[0].name", path},
		{"properties.pkgName", pkg},
		{"properties.installedVersion", version},
		{"result", into(&result)},
		{"status", into(&result)}, // before v1alpha2
	}, func(v reader.Value, r *report) {
		*listed++
		if name != "" {
			r.Rule += "/" + name
		}
		switch result {
		case "fail", "warn":
		case "pass", "skip":
			r.none = true
		case "error":
			r.unread, r.none = true, true
		default:
			v.Fail("unknown result %.40q", result)
		}
		result, name = "", ""
	})
}
