package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var xeolFormat = reader.Format{
	Name: "xeol",
	Doc:  "Xeol's JSON (-o json): one finding for each package whose release cycle ends, by the name of the product and its cycle. It states no severity: each is high.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Text("descriptor.name") == "xeol" || h.Has("matches[].Cycle")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		product, cycle, end := "", "", ""
		return scan{tool: "xeol", severity: fact.High, list: "matches"}.read(in, s, layout{
			{"descriptor.version", toolVersion},
			{"descriptor.timestamp", dated},
			{"source.target", artefact}, // of a folder it is its path
			{"source.target.imageID", artefact},
			{"source.target.manifestDigest", artefact},
			{"source.target.repoDigests[]", artefact},
			{"matches", enough(layout{{"[]", finding(layout{
				{"Cycle.ProductName", into(&product)},
				{"Cycle.ReleaseCycle", into(&cycle)},
				{"Cycle.Eol", into(&end)},
				{"artifact.name", pkg},
				{"artifact.version", version},
				{"artifact.locations[].path", orElse(pathOf)},
			}, func(_ reader.Value, r *report) {
				r.Rule, r.Message = product+" "+cycle, "ends "+end
				product, cycle, end = "", "", ""
			})}}.Reader())},
		})
	},
}
