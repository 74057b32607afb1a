// Package evaluate is the EVALUATE step: it compares the answers of the evidence
// with the criteria and gives the scorecard.
//
// It is a pure function of its Input: it reads no clock, disk or environment,
// and the order of criteria and files does not show in any figure. Every
// decision is made on exact rationals; rounding is for display and happens
// last. It refuses to guess: what was not measured, not shown to be fresh or
// not enough to decide is unknown with its reasons, and unknown is never met.
package evaluate

import (
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// Input is everything that an assessment depends on.
type Input struct {
	Plan *criteria.Plan
	// Evidence is the register, parallel to Plan.Evidence; a statement has an
	// entry without files.
	Evidence []fact.Evidence
	// Answers are parallel to Plan.Asks. Their problems are those that showed
	// while gathering; age, commit and minimums are judged here.
	Answers []fact.Answer
	// AsOf is the instant at which ages and expiries are judged. A date alone
	// stands for the end of that day. AsOfFrom says who set it: "--as-of",
	// "SOURCE_DATE_EPOCH" or "clock".
	AsOf     time.Time
	AsOfFrom string
	Commit   Commit
	// Subject is what is released; one without a digest is not there.
	Subject []scorecard.Subject
	Tool    scorecard.Tool
	// Mask hides secrets in a text; nil hides none.
	Mask func(string) string
	// Approvals are the recorded sign-offs, in any order. ApprovalsAsOf is the
	// instant at which their ends are judged, AsOf when it is zero.
	Approvals     []Approval
	ApprovalsAsOf time.Time
	// Overrides are the recorded releases of what is not approved, in any order.
	Overrides []Override
	// WarnDays is how many days before its end a waiver is listed as expiring.
	WarnDays int
	// Beside lists files of the same formats that lie in the folders of the
	// evidence and that no evidence names.
	Beside []string
	// Past are the figures of criteria in past runs, by the id of the criterion,
	// the oldest first.
	Past map[string][]PastFigure
	// Compared says that an earlier assessment stands next to this one.
	Compared bool
}

// Commit is what the evidence must belong to.
type Commit struct {
	// Hash is the assessed commit, full or abbreviated, and "" when Known is
	// false.
	Hash  string
	Known bool
	// Date is when it was committed, zero when not known.
	Date time.Time
	// Authors are the names and addresses of who wrote the commit, known where a
	// role asks for them.
	Authors []string
	// Modified says that the working tree differs from the commit, and is false
	// where the commit is not in the repository.
	Modified bool
	// Differs lists what differs, from what is checked out where the commit is not
	// there: source files, what declares the plan and is not committed, and
	// evidence that is committed otherwise.
	Differs []string
	// SameTree holds other hashes, as the evidence writes them, whose commits
	// have the same tree.
	SameTree map[string]bool
	// Unresolved says why the commit that was to be asked of git is not known,
	// "" when none was to be asked.
	Unresolved string
	// Merge is the hash of a merge of this commit, which is accepted too.
	Merge string
	// Tree is the digest of the assessed source, "" when not known.
	Tree string
	// Since lists, by the tree of a collect record, the source files that
	// changed after it was made; of the assessed tree itself it holds nil.
	Since map[string][]string
	// Left lists, by the digest of a change that names blobs, the files that it
	// leaves otherwise than the assessed tree has them; of one that fits it holds nil.
	Left map[string][]string
	// Touched says, by evidence, when the last commit that changed what it
	// covers was committed, as far as that is after the evidence. Beyond holds
	// the evidence of which the history that is there does not reach back to it.
	Touched map[string]time.Time
	Beyond  map[string]bool
}

// Approval is one recorded sign-off, and what is known about who made it.
type Approval struct {
	criteria.Approval
	// Signature is what a key says about the record; the zero value says nothing.
	Signature Signature
	// Since lists the files of the source that changed between the commit of the
	// record and the assessed one.
	Since []string
}

// Signature is a key's signature over a record, as it was verified.
type Signature struct {
	// By are the principals whose key it is, Key its fingerprint.
	By  []string
	Key string
	// Fault says why it does not hold, "" when it does.
	Fault string
}

// holds says whether there is a signature that holds.
func (s Signature) holds() bool { return s.Key != "" && s.Fault == "" }

// Run gives the scorecard of the input. It does not fail: whatever is wrong
// with the evidence is the outcome of a criterion.
func Run(in Input) *scorecard.Scorecard {
	a := assess(in)
	card := a.scorecard()
	card.ToValidUTF8()
	if in.Mask != nil {
		card.Rewrite(in.Mask)
	}
	card.Approvals, a.signed = a.judgeApprovals(card)
	card.Limits = append(a.approvalLimits(card.Approvals), card.Limits...)
	declareInterests(in.Plan, card.Approvals)
	card.Verdict = a.verdict(a.votes, a.signed)
	card.Overrides = a.judgeOverrides(card)
	card.Limits = append(overrideLimits(card), card.Limits...)
	return card
}

// assessment is the judgement in exact figures, before anything is displayed.
type assessment struct {
	in      Input
	plan    *criteria.Plan
	sources []origin
	byID    map[string]*origin
	replies []reply
	// judged, votes and waived are parallel to Plan.Criteria: what became of a
	// criterion, what it counts, and the indexes of the waivers that lift it.
	judged []judgement
	votes  []vote
	waived [][]int
	// covers is parallel to Plan.Waivers.
	covers []cover
	signed signatures
}

func assess(in Input) *assessment {
	a := &assessment{in: in, plan: in.Plan, byID: map[string]*origin{}}
	a.sources = make([]origin, len(a.plan.Evidence))
	for i := range a.plan.Evidence {
		declared := &a.plan.Evidence[i]
		a.sources[i] = origin{declared: declared, found: a.found(i)}
		a.byID[declared.ID] = &a.sources[i]
	}
	for i := range a.sources {
		a.examine(&a.sources[i])
	}
	a.replies = make([]reply, len(a.plan.Asks))
	for i := range a.plan.Asks {
		a.replies[i] = a.reply(i)
	}
	a.judged = make([]judgement, len(a.plan.Criteria))
	for i := range a.plan.Criteria {
		a.judged[i] = a.judge(&a.plan.Criteria[i])
	}
	a.applyWaivers()
	a.castVotes()
	return a
}

// found returns what was gathered for the i-th declared evidence.
func (a *assessment) found(i int) fact.Evidence {
	if i < len(a.in.Evidence) {
		return a.in.Evidence[i]
	}
	return fact.Evidence{ID: a.plan.Evidence[i].ID}
}

// answer returns what the evidence says to an ask; one that was never put is
// answered by nothing.
func (a *assessment) answer(ask int) *fact.Answer {
	if ask >= 0 && ask < len(a.in.Answers) {
		return &a.in.Answers[ask]
	}
	return &fact.Answer{}
}
