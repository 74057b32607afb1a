package criteria

import (
	"signoff/internal/tree"
)

// policy is what signoff.yaml and each file that it includes may say: criteria,
// and what the verdict asks.
type policy struct {
	// name is that of the pack as written in include, "" for the project.
	name string
	// locked says that nobody may tailor anything of it.
	locked               bool
	include              []tree.Node
	params, environments tree.Node
	categories, criteria tree.Node
	scoring              *scoringDraft
	grades               []*gradeDraft
	gradesAt             tree.Node
	verdict              *verdictDraft
	approvals            *approvalsDraft
	waiverMax            tree.Node
	people               []*personDraft
}

func (p *policy) keys() []tree.Key {
	return []tree.Key{
		{Name: "include", Doc: "packs by name, paths of criteria files, or { path, sha256 } to pin one", Default: "none", Example: "[production-readiness, criteria/own.yaml]", Shape: tree.Shape{Schema: includesSchema, Read: p.readIncludes}},
		{Name: "params", Doc: "parameters that targets (${name}) and applies.when refer to", Default: "none", Example: "{ p95: 20ms, strict: false }", Shape: tree.Keep(&p.params, scalarsSchema)},
		{Name: "environments", Doc: "parameters by environment; --env chooses one", Default: "none", Example: "{ prod: { p95: 10ms, strict: true } }", Shape: tree.Keep(&p.environments, environmentsSchema)},
		{Name: "categories", Doc: "groups of criteria for scoring", Default: "none", Example: "[ { id: security, title: Security, weight: 2 } ]", Shape: tree.Keep(&p.categories, categoriesSchema)},
		{Name: "criteria", Doc: "the acceptance criteria", Default: "none", Example: "[ { id: SEC-01, title: No high finding, category: security, evidence: bandit, measure: findings.high, target: == 0 } ]", Shape: tree.Keep(&p.criteria, criteriaSchema)},
		{Name: "scoring", Doc: "what an outcome counts", Example: "{ warning: 1/2 }", Shape: tree.One("scoring", (*scoringDraft).keys, &p.scoring)},
		{Name: "grades", Doc: "names of scores from the best down", Default: "Excellent from 95, Good from 85, Acceptable from 60, Poor from 0", Example: "[ { name: Pass, from: 75 }, { name: Fail, from: 0 } ]", Shape: kept(&p.gradesAt, tree.Each("grade", (*gradeDraft).keys, &p.grades))},
		{Name: "verdict", Doc: "what the verdict asks", Example: `{ approved: { compliance: ">= 98%" } }`, Shape: tree.One("verdict", (*verdictDraft).keys, &p.verdict)},
		{Name: "approvals", Doc: "who must sign", Default: "nobody", Example: "{ roles: [Engineering, Security] }", Shape: tree.One("approvals", (*approvalsDraft).keys, &p.approvals)},
		{Name: "people", Doc: "who is who: a name that is not among them is pointed out", Default: "nobody is listed", Example: "[ { name: A. Owner }, { name: release-bot, kind: agent } ]", Shape: tree.Each("people", (*personDraft).keys, &p.people)},
		{Name: "waiver_max", Doc: "the longest life of a waiver", Default: "365d", Example: "90d", Shape: tree.Keep(&p.waiverMax, textSchema)},
	}
}

// packKeys is the table of an included file.
func (p *policy) packKeys() []tree.Key {
	return append([]tree.Key{
		{Name: "version", Doc: "the version of this format: 1", Example: "1", Shape: version(), Required: true},
		{Name: "locked", Doc: "true: nobody may tailor anything of it", Default: "false", Example: "true", Shape: tree.Flag(&p.locked)},
	}, p.keys()...)
}

// says lists the parts of the verdict that the policy itself speaks of, by the
// names under which tailor knows them.
func (p *policy) says(part string) bool {
	switch part {
	case "scoring.warning":
		return p.scoring != nil && p.scoring.credit != nil
	case "grades":
		return p.gradesAt.Exists()
	case "approvals.roles":
		return p.approvals != nil
	case "waiver_max":
		return p.waiverMax.Exists()
	}
	for _, b := range bars {
		if b.name == part {
			return b.of(p).Exists()
		}
	}
	return false
}

// bars are the four figures that a verdict may ask for.
var bars = []struct {
	name string
	of   func(p *policy) tree.Node
}{
	{"verdict.approved.compliance", func(p *policy) tree.Node { return p.verdict.of(true).compliance }},
	{"verdict.approved.score", func(p *policy) tree.Node { return p.verdict.of(true).score }},
	{"verdict.conditional.compliance", func(p *policy) tree.Node { return p.verdict.of(false).compliance }},
	{"verdict.conditional.score", func(p *policy) tree.Node { return p.verdict.of(false).score }},
}

// of is what approved or conditional asks; the zero draft asks nothing.
func (v *verdictDraft) of(approved bool) barDraft {
	switch {
	case v != nil && approved && v.approved != nil:
		return *v.approved
	case v != nil && !approved && v.conditional != nil:
		return *v.conditional
	}
	return barDraft{}
}

// policies lists them in order: what is included first, the project last.
func (l *loader) policies() []*policy {
	return append(l.packs[:len(l.packs):len(l.packs)], &l.project.policy)
}

// tailorable lists what of a policy tailor may change, by name.
func (l *loader) tailorable() []string {
	names := []string{"approvals.roles", "grades", "scoring.warning", "waiver_max"}
	for _, b := range bars {
		names = append(names, b.name)
	}
	for _, c := range l.plan.Categories {
		names = append(names, "categories."+c.ID+".weight")
	}
	return names
}
