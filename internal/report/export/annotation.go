package export

import (
	"path"
	"sort"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// gravity orders what is not simply met by how much it asks of a reader.
type gravity int

// The gravities, gravest first.
const (
	blocking gravity = iota // a blocker is unmet or unknown
	open                    // another criterion is
	accepted                // it is unmet or unknown, and waived
	warned                  // it only informs, or the target is satisfied, the warn bound is not
)

// annotation is a criterion that is not simply met, for tools that show notes
// next to the lines of a file.
type annotation struct {
	*scorecard.Criterion
	gravity gravity
	path    string
	line    int // 0 when nothing says which
}

// Annotations lists what is not simply met, gravest first, else in the order of
// the criteria, with paths from the folder that the prefix leads from.
func Annotations(s *scorecard.Scorecard, prefix string) []annotation {
	var list []annotation
	for i := range s.Criteria {
		a := annotation{Criterion: &s.Criteria[i]}
		switch {
		case a.Outcome == scorecard.Warning:
			a.gravity = warned
		case a.Outcome != scorecard.Unmet && a.Outcome != scorecard.Unknown:
			continue
		case a.Informs:
			a.gravity = warned
		case a.Waived:
			a.gravity = accepted
		case !a.Blocker:
			a.gravity = open
		}
		a.path, a.line = located(a.Criterion, prefix)
		list = append(list, a)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].gravity < list[j].gravity })
	return list
}

// located is where the evidence says the figure, else where the criterion is
// declared.
func located(c *scorecard.Criterion, prefix string) (file string, line int) {
	for _, p := range c.Evidence {
		if p.Path != "" && p.Line > 0 {
			return path.Join(prefix, p.Path), p.Line
		}
	}
	return declaredIn(c, prefix), c.Declared.Line
}

// declaredIn is the file that declares a criterion, from the root of its
// repository; "" when it is not known.
func declaredIn(c *scorecard.Criterion, prefix string) string {
	if c.Declared.File == "" {
		return ""
	}
	return path.Join(prefix, c.Declared.File)
}

// title names the criterion in one line.
func (a *annotation) title() string { return markdown.OneLine(a.ID + " " + a.Title) }

// text says in one line what became of it.
func (a *annotation) text() string { return markdown.OneLine(summary(a.Criterion)) }
