package inventory

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var ionChannelFormat = reader.Format{
	Name: "ion-channel",
	Doc:  "Ion Channel's analysis as JSON: each dependency of its dependency scans is a component, at all depths. The number of unique dependencies is compared with them. An analysis that is not finished is incomplete.",
	Kind: fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return h.Has("analysis_id", "scan_summaries") || h.Has("scan_summaries[].results.data.dependencies")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		unique := map[[3]string]bool{}
		var dependency setter
		dependency = record(layout{
			{"org", func(v reader.Value, r *report) { r.group = text(v) }},
			{"name", name},
			{"version", version},
			{"type", kind},
			{"dependencies[]", func(v reader.Value, r *report) { dependency(v, r) }},
		}, func(r *report) {
			unique[[3]string{r.group, r.Name, r.Version}] = true
			if r.group != "" && r.group != r.Name {
				r.Name = r.group + "/" + r.Name
			}
			r.sink.Component(&r.Component)
		})
		stated := int64(0)
		err := read(in, s, layout{
			{"updated_at", dated},
			{"status", func(v reader.Value, r *report) {
				line := v.Line()
				if word := text(v); word != "finished" {
					r.sink.Incomplete(line, "the analysis is %.40q", word)
				}
			}},
			{"scan_summaries[].results.data.dependencies[]", dependency},
			{"scan_summaries[].results.data.meta.total_unique_count", func(v reader.Value, _ *report) {
				if d, ok := v.Number(); ok {
					stated += int64(d.Float())
				}
			}},
		})
		s.Declares(1, "unique dependencies", stated, func() int64 { return int64(len(unique)) })
		return err
	},
}
