package cli

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"signoff/internal/scorecard"
)

// TestAdversarialProjects runs every testdata/adversarial/*.txtar: a project
// that pushes on a sentence of the contract, and what must become of it.
//
// `judge WANT FLAGS…` runs check and holds what it says against the file WANT,
// which was written from the contract and is never rewritten by the test. Its
// lines are those of verdictLines, all of them and in their order, and any of
// aboutLines.
func TestAdversarialProjects(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               stories(t, "testdata/adversarial"),
		RequireExplicitExec: true,
		Cmds:                storyCommands,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "")
			return nil
		},
	})
}

var storyCommands = map[string]func(*testscript.TestScript, bool, []string){"judge": judge, "forge": forge}

// forge writes a record of an approval as somebody does who knows how it covers
// itself: a copy, with texts replaced and the last line made anew.
func forge(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args)%2 != 0 {
		ts.Fatalf("usage: forge from to [text other]...")
	}
	body, _, _ := strings.Cut(strings.NewReplacer(args[2:]...).Replace(ts.ReadFile(args[0])), "record: ")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), fmt.Appendf(nil, "%srecord: %x\n", body, sha256.Sum256([]byte(body))), 0o666))
}

func judge(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: judge want [flags of check]")
	}
	must, may := judged(ts, args[1:])
	var wanted []string
	for _, line := range strings.Split(ts.ReadFile(args[0]), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if slices.Contains(may, line) {
			continue
		}
		wanted = append(wanted, line)
	}
	if !slices.Equal(wanted, must) {
		ts.Fatalf("%s expects, and is not said:\n\t%s\nsaid, and not expected:\n\t%s\nsaid about it:\n\t%s", args[0],
			lacking(must, wanted), lacking(wanted, must), strings.Join(may, "\n\t"))
	}
}

// lacking are the lines of all that the first list lacks.
func lacking(have, all []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(all), func(line string) bool { return slices.Contains(have, line) }), "\n\t")
}

// judged runs check in the project and puts what it says into lines: those
// that a project must name all, and those that it may.
func judged(ts *testscript.TestScript, flags []string) (must, may []string) {
	code := 0
	if err := ts.Exec("signoff", append([]string{"check", "-o", "json"}, flags...)...); err != nil {
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			ts.Fatalf("%v", err)
		}
		code = ended.ExitCode()
	}
	must = []string{fmt.Sprintf("exit %d", code)}
	for _, line := range strings.Split(strings.TrimSpace(ts.ReadFile("stderr")), "\n") {
		may = append(may, "says "+line)
	}
	if code == exitMisused {
		return must, may
	}
	var s scorecard.Scorecard
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &s); err != nil {
		ts.Fatalf("exit %d and no assessment: %v", code, err)
	}
	return append(must, verdictLines(&s)...), append(may, aboutLines(&s)...)
}

// verdictLines are the verdict with its codes, each criterion with its outcome
// and every reason that holds, and the states of waivers and approvals.
func verdictLines(s *scorecard.Scorecard) []string {
	var lines, codes []string
	for _, r := range s.Verdict.Reasons {
		codes = append(codes, string(r.Code))
	}
	lines = append(lines, strings.TrimSuffix(string("verdict "+s.Verdict.Outcome+": ")+strings.Join(codes, ", "), ": "))
	if s.Verdict.ForWantOfEvidence {
		lines = append(lines, "for want of evidence")
	}
	for _, c := range s.Criteria {
		var reasons []string
		for _, d := range c.Detail {
			reasons = append(reasons, string(d.Reason))
		}
		line := fmt.Sprintf("%s %s", c.ID, c.Outcome)
		if reasons = slices.Compact(reasons); len(reasons) > 0 {
			line += ": " + strings.Join(reasons, ", ")
		}
		if c.Waived {
			line += ", waived by " + c.Waiver
		}
		lines = append(lines, line)
	}
	for _, w := range s.Waivers {
		lines = append(lines, fmt.Sprintf("waiver %s %s", w.ID, w.State))
	}
	for _, a := range s.Approvals {
		lines = append(lines, fmt.Sprintf("approval %s %s", a.Role, a.State))
	}
	return lines
}

// aboutLines are the figures of an assessment and what stands beside them.
func aboutLines(s *scorecard.Scorecard) []string {
	c := s.Compliance
	lines := []string{
		"as of " + s.AsOf + " from " + s.AsOfFrom,
		fmt.Sprintf("compliance %s with waivers %s", orDash(c.Strict), orDash(c.WithWaivers)),
		fmt.Sprintf("counts %d met, %d warning, %d unmet, %d unknown of %d applicable of %d declared, %d waived", c.Met, c.Warning, c.Unmet, c.Unknown, c.Applicable, c.Declared, c.Waived),
		fmt.Sprintf("basis %d measured, %d documented, %d attested", c.Basis.Measured, c.Basis.Documented, c.Basis.Attested),
		fmt.Sprintf("score %s with waivers %s, %s", orDash(s.Score.Strict), orDash(s.Score.WithWaivers), orDash(s.Score.Grade)),
	}
	for _, g := range s.Categories {
		lines = append(lines, fmt.Sprintf("category %s %s, %s, risk %s", g.ID, orDash(g.Score), orDash(g.Grade), orDash(string(g.Risk))))
	}
	for i := range s.Criteria {
		lines = append(lines, aboutCriterion(&s.Criteria[i])...)
	}
	for _, e := range s.Evidence {
		lines = append(lines, fmt.Sprintf("evidence %s %s, dated by %s, bound by %s", e.ID, e.State, e.DatedBy, e.Bound))
	}
	for _, l := range s.Limits {
		lines = append(lines, strings.TrimSpace(string("limit "+l.Code+" ")+strings.Join(l.IDs, ", ")))
	}
	for _, t := range s.Plan.Tailor {
		lines = append(lines, fmt.Sprintf("tailored %s %s: %s -> %s", t.Criterion, t.Key, t.Old, t.New))
	}
	for _, condition := range s.Verdict.Conditions {
		lines = append(lines, fmt.Sprintf("condition %s owned by %s", condition.Criterion, orDash(condition.Owner)))
	}
	return lines
}

func aboutCriterion(c *scorecard.Criterion) []string {
	var lines []string
	if c.Measured != nil {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("figure %s %s %s", c.ID, c.Measured.Value, c.Measured.Unit)))
	}
	if c.Exact != "" {
		lines = append(lines, fmt.Sprintf("exact %s %s", c.ID, c.Exact))
	}
	for name, text := range map[string]string{"headroom": c.Headroom, "share": c.Share, "credit": c.Credit, "basis": string(c.Basis)} {
		lines = append(lines, fmt.Sprintf("%s %s %s", name, c.ID, orDash(spaces.Replace(text))))
	}
	if c.Series != "" {
		lines = append(lines, fmt.Sprintf("series %s %s", c.ID, c.Series))
	}
	if c.Seen != nil && c.Matched != nil {
		lines = append(lines, fmt.Sprintf("seen %s %d, matched %d", c.ID, *c.Seen, *c.Matched))
	}
	for _, n := range c.Beside {
		lines = append(lines, fmt.Sprintf("beside %s %d %s", c.ID, n.Count, n.Name))
	}
	for _, x := range c.Exhibits {
		lines = append(lines, fmt.Sprintf("exhibit %s %s:%d", c.ID, x.Path, x.Line))
	}
	if i := c.Interval; i != nil {
		lines = append(lines, fmt.Sprintf("interval %s %s to %s, %d samples, %d needed", c.ID, orDash(i.Low), orDash(i.High), i.Samples, i.Needed))
	}
	for _, d := range c.Detail {
		lines = append(lines, fmt.Sprintf("because %s %s", c.ID, d.Text))
	}
	return lines
}

// spaces are those that keep a figure and its unit on one line.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
