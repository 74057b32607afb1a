package audit

import (
	"fmt"
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

var verdictRule = Rule{
	Name: "verdict", Level: Warning,
	Do: "close what is listed, or say on what condition it is approved",
	Doc: "The document approves or calls something ready for production, and itself lists what stands against it: " +
		"open boxes under must-fix, critical or acceptance headings, " +
		"a security audit, load test, user acceptance or backup check still to do, a criteria row marked as " +
		"missed. One warning a document with its reasons, a note at each missed figure. " +
		"A warning too where security is rated in full next to a printed credential, and where a verdict follows " +
		"a result that is still running. Conditional and quoted verdicts are left alone.",
	Check: func(d *Document, report Report) {
		if approval := d.approval(); approval != nil {
			d.checkApproval(approval, report)
		}
		d.checkRatings(report)
	},
}

var (
	approves = lazy.Regexp(`(?i)\b(?:production[- ]ready|ready for (?:immediate )?(?:production|release` +
		`|deployment|launch|go-live)|approved for|approved\b|go for (?:production|release|launch)|granted` +
		`|cleared for|(?:is )?ready to (?:ship|launch)|good to go|production readiness:? confirmed)`)
	plainGo     = lazy.Regexp(`^(?:\W*)(?:GO|YES|APPROVED|GRANTED|Yes|Approved)\b`)
	certifies   = lazy.Regexp(`(?i)\b(?:confirms|certifies) that\b.{0,80}\bsuccessfully completed\b`)
	decisionKey = lazy.Regexp(`(?i)\b(?:decision|approval|go/no-go|production readiness|deployment readiness` +
		`|final verdict|production ready)\b`)
	statusKey = lazy.Regexp(`(?i)^(?:overall |final |release |deployment |production |current |gate )*(?:status` +
		`|verdict|recommendation|conclusion|assessment|result|readiness|production deployment status)$`)
	openHeading = []string{"must-fix", "must fix", "critical", "required", "before production", "before release",
		"acceptance", "success criteria", "pre-production", "blocker", "blockers", "blocking", "exit " +
			"criteria", "go/no-go", "p0", "pre-launch", "pre-deployment"}
	pendingWork = lazy.Regexp(`\b(?:security (?:audit|review)|penetration test(?:ing|s)?|pen test(?:ing)?` +
		`|load test(?:ing|s)?|user acceptance(?: test(?:ing|s)?)?|uat|backup (?:validation|procedures?` +
		`|verification|restore test(?:ing)?|scheduling)|hardware test(?:ing|s)?|disaster recovery test(?:ing)?` +
		`|performance testing)\b`)
	nextHeading = []string{"next steps", "immediate", "before", "pending", "short term", "short-term", "next actions",
		"action items", "remaining", "outstanding", "post-completion", "high priority", "to do"}
)

// laterPart finds approvals of a step and not of a release: "go for phase 2",
// "ready for production testing", "phase 2 ready to launch".
var laterPart = lazy.Regexp(`\b(?:go|ready|approved|cleared) (?:for|to) (?:\w+ )?(?:phase|sprint|stage|week|wave|iteration)\b` +
	`|\bready for (?:production |release )?(?:testing|tests|review|qa)\b` +
	`|\b(?:phase|sprint|stage|week|wave) \d+\W{0,4}(?:is )?ready to\b`)

// conditional says that a text in lower case hedges or negates a verdict.
func conditional(lower string) bool {
	if laterPart().MatchString(lower) {
		return true
	}
	return hasWord(lower, "not", "no", "no-go", "with conditions", "conditional", "conditionally", "after", "once",
		"will be", "would be", "if", "when", "until", "subject to", "pending", "should", "unless",
		"expected", "towards", "toward", "criteria for", "checklist", "path to", "almost", "nearly", "how "+
			"to", "becoming", "before", "need", "needs", "required", "to "+
			"be", "previous", "previously", "claim", "claims", "claimed", "claiming", "planned", "example",
		"effort", "estimated", "estimate", "provided", "provided that",
		"otherwise", "then", "partially", "partial", "roadmap", "target", "steps", "staging", "awaiting", "can "+
			"be", "cannot", "false", "assessment of", "until", "blocked", "goal", "define", "what") ||
		strings.Contains(lower, "?") || strings.Contains(lower, "n't") || strings.Contains(lower, "->") ||
		strings.Contains(lower, "→")
}

// parenthetic says whether a heading only adds "(production ready)" to what it
// is about, as over a list of metrics or actions.
func parenthetic(line *Line, at string) bool {
	before, _, _ := strings.Cut(line.Text, at)
	return line.Kind == Heading && strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')') &&
		(line.Level > 3 || hasWord(line.Lower, "actions", "metrics", "criteria", "features", "steps", "components", "items",
			"tasks", "files", "system")) ||
		line.Kind == Item && hasWord(line.Lower, "code examples", "examples")
}

// approval finds the line that says most plainly that the document approves:
// a decision before a heading, a heading before a status. It is nil when the
// document does not approve, hedges, or says the opposite somewhere.
func (d *Document) approval() *Line {
	if d.proposal {
		return nil
	}
	var best *Line
	rank := 0
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Quoted || line.Kind == Code || line.Kind == Cells || line.Kind == FrontMatter || line.Table != nil ||
			line.Box == Open {
			continue
		}
		if opposite(line) {
			return nil
		}
		if r := approvalRank(line); r > rank && !d.answeredNo(i) && !d.still(i) && !d.scoped(i) &&
			!d.history(line.Section) && (aboutRelease(line.Lower) || d.aboutRelease() || foreignRank(line) > 0) {
			best, rank = line, r
		}
	}
	return best
}

// aboutRelease says whether an approval is one of a release: that of a design,
// a task or a review leaves work open by nature.
func aboutRelease(lower string) bool {
	return containsAny(lower, "production", "release", "deploy", "launch", "go-live", "readiness", "gate",
		"completion", "acceptance test", "go/no-go", "sign-off")
}

// aboutRelease says whether the title of the document, or the heading under
// it, says that it is about a release.
func (d *Document) aboutRelease() bool {
	for _, s := range d.Sections[1:min(len(d.Sections), 3)] {
		if aboutRelease(strings.ToLower(s.Title)) {
			return true
		}
	}
	return false
}

// answeredNo says whether a heading such as "Go for production" is a question
// that the line below it denies.
func (d *Document) answeredNo(i int) bool {
	return d.Lines[i].Kind == Heading && i+1 < len(d.Lines) && denies().MatchString(d.Lines[i+1].Lower)
}

// still says whether a heading such as "v0.2 (production ready)" stands over
// a list of what it takes to get there.
func (d *Document) still(i int) bool {
	open := false
	for j := i + 1; d.Lines[i].Kind == Heading && j < len(d.Lines) && d.Lines[j].Section == d.Lines[i].Section; j++ {
		if d.Lines[j].Box == Checked || d.Lines[j].Mark == Tick {
			return false
		}
		open = open || d.Lines[j].Box == Open
	}
	return open
}

// scoped says whether an item stands under a line such as "For basic users",
// so that it approves a part.
func (d *Document) scoped(i int) bool {
	const farthest = 12
	if d.Lines[i].Kind != Item {
		return false
	}
	for j := i - 1; j >= max(0, i-farthest) && d.Lines[j].Section == d.Lines[i].Section; j-- {
		if lead := &d.Lines[j]; lead.Kind == Prose && lead.Level == 0 {
			return strings.HasPrefix(lead.Lower, "for ")
		}
	}
	return false
}

var denies = lazy.Regexp(`^(?:no|not)\b`)

// opposite says that a line decides against, or only with conditions.
func opposite(line *Line) bool {
	if statusKey().MatchString(line.Key) && hasWord(strings.ToLower(line.Value), "conditional", "conditionally",
		"conditionally ready", "with conditions") {
		return true
	}
	if !line.about(opposing) {
		return false
	}
	keyed := statusKey().MatchString(line.Key) || decisionKey().MatchString(line.Key)
	set := words.Whole(line.Text)
	if !keyed && !(line.Kind == Heading || strings.Contains(line.Raw, "**")) || !keyed && !aboutRelease(line.Lower) &&
		!set.Has(words.NotApproved, words.StrongRejected, words.Rejected) {
		return false
	}
	if !keyed && line.Key != "" && strings.TrimSpace(line.Value) != "" && !aboutRelease(line.key) {
		return false // "Rejected alternatives: two", "Not ready yet: the handbook"
	}
	return hasWord(line.Lower, "no go", "no-go", "not ready", "not approved", "rejected", "not production ready",
		"not production-ready", "not ready for production") &&
		!hasWord(line.Lower, "go/no-go", "go/no go")
}

var saysApproved = lazy.Regexp(`(?i)^(?:the |this )?(?:\w+ )?(?:release|version|system|product` +
	`|service)(?: [\w.]+)? is (?:now |hereby )?(?:approved|ready for (?:production|release|launch))\b`)

// reason is one thing that stands against a verdict. Figure reasons are
// worth a note of their own.
type reason struct {
	line   int
	text   string
	figure bool
}

func (d *Document) checkApproval(approval *Line, report Report) {
	const shown = 5
	reasons := d.reasons()
	if len(reasons) == 0 {
		return
	}
	texts := make([]string, 0, shown+1)
	for i, r := range reasons {
		if i == shown {
			texts = append(texts, fmt.Sprintf("and %d more", len(reasons)-shown))
			break
		}
		texts = append(texts, fmt.Sprintf("line %d: %s", r.line, r.text))
	}
	report(Warning, approval.No, "", "approved although %s", strings.Join(texts, "; "))
	for _, r := range reasons[:min(len(reasons), 2*shown)] {
		if r.figure {
			report(Note, r.line, "", "%s, and line %d approves", r.text, approval.No)
		}
	}
}

func lowShare(value string) bool {
	v, ok := figureIn(value)
	return ok && v.Unit == "%" && v.Number < 50
}

// runningRows gives the rows of a criteria table whose result is not in yet.
func (d *Document) runningRows(t *Table) []reason {
	target := t.targetColumn()
	status := t.ColumnLike(statusHeader)
	if t.Tree || target < 0 || status < 0 || d.planned(t.Section) {
		return nil
	}
	var found []reason
	for _, r := range t.Rows {
		if c := r.Cell(status); c.Mark == Pending && hasDigit(r.Cell(target).Text) {
			found = append(found, reason{r.Line, "has no result yet: " + r.Cell(0).Text, true})
		}
	}
	return found
}
