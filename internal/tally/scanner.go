package tally

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// maxFindings bounds the findings that one record may stand for, and
// maxDistinct the rules and places that one file may make distinct.
const (
	maxFindings = 1_000_000_000
	maxDistinct = 4_000_000
)

// scannerTable counts findings.
type scannerTable struct {
	set     *Set
	file    *Sink
	matcher *matcher[fact.Finding]
	pool    *pool[*findingTally]
	seen    int64
	rules   Rules // of the one file; those of a fold are merged by evidence
	// bySeverity counts those of the one file, and lacking is the problem of the
	// severities of which some are stated and none is listed.
	bySeverity [fact.Critical + 1]int64
	lacking    [fact.Critical + 1]fact.Problem
	vex        bool // VEX statements were compared with the findings
	unnamed    bool // a finding came before the tool was named
	columns    []column[fact.Finding]
	unclear    *pool[*findingTally] // those that may be on changed lines, of a set that is narrowed
	suffixed   int64                // findings whose file was told by a part of its path
	compared   []compared           // each finding, when some question compares
	record     keptFinding          // the current one, to save an allocation each
	written    string               // its path as the file names it
}

func newScannerTable(s *Set, file *Sink) *scannerTable {
	t := &scannerTable{set: s, file: file}
	t.columns = []column[fact.Finding]{
		{"severity", rated},
		{"rule", func(f *fact.Finding) string { return f.Rule }},
		{"path", func(f *fact.Finding) string { return paths(f.Path, t.written) }},
		{"tool", t.tool},
		{"cwe", func(f *fact.Finding) string { return strings.Join(f.CWE, listSeparator) }},
		{"cve", func(f *fact.Finding) string { return strings.Join(f.CVE, listSeparator) }},
		{"package", func(f *fact.Finding) string { return f.Package }},
		{"version", func(f *fact.Finding) string { return f.Version }},
		{"message", func(f *fact.Finding) string { return f.Message }},
		{kevField, func(f *fact.Finding) string { return t.file.Catalogue.isExploited(f) }},
		{epssField, func(f *fact.Finding) string { return t.file.Catalogue.likelihood(f) }},
		{"suppressed", func(f *fact.Finding) string { return fmt.Sprint(f.Suppressed) }},
	}
	t.matcher = newMatcher(s.filters, t.columns)
	t.pool = newPool(len(s.filters.wheres), t.tally)
	t.unclear = newPool(len(s.filters.wheres), t.tally)
	return t
}

// tool is the finding's own analyzer, else the file's.
func (t *scannerTable) tool(f *fact.Finding) string {
	if f.Tool != "" {
		return f.Tool
	}
	t.unnamed = t.unnamed || t.file.Tool == ""
	return t.file.Tool
}

func (t *scannerTable) add(f *fact.Finding) error {
	n := max(f.Count, 1)
	switch {
	case f.Severity > fact.Critical || f.Severity == fact.NoSeverity && !f.Unrated:
		return fmt.Errorf("expected a severity for the finding of rule %q, found none", f.Rule)
	case f.Count < 0 || f.Count > maxFindings:
		return fmt.Errorf("expected a record of at most %d findings, found %d", maxFindings, f.Count)
	}
	t.seen = plus(t.seen, n)
	t.vex = t.file.Exempt != nil
	t.record = keptFinding{Finding: *f, path: t.file.path, exempt: t.file.Exempt.of(f)}
	f = &t.record.Finding
	t.written = fact.NormalPath(f.Path)
	f.Path = t.file.Reading.path(f.Path)
	if f.Severity == fact.NoSeverity {
		f.Severity = t.file.Reading.Unrated
	}
	t.record.apart = f.Severity == fact.NoSeverity && t.file.Reading.UnratedApart
	t.rules.add(f.Rule, f.Severity)
	t.bySeverity[f.Severity] = plus(t.bySeverity[f.Severity], n)
	t.record.known = t.file.Catalogue.says(f)
	passed := t.matcher.match(f)
	sure, open := t.split(f, passed)
	tally := t.tallyOf(f, n, sure)
	if tally == nil {
		return nil
	}
	tally.add(t, &t.record, n)
	if open != nil {
		t.unclear.at(open).add(t, &t.record, n)
	}
	if err := t.compare(f, &t.record, sure, open, n); err != nil {
		return err
	}
	if len(tally.rules)+len(tally.places) > maxDistinct {
		return fmt.Errorf("expected at most %d distinct rules and places", maxDistinct)
	}
	return rowsWithin(tally.rows)
}

func (t *scannerTable) merge(other table) {
	o := other.(*scannerTable)
	t.matcher.learn(o.matcher)
	t.seen = plus(t.seen, o.seen)
	t.vex = t.vex || o.vex
	for severity, problem := range o.lacking {
		t.lack(fact.Severity(severity), problem)
	}
	t.pool.merge(o.pool)
	t.unclear.merge(o.unclear)
	t.suffixed = plus(t.suffixed, o.suffixed)
	t.compared = append(t.compared, o.compared...)
}

func (t *scannerTable) listed() int64 { return t.seen }

// lack keeps the first problem of a severity by its place.
func (t *scannerTable) lack(severity fact.Severity, problem fact.Problem) {
	if known := t.lacking[severity]; problem.Reason != "" && (known.Reason == "" || problem.At.Before(known.At)) {
		t.lacking[severity] = problem
	}
}

// placeOf hashes what makes a finding the same wherever it is reported: where it
// is and which weakness it is. A vulnerability of a package is in a lock file,
// or in no file but the image or folder that was examined. Aggregates and
// findings without a place are like no other.
func (t *scannerTable) placeOf(f *fact.Finding) (uint64, bool) {
	if f.Count > 1 || f.Path == "" && f.Package == "" {
		return 0, false
	}
	if f.Package != "" && len(f.CVE) > 0 {
		file := ""
		if isLockFile(f.Path) {
			file = strings.TrimPrefix(f.Path, "/")
		}
		version := strings.TrimPrefix(f.Version, "v")
		return t.set.hash("vulnerability", file, spelled(f.Package), version, vulnerability(f.CVE)), true
	}
	weakness := f.Rule
	for _, ids := range [][]string{f.CWE, f.CVE} {
		if len(ids) > 0 {
			ids = slices.Clone(ids)
			slices.Sort(ids)
			weakness = strings.Join(slices.Compact(ids), listSeparator)
		}
	}
	return t.set.hash(f.Path, fmt.Sprint(f.At), f.Package, f.Version, weakness), true
}

// vulnerability is the id by which scanners that know other aliases agree: the
// first CVE, else the first id of all.
func vulnerability(ids []string) string {
	known := distinctIDs(ids)
	slices.Sort(known)
	for _, id := range known {
		if strings.HasPrefix(id, "CVE-") {
			return id
		}
	}
	return known[0]
}

// isLockFile tells a file that lists packages from an image or a folder.
func isLockFile(name string) bool {
	base := name[strings.LastIndexByte(name, '/')+1:]
	for _, known := range []string{"go.mod", "go.sum", "pom.xml", "requirements.txt", "package.json", "npm-shrinkwrap.json", "gradle.lockfile", "packages.config"} {
		if base == known {
			return true
		}
	}
	return strings.HasSuffix(base, ".lock") || strings.Contains(base, "-lock.") || strings.HasSuffix(base, ".lock.json")
}

// values lists the finding's values in the i-th breakdown of the set.
func (t *scannerTable) values(i int, f *fact.Finding) []string {
	return valuesOf(t.columns, t.set.by[i].field, f)
}

func (t *scannerTable) answer(q *fact.Question, filter int) fact.Answer {
	if q.Compare != fact.NotCompared {
		return fact.Answer{Problem: []fact.Problem{{Reason: fact.Missing, Text: "there is no base to compare with"}}}
	}
	all := t.pool.of(filter)
	severities, states := cells(q)
	a := fact.Answer{Seen: t.seen, Matched: all.counts.sum(anySeverity, allStates)}
	a.Beside = []fact.Note{
		{Name: "suppressed", Count: all.counts.sum(anySeverity, []state{suppressed})},
		{Name: "undecided", Count: all.counts.sum(anySeverity, []state{undecided})},
	}
	if !scannerMeasures.of(q).exact {
		n := all.count(q)
		a.Beside = append(a.Beside, fact.Note{Name: "of other severities", Count: n.sum(anySeverity, states) - n.sum(severities, states)})
	}
	counted := slices.Contains(states, active)
	cleared := all.counts.sum(severities, []state{exempted})
	if counted && t.vex {
		n := all.counts.sum(severities, states)
		a.Beside = append(a.Beside, fact.Note{Name: "cleared by VEX", Count: cleared}, fact.Note{Name: "before VEX", Count: plus(n, cleared)}, fact.Note{Name: "after VEX", Count: n})
	}
	if q.Dedupe {
		a.Beside = append(a.Beside,
			fact.Note{Name: "before dedupe", Count: all.counts.sum(severities, states)},
			fact.Note{Name: "after dedupe", Count: all.distinct().sum(severities, states)})
	}
	if !onlyStates(q.Where) {
		a.Problem = near(t.set, q, unmatched(q, a.Seen, a.Matched, "findings"), t.matcher.names)
	}
	for _, severity := range severities {
		if t.lacking[severity].Reason != "" {
			a.Problem = append(a.Problem, t.lacking[severity])
		}
	}
	a.Figures = []fact.Figure{all.figure(q)}
	t.narrow(&a, all, q, filter)
	a.Exhibits = all.exhibits(q)
	if counted {
		states = append(states, exempted)
	}
	a.More = all.count(q).sum(severities, states) - int64(len(a.Exhibits))
	for i, b := range t.set.by {
		if b.field.Name == q.By {
			a.Rows = all.rowFigures(q, i)
		}
	}
	return a
}

// onlyStates reports whether a filter asks for severity, suppressed and what
// catalogues say alone: that no finding passes it is then good news and no mistake.
func onlyStates(w fact.Where) bool {
	return !slices.ContainsFunc(w.Fields(), func(name string) bool {
		return !slices.Contains([]string{"severity", "suppressed", kevField, epssField}, name)
	})
}

// cells says which findings a question counts. Suppressed ones count only
// where the question asks for them by name, in its measure or its filter.
func cells(q *fact.Question) ([]fact.Severity, []state) {
	of := scannerMeasures.of(q)
	states := slices.Clone(of.states)
	if slices.Contains(states, active) && slices.Contains(q.Where.Fields(), "suppressed") {
		states = append(states, suppressed)
	}
	return of.severities, states
}
