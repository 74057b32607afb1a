package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"signoff/internal/scorecard"
)

// gate is a small project on disk that is judged again and again.
type gate struct {
	t   *testing.T
	dir string
}

// fatal is what a test and a property fail by.
type fatal interface {
	Fatalf(format string, args ...any)
}

func (g gate) write(name, text string) {
	if err := os.WriteFile(filepath.Join(g.dir, name), []byte(text), 0o666); err != nil {
		g.t.Fatal(err)
	}
}

// judge gives the assessment of what was written.
func (g gate) judge(f fatal) *scorecard.Scorecard {
	var out, said bytes.Buffer
	w := World{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &said, Getenv: func(string) string { return "" }, Now: time.Now}
	if code := Main([]string{"check", "-C", g.dir, "-o", "json", "--as-of", "2026-11-30"}, w); code > exitNotApproved {
		f.Fatalf("exit %d: %s", code, said.String())
	}
	s, err := scorecard.Parse("assessment.json", out.Bytes())
	if err != nil {
		f.Fatalf("%v", err)
	}
	return s
}

// issue is a finding of the generated scans.
type issue struct{ rule, path string }

func (g gate) scan(found []issue) {
	results := []map[string]any{}
	for i, f := range found {
		results = append(results, map[string]any{"test_id": f.rule, "filename": f.path, "line_number": i + 1,
			"issue_severity": "HIGH", "issue_confidence": "HIGH", "issue_text": "found"})
	}
	text, err := json.Marshal(map[string]any{"errors": []string{}, "generated_at": "2026-11-29T10:00:00Z", "metrics": map[string]any{}, "results": results})
	if err != nil {
		g.t.Fatal(err)
	}
	g.write("bandit.json", string(text))
}

// scope is what a generated waiver is for; "" is for any.
type scope struct{ rule, folder string }

func (s scope) takes(f issue) bool {
	return (s.rule == "" || s.rule == f.rule) && (s.folder == "" || strings.HasPrefix(f.path, s.folder+"/"))
}

func (s scope) keys() (text string) {
	if s.rule != "" {
		text += ", rule: " + s.rule
	}
	if s.folder != "" {
		text += fmt.Sprintf(", path: %q", s.folder+"/**")
	}
	return text
}

// A waiver covers what its scope takes and nothing else, several cover what each
// of them does, and the criterion is lifted when nothing is left.
func TestWaiversCoverTheirScope(t *testing.T) {
	g := gate{t, t.TempDir()}
	rules, folders := []string{"B101", "B102", "B103"}, []string{"src", "lib", "src/gen"}
	rapid.Check(t, func(rt *rapid.T) {
		found := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) issue {
			return issue{rapid.SampledFrom(rules).Draw(t, "rule"), rapid.SampledFrom(folders).Draw(t, "folder") + "/a.py"}
		}), 1, 8).Draw(rt, "found")
		scopes := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scope {
			s := scope{rapid.SampledFrom(append(rules, "")).Draw(t, "rule"), rapid.SampledFrom(append(folders, "")).Draw(t, "folder")}
			if s == (scope{}) {
				s.rule = rules[0]
			}
			return s
		}), 1, 4).Draw(rt, "scopes")
		g.scan(found)
		plan := "version: 1\nproject: P\nevidence: { scan: { path: bandit.json } }\ncategories: [ { id: c, title: C } ]\ncriteria:\n" +
			"  - { id: S, title: None, category: c, evidence: scan, measure: findings.total, target: == 0, blocker: true }\nwaivers:\n"
		for i, s := range scopes {
			plan += fmt.Sprintf("  - { id: W-%d, criterion: S, reason: r, owner: O, approved_by: A, expires: 2026-12-31%s }\n", i, s.keys())
		}
		g.write(planFile, plan)
		card := g.judge(rt)
		for i, s := range scopes {
			matched := int64(0)
			for _, f := range found {
				if s.takes(f) {
					matched++
				}
			}
			if w := card.Waivers[i]; w.Covered != nil && *w.Covered > matched {
				rt.Fatalf("%s covers %d of the %d that its scope takes", w.ID, *w.Covered, matched)
			}
		}
		left := slices.DeleteFunc(slices.Clone(found), func(f issue) bool {
			return slices.ContainsFunc(scopes, func(s scope) bool { return s.takes(f) })
		})
		if got := card.Criteria[0]; got.Waived != (len(left) == 0) || got.Outcome != scorecard.Unmet {
			rt.Fatalf("%s, waived %t, and no waiver takes %v", got.Outcome, got.Waived, left)
		}
	})
}

// bars is a generated pack.
type bars struct {
	limits      [3]int
	blocker     [3]bool
	approved    int
	conditional int
	days        int
	role        bool
}

func (b bars) yaml() string {
	text := fmt.Sprintf("version: 1\nverdict: { approved: { compliance: \">= %d%%\" }, conditional: { compliance: \">= %d%%\" } }\nwaiver_max: %dd\n", b.approved, b.conditional, b.days)
	if b.role {
		text += "approvals: { roles: [QA] }\n"
	}
	text += "categories: [ { id: c, title: C } ]\ncriteria:\n"
	for i, limit := range b.limits {
		text += fmt.Sprintf("  - { id: S-%d, title: T, category: c, evidence: scan, measure: findings.total, where: { rule: \"B10%d\" }, empty: met, target: \"<= %d\", blocker: %t }\n",
			i, i+1, limit, b.blocker[i])
	}
	return text
}

// Whatever is tightened in a pack, no project gets a better verdict for it.
func TestTighteningAPackNeverHelps(t *testing.T) {
	g := gate{t, t.TempDir()}
	g.write(planFile, "version: 1\nproject: P\ninclude: [pack.yaml]\nevidence: { scan: { path: bandit.json } }\n"+
		"waivers: [ { criterion: S-0, reason: r, owner: O, approved_by: A, granted: 2026-11-01, expires: 2026-12-10 } ]\n")
	rank := []scorecard.Ruling{scorecard.Indeterminate, scorecard.Rejected, scorecard.Conditional, scorecard.Approved}
	rapid.Check(t, func(rt *rapid.T) {
		var found []issue
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 3), 3, 3).Draw(rt, "found") {
			for range n {
				found = append(found, issue{fmt.Sprintf("B10%d", i+1), "a.py"})
			}
		}
		g.scan(found)
		b := bars{approved: rapid.IntRange(60, 95).Draw(rt, "approved"), conditional: rapid.IntRange(30, 60).Draw(rt, "conditional"), days: 90}
		for i := range b.limits {
			b.limits[i], b.blocker[i] = rapid.IntRange(0, 3).Draw(rt, "limit"), rapid.Bool().Draw(rt, "blocker")
		}
		g.write("pack.yaml", b.yaml())
		before := g.judge(rt).Verdict.Outcome
		switch i := rapid.IntRange(0, 2).Draw(rt, "which"); rapid.IntRange(0, 5).Draw(rt, "what") {
		case 0:
			b.limits[i] = rapid.IntRange(0, b.limits[i]).Draw(rt, "tighter")
		case 1:
			b.blocker[i] = true
		case 2:
			b.approved = rapid.IntRange(b.approved, 100).Draw(rt, "more")
		case 3:
			b.conditional = rapid.IntRange(b.conditional, b.approved).Draw(rt, "more")
		case 4:
			b.days = 40 // as long as the waiver lives, or longer
		default:
			b.role = true
		}
		g.write("pack.yaml", b.yaml())
		if after := g.judge(rt).Verdict.Outcome; slices.Index(rank, after) > slices.Index(rank, before) {
			rt.Fatalf("%s becomes %s", before, after)
		}
	})
}
