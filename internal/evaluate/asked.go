package evaluate

import (
	"strconv"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// asked is what the plan asks of an evidence and allows it, by its keys in
// signoff.yaml; where its files lie and what makes them is not among it.
func (a *assessment) asked(d *criteria.Evidence) []scorecard.Demand {
	asked := []scorecard.Demand{}
	set := func(key, value string, holds bool) {
		if holds {
			asked = append(asked, scorecard.Demand{Key: key, Value: value})
		}
	}
	set("max_age", d.MaxAge.String(), d.MaxAge.Known())
	set("min.files", ">= "+strconv.Itoa(d.MinFiles), d.MinFiles > 0)
	for _, m := range d.Min {
		set("min."+a.measureOf(m), m.Least.String(), true)
	}
	set("commit", "required", d.CommitRequired)
	set("skipped", "allowed", d.SkippedAllowed)
	set("quiet", "clean", d.Quiet)
	set("attempts", "true", d.Attempts)
	set("rounds", "true", d.Rounds)
	set("union", "builds", d.Builds)
	set("severity.unrated", d.Unrated.String(), d.Unrated != fact.NoSeverity)
	set("severity.unrated", "apart", d.UnratedApart)
	set("warmup", d.Warmup.String(), d.Warmup.Known())
	set("vex", strings.Join(d.VEX, ", "), len(d.VEX) > 0)
	set("context", strings.Join(d.Context, ", "), len(d.Context) > 0)
	set("transcribed", "true", d.Transcribed != "")
	set("dated", day(d.Dated), !d.Dated.IsZero())
	return asked
}
