package criteria

import (
	"slices"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// evidenceDraft is one entry of evidence as it is written.
type evidenceDraft struct {
	at                          tree.Node
	paths                       []tree.Node
	format, maxAge, min, warmup tree.Node
	rounds                      bool
	commit, skipped, union      string
	quiet                       tree.Node
	root                        string
	strip                       []tree.Node
	attempts                    bool
	rating                      *ratingDraft
	transcribed, by             string
	collect                     collectDraft
	dated, on, statement, holds tree.Node
	proof                       tree.Node
	vex, context, covers        []tree.Node
	statementText, kind         string
	datedTime, onTime           time.Time
	holdsFlag                   bool
}

func (e *evidenceDraft) keys() []tree.Key {
	return []tree.Key{
		{Name: "path", Doc: "a file or a glob, from the folder of signoff.yaml", Example: "evidence/junit/*.xml", Shape: texts(&e.paths)},
		{Name: "paths", Doc: "several files or globs that are read as one", Example: "[evidence/unit.xml, evidence/e2e.xml]", Shape: texts(&e.paths)},
		{Name: "format", Doc: "the format of the files, or the path of a reader in YAML", Default: "recognised by the shape of the file", Example: "junit", Shape: tree.Keep(&e.format, textSchema)},
		{Name: "max_age", Doc: "how old it may be: 7d", Default: "any age", Example: "7d", Shape: tree.Keep(&e.maxAge, textSchema)},
		{Name: "min", Doc: "what it must show at least to count: files, or any measure", Default: "one file", Example: "{ files: 4, tests.passed: 20 }", Shape: tree.Keep(&e.min, scalarsSchema)},
		{Name: "commit", Doc: "required: files must name the commit", Default: "files may name none", Example: "required", Shape: tree.Word(&e.commit, "required")},
		{Name: "skipped", Doc: "allowed: the tool may leave inputs out", Default: "such a run is empty", Example: "allowed", Shape: tree.Word(&e.skipped, "allowed")},
		{Name: "quiet", Doc: "clean: an empty file is a clean run, of a format whose tool prints nothing when it finds nothing", Default: "an empty file proves nothing", Example: "clean", Shape: kept(&e.quiet, tree.Word(new(string), "clean"))},
		{Name: "attempts", Doc: "true: the files are attempts of one test run, of which the last by the date inside decides", Default: "each file is a run of its own", Example: "true", Shape: tree.Flag(&e.attempts)},
		{Name: "strip", Doc: "what is taken off the front of the source paths that the files name; {1} is what the first wildcard of the path matched", Example: "/home/ci/agent/work/", Shape: texts(&e.strip)},
		{Name: "root", Doc: "the folder that relative source paths begin in; {1} is what the first wildcard of the path matched", Example: "packages/{1}", Shape: tree.Text(&e.root)},
		{Name: "union", Doc: "builds: files that name the same source path are builds of one source", Default: "where they disagree on its lines, both readings must satisfy", Example: "builds", Shape: tree.Word(&e.union, "builds")},
		{Name: "severity", Doc: "what counts for findings that the tool did not rate", Default: "counts by severity stay open", Example: "{ unrated: medium, because: triaged on 2026-11-02 }", Shape: tree.One("severity", func(r *ratingDraft, _ tree.Node) []tree.Key { return r.keys() }, &e.rating)},
		{Name: "covers", Doc: "the source that it is about, from the folder of signoff.yaml: what was committed there later makes it older than the source", Default: "the source files that it names", Example: `"src/**"`, Shape: texts(&e.covers)},
		{Name: "collect", Doc: "the command that makes it; run only by signoff collect", Example: "redis-benchmark --csv -t get,set", Shape: collectShape(&e.collect)},
		{Name: "warmup", Doc: "for how long samples of a benchmark are left out, from the first", Default: "none are left out", Example: "30s", Shape: tree.Keep(&e.warmup, textSchema)},
		{Name: "rounds", Doc: "true: each file holds the runs of one round, which its median stands for", Default: "each run stands for itself", Example: "true", Shape: tree.Flag(&e.rounds)},
		{Name: "transcribed", Doc: "what somebody typed it from", Example: "the audit report of 2026-10-02, page 4", Shape: tree.Text(&e.transcribed)},
		{Name: "dated", Doc: "the date that the files lack; needs by", Example: "2026-11-01", Shape: date(&e.dated, &e.datedTime)},
		{Name: "by", Doc: "who states the date, or the statement", Example: "A. Owner", Shape: tree.Text(&e.by)},
		{Name: "vex", Doc: "evidence whose VEX statements apply to these findings", Default: "none", Example: "vex", Shape: texts(&e.vex)},
		{Name: "context", Doc: "evidence that is a catalogue in which these findings are looked up: KEV, EPSS", Default: "none", Example: "[kev, epss]", Shape: texts(&e.context)},
		{Name: "statement", Doc: "a person's word in place of a file", Example: "Failover drill done, service back in 7 s", Shape: kept(&e.statement, tree.Text(&e.statementText))},
		{Name: "on", Doc: "the day of the statement", Example: "2026-11-02", Shape: date(&e.on, &e.onTime)},
		{Name: "holds", Doc: "false when the person states that it does not hold", Default: "true", Example: "false", Shape: kept(&e.holds, tree.Flag(&e.holdsFlag))},
		{Name: "kind", Doc: "of a statement, agent: a program states it; such are counted on the first screen", Default: "person", Example: "agent", Shape: tree.Word(&e.kind, byPerson, byAgent)},
		{Name: "proof", Doc: "a file that supports the statement", Example: "evidence/drill.log", Shape: tree.Keep(&e.proof, textSchema)},
	}
}

// kept reads a value and keeps its place.
func kept(at *tree.Node, shape tree.Shape) tree.Shape {
	return tree.Shape{Schema: shape.Schema, Read: func(n tree.Node) {
		*at = n
		shape.Read(n)
	}}
}

// date reads a day, which is its start, or an instant; without a zone it is UTC.
func date(at *tree.Node, into *time.Time) tree.Shape {
	return tree.Shape{
		Schema: func() map[string]any { return map[string]any{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}`} },
		Read: func(n tree.Node) {
			*at = n
			written, ok := n.Text()
			if !ok {
				return
			}
			t, _, err := quantity.ParseTime(written)
			if err != nil || len(written) < len(time.DateOnly) || written[4] != '-' {
				n.Expected("a date such as 2026-01-31 or 2026-01-31T15:04:05Z")
				return
			}
			*into = t
		},
	}
}

// lastInstant is when something that ends on the date ends: a day has 24 hours.
func lastInstant(n tree.Node, t time.Time) time.Time {
	if _, as, err := quantity.ParseTime(text(n)); err == nil {
		return as.Last(t)
	}
	return t
}

func (l *loader) readEvidence() {
	if !l.project.evidence.Exists() {
		return
	}
	l.project.evidence.Pairs(func(key, value tree.Node) {
		if !checkID(key) {
			return
		}
		e := &evidenceDraft{at: key}
		if value.IsText() {
			e.paths = []tree.Node{value}
		} else {
			value.Object("evidence", e.keys(), nil)
		}
		if value.Refused() {
			return
		}
		entry := Evidence{
			ID: text(key), Declared: key.Pos(), Collect: e.collect.run, Transcribed: e.transcribed,
			CommitRequired: e.commit != "", SkippedAllowed: e.skipped != "", Quiet: e.quiet.Exists(),
		}
		entry.Attempts, entry.Builds, entry.Root = e.attempts, e.union != "", e.root
		for _, n := range e.strip {
			entry.Strip = append(entry.Strip, text(n))
		}
		for _, n := range e.covers {
			checkPath(n)
			entry.Covers = append(entry.Covers, text(n))
		}
		l.readFiles(&entry, e)
		l.readRating(&entry, e)
		if e.statement.Exists() {
			l.readStatement(&entry, e)
		} else {
			l.checkFiles(&entry, e)
		}
		l.readCollect(&entry, &e.collect)
		entry.MaxAge, entry.Warmup, entry.Rounds = l.age(e.maxAge), l.age(e.warmup), e.rounds
		l.evidence[entry.ID] = len(l.plan.Evidence)
		l.plan.Evidence = append(l.plan.Evidence, entry)
		l.entries = append(l.entries, e)
	})
	l.checkVEX()
}

// checkFiles holds what evidence of files may and must say.
func (l *loader) checkFiles(entry *Evidence, e *evidenceDraft) {
	if len(e.paths) == 0 {
		e.at.Fail("expected path or statement in evidence %q, found neither", entry.ID)
	}
	for _, part := range []struct {
		name string
		at   tree.Node
	}{{"on", e.on}, {"holds", e.holds}, {"proof", e.proof}} {
		if part.at.Exists() {
			part.at.Fail("%s belongs to a statement, found it next to a path", part.name)
		}
	}
	switch {
	case e.dated.Exists() && e.by == "":
		e.dated.Fail("expected by next to dated: who states the date").Hint = "write by: NAME; the name stands wherever the date does"
	case e.by != "" && !e.dated.Exists():
		e.at.Fail("expected dated next to by: what %s states", e.by)
	}
	entry.Dated, entry.DatedBy = e.datedTime, e.by
}

func (l *loader) readStatement(entry *Evidence, e *evidenceDraft) {
	l.kinds[entry.ID] = claim{fact.Statement, "it is a statement"}
	if len(e.paths) > 0 || e.format.Exists() || e.min.Exists() || e.dated.Exists() || e.collect.run != "" || e.transcribed != "" || len(e.vex)+len(e.context) > 0 || e.commit != "" || e.skipped != "" || e.quiet.Exists() {
		e.statement.Fail("a statement has by, on, holds, proof and max_age only").Hint = "evidence is either files or a statement; a file that supports a statement is its proof"
	}
	for _, part := range []struct {
		name, doc string
		missing   bool
	}{
		{"by", "who states it", e.by == ""},
		{"on", "the day it was stated", !e.on.Exists()},
		{"max_age", "how long it counts", !e.maxAge.Exists()},
	} {
		if part.missing {
			e.statement.Fail("expected %s next to the statement: %s", part.name, part.doc)
		}
	}
	if e.proof.Exists() {
		checkPath(e.proof)
	}
	holds := e.holdsFlag || !e.holds.Exists()
	entry.Statement = &Statement{Text: e.statementText, By: e.by, Proof: text(e.proof), On: e.onTime, Holds: holds, ByAgent: e.kind == byAgent}
}

// age reads a length of time that is not negative; no node gives no value.
func (l *loader) age(n tree.Node) quantity.Value {
	if !n.Exists() {
		return quantity.Value{}
	}
	if _, ok := n.Text(); !ok {
		return quantity.Value{}
	}
	v, err := quantity.ParseAge(n.Raw())
	if err != nil {
		misread(n, err)
	}
	return v
}

// checkVEX checks what is applied to findings: inventories with VEX statements, and
// catalogues, for evidence of scanners.
func (l *loader) checkVEX() {
	for i, e := range l.entries {
		entry := &l.plan.Evidence[i]
		entry.VEX = l.applied(entry.ID, e.vex, "VEX statements apply to findings", "its VEX statements are applied to ")
		entry.Context = l.applied(entry.ID, e.context, "findings are looked up in catalogues", "it is a catalogue for ")
	}
}

// applied are the inventories that are applied to the findings of an evidence,
// sorted.
func (l *loader) applied(to string, ids []tree.Node, whyFindings, whyInventory string) []string {
	var list []string
	for _, id := range ids {
		name := text(id)
		switch {
		case !l.declared(id, ""):
		case slices.Contains(list, name):
			id.Fail("evidence %q is named twice", name)
		case l.isKind(id, to, fact.Scanner, whyFindings) && l.isKind(id, name, fact.Inventory, whyInventory+to):
			list = append(list, name)
			l.read[name] = true
		}
	}
	slices.Sort(list)
	return list
}

// isKind claims that evidence is of a kind, unless something else is known.
func (l *loader) isKind(at tree.Node, id string, kind fact.Kind, why string) bool {
	held, claimed := l.kinds[id]
	if claimed && held.kind != kind {
		at.Fail("expected %s evidence, but %q is %s", kind, id, held.kind).Hint = held.why
		return false
	}
	l.kinds[id] = claim{kind, why}
	return true
}

// declared reports whether evidence of that id is declared. A pack may name
// evidence that a project does not have; in the project itself it is a fault.
func (l *loader) declared(id tree.Node, pack string) bool {
	_, ok := l.evidence[text(id)]
	if !ok && pack == "" {
		var ids []string
		for _, e := range l.plan.Evidence {
			ids = append(ids, e.ID)
		}
		id.Fail("no evidence declares %q%s", text(id), tree.Mean(text(id), ids)).Hint = "evidence is declared by id under evidence"
	}
	return ok
}

// readMinimums turns what evidence must show at least into questions.
func (l *loader) readMinimums() {
	for i, e := range l.entries {
		if !e.min.Exists() {
			continue
		}
		entry := &l.plan.Evidence[i]
		e.min.Pairs(func(key, value tree.Node) {
			if text(key) == "files" {
				tree.Whole(&entry.MinFiles, 1).Read(value)
				return
			}
			measure, ok := l.measure(key)
			if !ok || !l.fits(measure, key, []string{entry.ID}) {
				return
			}
			if _, ok := value.Text(); !ok {
				return
			}
			// A minimum is a figure: what follows the sign must be no comparison.
			figure, err := quantity.ParseValue(value.Raw(), dimension(measure))
			if err != nil {
				misread(value, err)
				return
			}
			entry.Min = append(entry.Min, Minimum{
				Ask:   l.ask(Ask{Evidence: []string{entry.ID}, Question: fact.Question{Measure: measure}}),
				Least: quantity.Target{Op: quantity.GE, A: figure, Source: value.Raw()},
				Pos:   key.Pos(),
			})
		})
	}
}
