package criteria

import (
	"math/big"
	"time"

	"signoff/internal/tree"
)

// draft is a criterion as it is written.
type draft struct {
	at                      tree.Node
	id, category            tree.Node
	title, why, fix, owner  string
	priority, phase         string
	due                     tree.Node
	dueTime                 time.Time
	empty                   string
	question                questionDraft
	target, warn            tree.Node
	blocker, locked         bool
	informs                 bool
	binds                   tree.Node
	bindsTime               time.Time
	was                     []tree.Node
	each                    tree.Node
	overrides               []*groupDraft
	weight                  *big.Rat
	refs                    []string
	applies                 *appliesDraft
	confidence, repair      tree.Node
	revision                tree.Node
	revised                 time.Time
	baseline                []tree.Node
	unpaired                tree.Node
	skip                    string
	past                    *pastDraft
	all, any                []*memberDraft
	atLeast                 *atLeastDraft
	ratio                   *ratioDraft
	allAt, anyAt, atLeastAt tree.Node
	ratioAt                 tree.Node
	expression, operands    tree.Node
}

func (d *draft) keys() []tree.Key {
	keys := []tree.Key{
		{Name: "id", Doc: "how reports name it: COV-01", Example: "COV-01", Shape: identifier(&d.id), Required: true},
		{Name: "title", Doc: "what it asks, in a line", Example: "Line coverage", Shape: tree.Text(&d.title), Required: true},
		{Name: "category", Doc: "the id of its category", Example: "tests", Shape: tree.Keep(&d.category, textSchema), Required: true},
	}
	keys = append(keys, d.question.keys()...)
	return append(keys,
		tree.Key{Name: "target", Doc: "what the figure must satisfy, with its unit: < 10ms", Default: "== 1 for document.exists and statement.valid, else it is a mistake", Example: `">= 80%"`, Shape: tree.Keep(&d.target, textSchema)},
		tree.Key{Name: "warn", Doc: "a stricter target; between the two it is a warning", Default: "no warning", Example: `">= 90%"`, Shape: tree.Keep(&d.warn, textSchema)},
		tree.Key{Name: "blocker", Doc: "whether nothing is approved while it is unmet or unknown", Default: "false", Example: "true", Shape: tree.Flag(&d.blocker)},
		tree.Key{Name: "each", Doc: "a field, or { path: PATTERN } for what its first wildcard matches: the target must hold for every group of records", Default: "the target is compared with them all together", Example: "package", Shape: tree.Keep(&d.each, eachSchema)},
		tree.Key{Name: "overrides", Doc: "targets of single groups of each", Default: "none", Example: `[ { match: shop/legacy, target: ">= 40%", because: grown long ago } ]`, Shape: tree.Each("override", (*groupDraft).keys, &d.overrides)},
		tree.Key{Name: "informs", Doc: "true: it is shown with its outcome and counts nowhere", Default: "false", Example: "true", Shape: tree.Flag(&d.informs)},
		tree.Key{Name: "binds", Doc: "the day from which it counts; until then it informs", Default: "always", Example: "2027-03-01", Shape: date(&d.binds, &d.bindsTime)},
		tree.Key{Name: "was", Doc: "earlier ids of it, so that comparisons and histories go on", Default: "none", Example: "[COV-01]", Shape: texts(&d.was)},
		tree.Key{Name: "locked", Doc: "in a pack, true: nobody may tailor it", Default: "false", Example: "true", Shape: tree.Flag(&d.locked)},
		tree.Key{Name: "weight", Doc: "what it counts in its category", Default: "1", Example: "2", Shape: tree.Fraction(&d.weight)},
		tree.Key{Name: "empty", Doc: "what it is when no record passes where", Default: "met where a count of findings is narrowed by severity or suppressed alone, else unknown", Example: "met", Shape: tree.Word(&d.empty, "met", "unknown")},
		tree.Key{Name: "why", Doc: "why it matters, in Markdown", Example: "Untested lines break unseen.", Shape: tree.Text(&d.why)},
		tree.Key{Name: "fix", Doc: "what to do when it is unmet, in Markdown", Example: "Write tests for the branches that nothing takes.", Shape: tree.Text(&d.fix)},
		tree.Key{Name: "owner", Doc: "who answers for it", Example: "platform", Shape: tree.Text(&d.owner)},
		tree.Key{Name: "due", Doc: "the day by which it is to be met", Default: "no date set", Example: "2026-12-15", Shape: date(&d.due, &d.dueTime)},
		tree.Key{Name: "priority", Doc: "how urgent it is, for the list of what to do: critical, high, medium, low, or a word of the project", Default: "not shown", Example: "high", Shape: tree.Text(&d.priority)},
		tree.Key{Name: "phase", Doc: "in which phase it is to be met", Default: "not shown", Example: "Phase 3", Shape: tree.Text(&d.phase)},
		tree.Key{Name: "refs", Doc: "rules and promises that it comes from", Default: "none", Example: "[SLA-3, NIST SSDF PW.8]", Shape: tree.Texts(&d.refs)},
		tree.Key{Name: "applies", Doc: "when it applies", Default: "always", Example: "{ when: strict, because: only production is strict }", Shape: tree.One("applies", (*appliesDraft).keys, &d.applies)},
		tree.Key{Name: "confidence", Doc: "how sure a judgement by samples must be: 95%", Default: "the figure itself decides; with a baseline of a benchmark 99%", Example: "95%", Shape: tree.Keep(&d.confidence, textSchema)},
		tree.Key{Name: "repair", Doc: "how long an outage lasts, for an availability with confidence: a measure of other evidence, or a time, which is then attested", Default: "none, and then nothing is met with confidence", Example: "10m", Shape: tree.Keep(&d.repair, repairSchema)},
		tree.Key{Name: "revision", Doc: "the day on which it last changed; statements made before are stale", Example: "2026-10-01", Shape: date(&d.revision, &d.revised)},
		tree.Key{Name: "baseline", Doc: "evidence that the figure is compared with, or { history: … } for past runs; the target is the margin: <= +5%", Default: "no comparison", Example: "before", Shape: d.baselineShape()},
		tree.Key{Name: "unpaired", Doc: "skip: a series of a benchmark that the baseline does not have is passed over and listed in Limits; one that is gone is never", Default: "a series without a past leaves the comparison open", Example: "skip", Shape: kept(&d.unpaired, tree.Word(&d.skip, "skip"))},
		tree.Key{Name: "all", Doc: "questions that must all hold", Example: "[ { evidence: unit, measure: tests.failed, target: == 0 } ]", Shape: kept(&d.allAt, tree.Each("question", (*memberDraft).keys, &d.all))},
		tree.Key{Name: "any", Doc: "questions of which one must hold", Example: "[ { evidence: unit, measure: tests.failed, target: == 0 } ]", Shape: kept(&d.anyAt, tree.Each("question", (*memberDraft).keys, &d.any))},
		tree.Key{Name: "at_least", Doc: "questions of which so many must hold", Example: "{ count: 1, of: [ { evidence: unit, measure: tests.failed, target: == 0 } ] }", Shape: kept(&d.atLeastAt, tree.One("at_least", (*atLeastDraft).keys, &d.atLeast))},
		tree.Key{Name: "ratio", Doc: "one figure divided by another", Example: "{ of: { evidence: redis, measure: benchmark.errors }, to: { evidence: redis, measure: benchmark.requests } }", Shape: kept(&d.ratioAt, tree.One("ratio", (*ratioDraft).keys, &d.ratio))},
		tree.Key{Name: "expression", Doc: "a figure or a condition computed of operands: fixed / total", Example: "1 - high / total", Shape: tree.Keep(&d.expression, textSchema)},
		tree.Key{Name: "operands", Doc: "the questions that an expression names", Example: "{ high: { evidence: bandit, measure: findings.high }, total: { evidence: bandit, measure: findings.total } }", Shape: tree.Keep(&d.operands, operandsSchema)},
	)
}

// memberDraft is a question of a composite with its own target.
type memberDraft struct {
	at       tree.Node
	question questionDraft
	target   tree.Node
}

func (m *memberDraft) keys(at tree.Node) []tree.Key {
	m.at = at
	return append(m.question.keys(), tree.Key{Name: "target", Doc: "what the figure must satisfy", Default: "== 1 for document.exists and statement.valid, else it is a mistake", Example: "== 0", Shape: tree.Keep(&m.target, textSchema)})
}

type atLeastDraft struct {
	count int
	of    []*memberDraft
}

func (a *atLeastDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "count", Doc: "how many must hold", Example: "1", Shape: tree.Whole(&a.count, 1), Required: true},
		{Name: "of", Doc: "the questions", Example: "[ { evidence: unit, measure: tests.failed, target: == 0 } ]", Shape: tree.Each("question", (*memberDraft).keys, &a.of), Required: true},
	}
}

type ratioDraft struct{ of, to *operandDraft }

func (r *ratioDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "of", Doc: "the figure that is divided", Example: "{ evidence: redis, measure: benchmark.errors }", Shape: tree.One("question", (*operandDraft).keys, &r.of), Required: true},
		{Name: "to", Doc: "the figure that it is divided by", Example: "{ evidence: redis, measure: benchmark.requests }", Shape: tree.One("question", (*operandDraft).keys, &r.to), Required: true},
	}
}

type operandDraft struct {
	at       tree.Node
	question questionDraft
}

func (o *operandDraft) keys(at tree.Node) []tree.Key {
	o.at = at
	return o.question.keys()
}

// categoryDraft is a category as it is written.
type categoryDraft struct {
	id     tree.Node
	title  string
	weight *big.Rat
	note   string
}

func (c *categoryDraft) keys() []tree.Key {
	return []tree.Key{
		{Name: "id", Doc: "how criteria name it", Example: "security", Shape: identifier(&c.id), Required: true},
		{Name: "title", Doc: "how reports name it", Default: "its id", Example: "Security", Shape: tree.Text(&c.title)},
		{Name: "weight", Doc: "what it counts in the overall score", Default: "1", Example: "2", Shape: tree.Fraction(&c.weight)},
		{Name: "note", Doc: "a remark next to its scores, in a line", Example: "Measured on one machine.", Shape: tree.Text(&c.note)},
	}
}

// readCategories reads the categories of a file. Several files may speak of one
// category; what it counts is what the first says, unless that is tailored.
func (l *loader) readCategories(from *policy) {
	if !from.categories.Exists() {
		return
	}
	here := map[string]bool{}
	from.categories.Items(func(item tree.Node) {
		d := &categoryDraft{}
		item.Object("category", d.keys(), nil)
		id := text(d.id)
		if id == "" {
			return
		}
		i, ok := l.categories[id]
		if ok && here[id] {
			d.id.Fail("duplicate category %q; the first is at %s", id, l.plan.Categories[i].Declared)
			return
		}
		here[id] = true
		if ok {
			l.sameCategory(d, &l.plan.Categories[i])
			return
		}
		if d.title == "" {
			d.title = id
		}
		l.categories[id] = len(l.plan.Categories)
		l.plan.Categories = append(l.plan.Categories, Category{ID: id, Title: d.title, Weight: l.weight(d.id, d.weight), Note: d.note, Declared: d.id.Pos()})
	})
}

// sameCategory compares a category with that of another file.
func (l *loader) sameCategory(d *categoryDraft, first *Category) {
	if d.weight != nil && d.weight.Cmp(first.Weight) != 0 {
		d.id.Fail("expected weight %s for %s, as %s says, found %s", first.Weight.RatString(), first.ID, first.Declared, d.weight.RatString()).Hint =
			"what packs say of a weight is tailored: { policy: categories." + first.ID + ".weight, set: … }"
	}
	if d.title != "" {
		first.Title = d.title
	}
	if d.note != "" {
		first.Note = d.note
	}
}

// weight is what was declared, 1 when nothing was.
func (l *loader) weight(at tree.Node, declared *big.Rat) *big.Rat {
	switch {
	case declared == nil:
		return big.NewRat(1, 1)
	case declared.Sign() == 0:
		at.Fail("expected a weight above 0 for %q, found 0", text(at)).Hint = "what should not count is left out, or declared as not applicable with the reason"
	}
	return declared
}

// readCriteria reads the criteria of a file; those of a pack are tailored on
// the way, so that what is changed passes the same checks.
func (l *loader) readCriteria(from *policy) {
	if !from.criteria.Exists() {
		return
	}
	pack := from.name
	from.criteria.Items(func(item tree.Node) {
		d := &draft{at: item}
		var instead map[string]tree.Node
		if pack != "" {
			instead = l.tailored(item, from)
		}
		item.Object("criterion", d.keys(), instead)
		id := text(d.id)
		if id == "" {
			return
		}
		if id == "score" || id == "verdict" {
			d.id.Fail("expected an id other than %q", id).Hint = "explain opens the score and the verdict by these names"
		}
		if i, ok := l.criteria[id]; ok {
			first := l.plan.Criteria[i]
			e := d.id.Fail("duplicate criterion %q; the first is at %s", id, first.Declared)
			if first.Pack != "" && pack == "" {
				e.Hint = "a pack's criterion is changed with tailor"
			}
			return
		}
		l.criteria[id] = len(l.plan.Criteria)
		l.plan.Criteria = append(l.plan.Criteria, Criterion{ID: id, Declared: d.id.Pos(), Pack: pack})
		l.drafts = append(l.drafts, d)
	})
}
