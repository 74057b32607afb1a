package criteria

import (
	"signoff/internal/lazy"
	"signoff/internal/tree"
)

// project is what signoff.yaml says, before it is compiled.
type project struct {
	name, release, commit string
	subject               []tree.Node
	draft                 bool
	include               []tree.Node
	params, environments  tree.Node
	evidence              tree.Node
	categories, criteria  tree.Node
	waivers               []*waiverDraft
	tailor                []*tailorDraft
	scoring               *scoringDraft
	grades                []*gradeDraft
	verdict               *verdictDraft
	approvals             *approvalsDraft
	waiverMax, narrative  tree.Node
}

// keys is the table of signoff.yaml.
func (p *project) keys() []tree.Key {
	return []tree.Key{
		{Name: "version", Doc: "the version of this format: 1", Example: "1", Shape: version(), Required: true},
		{Name: "project", Doc: "what is assessed", Example: "Shop", Shape: tree.Text(&p.name), Required: true},
		{Name: "release", Doc: "which release of it", Example: `"2.4"`, Shape: tree.Text(&p.release)},
		{Name: "draft", Doc: "true: nobody has agreed to the targets yet, so that the verdict is conditional at most and nobody can approve", Default: "false", Example: "true", Shape: tree.Flag(&p.draft)},
		{Name: "include", Doc: "packs by name, or paths of criteria files", Default: "none", Example: "[production-readiness, criteria/own.yaml]", Shape: texts(&p.include)},
		{Name: "commit", Doc: "what the evidence must belong to: auto asks git, or a hash of at least 7 digits", Default: "evidence is not held against a commit", Example: "auto", Shape: commit(&p.commit)},
		{Name: "subject", Doc: "what is released: files, or an image by its digest", Default: "nothing by digest", Example: "[dist/*.tar.gz]", Shape: texts(&p.subject)},
		{Name: "params", Doc: "parameters that targets (${name}) and applies.when refer to", Default: "none", Example: "{ p95: 20ms, strict: false }", Shape: tree.Keep(&p.params, scalarsSchema)},
		{Name: "environments", Doc: "parameters by environment; --env chooses one", Default: "none", Example: "{ prod: { p95: 10ms, strict: true } }", Shape: tree.Keep(&p.environments, environmentsSchema)},
		{Name: "evidence", Doc: "the sources of figures, by id", Default: "none", Example: "{ bandit: { path: evidence/bandit.json, max_age: 7d } }", Shape: tree.Keep(&p.evidence, evidencesSchema)},
		{Name: "categories", Doc: "groups of criteria for scoring", Default: "none", Example: "[ { id: security, title: Security, weight: 2 } ]", Shape: tree.Keep(&p.categories, categoriesSchema)},
		{Name: "criteria", Doc: "the acceptance criteria", Default: "none", Example: "[ { id: SEC-01, title: No high finding, category: security, evidence: bandit, measure: findings.high, target: == 0 } ]", Shape: tree.Keep(&p.criteria, criteriaSchema)},
		{Name: "waivers", Doc: "accepted, owned, expiring exceptions", Default: "none", Example: "[ { criterion: SEC-01, reason: Fixed in 2.5, owner: A. Owner, approved_by: B. Chief, expires: 2026-12-31 } ]", Shape: tree.Each("waiver", (*waiverDraft).keys, &p.waivers)},
		{Name: "tailor", Doc: "changes to the criteria of packs", Default: "none", Example: `[ { criterion: COV-01, set: { target: ">= 70%" }, because: Generated code counts, approved_by: B. Chief } ]`, Shape: tree.Each("tailor", (*tailorDraft).keys, &p.tailor)},
		{Name: "scoring", Doc: "what an outcome counts", Example: "{ warning: 1/2 }", Shape: tree.One("scoring", (*scoringDraft).keys, &p.scoring)},
		{Name: "grades", Doc: "names of scores from the best down", Default: "Excellent from 95, Good from 85, Acceptable from 60, Poor from 0", Example: "[ { name: Pass, from: 75 }, { name: Fail, from: 0 } ]", Shape: tree.Each("grade", (*gradeDraft).keys, &p.grades)},
		{Name: "verdict", Doc: "what the verdict asks", Example: `{ approved: { compliance: ">= 98%" } }`, Shape: tree.One("verdict", (*verdictDraft).keys, &p.verdict)},
		{Name: "approvals", Doc: "who must sign", Default: "nobody", Example: "{ roles: [Engineering, Security] }", Shape: tree.One("approvals", (*approvalsDraft).keys, &p.approvals)},
		{Name: "waiver_max", Doc: "the longest life of a waiver", Default: "365d", Example: "90d", Shape: tree.Keep(&p.waiverMax, textSchema)},
		{Name: "narrative", Doc: "Markdown files by the part of the report that they fill", Default: "none", Example: "{ business_value: narrative/business.md }", Shape: tree.Keep(&p.narrative, textsByNameSchema)},
	}
}

// version reads the only version there is.
func version() tree.Shape {
	return tree.Shape{
		Schema: func() map[string]any { return map[string]any{"const": 1} },
		Read: func(n tree.Node) {
			if n.Raw() != "1" {
				n.Wanted("version 1")
			}
		},
	}
}

var hash = lazy.Regexp(`^[0-9a-fA-F]{7,64}$`)

func commit(into *string) tree.Shape {
	return tree.Shape{Schema: textSchema, Read: func(n tree.Node) {
		text, ok := n.Text()
		if ok && text != "auto" && !hash().MatchString(text) {
			n.Wanted("auto or a hash of 7 to 64 digits")
			return
		}
		*into = text
	}}
}

// texts keeps one text or a list of them with their places.
func texts(into *[]tree.Node) tree.Shape {
	return tree.Shape{Schema: textsSchema, Read: func(n tree.Node) {
		n.OneOrMore(func(item tree.Node) {
			if _, ok := item.Text(); ok {
				*into = append(*into, item)
			}
		})
	}}
}

// An id and a name are of up to longestName characters. The patterns leave that
// to be checked besides: a bounded repetition takes long to compile.
const longestName = 64

var (
	idPattern   = lazy.Regexp(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
	namePattern = lazy.Regexp(`^[A-Za-z_][A-Za-z0-9_-]*$`)
)

func isID(text string) bool   { return len(text) <= longestName && idPattern().MatchString(text) }
func isName(text string) bool { return len(text) <= longestName && namePattern().MatchString(text) }

// identifier reads an id and keeps its place.
func identifier(into *tree.Node) tree.Shape {
	return tree.Shape{
		Schema: func() map[string]any { return map[string]any{"type": []any{"string", "number"}} },
		Read: func(n tree.Node) {
			if checkID(n) {
				*into = n
			}
		},
	}
}

func checkID(n tree.Node) bool {
	text, ok := n.Text()
	if ok && !isID(text) {
		n.Wanted("an id of up to 64 letters, digits, points, dashes and underscores")
		return false
	}
	return ok
}

// text is the text of a node that was checked when it was read.
func text(n tree.Node) string {
	if !n.IsText() {
		return ""
	}
	s, _ := n.Text()
	return s
}
