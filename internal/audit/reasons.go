package audit

import (
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"strings"
)

func (d *Document) reasons() []reason {
	var found []reason
	guides := d.guides()
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Quoted || line.Kind == FrontMatter {
			continue
		}
		switch {
		case line.Box == Open && guides:
			// steps for a reader to take
		case line.Box == Open && !hasWord(line.Lower, "optional") && d.within(line.Section, mustHeading) &&
			!d.within(line.Section, laterHeading):
			found = append(found, reason{line.No, "still open: " + shorten(line.Text, 60), false})
		case line.Kind == Item && line.Mark != Tick && line.Box != Checked && pendingWork().MatchString(line.Lower) &&
			d.ahead(i) && !hasWord(line.Lower, "annual", "quarterly", "regular", "monthly", "continue", "ongoing",
			"optional"):
			found = append(found, reason{line.No, "still to do: " + shorten(line.Text, 60), false})
		case line.Mark == Warn && line.Table == nil && line.Kind != Heading && strings.Contains(line.key,
			"coverage") && lowShare(line.Value):
			found = append(found, reason{line.No, "marked with a warning: " + shorten(line.Text, 60), true})
		case strings.Contains(line.Lower, "block") && blocks().MatchString(line.Lower) &&
			!notBlocking().MatchString(line.Lower):
			found = append(found, reason{line.No, "blocks deployment", false})
		case line.Table == nil && !d.planned(line.Section) && !d.history(line.Section) && standing(line) != "":
			found = append(found, reason{line.No, standing(line), false})
		}
	}
	for _, t := range d.Tables {
		for _, r := range d.missedRows(t) {
			found = append(found, reason{r.Line, "misses its target: " + r.Cell(0).Text, true})
		}
		found = append(found, d.runningRows(t)...)
		found = append(found, d.failedGates(t)...)
	}
	return found
}

// guides says whether the document's title makes its open boxes steps for its
// readers.
func (d *Document) guides() bool {
	for i := range d.Sections[1:] {
		if s := &d.Sections[i+1]; s.Level == 1 {
			title := strings.ToLower(s.Title)
			return !hasWord(title, "report", "status", "summary", "review", "assessment") && hasWord(title, "guide",
				"checklist", "setup", "runbook", "playbook", "how-to", "howto", "tutorial", "template", "procedure", "procedures",
				"manual", "instructions", "walkthrough")
		}
	}
	return false
}

var (
	blocks      = lazy.Regexp(`\bblock(?:s|ing) (?:the )?(?:deployment|release|launch|production)\b`)
	notBlocking = lazy.Regexp(`\b(?:not|non|nothing|no|none|never|without|nor)\b`)
	unresolved  = lazy.Regexp(`\b([1-9]\d*) (?:\w+ )?unresolved\b|\bunresolved\b[^:.]{0,30}: ?([1-9]\d*)\b`)
	metOf       = lazy.Regexp(`\b(\d{1,4})\s?(?:/|of|out of)\s?(\d{1,4}) (?:acceptance |release ` +
		`|exit )?(?:criteria|requirements|gates) (?:are |were )?(?:met|passed|satisfied|fulfilled)\b`)
)

// standing says what a line itself lets stand against a release: unresolved
// faults, an audit or load test that was not done, criteria not met.
func standing(line *Line) string {
	lower := line.Lower
	if !containsAny(lower, "unresolved", "criteria", "requirements", "gates", ": not ", ": pending") {
		return ""
	}
	if m := metOf().FindStringSubmatch(lower); m != nil && wholeNumber(m[1]) < wholeNumber(m[2]) {
		return m[0]
	}
	if unresolved().MatchString(lower) {
		return "unresolved: " + shorten(line.Text, 60)
	}
	if pendingWork().MatchString(lower) && line.Value != "" && words.Whole(line.Value).Has(words.NotDone) {
		return "not done: " + shorten(line.Text, 60)
	}
	return ""
}

// failedGates gives the rows of a table of gates that its last column says
// failed or did not run.
func (d *Document) failedGates(t *Table) []reason {
	if t.Tree || len(t.Header) < 2 || !hasWord(t.Header[0], "gate", "gates", "quality gate", "check", "stage",
		"criterion", "criteria") ||
		t.targetColumn() >= 0 || d.planned(t.Section) || d.history(t.Section) {
		return nil
	}
	last := -1
	for i, h := range t.Header[1:] {
		if statusHeader(h) || hasWord(h, "run", "round", "recheck", "retest") {
			last = i + 1
		}
	}
	var found []reason
	for _, r := range t.Rows {
		c := r.Cell(last)
		if set := words.Whole(c.Text); set.Has(words.Unmet) || set.Has(words.NotDone) || c.Text == "" &&
			c.Mark == Cross {
			found = append(found, reason{r.Line, r.Cell(0).Text + " is " + c.Text, true})
		}
	}
	return found
}

func mustHeading(title string) bool {
	if words.InForeign(title).Has(words.Must) && !words.InForeign(title).Has(words.Target) {
		return true
	}
	return hasWord(title, openHeading...) && !hasWord(title, "post", "post-production", "optional", "recommended",
		"future", "after", "post-release", "nice", "post-deployment", "hours", "24h", "monitoring")
}

// laterHeading finds headings over what is looked at when the release is out.
func laterHeading(title string) bool {
	return hasWord(title, "post-deployment", "post-launch", "post-release", "monitoring", "rollout", "deployment plan",
		"deployment steps", "deployment procedure", "deployment checklist", "rollback")
}

// ahead says whether a line stands under a heading, or a bold line that acts
// as one, of work still to do.
func (d *Document) ahead(i int) bool {
	if d.within(d.Lines[i].Section, func(s string) bool {
		return hasWord(s, nextHeading...) && !hasWord(s,
			"completed", "done")
	}) {
		return true
	}
	const farthest = 200
	for j := i - 1; j >= max(0, i-farthest) && d.Lines[j].Section == d.Lines[i].Section; j-- {
		if above := &d.Lines[j]; above.Kind == Prose && above.Level == 0 {
			return strings.Contains(above.Raw, "**") && hasWord(above.Lower, nextHeading...)
		}
	}
	return false
}
