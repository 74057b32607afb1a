package scorecard

import (
	"reflect"

	"signoff/internal/fact"
)

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

// OverrideState is what became of the release of an assessment that is not
// approved.
type OverrideState string

// The states of an override; only the first has an effect.
const (
	Releases        OverrideState = "in-force"
	OverrideExpired OverrideState = "expired"
	OverrideVoid    OverrideState = "void"
	OverrideInvalid OverrideState = "invalid"
)

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

// Turned says what became of a criterion since another assessment.
type Turned string

// What a criterion can become, next to New and Gone.
const (
	Worse  Turned = "worse"
	Better Turned = "better"
)

// Effect says what a change did to its own gate.
type Effect string

// The effects, next to New and Gone; what cannot be ordered counts as loosened.
const (
	Loosened  Effect = "loosened"
	Tightened Effect = "tightened"
	Waived    Effect = "waived"
)

// Severity is a severity as the document writes it.
type Severity string

// wordsOf lists the words that alone a value of a type may be, nil for any text.
func wordsOf(t reflect.Type) []string {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[Version]():
		return words(Schema)
	case reflect.TypeFor[Outcome]():
		return words(Outcomes...)
	case reflect.TypeFor[Basis]():
		return words(Measured, Documented, Attested)
	case reflect.TypeFor[Ruling]():
		return words(Approved, Conditional, Rejected, Indeterminate)
	case reflect.TypeFor[Risk]():
		return words(RiskHigh, RiskMedium, RiskLow, RiskMinimal)
	case reflect.TypeFor[Matter]():
		return words(OfServices, OfChecks, OfFigures, OfRecords)
	case reflect.TypeFor[Dating]():
		return words(DatedByFile, DatedByRecord, DatedByPerson, DatedByNothing)
	case reflect.TypeFor[Binding]():
		return words(BoundByCommit, BoundByTree, BoundByMerge, Unbound)
	case reflect.TypeFor[ApprovalState]():
		return words(Signed, Recorded, Refused, Invalid, Void, Missing)
	case reflect.TypeFor[OverrideState]():
		return words(Releases, OverrideExpired, OverrideVoid, OverrideInvalid)
	case reflect.TypeFor[Turned]():
		return words(Worse, Better, New, Gone)
	case reflect.TypeFor[Effect]():
		return words(Loosened, Tightened, New, Gone, Waived)
	case reflect.TypeFor[Severity]():
		return severities()
	}
	return nil
}

func severities() []string {
	var list []string
	for _, s := range fact.Severities {
		list = append(list, s.String())
	}
	return list
}

// words lists the texts of a type, for the schema and the strict reader.
func words[T ~string](list ...T) []string {
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = string(w)
	}
	return texts
}
