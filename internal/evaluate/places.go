package evaluate

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

func details(problems []fact.Problem) []scorecard.Detail {
	var list []scorecard.Detail
	for _, t := range problems {
		list = append(list, scorecard.Detail{Reason: t.Reason, Text: t.Text, Path: t.At.Path, Line: t.At.Line})
	}
	return list
}

// places lists the evidence of a criterion: for the one whose file says the
// figure that place, for the others the first of their files.
func (a *assessment) places(j *judgement) []scorecard.Place {
	list := make([]scorecard.Place, 0, len(j.evidence))
	for _, id := range j.evidence {
		place := scorecard.Place{ID: id}
		if s := a.byID[id]; s != nil {
			for _, f := range s.found.Files {
				if place.Path == "" || f.Path < place.Path {
					place.Path = f.Path
				}
			}
			if at := j.figure.At; j.shown && slices.ContainsFunc(s.found.Files, func(f fact.File) bool { return f.Path == at.Path }) {
				place.Path, place.Line = at.Path, at.Line
			}
		}
		list = append(list, place)
	}
	return list
}
