package scorecard

import "signoff/internal/fact"

// Ruling is the word of a verdict.
type Ruling string

// The verdicts, from the best down.
const (
	Approved      Ruling = "approved"
	Conditional   Ruling = "conditional"
	Rejected      Ruling = "rejected"
	Indeterminate Ruling = "indeterminate"
)

// Code says in a word why a verdict is not better.
type Code string

// The codes of the reasons for a verdict.
const (
	NothingApplicable   Code = "nothing-applicable"
	NothingChanged      Code = "nothing-changed"
	BlockerUnmet        Code = "blocker-unmet"
	BlockerUnknown      Code = "blocker-unknown"
	BelowConditional    Code = "below-conditional"
	RoleRefused         Code = "refused"
	BlockerWaived       Code = "blocker-waived"
	BelowApproved       Code = "below-approved"
	ApprovalMissing     Code = "approval-missing"
	ApprovalConditional Code = "approval-conditional"
	Draft               Code = "draft"
)

// ApprovalState is what became of a role's sign-off.
type ApprovalState string

// WaiverState is what a waiver does to an assessment.
type WaiverState string

// The states of a waiver; only the first two have an effect.
const (
	InForce       WaiverState = "in-force"
	Expiring      WaiverState = "expiring"
	Expired       WaiverState = "expired"
	NotYetGranted WaiverState = "not-yet-granted"
	OutOfLimit    WaiverState = "out-of-limit"
	OutOfScope    WaiverState = "out-of-scope"
	TooLong       WaiverState = "too-long"
	SelfApproved  WaiverState = "self-approved"
	CoversNothing WaiverState = "covers-nothing"
)

// Effective says whether a waiver has an effect.
func (w *Waiver) Effective() bool { return w.State == InForce || w.State == Expiring }

// EvidenceState is Usable, or the reason why the evidence is not.
type EvidenceState string

// Usable is the state of evidence that nothing speaks against.
const Usable EvidenceState = "usable"

// NotUsable is the state of evidence that a reason speaks against.
func NotUsable(r fact.Reason) EvidenceState { return EvidenceState(r) }

// Dating says who states the date of evidence.
type Dating string

// The datings.
const (
	DatedByFile    Dating = "file"
	DatedByRecord  Dating = "collect"
	DatedByPerson  Dating = "declared"
	DatedByNothing Dating = "none"
)

// Binding says what binds evidence to the assessed commit.
type Binding string

// The bindings, from the weakest up.
const (
	Unbound       Binding = "none"
	BoundByMerge  Binding = "merge"
	BoundByTree   Binding = "tree"
	BoundByCommit Binding = "commit"
)

// Risk is the risk of a domain.
type Risk string

// The risks, from the gravest down.
const (
	RiskHigh    Risk = "high"
	RiskMedium  Risk = "medium"
	RiskLow     Risk = "low"
	RiskMinimal Risk = "minimal"
)

// words lists the texts of a type, for the schema and the strict reader.
func words[T ~string](list ...T) []string {
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = string(w)
	}
	return texts
}
