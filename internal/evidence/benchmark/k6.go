package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var k6Format = reader.Format{
	Name:      "k6",
	CutUnseen: true,
	Doc:       "k6's end-of-test summary as JSON: --summary-export, the data that handleSummary gets, and --new-machine-readable-summary; and its points one by one, --out json and --out csv (there without trends of the script's own). A trend is a metric by its k6 name, in ms where k6 keeps times; http_reqs are the requests and their rate, http_req_failed the errors. Thresholds are not taken over: criteria state their own.",
	Kind:      fact.Benchmark,
	Codes:     []int{0, 99},
	Requests:  true,
	Claims: func(h *reader.Head) bool {
		return h.Has("root_group") && (h.Has("metrics") || !h.Whole) || h.Has("metadata.k6_version") ||
			isK6Points(h) || isK6Table(h)
	},
	Read: readK6,
}

func readK6(in *reader.Input, s *tally.Sink) error {
	if isK6Points(in.Head) || isK6Table(in.Head) {
		return readK6Points(in, s)
	}
	name, members := "", k6Reader()
	metric := func(v reader.Value, r *report) {
		m := k6Metric{name: name}
		members(v, &m)
		m.give(r.s)
	}
	return read(in, s, "k6", layout{
		{"metrics.*.@", into(&name)},
		{"metrics.*", metric},
		{"results.metrics[]", metric},
		{"metadata.generated_at", dated},
		{"metadata.k6_version", version},
	})
}
