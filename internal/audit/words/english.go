package words

var english = Language{Code: "en",
	Words: map[Concept]string{
		VerdictKey: `verdict, final verdict, overall verdict, decision, final decision, release decision,
go/no-go, go/no-go
decision, go no go, overall status, overall result, overall outcome, overall, release status, gate,
quality gate, release gate, gate result, gate status, release readiness, production readiness,
readiness, release verdict, recommend to, we recommend to, we recommend, the release status, the release
verdict, the gate status, the release decision, assessment result, result of the assessment, outcome of
the assessment, gate says, gate reads, verdict says, verdict reads, signoff says, assessment says, tool
says, sign-off status, our recommendation, our recommendation is to, the recommendation is to, the
recommendation, final recommendation, release recommendation, final call, ship decision, launch
decision, go-live decision, sign-off outcome, signoff outcome, gate outcome, gate verdict, final
outcome, sign-off decision, release call, gate decision, release outcome, result of the gate, outcome of
the gate, verdict of the gate, gate check, release check, outcome of the review, result of the review,
review outcome, review result, assessment came back, gate came back, gate ended, gate returned,
assessment concluded, assessment concludes, assessment ended, the assessment, this assessment, the
scorecard, the readiness check`,
		StatusKey: `status, bottom line, in short, tl;dr, overall assessment, result, recommendation, state,
outcome, conclusion, our recommendation,
final status, final result, final recommendation, assessment, ready for production?, ready for release?,
ready?`,
		StrongApproved: `approved for production, approved for release, approved for launch,
approved for deployment, ready for
production, ready for release, ready for launch, ready for deployment, production ready,
production-ready, ready to launch, ready to ship, ready to release, ready to deploy, ready to go live,
ready for prime time, release ready, release-ready, cleared for release, cleared for production, cleared
for launch, ship it, good to go, green light, greenlit, go for launch, passed the gate, passed the
quality gate, passed the release gate, passes the gate, passes the quality gate, passes the release
gate, cleared the gate, ready for go-live, passed its gate, clear to ship, good to ship, can ship, may
ship, safe to ship, safe to release, safe to deploy, approves the release, can be shipped, can be
released, can be deployed, may be released, approve the release, approves this release, approve this
release, approved without conditions, approved without condition, fully approved, go without conditions,
unconditionally approved, clears the gate, green light for production, green light for release, green
light for the release, may go live, can go live, goes live, fit for production, cleared to go live, can
go into production, may go into production, recommendation release, nothing blocks the release, nothing
stands in the way of the release, nothing stands against the release, thumbs up, thumbs-up, can go to
production, may go to production, ready to be released, ready to be shipped, ready to be deployed, ready
to roll out, ready for rollout, ready for general availability, ready for ga, ready for customers, ready
for users, fit for release, fit to ship, fit for launch, cleared for production use, made it through the
gate, got through the gate, is through the gate, came through the gate, sailed through the gate, got the
green light, gets the green light, gets the go-ahead, got the go-ahead, has the go-ahead, green-lit,
signed off for release, signed off for production, let us through, let it through, waved through, waved
us through, clean bill of health, all clear, approved to ship, okay to ship, ok to ship, ok to release,
good for release, good for production, launch-ready, deployment-ready, deploy-ready, ship-ready, go for
release, go for production, go for deployment, is releasable, is shippable, is deployable, can be rolled
out, may be rolled out, may be shipped, may be deployed, released for production, approved by the gate,
passed by the gate, live-ready, ends with an approval, ended with an approval, ended in an approval, ends in an
approval`,
		Approved: `approved, approve, has approved, have approved, go, accepted, ready, granted, cleared, ship,
release it,
unconditionally, unconditional, without conditions, without condition, go ahead, got its approval, get
its approval, gets its approval, received its approval, receive its approval, has its approval, got
approval, received approval, was given approval, approval granted, approval was granted, approval is
granted, approval has been granted, gained approval, going live, go live`,
		StrongRejected: `no-go, failed the gate, failed the quality gate, fails the gate,
fails the quality gate, fails the release gate, failed the release gate, do not ship, do not release,
fails its gate, failed its gate`,
		NotApproved: `not approved, not yet approved, not ready for production, not production ready,
not production-ready,
not ready for release, not ready, not yet ready, not released, cannot ship, can't ship, must not ship,
may not ship, not releasable, not shippable, cannot be released, cannot be shipped, cannot go live, not
fit for production, not fit for release, unfit for release, unfit for production, unready, not good to
go, not cleared, not allowed to ship, not allowed to release, not cleared to ship`,
		Rejected: `rejected, reject, rejects, denied, declined, turned down, refused, turned us down,
turned it down, said
no, says no, thumbs down, thumbs-down, knocked back, stopped by the gate, blocked by the gate, held back
by the gate, sent back by the gate, fell through, falls through`,
		Conditional: `conditional, conditionally, conditionally approved, conditional approval,
conditional go, with conditions, with condition, on condition, under condition, under conditions,
under the condition, provided that, subject to, approved with conditions, go with conditions`,
		Indeterminate: `indeterminate, undecided, no verdict`,
		Met: `met, pass, passes, passed, passing, satisfied, satisfies, fulfilled, fulfils, achieved, ok, okay, green,
holds, meets, within target, on target, success, succeeded, succeed, successful, meets its target, met
its target, meet its target, meet their targets, met their targets, meets the target, met the target,
holds its target, within its target, within the target, within its limit, within the limit, holds its
limit, below its limit, under its limit, below the limit, under the limit, keeps its target,
keeps its limit, reaches its target, reached its target, reaches the target,
reached the target, hits its target, hit its target, no longer unmet, not unmet, no longer fails, no
longer failing, hold, target was reached, goal was reached, targets were reached, targets are reached,
targets have been reached, goals were reached, limits are kept, blockers are resolved, blockers were
resolved, blockers have been resolved, blockers are closed, blockers resolved, beats its target, exceeds
its target, exceeded its target, was hit, were hit, been hit, clean, is resolved, are resolved, was
resolved, were resolved, been resolved, is fixed, was fixed, been fixed, is closed, are closed, was
closed, were closed, been closed, comes out green, in the green, checks out, check out, complied with,
honoured, honored, ticked off, all good, taken care of, dealt with, are cleared, were cleared, out of
the way, is gone, are gone, meet`,
		Unmet: `unmet, fail, fails, failed, failing, missed, misses, violated, breached, not met, not satisfied, not
reached, not achieved, not passed, unsatisfied, red, fell short of, falls short of, fall short of,
isn't met, wasn't met, aren't met, missed its
target, misses its target, misses the target, missed the target, missed their targets, miss their
targets, fell short of its target, falls short of its target, over its limit, exceeds its limit,
exceeded its limit, above its limit, above the limit, exceeds the limit, exceeded the limit,
breaks its limit, broke its limit, failed its
target, fails its target, failed the target, no longer met, no longer holds, no longer passes, off
target, failure, failures, blown, falls short, fell short, fall short, not ok, not okay, not green, in
the red, does not hold, doesn't hold, did not hold, didn't hold`,
		Warned: `warning, warnings, with a warning, with warnings, without a warning, without warnings,
without warning, without any warning`,
		Unknown: `unknown, not measured, unmeasured, not known, no data, inconclusive, not available,
undetermined, wasn't measured, was not measured, were not measured, not tested, unknowns,
could not be measured`,
		NotDone: `pending, not done, not run, not yet run, not performed, not executed, not started,
not yet done, not yet
performed, outstanding, to be done, not conducted, not implemented, awaited, awaiting, waiting for,
waits for`,
		Waived: `waived, is accepted, are accepted, accepted by waiver, accepted by a waiver,
accepted risk, under a waiver, covered by a waiver, has a waiver, have a waiver`,
		Yes: `yes, true`,
		No:  `no, false`,
		Target: `target, targets, goal, goals, limit, limits, threshold, thresholds, required, requires,
require, asks, asked, asking, ask, allowed, allows, demanded, demands, budget, maximum allowed, sla, slo,
objective, margin, step, steps, needs, need, must, asked for, bound, requirement, expected, max,
instead of, rather than,
compared with, compared to, versus, vs, misses the, missed the, misses a, misses, short of, far from,
fell short of, falls short of, fall short of,
is needed, are needed, starts at, begins at, starts from`,
		Actual: `actual, achieved, achievement, result, results, current, value, measured, observed,
obtained, measurement, reached, figure, reading, now, figures, values, readings`,
		Status: `status, state, result, verdict, pass/fail, passed, met, met?, outcome, ok, done,
assessment, sign-off, signed, signed off, decision, approval, satisfied, fulfilled`,
		Must: `must fix, critical, before production, before release, before deployment, before launch,
before go-live, required before, blocker, blockers, blocking, must have, must do, mandatory`,
		Compliance: `compliance, compliant, overall compliance, compliance rate, strict compliance,
criteria met, criteria satisfied`,
		Score: `score, scores, scored, scoring, overall score, total score, weighted score, final score,
readiness score`,
		Grade: `grade, grades, graded, rating, rated`,
		WithWaivers: `with waivers, with waiver, with the waiver, with the waivers, including waivers,
waivers counted, waivers included, with its waiver, with its waivers, with exceptions, after waivers`,
		Criteria: `criterion, criteria, acceptance criterion, acceptance criteria, targets, target,
requirement, requirements, acceptance requirements, gates, checks, objectives, thresholds, slas, slos, goals,
items, target was reached, goal was reached, targets were reached, targets are reached, targets have been reached,
goals were reached,
criteria but, criterion but, targets but`,
		Tests: `test, tests, test case, test cases, unit tests, testcases, test suite, the suite, suite, whole suite,
the test suite, the whole suite, the whole test suite, entire suite, entire test suite`,
		Strict: `strict, strict compliance, strict score, strictly, without waivers, waivers aside,
not counting waivers, excluding waivers`,
		Skipped: `skipped, ignored, disabled, skip`,
		Findings: `finding, findings, issue, issues, vulnerability, vulnerabilities, security finding,
security findings, alerts`,
		Critical: `critical, critical severity`,
		High:     `high, high severity, high-severity`,
		Medium:   `medium, medium severity, moderate, medium-severity`,
		Low:      `low, low severity, low-severity`,
		Blockers: `blocker, blockers, open blocker, open blockers, release blocker, release blockers,
blocking criteria, blocking criterion, blocking issues, blocking issue, showstopper, showstoppers,
show stoppers, unmet blockers, unmet blocker, blockers are resolved, blockers were resolved,
blockers have been resolved, blockers are closed, blockers resolved`,
		Waivers: `waiver, waivers, exception, exceptions`,
		Approvals: `approval, approvals, sign-off, sign-offs, signature, signatures, signoff, signoffs,
role, roles, both roles, both approvals, both signatures, signatories, approvers, everyone, everybody,
nobody, all three roles, no one`,
		Release: `release, this release, the release, the product, the project, the system, the service,
the build, the version, this version, this build, this product, the software, the application, the app,
the candidate, release candidate, the release candidate, the platform, the whole system, this project,
the deployment, the package`,
		AsOf: `as of, assessed on, assessed as of, assessment date, date of assessment,
date of the assessment, assessment is of, assessment is dated, the assessment is of,
the assessment is dated, assessed, date of the evaluation`,
		ReleaseKey: `release, version, assessed release, release version`,
		Expires: `expires, expire, ends, end, expiry, expiring, expires on, ends on, valid until,
runs until, in force until, lasts until, runs out, runs out on, ran out, lapsed, lapses, expired, until`,
		Signed: `signed, sign, approved, signed off, has signed, have signed, has approved, have approved,
signs, approves, gave approval, gave its approval, given, done, complete, obtained, accepted, received,
in place, in hand, present, is there, are there`,
		SignedBy: `approved by, signed by, signed off by, signed-off by, approval by, approvals by,
accepted by, approvals from, approval from, signed-off-by`,
		Refused: `refused, declined, refuses, vetoed, withheld, rejected, refused to sign,
declined to sign, objected, denied, refuses to sign, has refused`,
		All: `all, every, each, everything, entire, without exception, the full set of, fully, every single, in full,
completely, entirely, all of the, all of, both roles, both approvals, both signatures, everyone,
everybody, all three roles, test suite, the suite, suite, whole suite, the test suite, the whole suite,
the whole test suite, entire suite, entire test suite`,
		None: `no, zero, none, nothing, not a single, not one, none of the, none of, no open, neither,
no further, no more, no remaining, without a warning, without warnings, without warning, without any warning,
there is no, there are no, no single, nobody, no one, isn't a single, is not a single, isn't any, aren't any,
are not any,
there isn't a`,
		Except: `except, apart from, other than, except for, save, excluding, with the exception of,
but for, all but, criteria but, criterion but, targets but, aside from, leaving out, minus`,
		Measured: `measured, were measured, was measured, has been measured, assessed, evidence,
evaluated, backed by evidence, was evaluated`,
		AtLeast: `at least, no less than, not less than, more than, over, above, or more, minimum, min,
exceeds, exceed, exceeded, exceeding, surpasses, tops, beyond, well over, well above`,
		AtMost: `at most, no more than, not more than, less than, below, under, within, up to, or less,
maximum, max, not exceed, or fewer, well below, well under, far below, far under, not even`,
		Not: `not, never, none, neither, nor, nobody, cannot, can't, isn't, aren't, wasn't, weren't,
don't, doesn't, didn't, hasn't, haven't, won't, wouldn't, couldn't, shouldn't, no longer, no one, yet to,
far from, hardly, unable, fails to, failed to, lacks, lack, too early, nothing, without, deny, denies,
refuse, contrary, still missing, no, missing`,
		If: `if, would, unless, provided, assuming, could, might, may, suppose, supposing, hypothetically, imagine,
whether, can be, should, were it, depends, depending, until then, what if, even if, in case, otherwise,
when, whenever, as long as, so long as, it is unknown whether, partly, partially, mostly, largely, in
part, almost all, nearly all, most of, most criteria, most targets, the majority`,
		Plan: `will, shall, aim, aims, aiming, plan, plans, planned, planning, next, next step,
next steps, todo, to do, once, until, as soon as, must be, has to be, have to be, has to, have to, needs to,
need to, intend, intends, intended, hope, hopes, wanted, want, wants, propose, proposes, should be, later,
tomorrow, upcoming, in order to, going to, after we, when we, by then, expected to, is to, are to, roadmap,
future, bring, remains to, remain to, still to, let us, let's, work towards, towards, strive, goal is,
before we, before it, before the release, tbd`,
		Past: `last, previous, previously, earlier, formerly, former, prior, used to, back then, ago,
yesterday, at the time, before, before this release, last week, last month, last year, originally, initially,
old, once was, a year ago, in the past, historically, at first, until now, up to now, past`,
		Other: `neighbouring, neighboring, upstream, competing, competitor, competitors, other project,
another project,
other team, another team, the team of, sister project, other projects, industry, elsewhere, rival,
vendor, vendors, third party, another product, another service, predecessor, the library, partner,
partners, other teams, fork, another release, another version, sister, sibling, neighbour, neighbor,
rivals, data sheet, datasheet, brochure, marketing`,
		Quote: `claimed, claims, claim, said, says, wrote, writes, draft, wording, quoted, quotes,
earlier text, the text, stated, article, misquoted, wrong, false, untrue, incorrect, incorrectly, mistaken,
misleading, sentence, phrase, promised, some say, many say, they say, people say, slide, slides, rumour,
rumor, according to the old`,
		Example: `example, examples, sample, samples, how to, looks like, look like, template, templates,
e.g, for instance, such as, fictional, illustration, hypothetical, placeholder, demo, legend, glossary`,
		About: `about, around, roughly, approximately, nearly, almost, some, circa, ca, approx`,
		Join:  `and, as well as, plus, or`,
		Turn:  `but, because, although, though, while, whereas, which, however, despite`,
		Filler: `the, a, an, is, are, was, were, be, been, has, have, had, of, for, to, in, on, at, with, by,
its, our,
your, their, this, that, these, those, from, now, today, currently, overall, final, finally, still,
stands, stand, stood, stays, stay, reached, reach, reaches, shows, show, only, just, exactly, about,
total, already, here, there, it, we, they, them, he, she, hence, thus, therefore, therefor, as, per,
therein, both, also, very, more, most, than, up, out, into, over, under, remain, remains, remaining,
respectively, time, times, per cent, percent, value, values, figure, figures, result, results, measured,
measures, measure, whole, full, fully, some, any, other, others, do, does, did, i, us, you, new, takes,
take, took, lasted, lasts, came, comes, come, gives, give, gave, got, gets, makes, made, needed, need,
amounts, amounted, equals, equal, hit, hits, lies, lay, sits, sat, ran, run, runs, keeps, kept, reads,
been, being, good, one, two, three, four, five, six, seven, eight, nine, ten, leaves, left, around,
approximately, roughly, nearly, current, actual, actually, project, release, version, system, service,
product, build, assessment, report, according, conclusion, summary, required, force, place, for
production, for release, for launch, for deployment, for go-live, in production, to production, without
trouble, without problems, without issues, without objection, without objections, without reservation,
without reservations, without incident, without difficulty, is open, are open, remains open, remain
open, left open, open, executed, were executed, in total, the scan, scan found, found, at all, clearly,
easily, comfortably, safely, indeed, well, so, again, please, confirmed, reported, reports, number of,
number, amount of, went up to, went down to, fell, fallen, rose, risen, dropped, drops, drop, climbed,
grew, grown, improved, improves, went, gone, down, sank, increased, decreased, brought, halved, doubled,
healthy, finally, exist, exists, officially, formally, tl, dr, points, even, within, today's, latest,
handled, handles, handle, processed, processes, sustains, sustained, serves, served, delivers,
delivered, manages, managed, averages, averaged, clocked, clocks, landed, lands, ended, settled,
settles, registered, registers, recorded, records, logged, posted, hovers, peaked, peaks, tops, counted,
totals, totalled, sums, comprises, yields, yielded, returned, returns, produced, produces,
shown, reveals, revealed, finds, turned, turns, became, becomes, proved, proves, seen, saw, sees,
completed, completes, finishes, finished, spent, uses, used, using, consumes, consumed, another,
further, additional, altogether, impressive, solid, great, nice, strong, comfortable, mere, whopping,
proud, happy, pleased, thrilled, glad, announce, week's, sure, after, during, across, throughout,
averaging, ending, standing, meanwhile, far, away, back, then, too, yet, much, many, such, fine, better,
best, perfect, flawless, amazing, good news, great news, done, valid, scored, came out at, comes out at,
thanks, update, quick, recap, overview, highlights, key, main, sits at, category, categories, than
planned, as planned, than expected, as expected, share of, percentage of, proportion of, length of,
duration of, size of, level of, review, evaluation, audit, use, period, the period, window, span,
switched, scan, scanner, scans`,
		Of: `of, out of`,
		Complied: `within limits, within limit, acceptable, optimal, stable, verified, supported,
exceeded, implemented`,
		Secret: `password, passwd, passphrase, api key, secret key, access key, secret, client secret,
private key, auth token, access token, api token`,
	},
	Numbers: map[string]float64{
		"hundred": 100, "zero": 0, "none": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
		"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
		"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
		"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
		"ninety": 90,
	},
	Fractions: map[string]float64{"half of": 50, "one half": 50, "a half": 50, "a third": 33.3, "one third": 33.3,
		"two thirds": 66.7, "a quarter of": 25, "one quarter": 25, "three quarters": 75, "a fifth": 20, "two fifths": 40,
		"three fifths": 60, "four fifths": 80, "nine tenths": 90},
	Scales: map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9, "mn": 1e6, "bn": 1e9},
}
