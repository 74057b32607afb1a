package criteria

import (
	"fmt"
	"math/big"
	"path"
	"slices"
	"unicode/utf8"

	"signoff/internal/quantity"
	"signoff/internal/redact"
	"signoff/internal/tree"
)

// What holds unless it is declared otherwise.
const (
	defaultApproved    = ">= 95%"
	defaultConditional = ">= 90%"
	maxNarrative       = 1 << 20
)

func defaultGrades() []Grade {
	return []Grade{
		{"Excellent", big.NewRat(95, 1)}, {"Good", big.NewRat(85, 1)}, {"Acceptable", big.NewRat(60, 1)}, {"Poor", new(big.Rat)},
	}
}

type scoringDraft struct {
	at, warning tree.Node
	credit      *big.Rat
}

func (s *scoringDraft) keys(at tree.Node) []tree.Key {
	s.at = at
	return []tree.Key{{Name: "warning", Doc: "what a warning counts", Default: "1/2", Example: "0.75", Shape: kept(&s.warning, tree.Fraction(&s.credit))}}
}

type gradeDraft struct {
	at   tree.Node
	name string
	from *big.Rat
}

func (g *gradeDraft) keys(at tree.Node) []tree.Key {
	g.at = at
	return []tree.Key{
		{Name: "name", Doc: "the grade", Example: "Excellent", Shape: tree.Text(&g.name), Required: true},
		{Name: "from", Doc: "the lowest score that has it", Example: "95", Shape: tree.Fraction(&g.from), Required: true},
	}
}

type verdictDraft struct{ approved, conditional *barDraft }

func (v *verdictDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "approved", Doc: "what strict figures must reach", Default: `{ compliance: ">= 95%" }`, Example: `{ compliance: ">= 98%", score: ">= 90" }`, Shape: tree.One("approved", (*barDraft).keys, &v.approved)},
		{Name: "conditional", Doc: "what figures with waivers must reach", Default: `{ compliance: ">= 90%" }`, Example: `{ compliance: ">= 95%" }`, Shape: tree.One("conditional", (*barDraft).keys, &v.conditional)},
	}
}

type barDraft struct{ at, compliance, score tree.Node }

func (b *barDraft) keys(at tree.Node) []tree.Key {
	b.at = at
	return []tree.Key{
		{Name: "compliance", Doc: "share of the applicable criteria: >= 95%", Default: ">= 95% of approved, >= 90% of conditional", Example: `">= 95%"`, Shape: tree.Keep(&b.compliance, textSchema)},
		{Name: "score", Doc: "the overall score: >= 90", Default: "not asked", Example: `">= 90"`, Shape: tree.Keep(&b.score, textSchema)},
	}
}

// readGrades checks declared grades.
func readGrades(drafts []*gradeDraft) []Grade {
	var grades []Grade
	names := map[string]bool{}
	for i, g := range drafts {
		if g.from == nil {
			continue
		}
		last := i == len(drafts)-1
		switch {
		case names[g.name]:
			g.at.Fail("duplicate grade %q", g.name)
		case g.from.Cmp(big.NewRat(100, 1)) > 0:
			g.at.Fail("expected a score from 0 to 100, found %s", g.from.RatString())
		case i > 0 && drafts[i-1].from != nil && g.from.Cmp(drafts[i-1].from) >= 0:
			g.at.Fail("expected grades from the best down, found %q from %s after %s", g.name, g.from.RatString(), drafts[i-1].from.RatString())
		case last && g.from.Sign() != 0:
			g.at.Fail("expected the last grade from 0, found it from %s", g.from.RatString()).Hint = "every score must have a grade"
		}
		names[g.name] = true
		grades = append(grades, Grade{g.name, g.from})
	}
	return grades
}

// threshold reads a least figure from 0 to 100 units.
func (l *loader) threshold(n tree.Node, want quantity.Dimension, unit quantity.Unit) *quantity.Target {
	if !n.Exists() {
		return nil
	}
	t, ok := l.target(n, want, false)
	if !ok {
		return nil
	}
	if t.Direction() <= 0 || t.A.Sign() < 0 || t.A.Cmp(quantity.Int(100, unit)) > 0 {
		n.Expected("a least figure from 0 to 100, such as >= 90")
	}
	return &t
}

// differences lists what a verdict rests on that is not as it is by default.
func (l *loader) differences() []string {
	p, t := l.plan, l.plan.Verdict
	var list []string
	add := func(differs bool, format string, args ...any) {
		if differs {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	compliance := func(name string, bar *quantity.Target, usual string) {
		want, _ := quantity.ParseTarget(usual, quantity.Proportion)
		add(bar.String() != want.String(), "%s asks compliance %s", name, bar)
	}
	score := func(name string, bar *quantity.Target) {
		if bar != nil {
			add(true, "%s asks a score %s", name, bar)
		}
	}
	compliance("approved", t.ApprovedCompliance, defaultApproved)
	score("approved", t.ApprovedScore)
	compliance("conditional", t.ConditionalCompliance, defaultConditional)
	score("conditional", t.ConditionalScore)
	add(p.WarningCredit.Cmp(big.NewRat(1, 2)) != 0, "a warning counts %s", p.WarningCredit.RatString())
	p.Verdict.OwnGrades = !slices.EqualFunc(p.Grades, defaultGrades(), Grade.same)
	add(p.Verdict.OwnGrades, "grades are declared")
	add(p.WaiverMax.Known() && p.WaiverMax.Cmp(quantity.Int(longestWaiver, quantity.Day)) != 0, "waivers may last %s", p.WaiverMax)
	return list
}

func (g Grade) same(other Grade) bool { return g.Name == other.Name && g.From.Cmp(other.From) == 0 }

// readNarrative reads the parts that people wrote. Secrets are taken out here,
// before any output can show them.
func (l *loader) readNarrative() {
	if !l.project.narrative.Exists() {
		return
	}
	l.project.narrative.Pairs(func(key, value tree.Node) {
		name, file := text(key), text(value)
		if !isName(name) {
			key.Expected("the name of a part: letters, digits and underscores")
			return
		}
		if _, ok := value.Text(); !ok {
			return
		}
		written, err := l.in.ReadFile(path.Join(path.Dir(l.in.Path), file))
		switch {
		case err != nil:
			value.Fail("cannot read %s: %s", file, cause(err))
			return
		case len(written) > maxNarrative || !utf8.Valid(written):
			value.Fail("expected a text of at most %d KiB in UTF-8", maxNarrative>>10)
			return
		}
		clean, secrets := redact.Redact(string(written))
		for _, secret := range secrets {
			value.Warn("%s holds a secret (%s), which is left out of every report", file, secret)
		}
		l.plan.Narrative = append(l.plan.Narrative, Narrative{Slot: name, Path: file, Text: clean, Declared: key.Pos()})
	})
}
