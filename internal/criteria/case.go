package criteria

import (
	"strconv"
	"strings"
	"time"

	"signoff/internal/source"
	"signoff/internal/tree"
)

// CaseEnd is how the name of a case file ends.
const CaseEnd = ".case.yaml"

// Case is one example of what criteria are to judge: evidence made for it, an
// instant, and what is asked for then.
type Case struct {
	Title string
	// Of is the criteria file that it is an example of, from the folder of the case;
	// "" for the one that its name tells.
	Of string
	// AsOf is the instant as of which is judged.
	AsOf time.Time
	// Commit is what the evidence must belong to, "" for nothing.
	Commit string
	Env    string
	Set    []string
	// Evidence are the files that stand in for declared evidence; what none stands
	// in for is missing.
	Evidence []CaseEvidence
	// Verdict is the expected verdict before approvals, "" for any, and Reasons codes
	// that it must have.
	Verdict  string
	Reasons  []string
	Criteria []CaseCriterion
	// VerdictAt and ReasonsAt are where they are expected.
	VerdictAt, ReasonsAt tree.Node
}

// CaseEvidence are the files of one evidence, from the folder of the case. Dated is
// when they say they were made, zero for what stands inside.
type CaseEvidence struct {
	At     tree.Node
	ID     string
	Paths  []string
	Format string
	Dated  time.Time
}

// CaseCriterion is what is asked for of one criterion; "" asks nothing.
type CaseCriterion struct {
	At              tree.Node
	ID              string
	Outcome, Reason string
	Waived          string
}

// caseDraft is a case as it is written.
type caseDraft struct {
	made          Case
	asOf          tree.Node
	set, evidence tree.Node
	want          *wantDraft
}

func (c *caseDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "title", Doc: "what the case shows", Example: "a high finding rejects", Shape: tree.Text(&c.made.Title), Required: true},
		{Name: "of", Doc: "the criteria file, from the folder of the case: a plan or a pack", Default: "the file next to it that begins with the same name, else signoff.yaml next to it", Example: "../signoff.yaml", Shape: tree.Text(&c.made.Of)},
		{Name: "as_of", Doc: "the instant as of which is judged", Example: "2026-11-30", Shape: date(&c.asOf, &c.made.AsOf), Required: true},
		{Name: "env", Doc: "the environment whose parameters hold", Default: "none", Example: "prod", Shape: tree.Text(&c.made.Env)},
		{Name: "set", Doc: "parameters, as --set gives them", Default: "what is declared", Example: "{ floor: 80% }", Shape: tree.Keep(&c.set, textsByNameSchema)},
		{Name: "commit", Doc: "the commit that the evidence must belong to", Default: "none is asked", Example: "0a1b2c3d", Shape: commit(&c.made.Commit)},
		{Name: "evidence", Doc: "the files that stand in for each evidence, by its id; evidence that is not named is missing", Default: "none", Example: "{ scan: fixtures/high.json }", Shape: tree.Keep(&c.evidence, caseEvidenceSchema)},
		{Name: "want", Doc: "what is to come out", Example: "{ verdict: rejected, criteria: { SEC-01: unmet } }", Shape: tree.One("want", (*wantDraft).keys, &c.want), Required: true},
	}
}

// caseFiles is one evidence of a case as it is written; a text or a list alone is
// its path.
type caseFiles struct {
	made  CaseEvidence
	dated tree.Node
}

func (c *caseFiles) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "path", Doc: "the files, from the folder of the case", Example: "fixtures/high.json", Shape: tree.Texts(&c.made.Paths), Required: true},
		{Name: "format", Doc: "their format, for the evidence of a pack", Default: "recognised", Example: "bandit", Shape: tree.Text(&c.made.Format)},
		{Name: "dated", Doc: "when they were made", Default: "the date inside", Example: "2026-11-29", Shape: date(&c.dated, &c.made.Dated)},
	}
}

func caseEvidenceSchema() map[string]any {
	files := tree.ObjectSchema(new(caseFiles).keys(tree.Node{}))
	return map[string]any{"type": "object", "additionalProperties": map[string]any{"anyOf": []any{textsSchema(), files}}}
}

// wantDraft is what is asked for, as it is written.
type wantDraft struct {
	verdict, reasons, criteria tree.Node
}

func (w *wantDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "verdict", Doc: "the verdict before approvals", Default: "any", Example: "rejected", Shape: tree.Keep(&w.verdict, func() map[string]any { return map[string]any{"enum": verdicts} })},
		{Name: "reasons", Doc: "codes that the verdict must have", Default: "any", Example: "[blocker-unmet]", Shape: tree.Keep(&w.reasons, textsSchema)},
		{Name: "criteria", Doc: "the outcome of each criterion, by its id; next to it, where expected, the reason and whether it is waived", Default: "any", Example: "{ SEC-01: unmet, SEC-02: { outcome: unknown, reason: stale } }", Shape: tree.Keep(&w.criteria, wantedSchema)},
	}
}

var (
	verdicts = []string{"approved", "conditional", "rejected", "indeterminate"}
	outcomes = []string{"met", "warning", "unmet", "unknown", "not-applicable"}
)

// wantedDraft is what is asked for of one criterion; a text alone is its outcome.
type wantedDraft struct{ outcome, reason, waived string }

func (w *wantedDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "outcome", Doc: "what becomes of it", Default: "any", Example: "unknown", Shape: tree.Word(&w.outcome, outcomes...)},
		{Name: "reason", Doc: "why it is unknown", Default: "any", Example: "stale", Shape: tree.Text(&w.reason)},
		{Name: "waived", Doc: "whether waivers in force lift it", Default: "either", Example: "true", Shape: tree.Word(&w.waived, "true", "false")},
	}
}

func wantedSchema() map[string]any {
	one := tree.ObjectSchema(new(wantedDraft).keys(tree.Node{}))
	return map[string]any{"type": "object", "additionalProperties": map[string]any{"anyOf": []any{map[string]any{"enum": outcomes}, one}}}
}

// CaseSchema is the JSON Schema of a case file.
func CaseSchema() map[string]any {
	schema := tree.ObjectSchema(new(caseDraft).keys(tree.Node{}))
	schema["title"] = "NAME" + CaseEnd
	return schema
}

// ParseCase reads a case; name stands in positions. Faults are added to the list,
// and the second result is then false.
func ParseCase(name string, text []byte, faults *source.List) (*Case, bool) {
	before := len(faults.Faults())
	root, ok := tree.Parse(name, text, faults)
	if !ok {
		return nil, false
	}
	takeSecrets(root)
	var d *caseDraft
	tree.One("a case", (*caseDraft).keys, &d).Read(root)
	if d == nil || d.want == nil || len(faults.Faults()) > before {
		return nil, false
	}
	c := &d.made
	c.AsOf = lastInstant(d.asOf, c.AsOf)
	if d.set.Exists() {
		d.set.Pairs(func(key, value tree.Node) {
			if text, ok := value.Text(); ok {
				c.Set = append(c.Set, key.Raw()+"="+text)
			}
		})
	}
	if d.evidence.Exists() {
		d.evidence.Pairs(func(key, value tree.Node) { c.readEvidence(key, value) })
	}
	c.readWant(root, d.want)
	return c, len(faults.Faults()) == before
}

func (c *Case) readEvidence(key, value tree.Node) {
	files := &caseFiles{}
	if value.IsMapping() {
		value.Object("the evidence of a case", files.keys(value), nil)
	} else {
		tree.Texts(&files.made.Paths).Read(value)
	}
	files.made.At, files.made.ID = key, key.Raw()
	c.Evidence = append(c.Evidence, files.made)
}

func (c *Case) readWant(root tree.Node, w *wantDraft) {
	c.VerdictAt, c.ReasonsAt = w.verdict, w.reasons
	if w.verdict.Exists() {
		tree.Word(&c.Verdict, verdicts...).Read(w.verdict)
	}
	if w.reasons.Exists() {
		tree.Texts(&c.Reasons).Read(w.reasons)
	}
	if w.criteria.Exists() {
		w.criteria.Pairs(func(key, value tree.Node) {
			var one wantedDraft
			if value.IsMapping() {
				value.Object("what is expected of a criterion", one.keys(value), nil)
			} else {
				tree.Word(&one.outcome, outcomes...).Read(value)
			}
			c.Criteria = append(c.Criteria, CaseCriterion{At: key, ID: key.Raw(), Outcome: one.outcome, Reason: one.reason, Waived: one.waived})
		})
	}
	if c.Verdict == "" && len(c.Reasons)+len(c.Criteria) == 0 {
		root.Lookup("want").Fail("expected a verdict, reasons or criteria that are expected, found none")
	}
}

// IsPlan tells a criteria file of a project from one that projects include.
func IsPlan(text []byte) bool {
	var faults source.List
	root, ok := tree.Parse("", text, &faults)
	return ok && root.Lookup("project").Exists()
}

// ProjectOf is a project that includes one criteria file and declares the evidence
// of a case and nothing else: what a pack is tried in.
func (c *Case) ProjectOf(pack string) []byte {
	var out strings.Builder
	out.WriteString("version: 1\nproject: case\ninclude: [" + strconv.Quote(pack) + "]\n")
	if len(c.Evidence) > 0 {
		out.WriteString("evidence:\n")
	}
	for _, e := range c.Evidence {
		paths := make([]string, len(e.Paths))
		for i, p := range e.Paths {
			paths[i] = strconv.Quote(p)
		}
		out.WriteString("  " + strconv.Quote(e.ID) + ": { path: [" + strings.Join(paths, ", ") + "]")
		if e.Format != "" {
			out.WriteString(", format: " + strconv.Quote(e.Format))
		}
		out.WriteString(" }\n")
	}
	return []byte(out.String())
}
