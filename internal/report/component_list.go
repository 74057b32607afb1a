package report

// The components, in the order in which the documentation lists them. They are
// functions since what renders them may call them again.

// verdictComponents show what was judged, and what to do about it.
func verdictComponents() []Component {
	return []Component{
		{Name: "title", Args: `"KIND OF DOCUMENT"`, Required: true, Doc: "Project and release as the title, with commit, dates and digests.", render: titleBlock},
		{Name: "toc", Doc: "The table of contents; a template that calls it has its sections numbered.", render: contents},
		{Name: "verdict", Args: `"REASONS"`, Doc: "The verdict with its reasons, what would lift it, compliance, score and the count of outcomes; with a number the short form with at most so many reasons.", render: verdict},
		{Name: "since", Doc: "What changed since the earlier assessment, what the change did to its own gate first; nothing without one.", render: sinceLast, count: countSinceLast},
		{Name: "todo", Doc: "What to do, by owner, with due dates and what each is worth in the score.", render: todo, count: countTodo},
		{Name: "first", Args: `"ROWS"`, Doc: "The few actions that matter most, whoever owns them.", render: firstActions},
		{Name: "beforesigning", Doc: "What a signer must know: waivers, what changed of the gate, what cannot be shown.", render: beforeSigning},
		{Name: "keyresults", Doc: "One line a category: what was satisfied, which blockers there are, what is open.", render: keyResults},
		{Name: "scorecard", Args: `"ROWS"`, Doc: "Categories with a mark a criterion, score, grade and risk; left out with one category.", render: scoreTable},
		{Name: "compliance", Doc: "How many criteria are satisfied, strictly and with waivers, and what they stand on.", render: compliance},
		{Name: "unmet", Args: `"ROWS"`, Doc: "Unmet criteria: target, measured, where and whose; at most so many rows.", render: unmetTable, count: countUnmet},
		{Name: "unknown", Args: `"ROWS"`, Doc: "Criteria without a usable figure, each with its reason.", render: unknownTable, count: countUnknown},
		{Name: "open", Args: `"ROWS"`, Doc: "Unmet and unknown criteria together, blockers first.", render: openTable, count: countOpen},
		{Name: "waivers", Args: `"ROWS"`, Doc: "Waivers and what each does to this assessment.", render: waiverTable, count: countWaivers},
		{Name: "tailored", Doc: "Criteria of packs that the project changed, old and new.", render: tailoredTable},
		{Name: "risks", Doc: "Risk of each category with its reason, and the rule.", render: riskTable},
	}
}

// domainComponents show the criteria of one domain, and what they rest on.
func domainComponents() []Component {
	return []Component{
		{Name: "infrastructure", Args: `"CATEGORY"`, Doc: "Criteria of category infrastructure, or on measures of health, with their services.", render: domain("infrastructure")},
		{Name: "performance", Args: `"CATEGORY"`, Doc: "Criteria of category performance, or on benchmarks: metric, target, achieved, headroom.", render: domain("performance")},
		{Name: "security", Args: `"CATEGORY"`, Doc: "Criteria of category security, or on findings, with counts by severity and the worst of them.", render: domain("security")},
		{Name: "coverage", Args: `"CATEGORY"`, Doc: "Criteria of category coverage, or on coverage measures, with the breakdown as a tree.", render: domain("coverage")},
		{Name: "quality", Args: `"CATEGORY"`, Doc: "Criteria of category quality, or on tests.", render: domain("quality")},
		{Name: "operations", Args: `"CATEGORY"`, Doc: "Criteria of category operations.", render: domain("operations")},
		{Name: "documentation", Args: `"CATEGORY"`, Doc: "Criteria of category documentation.", render: domain("documentation")},
		{Name: "debt", Doc: "What is accepted and still owed: waivers, warnings, suppressed findings and skipped tests.", render: debt},
		{Name: "criteria", Args: `"CATEGORY"`, Doc: "Every criterion by category: question, target, figure, evidence, exhibits, why and fix.", render: criteriaList, count: countCriteria},
		{Name: "recommendations", Args: `"ROWS"`, Doc: "What to do, in order of effect: blockers first, then by share of the score.", render: recommendations},
		{Name: "objectives", Doc: "Deliverables and standards, rolled up from the criteria that refer to them.", render: objectives},
		{Name: "phases", Doc: "What to do in order of phase, priority and date; nothing where no criterion says a phase or priority.", render: phases},
		{Name: "services", Doc: "Every service that the evidence lists: state, uptime, restarts, ports, image, and where that stands.", render: services},
		{Name: "checks", Doc: "What tools such as pre-commit looked at, passed beside failed.", render: checkLists},
		{Name: "percentiles", Doc: "Response times by name and percentile: every series of each benchmark of which a percentile is asked.", render: percentiles},
		{Name: "excerpts", Args: `"PART"`, Doc: "What signoff.yaml quotes of the evidence under that part; without an argument what no part has. The components of parts show theirs themselves.", render: excerpts},
		{Name: "indicators", Doc: "Criteria that are followed beyond the release: now, target, next target, owner.", render: indicators},
		{Name: "overallrisk", Doc: "The risk as a whole: computed, and in a person's word with confidence and mitigations.", render: overall},
		{Name: "targets", Doc: "Warn bounds against what was measured: the targets of the next phase and the thresholds to alert on.", render: nextTargets},
	}
}

// recordComponents show who signs, what was read, and what came before.
func recordComponents() []Component {
	return []Component{
		{Name: "approvals", Args: `"ROLES"`, Doc: "The required roles: signed, recorded, refused, invalid, void or missing, with lines to sign on paper.", render: approvals, count: countApprovals},
		{Name: "evidence", Doc: "The evidence register: file, digest, format, date, commit, state, and who reads it.", render: evidenceTable, count: countEvidence},
		{Name: "method", Doc: "How every figure was computed, and from what.", render: method},
		{Name: "limits", Args: `"ROWS"`, Doc: "What this report cannot show.", render: limits, count: countLimits},
		{Name: "limitcount", Doc: "How many limits the report has, in one line, for short documents.", render: limitCount},
		{Name: "control", Doc: "Document control: digests, version, distribution, class and contact, and what the verdict asks.", render: control},
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
	}
}

// commentComponents make short documents and shape long ones.
func commentComponents() []Component {
	return []Component{
		{Name: "mark", Doc: "The hidden line by which a posted comment is found again.", render: mark},
		{Name: "headline", Doc: "Verdict, project and release as one line.", render: headline},
		{Name: "change", Doc: "What this change did to criteria and to its own gate, in a paragraph and a short table.", render: changed},
		{Name: "action", Doc: "The one thing to do first.", render: firstAction},
		{Name: "todolist", Args: `"ROWS"`, Doc: "What is open as one table: measured, target, owner and what to do.", render: openList, count: countOpenList},
		{Name: "restofchange", Doc: "What changed and change does not show: what got better, what tightened the gate.", render: restMoved, count: countRestMoved},
		{Name: "colophon", Doc: "From which assessment the document is made, and as of when.", render: colophon},
		{Name: "fold", Args: `"TITLE"`, Required: true, Doc: "Folds away what stands until end; the title says how much that is.", render: openFold},
		{Name: "end", Doc: "Ends a fold.", render: closeFold},
		{Name: "atmost", Args: `"BYTES"`, Required: true, Doc: "Bounds the Markdown: rows of little weight go first, then sections, never the verdict, and what was cut is named.", render: atMost},
		{Name: "pagebreak", Doc: "On paper the next section starts a new page.", render: pageBreak},
	}
}
