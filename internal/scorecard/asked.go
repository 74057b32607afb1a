package scorecard

import (
	"maps"
	"slices"
	"strings"
)

// askedChanges compares what two plans ask of the evidence that both declare, and
// what they allow it. Of an assessment that does not say it nothing is known.
func askedChanges(before, after []Evidence) []RuleChange {
	var list []RuleChange
	for i := range after {
		b := &after[i]
		at := slices.IndexFunc(before, func(e Evidence) bool { return e.ID == b.ID })
		if at < 0 || before[at].Asked == nil || b.Asked == nil {
			continue
		}
		values := map[string][2]string{}
		for _, d := range before[at].Asked {
			values[d.Key] = [2]string{d.Value, ""}
		}
		for _, d := range b.Asked {
			values[d.Key] = [2]string{values[d.Key][0], d.Value}
		}
		for _, key := range slices.Sorted(maps.Keys(values)) {
			was, is := values[key][0], values[key][1]
			what := Loosened
			if asksMore(key, was, is) {
				what = Tightened
			}
			if was != is {
				list = append(list, RuleChange{what, "evidence." + b.ID + "." + key, orNothing(was) + " → " + orNothing(is)})
			}
		}
	}
	return list
}

// asksMore says whether another value of a key asks more of evidence, or allows
// it less.
func asksMore(key, before, after string) bool {
	switch {
	case key == "max_age":
		_, tightened := stricterThan(ParseBound("<= "+before), ParseBound("<= "+after))
		return tightened || before == ""
	case strings.HasPrefix(key, "min."):
		_, tightened := stricterThan(ParseBound(before), ParseBound(after))
		return tightened || before == ""
	case key == "commit":
		return before == ""
	}
	return after == ""
}
