package audit

import "strings"

// Section is a heading with what it covers. First and End are indices into
// Document.Lines: its own heading, and one past its last line, subsections
// included. Parent is -1 for the outermost. Section 0 is what stands before
// the first heading.
type Section struct {
	Title  string
	Level  int
	Line   int
	First  int
	End    int
	Parent int
}

// within says whether the heading of the section, or one above it, satisfies
// match; titles are passed in lower case.
func (d *Document) within(section int, match func(title string) bool) bool {
	for ; section > 0; section = d.Sections[section].Parent {
		if match(strings.ToLower(d.Sections[section].Title)) {
			return true
		}
	}
	return false
}

// planned says whether a section speaks of what is asked for or still to come
// rather than of what was found.
func (d *Document) planned(section int) bool { return d.plans[section] }

func planTitle(title string) bool {
	return hasWord(title, "target", "targets", "alert", "alerts", "alerting", "roadmap", "next", "template",
		"templates",
		"plan", "planned", "planning", "future", "recommendation", "recommendations", "recommended", "goals", "slo", "slos",
		"sla", "todo", "upcoming", "proposal", "thresholds", "expectations", "expected") &&
		!hasWord(title, "validation", "results", "achieved", "compliance", "met", "review", "assessment", "final")
}

// wanted says whether the line that leads the list of line i says that what
// follows is expected rather than found.
func (d *Document) wanted(i int) bool {
	const farthest = 12
	for j := i - 1; j >= max(0, i-farthest) && d.Lines[j].Section == d.Lines[i].Section; j-- {
		if lead := &d.Lines[j]; lead.Kind == Prose && lead.Level == 0 && lead.Table == nil {
			return lead.about(wanting)
		}
	}
	return false
}
