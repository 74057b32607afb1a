package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

// Override is one recorded release of what is not approved, and what is known
// about who made it.
type Override struct {
	criteria.Override
	// Signature is what a key says about the record; the zero value says nothing.
	Signature Signature
	// Since lists the files of the source that changed between the commit of the
	// record and the assessed one.
	Since []string
}

// judgeOverrides is the rule of overrides. One has an effect while it lasts, when
// it is as it was written, is signed by a person who may, and was given for
// exactly this digest. It releases figures that miss and sign-offs that are not
// there; it does not outvote a role that refused. What has no effect is listed
// with the reason, but for those that released another assessment and are over.
func (a *assessment) judgeOverrides(card *scorecard.Scorecard) []scorecard.Override {
	n := a.session(card)
	var list []scorecard.Override
	for i := range a.in.Overrides {
		o := &a.in.Overrides[i]
		if o.Digest != n.digest && n.asOf.After(o.Until) {
			continue
		}
		list = append(list, n.override(o, a.signed.refused))
	}
	slices.SortStableFunc(list, func(a, b scorecard.Override) int {
		return cmp.Or(
			cmp.Compare(slices.Index(overrideOrder, a.State), slices.Index(overrideOrder, b.State)),
			strings.Compare(b.Until, a.Until), strings.Compare(a.Date, b.Date), strings.Compare(a.Name, b.Name),
		)
	})
	return list
}

// overrideOrder is the order of overrides in a report.
var overrideOrder = []scorecard.OverrideState{scorecard.Releases, scorecard.OverrideInvalid, scorecard.OverrideVoid, scorecard.OverrideExpired}

// override gives one record its state.
func (n *session) override(o *Override, refused []string) scorecard.Override {
	out := scorecard.Override{
		Name: o.Name, Because: o.Because, Ticket: o.Ticket, Date: o.Date.UTC().Format(time.RFC3339), Until: o.Until.UTC().Format(time.RFC3339),
		State: scorecard.Releases, Digest: o.Digest,
	}
	if o.Signature.holds() {
		out.Signer, out.Key = strings.Join(o.Signature.By, ", "), o.Signature.Key
	}
	if why := n.overrideInvalid(o); why != "" {
		out.State, out.Notes = scorecard.OverrideInvalid, []string{why}
		return out
	}
	why := ""
	switch {
	case o.Digest != n.digest:
		out.State, why = scorecard.OverrideVoid, n.changed(o.Digest, o.Parts, o.Since)
	case n.asOf.After(o.Until):
		out.State, why = scorecard.OverrideExpired, "ended at "+out.Until
	case len(refused) > 0:
		out.State, why = scorecard.OverrideVoid, "an override does not outvote a role that refused: "+enumerate(refused)
	case n.card.Verdict.Outcome == scorecard.Approved:
		out.State, why = scorecard.OverrideVoid, "the assessment is approved without it"
	}
	if why != "" {
		out.Notes = []string{why}
	}
	return out
}

// overrideInvalid says why a record proves nothing.
func (n *session) overrideInvalid(o *Override) string {
	plan := n.in.Plan
	one := plan.Listed(o.Name)
	switch {
	case o.Changed != "":
		return o.Changed
	case o.Signature.Fault != "":
		return o.Signature.Fault
	case !o.Signature.holds():
		return "is not signed, and only a signed override counts"
	case len(plan.Sign.Override) > 0 && !overlap(o.Signature.By, plan.Sign.Override):
		return fmt.Sprintf("is signed by %s, who may not override", enumerate(o.Signature.By))
	case one != nil && one.Agent || slices.ContainsFunc(o.Signature.By, func(by string) bool { p := plan.Listed(by); return p != nil && p.Agent }):
		return "is given by a program, and programs release nothing"
	case one != nil && one.Key != "" && one.Key != o.Signature.Key:
		return "is signed by another key than people lists for " + o.Name
	case criteria.Person(o.Name) == "":
		return "names nobody"
	case o.Until.Sub(o.Date) > criteria.MaxOverride:
		return "lasts longer than 72 hours"
	case o.Digest == n.digest && o.Meaning != o.Means(n.card.Project, n.card.Release):
		return "means something else than a release of this assessment"
	case o.Date.After(n.asOf.Add(ahead)):
		return "is dated after the instant of this assessment"
	}
	return ""
}

// overrideLimits say that a person released what is not approved.
func overrideLimits(s *scorecard.Scorecard) []scorecard.Limit {
	o := s.Released()
	if o == nil {
		return nil
	}
	return []scorecard.Limit{{Code: scorecard.Overridden, First: true,
		Text: fmt.Sprintf("an override of %s releases it until %s, although it is %s (%s): %s", o.Name, o.Until, s.Verdict.Outcome, o.Ticket, o.Because)}}
}
