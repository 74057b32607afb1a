package criteria

import (
	"time"
	_ "time/tzdata" // zones mean the same where the system has none

	"signoff/internal/lazy"
	"signoff/internal/tree"
)

// project is what signoff.yaml says, before it is compiled: the policy of its
// own and what no included file may say.
type project struct {
	policy
	name, release, commit string
	subject               []tree.Node
	draft                 bool
	zone                  *time.Location
	evidence, narrative   tree.Node
	waivers               []*waiverDraft
	tailor                []*tailorDraft
	redact                []tree.Node
	history               *historyDraft
	document              documentDraft
}

// keys is the table of signoff.yaml.
func (p *project) keys() []tree.Key {
	keys := []tree.Key{
		{Name: "version", Doc: "the version of this format: 1", Example: "1", Shape: version(), Required: true},
		{Name: "project", Doc: "what is assessed", Example: "Shop", Shape: tree.Text(&p.name), Required: true},
		{Name: "release", Doc: "which release of it", Example: `"2.4"`, Shape: tree.Text(&p.release)},
		{Name: "draft", Doc: "true: nobody has agreed to the targets yet, so that the verdict is conditional at most and nobody can approve", Default: "false", Example: "true", Shape: tree.Flag(&p.draft)},
		{Name: "timezone", Doc: "the zone in which reports show when it was judged, by its name in the IANA database; ages and expiries are in UTC all the same", Default: "UTC", Example: "Europe/Berlin", Shape: zone(&p.zone)},
		{Name: "commit", Doc: "what the evidence must belong to: auto asks git, or a hash of at least 7 digits", Default: "evidence is not compared with a commit", Example: "auto", Shape: commit(&p.commit)},
		{Name: "subject", Doc: "what is released: files, or an image by its digest", Default: "nothing by digest", Example: "[dist/*.tar.gz]", Shape: texts(&p.subject)},
		{Name: "evidence", Doc: "the sources of figures, by id", Default: "none", Example: "{ bandit: { path: evidence/bandit.json, max_age: 7d } }", Shape: tree.Keep(&p.evidence, evidencesSchema)},
		{Name: "waivers", Doc: "accepted, owned, expiring exceptions", Default: "none", Example: "[ { criterion: SEC-01, reason: Fixed in 2.5, owner: A. Owner, approved_by: B. Chief, expires: 2026-12-31 } ]", Shape: tree.Each("waiver", (*waiverDraft).keys, &p.waivers)},
		{Name: "tailor", Doc: "changes to what packs say", Default: "none", Example: `[ { criterion: COV-01, set: { target: ">= 70%" }, because: Generated code counts, approved_by: B. Chief } ]`, Shape: tree.Each("tailor", (*tailorDraft).keys, &p.tailor)},
		{Name: "redact", Doc: "patterns (RE2) of what is secret in this project: what they match is left out of every report", Default: "what signoff itself knows as a secret", Example: "['ACC-[0-9]{6}']", Shape: texts(&p.redact)},
		{Name: "history", Doc: "where past runs are kept, which report and check compare with", Default: "nothing is compared unless asked", Example: "{ store: \"dir:.signoff/history\", line: main }", Shape: tree.One("history", (*historyDraft).keys, &p.history)},
		{Name: "narrative", Doc: "Markdown files by the part of the report that they fill", Default: "none", Example: "{ business_value: narrative/business.md }", Shape: tree.Keep(&p.narrative, textsByNameSchema)},
	}
	return append(append(keys, p.document.keys()...), p.policy.keys()...)
}

// version reads the only version there is.
func version() tree.Shape {
	return tree.Shape{
		Schema: func() map[string]any { return map[string]any{"const": 1} },
		Read: func(n tree.Node) {
			if n.Raw() != "1" {
				n.Expected("version 1")
			}
		},
	}
}

// zone reads the name of a time zone.
func zone(into **time.Location) tree.Shape {
	return tree.Shape{Schema: textSchema, Read: func(n tree.Node) {
		text, ok := n.Text()
		if !ok {
			return
		}
		location, err := time.LoadLocation(text)
		if err != nil || text == "" || text == "Local" {
			n.Expected("a time zone of the IANA database, such as Europe/Berlin")
			return
		}
		if *into = location; text == time.UTC.String() {
			*into = nil
		}
	}}
}

var hash = lazy.Regexp(`^[0-9a-fA-F]{7,64}$`)

func commit(into *string) tree.Shape {
	return tree.Shape{Schema: textSchema, Read: func(n tree.Node) {
		text, ok := n.Text()
		if ok && text != "auto" && !hash().MatchString(text) {
			n.Expected("auto or a hash of 7 to 64 digits")
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
		n.Expected("an id of up to 64 letters, digits, points, dashes and underscores")
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
