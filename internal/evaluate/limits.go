package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// limits lists everything that holds.
func (a *assessment) limits() []scorecard.Limit {
	var list []scorecard.Limit
	for _, rule := range limitRules {
		found := scorecard.Limit{Code: rule.code, Text: rule.text, First: rule.first != nil && rule.first(a)}
		if rule.which != nil {
			if which := rule.which(a); len(which) > 0 {
				found.Text += ": " + enumerate(which)
			}
		}
		switch {
		case rule.evidence != nil:
			found.IDs = a.evidenceThat(rule.evidence)
		case rule.criterion != nil:
			found.IDs = a.criteriaThat(rule.criterion)
		case rule.whole == nil || rule.whole(a):
			list = append(list, found)
		}
		if len(found.IDs) > 0 {
			list = append(list, found)
		}
	}
	return list
}

// hasCopies says that some files of the evidence are identical.
func hasCopies(s *origin) bool { return len(s.files()) < len(s.found.Files) }

// someOf is the start of a long list, with how many there are beyond.
func someOf(list []string) []string {
	const most = 5
	if len(list) <= most {
		return list
	}
	return append(slices.Clone(list[:most]), fmt.Sprintf("%d more", len(list)-most))
}

func (a *assessment) evidenceThat(holds func(*assessment, *origin) bool) []string {
	var ids []string
	for i := range a.sources {
		if s := &a.sources[i]; holds(a, s) {
			ids = append(ids, s.declared.ID)
		}
	}
	return ids
}

func (a *assessment) criteriaThat(holds func(*assessment, *criteria.Criterion, *judgement) bool) []string {
	var ids []string
	for i := range a.judged {
		if c := &a.plan.Criteria[i]; holds(a, c, &a.judged[i]) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// assumes tests for an interval that decided, or might have, under an assumption.
func assumes(what assumption) func(*assessment, *criteria.Criterion, *judgement) bool {
	return func(_ *assessment, _ *criteria.Criterion, j *judgement) bool {
		return j.confidence != nil && j.interval.why == "" && j.interval.assumes == what
	}
}

// beside tests for a count of that name next to the figure of a criterion.
func beside(name string) func(*assessment, *criteria.Criterion, *judgement) bool {
	return func(_ *assessment, c *criteria.Criterion, j *judgement) bool {
		for _, n := range j.beside {
			if n.Name == name && n.Count > 0 {
				return c.Applies
			}
		}
		return false
	}
}

// repeats says whether files of tests are as alike as copies. Attempts of one run
// are alike by their nature.
func (a *assessment) repeats(s *origin) bool {
	seen := map[uint64]bool{}
	for _, f := range s.files() {
		if f.Cases != 0 && seen[f.Cases] && !s.declared.Attempts {
			return true
		}
		seen[f.Cases] = true
	}
	return false
}

// equalsItsBase says whether something is compared with the very same bytes, or
// a benchmark with the very same runs: no two are, by chance.
func (a *assessment) equalsItsBase(c *criteria.Criterion, _ *judgement) bool {
	if change, ok := c.Expr.(criteria.Change); ok {
		now, before := runsIn(a.replyTo(change.New).figures), runsIn(a.replyTo(change.Old).figures)
		return len(now) > 0 && slices.Equal(now, before)
	}
	one, ok := c.Expr.(criteria.One)
	if !ok || one.Ask < 0 || one.Ask >= len(a.plan.Asks) {
		return false
	}
	ask := &a.plan.Asks[one.Ask]
	digests := func(ids []string) []string {
		var list []string
		for _, id := range ids {
			if s := a.byID[id]; s != nil {
				for _, f := range s.files() {
					list = append(list, f.SHA256)
				}
			}
		}
		slices.Sort(list)
		return list
	}
	base := digests(ask.Base)
	return len(base) > 0 && slices.Equal(base, digests(ask.Evidence))
}

// runsIn lists the runs of benchmarks, exactly.
func runsIn(figures []fact.Figure) []string {
	var list []string
	for _, f := range figures {
		for _, run := range f.Runs {
			list = append(list, f.Label+" "+run.Value.Fraction())
		}
	}
	return list
}

// steps lists the distinct steps of the availability series that were judged.
func (a *assessment) steps() []string {
	var steps []time.Duration
	for i := range a.judged {
		if span := a.judged[i].figure.Span; span != nil {
			steps = append(steps, span.Step)
		}
	}
	slices.Sort(steps)
	var words []string
	for _, step := range slices.Compact(steps) {
		words = append(words, showTime(step))
	}
	return words
}

// unlisted are the names that people does not list, of approvals too.
func (a *assessment) unlisted() []string {
	var signed []string
	for _, r := range a.in.Approvals {
		signed = append(signed, r.Name)
	}
	for _, o := range a.in.Overrides {
		signed = append(signed, o.Name)
	}
	return a.plan.Unlisted(signed...)
}

// predatesCommit says whether any part of the evidence is older than the
// assessed commit. A date without its zone gets the benefit of the zones
// behind UTC.
func (a *assessment) predatesCommit(s *origin) bool {
	oldest := s.age.oldest
	if s.age.zoneless || s.age.by == scorecard.DatedByPerson {
		oldest = oldest.Add(12 * time.Hour)
	}
	return !s.age.oldest.IsZero() && s.declared.Statement == nil && oldest.Before(a.in.Commit.Date)
}

// olderThanSource says that what the evidence covers was changed since, where
// nothing binds it. A date without its zone gets the benefit of the zones behind
// UTC.
func (a *assessment) olderThanSource(s *origin) bool {
	at, touched := a.in.Commit.Touched[s.declared.ID]
	oldest := s.age.oldest
	if s.age.zoneless {
		oldest = oldest.Add(12 * time.Hour)
	}
	return touched && s.bound == scorecard.Unbound && !oldest.IsZero() && oldest.Before(at)
}

func leftInputsOut(s *origin) bool {
	for _, f := range s.files() {
		if len(f.Skipped)+len(f.Short)+len(f.ShortOf) > 0 {
			return true
		}
	}
	return false
}

func isSilent(f fact.File) bool { return f.Silent }

func wasReplaced(f fact.File) bool { return f.Replaced > 0 }

// replaced counts the characters that were replaced in all evidence.
func (a *assessment) replaced() []string {
	return a.count(func(f *fact.File) int { return f.Replaced })
}

// unscored counts the findings that have a word in the place of a score.
func (a *assessment) unscored() []string {
	return a.count(func(f *fact.File) int { return f.Unscored })
}

// count adds up what the files of all evidence say.
func (a *assessment) count(of func(*fact.File) int) []string {
	n := 0
	for i := range a.sources {
		for _, f := range a.sources[i].files() {
			n += of(&f)
		}
	}
	return []string{strconv.Itoa(n)}
}
