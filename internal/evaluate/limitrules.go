package evaluate

import (
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// limit is a rule for one thing that an assessment cannot vouch for. It
// concerns evidence, criteria or the assessment as a whole; a rule without any
// test holds always.
type limit struct {
	code      scorecard.LimitCode
	text      string
	evidence  func(*assessment, *origin) bool
	criterion func(*assessment, *criteria.Criterion, *judgement) bool
	whole     func(*assessment) bool
	// which, when set, lists in words what the text speaks of.
	which func(*assessment) []string
	// first, when set, says that the limit stands on the first screen.
	first func(*assessment) bool
}

// limitRules lists the limits in the order of the report. The last three hold
// for every report, so that the list is never empty.
var limitRules = []limit{
	{code: scorecard.NoCommit, text: "the assessed commit is not known, so nothing shows that the evidence belongs to it",
		whole: func(a *assessment) bool { return !a.in.Commit.Known },
		first: func(a *assessment) bool { return a.in.Commit.Unresolved != "" },
		which: func(a *assessment) []string { return slices.DeleteFunc([]string{a.in.Commit.Unresolved}, isEmpty) }},
	{code: scorecard.ModifiedTree, text: "the working tree differs from the assessed commit", first: always,
		whole: func(a *assessment) bool { return a.in.Commit.Modified },
		which: func(a *assessment) []string { return someOf(a.in.Commit.Differs) }},
	{code: scorecard.BoundToMerge, text: "the evidence belongs to a merge of the assessed commit, which holds more than that commit",
		evidence: func(_ *assessment, s *origin) bool { return s.bound == scorecard.BoundByMerge }},
	{code: scorecard.NamesNoCommit, text: "the evidence names no commit, so it may belong to another",
		evidence: func(a *assessment, s *origin) bool {
			return a.in.Commit.Known && s.bound == scorecard.Unbound && !s.declared.Base && len(s.files()) > 0
		}},
	{code: scorecard.BeforeCommit, text: "the evidence was produced before the assessed commit was made",
		evidence: (*assessment).predatesCommit},
	{code: scorecard.NoSubject, text: "what is released is not there, so nothing binds the assessment to it",
		whole: func(a *assessment) bool { return len(a.withoutDigest()) > 0 },
		which: (*assessment).withoutDigest},
	{code: scorecard.OlderThanSource, text: "a later commit changed a file that the evidence covers",
		evidence: (*assessment).olderThanSource},
	{code: scorecard.ShallowHistory, text: "the history that is here does not reach back to the evidence, so whether what it covers changed since is not known",
		evidence: func(a *assessment, s *origin) bool {
			return s.bound == scorecard.Unbound && a.in.Commit.Beyond[s.declared.ID]
		}},
	{code: scorecard.Undated, text: "the evidence states no date, so its age is not known",
		evidence: func(_ *assessment, s *origin) bool { return s.age.undated }},
	{code: scorecard.DateDeclared, text: "a person states the date, not the evidence",
		evidence: func(_ *assessment, s *origin) bool {
			return s.age.by == scorecard.DatedByPerson && s.declared.Statement == nil
		}},
	{code: scorecard.DateCollected, text: "a record of signoff collect states the date, and whoever can write the evidence can write its record",
		evidence: func(_ *assessment, s *origin) bool { return s.age.by == scorecard.DatedByRecord }},
	{code: scorecard.RecordDiffers, text: "the collect record is of other files or another command, and dates only what it fits",
		evidence: func(_ *assessment, s *origin) bool { return s.found.Strayed }},
	{code: scorecard.DateWithoutZone, text: "a date lacks its time zone and was read as UTC",
		evidence: func(_ *assessment, s *origin) bool { return s.age.zoneless }},
	{code: scorecard.Transcribed, text: "the evidence was typed from another document, not written by its tool",
		evidence: func(_ *assessment, s *origin) bool { return s.declared.Transcribed != "" }},
	{code: scorecard.NoMinimum, text: "the path is a pattern without min.files, so a missing file would not show",
		evidence: func(_ *assessment, s *origin) bool {
			return s.declared.MinFiles == 0 && s.declared.IsPattern()
		}},
	{code: scorecard.UndeclaredFiles, text: "files of the same format lie next to the evidence, and no evidence names them",
		whole: func(a *assessment) bool { return len(a.in.Beside) > 0 },
		which: func(a *assessment) []string { return a.in.Beside }},
	{code: scorecard.SameBytes, text: "files are identical, and their records were counted once",
		evidence: func(_ *assessment, s *origin) bool { return hasCopies(s) },
		first: func(a *assessment) bool {
			return slices.ContainsFunc(a.sources, func(s origin) bool { return s.declared.MinFiles > 0 && hasCopies(&s) })
		}},
	{code: scorecard.Repeated, text: "files hold the same tests with the same outcomes, as copies do", first: always,
		evidence: (*assessment).repeats},
	{code: scorecard.EmptyMet, text: "no record passes the filter, which counts as met because the criteria say so (empty: met)",
		criterion: func(_ *assessment, c *criteria.Criterion, j *judgement) bool {
			return c.EmptyDeclared && c.EmptyMet && j.outcome.Satisfied() && j.counted && j.matched == 0
		}},
	{code: scorecard.OwnReader, text: "the project's own reader or program says what is in the evidence, not a format that signoff knows", first: always,
		evidence: func(_ *assessment, s *origin) bool { return s.declared.OwnReader() }},
	{code: scorecard.BaseEqual, text: "the base has the same bytes, or the same runs, as what is compared with it",
		criterion: (*assessment).equalsItsBase},
	{code: scorecard.SkippedInputs, text: "the tool left inputs out, and the criteria allow it",
		evidence: func(_ *assessment, s *origin) bool { return s.declared.SkippedAllowed && leftInputsOut(s) }},
	{code: scorecard.Unscored, text: "findings have a word in the place of their score, so that their severity is that of their level",
		evidence: func(_ *assessment, s *origin) bool {
			return slices.ContainsFunc(s.files(), func(f fact.File) bool { return f.Unscored > 0 })
		},
		which: (*assessment).unscored},
	{code: scorecard.Replaced, text: "characters that the format of the evidence does not allow, such as those that colour a terminal, were read as U+FFFD",
		evidence: func(_ *assessment, s *origin) bool { return slices.ContainsFunc(s.files(), wasReplaced) },
		which:    (*assessment).replaced},
	{code: scorecard.Quiet, text: "an empty file was taken for a clean run, as the criteria say (quiet: clean)",
		evidence: func(_ *assessment, s *origin) bool { return slices.ContainsFunc(s.files(), isSilent) }},
	{code: scorecard.TotalDiffers, text: "a file lists another number of records than it states",
		evidence: func(_ *assessment, s *origin) bool {
			return slices.ContainsFunc(s.files(), func(f fact.File) bool { return len(f.Surplus) > 0 })
		}},
	{code: scorecard.CutUnseen, text: "the format cannot show that a file is whole: one that was cut between two records looks like any other",
		evidence: func(_ *assessment, s *origin) bool {
			return slices.ContainsFunc(s.files(), func(f fact.File) bool { return f.CutUnseen })
		}},
	{code: scorecard.Redacted, text: "the evidence holds a secret; what was recognised as one is left out of every report",
		evidence: func(_ *assessment, s *origin) bool { return s.found.Redacted }},
	{code: scorecard.OnlyAttested, text: "a person's word is all that the criterion stands on",
		criterion: func(_ *assessment, _ *criteria.Criterion, j *judgement) bool {
			return j.outcome.Satisfied() && j.basis == scorecard.Attested
		}},
	{code: scorecard.SingleFigure, text: "the tool states the figure, and it cannot be computed again from samples",
		criterion: func(_ *assessment, _ *criteria.Criterion, j *judgement) bool {
			return j.shown && j.figure.Declared
		}},
	{code: scorecard.AssumesIndependent, text: "the confidence holds for samples that are independent of each other, runs or blocks of requests; a stall that was seen fewer than ten times is not bounded by any rule",
		criterion: assumes(independent)},
	{code: scorecard.AssumesPoisson, text: "the confidence holds for incidents that come at random, one independently of another",
		criterion: assumes(poisson)},
	{code: scorecard.Unpaired, text: "series without a past were passed over, as the criteria say (unpaired: skip)",
		criterion: func(_ *assessment, _ *criteria.Criterion, j *judgement) bool { return len(j.unpaired) > 0 },
		which: func(a *assessment) []string {
			var names []string
			for i := range a.judged {
				names = append(names, a.judged[i].unpaired...)
			}
			slices.Sort(names)
			return slices.Compact(names)
		}},
	{code: scorecard.OneRound, text: "the runs of a side were made in one round, so what else differed between the two sides is not seen",
		criterion: func(_ *assessment, _ *criteria.Criterion, j *judgement) bool {
			return j.confidence != nil && j.interval.within
		}},
	{code: scorecard.FloatingPoint, text: "a query computed the figure in floating point, so it is known to one part in 2^40",
		criterion: func(_ *assessment, _ *criteria.Criterion, j *judgement) bool {
			return j.shown && j.isRange() && j.figure.Range.Rounding
		}},
	{code: scorecard.StepUnseen, text: "an outage shorter than the step of its series cannot be seen; steps",
		criterion: func(_ *assessment, _ *criteria.Criterion, j *judgement) bool { return j.figure.Span != nil },
		which:     (*assessment).steps},
	{code: scorecard.Suppressed, text: "findings were suppressed at their source and are not counted", criterion: beside(fact.SuppressedNote)},
	{code: scorecard.ClearedByVEX, text: "findings were cleared by VEX statements and are not counted; whether the statements are true was not judged", criterion: beside(fact.ClearedNote)},
	{code: scorecard.PathsBySuffix, text: "source files were told from changed ones by a part of their path", criterion: beside(fact.SuffixNote)},
	{code: scorecard.Undecided, text: "findings wait for a person's decision and are not counted", criterion: beside(fact.UndecidedNote)},
	{code: scorecard.TestsSkipped, text: "tests were skipped", criterion: beside(fact.SkippedNote)},
	{code: scorecard.TestsFlaky, text: "tests failed before they passed", criterion: beside(fact.FlakyNote)},
	{code: scorecard.EndedInError, text: "requests or tests ended in an error next to the figure", criterion: beside(fact.ErrorsNote)},
	{code: scorecard.IsTailored, text: "the criterion of a pack was changed for this project",
		criterion: func(a *assessment, c *criteria.Criterion, _ *judgement) bool { return a.tailored(c.ID) }},
	{code: scorecard.DoesNotApply, text: "the criterion was declared not applicable",
		criterion: func(_ *assessment, c *criteria.Criterion, _ *judgement) bool { return !c.Applies }},
	{code: scorecard.OwnThresholds, text: "the verdict asks other thresholds than the usual ones",
		whole: func(a *assessment) bool { return len(a.plan.Verdict.Differs) > 0 },
		which: func(a *assessment) []string { return a.plan.Verdict.Differs }},
	{code: scorecard.NotCompared, text: "no earlier assessment was compared, so criteria that were loosened or dropped since do not show",
		whole: func(a *assessment) bool { return !a.in.Compared }},
	{code: scorecard.NotListed, text: "names that people does not list",
		whole: func(a *assessment) bool { return len(a.unlisted()) > 0 },
		which: (*assessment).unlisted},
	{code: scorecard.NamesRecorded, text: "names of owners, approvers and witnesses are recorded, not authenticated"},
	{code: scorecard.NotAuthentic, text: "evidence is identified by its digest, not authenticated: whoever could write the files could change them before they were read"},
	{code: scorecard.CriteriaUnjudged, text: "whether the criteria and their targets are the right ones was not judged"},
}

func always(*assessment) bool { return true }

func isEmpty(s string) bool { return s == "" }
