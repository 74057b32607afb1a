package evaluate

import (
	"slices"
	"strings"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// dishonestWay is a way to get an approval without deserving it.
type dishonestWay struct {
	name string
	move func(*project)
	// check says what is wrong with the result, or "".
	check func(*scorecard.Scorecard) string
}

// dishonest lists such ways, each with what it comes to here. Moves that other
// packages defeat have their tests there.
var dishonest = []dishonestWay{
	{"waive half of the criteria", func(p *project) {
		p.many(5, 5)
		for _, id := range []string{"U-1", "U-2", "U-3", "U-4", "U-5"} {
			p.waive(id)
		}
	}, verdictIs(string(scorecard.Conditional))},
	{"waive everything", func(p *project) {
		p.many(0, 3)
		for _, id := range []string{"U-1", "U-2", "U-3"} {
			p.waive(id)
		}
	}, func(s *scorecard.Scorecard) string {
		if s.Verdict.Outcome != scorecard.Conditional || s.Compliance.WithWaivers != "" || s.Compliance.Waived != 3 || s.Compliance.Strict != "0.0" {
			return "0 of 0 with waivers is a figure, or more than conditional"
		}
		return ""
	}},
	{"approve one's own waiver under a different spelling", func(p *project) {
		p.unmet("C-1")
		w := p.waive("C-1")
		w.Owner, w.ApprovedBy = "a. owner", "A. Owner "
	}, waiverIs(scorecard.CoversNothing)},
	{"waive until 2099", func(p *project) {
		p.unmet("C-1")
		p.waive("C-1").Expires = time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	}, waiverIs(scorecard.TooLong)},
	{"revive an expired waiver with an earlier as-of", func(p *project) {
		p.unmet("C-1")
		p.waive("C-1").Expires = asOf.AddDate(0, 0, -1)
		p.in.AsOf = asOf.AddDate(0, 0, -2)
	}, func(s *scorecard.Scorecard) string {
		if s.AsOf != "2026-11-18T12:00:00Z" || s.AsOfFrom != "--as-of" {
			return "the instant and who set it are not on record"
		}
		return reasonIs("stale")(s) // and the evidence is from after that instant
	}},
	{"set the clock by the environment", func(p *project) {
		p.met("C-1")
		p.in.AsOfFrom = "SOURCE_DATE_EPOCH"
	}, func(s *scorecard.Scorecard) string {
		if s.AsOfFrom != "SOURCE_DATE_EPOCH" {
			return "who set the clock is not on record"
		}
		return ""
	}},
	{"strip the date from the file", func(p *project) {
		p.met("C-1")
		d, f := p.source("e-C-1")
		d.MaxAge = quantity.Int(7, quantity.Day)
		f.Files[0].Oldest, f.Files[0].Newest = time.Time{}, time.Time{}
	}, reasonIs("stale")},
	{"strip the date where no age is asked", func(p *project) {
		p.met("C-1")
		_, f := p.source("e-C-1")
		f.Files[0].Oldest, f.Files[0].Newest = time.Time{}, time.Time{}
	}, limitNames("undated", "e-C-1")},
	{"date the file in the future, so that it never ages", func(p *project) {
		p.met("C-1")
		_, f := p.source("e-C-1")
		f.Files[0].Newest = asOf.AddDate(1, 0, 0)
	}, reasonIs("stale")},
	{"append an empty suite of today to last month's results", func(p *project) {
		p.met("C-1")
		d, f := p.source("e-C-1")
		d.MaxAge = quantity.Int(7, quantity.Day)
		f.Files[0].Oldest, f.Files[0].Newest = asOf.AddDate(0, -1, 0), asOf
	}, reasonIs("stale")},
	{"reuse evidence of a good commit in a format that names none", func(p *project) {
		p.met("C-1")
		_, f := p.source("e-C-1")
		f.Files[0].Commits = nil
	}, limitNames("unbound", "e-C-1")},
	{"the same where a commit is required", func(p *project) {
		p.met("C-1")
		d, f := p.source("e-C-1")
		d.CommitRequired, f.Files[0].Commits = true, nil
	}, reasonIs("wrong-commit")},
	{"delete the failing shard, a number of files is asked", func(p *project) {
		p.met("C-1")
		d, _ := p.source("e-C-1")
		d.MinFiles = 2
	}, reasonIs("missing")},
	{"delete the failing shard, no number is asked", func(p *project) {
		p.met("C-1")
		d, _ := p.source("e-C-1")
		d.Paths = []string{"shards/*.xml"}
	}, limitNames("no-minimum", "e-C-1")},
	{"corrupt the failing file", func(p *project) {
		c := p.met("C-1")
		c.Blocker = true
		answer := &p.in.Answers[c.Expr.(criteria.One).Ask]
		answer.Problem = problems(fact.Unreadable)
		answer.Exhibits = []fact.Exhibit{{Name: "still here"}}
	}, func(s *scorecard.Scorecard) string {
		if len(s.Criteria[0].Exhibits) != 1 {
			return "what the readable files show is gone"
		}
		return reasonIs("unreadable")(s) + verdictIs(string(scorecard.Rejected))(s)
	}},
	{"copy a passing file ten times to reach the minimum", func(p *project) {
		p.met("C-1")
		d, f := p.source("e-C-1")
		d.MinFiles = 2
		for range 10 {
			again := file("copy.json")
			again.Same = f.Files[0].Path
			f.Files = append(f.Files, again)
		}
	}, limitNames("same-bytes", "e-C-1")},
	{"skip the failing tests", besideFigure("tests.failed", "skipped"), limitNames("skipped", "C-1")},
	{"skip them below the minimum", func(p *project) {
		p.simple("C-1", "tests.failed", "== 0", "0")
		d, _ := p.source("e-C-1")
		d.Min = []criteria.Minimum{{Ask: p.ask("tests.passed", "e-C-1", p.figures("e-C-1", "3")), Least: target(p.t, ">= 20")}}
	}, reasonIs("empty")},
	{"run again until it is green", besideFigure("tests.failed", "flaky"), limitNames("flaky", "C-1")},
	{"suppress the findings at their source", besideFigure("findings.high", "suppressed"), limitNames("suppressed", "C-1")},
	{"fail fast to look fast", besideFigure("benchmark.p95", "errors"), limitNames("errors", "C-1")},
	{"scan nothing", func(p *project) {
		p.met("C-1")
		_, f := p.source("e-C-1")
		f.Files[0].Incomplete = []fact.Problem{{Text: "0 files were scanned"}}
	}, reasonIs("empty")},
	{"mistype the filter", func(p *project) {
		c := p.met("C-1")
		ask := c.Expr.(criteria.One).Ask
		p.in.Plan.Asks[ask].Question.Where = where(p.t, fact.Scanner, "path", "scr/*")
		p.in.Answers[ask].Matched = 0
	}, reasonIs("no-match")},
	{"exclude the hard files from coverage", func(p *project) {
		p.simple("C-1", "coverage.lines", ">= 80%", "99%")
		d, _ := p.source("e-C-1")
		d.Min = []criteria.Minimum{{Ask: p.ask("coverage.lines.total", "e-C-1", p.figures("e-C-1", "120")), Least: target(p.t, ">= 5000")}}
	}, reasonIs("empty")},
	{"choose the mean under a title that says P95", func(p *project) {
		c := p.simple("C-1", "benchmark.mean", "< 10ms", "3 ms")
		c.Title, c.Measure = "P95 latency", "benchmark.mean"
	}, func(s *scorecard.Scorecard) string {
		if c := s.Criteria[0]; c.Measure != "benchmark.mean" || !strings.HasPrefix(c.Question, "benchmark.mean of e-C-1") {
			return "the question is not next to the title"
		}
		return ""
	}},
	{"keep the one figure that a tool states", func(p *project) {
		c := p.simple("C-1", "benchmark.p95", "< 10ms", "3 ms")
		p.in.Answers[c.Expr.(criteria.One).Ask].Figures[0].Declared = true
	}, limitNames("single-figure", "C-1")},
	{"loosen the target of a pack", func(p *project) {
		p.unmet("C-1").Target = target(p.t, "<= 9")
		p.in.Plan.Tailor = []criteria.Tailoring{{Criterion: "C-1", Key: "target", Old: "== 0", New: "<= 9", Because: "legacy", ApprovedBy: "Ann"}}
	}, func(s *scorecard.Scorecard) string {
		if tailored := s.Plan.Tailor; len(tailored) != 1 || tailored[0].Old != "== 0" || !s.Criteria[0].Tailored {
			return "what was tailored is not listed"
		}
		return limitNames("tailored", "C-1")(s) + limitNames("not-compared")(s)
	}},
	{"declare the hard criteria not applicable", func(p *project) {
		p.met("C-1")
		c := p.unmet("C-2")
		c.Applies, c.AppliesWhy, c.AppliesBy = false, "no users yet", "Ann"
	}, func(s *scorecard.Scorecard) string {
		if s.Compliance.Declared != 2 || s.Compliance.Applicable != 1 || s.Criteria[1].NotBecause == "" {
			return "what was left out is not counted next to compliance"
		}
		return limitNames("not-applicable", "C-2")(s)
	}},
	{"give the easy criterion a category of its own", func(p *project) {
		p.in.Plan.Categories = append(p.in.Plan.Categories, criteria.Category{ID: "easy", Weight: rat("9")})
		p.unmet("C-1")
		p.met("C-2").Category = "easy"
	}, func(s *scorecard.Scorecard) string {
		if s.Criteria[1].Share != "90.0" {
			return "the share of the easy criterion is not shown"
		}
		return ""
	}},
	{"ask for ten percent", func(p *project) {
		p.many(1, 1)
		p.in.Plan.Verdict.ApprovedCompliance, p.in.Plan.Verdict.Differs = bar(p.t, ">= 10%"), []string{"approved asks compliance >= 10%"}
	}, func(s *scorecard.Scorecard) string {
		if s.Plan.Thresholds.Approved.Compliance.String() != ">= 10%" || s.Plan.Thresholds.Default {
			return "the thresholds are not on record"
		}
		return limitNames("thresholds")(s)
	}},
	{"write statements for everything", func(p *project) { p.attest("C-1") }, func(s *scorecard.Scorecard) string {
		if s.Compliance.Basis != (scorecard.Bases{Attested: 1}) || s.Categories[0].Risk != scorecard.RiskLow {
			return "attested criteria are not counted apart"
		}
		return limitNames("attested", "C-1")(s) + limitNames("names")(s)
	}},
	{"type the evidence from a slide", func(p *project) {
		p.met("C-1")
		d, _ := p.source("e-C-1")
		d.Transcribed = "slide 7"
	}, limitNames("transcribed", "e-C-1")},
	{"assess a tree that differs from the commit", func(p *project) {
		p.met("C-1")
		p.in.Commit.Modified = true
	}, limitNames("modified-tree")},
	{"use evidence from before the commit", func(p *project) {
		p.met("C-1")
		p.in.Commit.Date = asOf.Add(-30 * time.Minute)
	}, limitNames("before-commit", "e-C-1")},
	{"change the files by hand", func(p *project) { p.met("C-1") }, limitNames("evidence")},
}

func TestDishonestWays(t *testing.T) {
	for _, way := range slices.Concat(dishonest, dishonestEvidence) {
		t.Run(way.name, func(t *testing.T) {
			p := newProject(t)
			way.move(p)
			if wrong := way.check(p.run()); wrong != "" {
				t.Error(wrong)
			}
		})
	}
}

// besideFigure declares a criterion that is met while something stands beside
// its figure.
func besideFigure(measure, note string) func(*project) {
	return func(p *project) {
		goal, v := "== 0", "0"
		if strings.HasPrefix(measure, "benchmark.") {
			goal, v = "< 10ms", "3 ms"
		}
		c := p.simple("C-1", measure, goal, v)
		p.in.Answers[c.Expr.(criteria.One).Ask].Beside = []fact.Note{{Name: note, Count: 7}}
	}
}

func verdictIs(want string) func(*scorecard.Scorecard) string {
	return func(s *scorecard.Scorecard) string {
		if string(s.Verdict.Outcome) != want {
			return string("the verdict is "+s.Verdict.Outcome+", want ") + want + ". "
		}
		return ""
	}
}

func reasonIs(want string) func(*scorecard.Scorecard) string {
	return func(s *scorecard.Scorecard) string {
		if c := s.Criteria[0]; c.Outcome != scorecard.Unknown || string(c.Reason) != want {
			return "the criterion is " + string(c.Outcome) + " " + string(c.Reason) + ", want unknown " + want + ". "
		}
		return ""
	}
}

func waiverIs(want scorecard.WaiverState) func(*scorecard.Scorecard) string {
	return func(s *scorecard.Scorecard) string {
		if w := s.Waivers[0]; w.State != want || s.Criteria[0].Waived {
			return string("the waiver is " + w.State + ", want " + want)
		}
		return ""
	}
}

func limitNames(code string, ids ...string) func(*scorecard.Scorecard) string {
	return func(s *scorecard.Scorecard) string {
		if got, listed := limitIDs(s, code); !listed || !slices.Equal(got, ids) {
			return "the limit " + code + " is not listed as it should be: " + strings.Join(got, ", ")
		}
		return ""
	}
}
