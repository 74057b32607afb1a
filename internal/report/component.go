package report

import (
	"strconv"
)

// Component is a name that a template or a narrative may call.
type Component struct {
	Name string
	// Args are the arguments as documentation shows them, "" for none. All of
	// them may be left out unless Required.
	Args     string
	Required bool
	// Doc is one sentence.
	Doc string
	// Inline components stand within text; the others on a line of their own.
	Inline bool
	render func(v *view, args []string) piece
	// count, if any, is what the table of contents shows beside the section.
	count func(v *view) string
}

// Components lists what a template may call.
func Components() []Component {
	return append([]Component{
		{Name: "title", Args: `"KIND OF DOCUMENT"`, Required: true, Doc: "Project and release as the title, with commit, dates and digests.", render: titleBlock},
		{Name: "toc", Doc: "The table of contents; a template that calls it has its sections numbered.", render: contents},
		{Name: "verdict", Doc: "The verdict with every reason, compliance, score and the count of outcomes.", render: verdict},
		{Name: "keyresults", Doc: "One line a category: what was satisfied, which blockers there are, what is open.", render: keyResults},
		{Name: "scorecard", Doc: "Category scores with grades and bars, and the overall score.", render: scoreTable},
		{Name: "compliance", Doc: "How many criteria are satisfied, strictly and with waivers, and what they stand on.", render: compliance},
		{Name: "unmet", Args: `"ROWS"`, Doc: "Unmet criteria: wanted, got, where and whose; at most so many rows.", render: unmetTable, count: countUnmet},
		{Name: "unknown", Args: `"ROWS"`, Doc: "Criteria without a usable figure, each with its reason.", render: unknownTable, count: countUnknown},
		{Name: "open", Args: `"ROWS"`, Doc: "Unmet and unknown criteria together, blockers first.", render: openTable, count: countOpen},
		{Name: "waivers", Args: `"ROWS"`, Doc: "Waivers and what each does to this assessment.", render: waiverTable, count: countWaivers},
		{Name: "tailored", Doc: "Criteria of packs that the project changed, old and new.", render: tailoredTable},
		{Name: "risks", Doc: "Risk of each category with its reason, and the rule.", render: riskTable},
		{Name: "infrastructure", Args: `"CATEGORY"`, Doc: "Criteria of category infrastructure, or on measures of health, with their services.", render: domain("infrastructure")},
		{Name: "performance", Args: `"CATEGORY"`, Doc: "Criteria of category performance, or on benchmarks: metric, target, achieved, headroom.", render: domain("performance")},
		{Name: "security", Args: `"CATEGORY"`, Doc: "Criteria of category security, or on findings, with counts by severity and the worst of them.", render: domain("security")},
		{Name: "coverage", Args: `"CATEGORY"`, Doc: "Criteria of category coverage, or on coverage measures, with the breakdown as a tree.", render: domain("coverage")},
		{Name: "quality", Args: `"CATEGORY"`, Doc: "Criteria of category quality, or on tests.", render: domain("quality")},
		{Name: "debt", Doc: "What is accepted and still owed: waivers, warnings, suppressed findings and skipped tests.", render: debt},
		{Name: "criteria", Args: `"CATEGORY"`, Doc: "Every criterion by category: question, target, figure, evidence, exhibits, why and fix.", render: criteriaList, count: countCriteria},
		{Name: "recommendations", Args: `"ROWS"`, Doc: "What to do, in order of effect: blockers first, then by share of the score.", render: recommendations},
		{Name: "targets", Doc: "Targets of the next phase against what was measured, and alert thresholds from the warn bounds.", render: nextTargets},
		{Name: "approvals", Doc: "The required roles: given, conditional, refused, void or missing, with lines to sign on paper.", render: approvals, count: countApprovals},
		{Name: "evidence", Doc: "The evidence register: file, digest, format, date, commit, state, and who reads it.", render: evidenceTable, count: countEvidence},
		{Name: "method", Doc: "How every figure was computed, and from what.", render: method},
		{Name: "limits", Doc: "What this report cannot vouch for.", render: limits, count: countLimits},
		{Name: "limitcount", Doc: "How many limits the report has, in one line, for short documents.", render: limitCount},
		{Name: "narrative", Args: `"SLOT"`, Doc: "The project's own text of that slot; without an argument all that no other call shows.", render: narrative},
		{Name: "matrix", Doc: "Requirement, criterion, target, figure, outcome and evidence, a row for each reference.", render: matrix},
		{Name: "orphans", Doc: "Evidence that no criterion reads, and criteria that no evidence answers.", render: orphans},
		{Name: "trend", Doc: "Compliance and score of the earlier assessments and this one; nothing without a history.", render: trend},
		{Name: "compared", Doc: "The earlier assessment and this one side by side, and how much changed; nothing without a history.", render: compared(sideTable)},
		{Name: "changes", Args: `"WHAT"`, Required: true, Doc: "Criteria that are regressed, fixed, new, gone or changed since the earlier assessment.", render: compared(changeTable)},
		{Name: "asked", Doc: "Criteria that ask something else than in the earlier assessment.", render: compared(askedTable)},
		{Name: "reread", Doc: "Evidence that is not as it was in the earlier assessment.", render: compared(evidenceChanges)},
		{Name: "rewaived", Doc: "Waivers that were added, changed, expired or dropped since the earlier assessment.", render: compared(waiverChanges)},
		{Name: "terms", Doc: "What each criterion adds to the change of the score since the earlier assessment.", render: compared(termChanges)},
		{Name: "atmost", Args: `"BYTES"`, Required: true, Doc: "Bounds the Markdown: sections are given up from the end, and what was cut is named.", render: atMost},
		{Name: "pagebreak", Doc: "On paper the next section starts a new page.", render: pageBreak},
		{Name: "project", Doc: "The project's name.", Inline: true, render: func(v *view, _ []string) piece { return text(v.s.Project) }},
		{Name: "release", Doc: "The release.", Inline: true, render: func(v *view, _ []string) piece { return text(v.s.Release) }},
		{Name: "date", Doc: "The instant as of which was judged.", Inline: true, render: func(v *view, _ []string) piece { return text(asOf(v.s.AsOf)) }},
	}, figureCalls()...)
}

func find(known []Component, name string) *Component {
	for i := range known {
		if known[i].Name == name {
			return &known[i]
		}
	}
	return nil
}

// first is the one argument of a call, "" when it has none.
func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// rows is the cap that a call sets on the rows of a table.
func (v *view) rows(args []string) int {
	s := first(args)
	if s == "" {
		return 200
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		v.fault("want a number, found %q", s)
		return 1
	}
	return n
}
