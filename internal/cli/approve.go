package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/git"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// approveOptions are what somebody who signs says.
type approveOptions struct {
	assessOptions
	role, name, condition string
	until, sign, folder   string
	refuse, print         bool
	untilTime             time.Time
}

func (g *global) approveCommand() *cobra.Command {
	var o approveOptions
	c := &cobra.Command{
		Use:   "approve [ASSESSMENT|BUNDLE]",
		Short: "record a sign-off of the assessment as it is now, for one role",
		Long: `Evaluates again, as of now, and records in approvals/ that a role approves what
this gives, or with --refuse that it does not. The record holds for exactly this
assessment; any other makes it void, and a changed record is invalid. With
ASSESSMENT, the assessment.json that was read or its folder, nothing is recorded
unless it is the same; reports/ is taken when there is one. Of a BUNDLE what it
holds is evaluated again and signed, wherever it was measured. A modified tree and
a rejected assessment can only be refused.

A name is recorded, not authenticated, until --sign signs the record: with a
private key of OpenSSH, or one that the ssh-agent holds (agent, or its .pub file;
security keys too). The signature stands next to the record, as ssh-keygen -Y sign
writes it: ssh-keygen -Y verify verifies it, and one that ssh-keygen made over the
record that --print prints counts as well. It is not a qualified signature, and its
date is the signer's own.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return g.approve(o, args) },
	}
	o.planOptions.flags(c)
	f := c.Flags()
	o.commitFlag(c)
	o.subjectFlag(c)
	f.StringVar(&o.role, "role", "", "the `role` that signs, one of those that signoff.yaml asks")
	f.StringVar(&o.name, "name", "", "the `name` of who signs for it")
	f.StringVar(&o.condition, "condition", "", "what the approval depends on")
	f.Var((*filled)(&o.until), "until", "the `date` by which the condition has to be fulfilled")
	f.BoolVar(&o.refuse, "refuse", false, "record a no")
	f.Var((*filled)(&o.sign), "sign", "sign the record with this `key`: a file, or agent")
	f.BoolVar(&o.print, "print", false, "print the record in place of writing it")
	f.StringVar(&o.folder, "approvals", "", "the `folder` of the recorded sign-offs (default "+approvalsFolder+"/, and in it NAME/ with -f NAME.yaml)")
	f.StringVar(&o.asOf, "as-of", "", "")
	c.Flag("as-of").Hidden = true
	return c
}

// check refuses what cannot be meant.
func (o *approveOptions) check(now time.Time) error {
	switch {
	case o.asOf != "":
		return fmt.Errorf("--as-of: a sign-off is as of now, found %q", o.asOf)
	case strings.TrimSpace(o.name) == "":
		return fmt.Errorf("--name: expected the name of who signs")
	case o.refuse && o.condition != "":
		return fmt.Errorf("--condition: a refusal has no condition")
	case o.until != "" && strings.TrimSpace(o.condition) == "":
		return fmt.Errorf("--until: expected a --condition that has to be fulfilled by then")
	case o.print && o.sign != "":
		return fmt.Errorf("--print: the record is printed or signed, not both")
	}
	if o.until == "" {
		return nil
	}
	t, as, err := quantity.ParseTime(o.until)
	if err != nil {
		return fmt.Errorf("--until: expected a date such as 2026-12-31, found %q", o.until)
	}
	if o.untilTime = as.Last(t); !o.untilTime.After(now) {
		return fmt.Errorf("--until: expected a date to come, found %q", o.until)
	}
	return nil
}

func (g *global) approve(o approveOptions, args []string) error {
	if err := o.check(g.Now()); err != nil {
		return err
	}
	return g.assessed(o.assessOptions, &o.folder, args, func(in evaluate.Input, args []string, at time.Time) error { return g.signOff(o, args, in, at) })
}

// signOff records what somebody says about an assessment at an instant.
func (g *global) signOff(o approveOptions, args []string, in evaluate.Input, at time.Time) error {
	if one := in.Plan.Listed(o.name); one != nil && one.Agent && !o.refuse {
		return fmt.Errorf("--name: %s is a program, as people says, and programs approve nothing", one.Name)
	}
	role, err := roleNamed(in.Plan.Sign, o.role)
	if err != nil {
		return err
	}
	s := evaluate.Run(in)
	if err := g.signable(o, args, in, s); err != nil {
		return err
	}
	record := criteria.Approval{
		Role: role.Name, Name: strings.TrimSpace(o.name), Date: at, Digest: s.Digest(),
		Condition: strings.TrimSpace(o.condition), Until: o.untilTime, Refused: o.refuse,
		Unattended: o.sign == "" && !o.print && !g.InTerminal,
	}
	if in.Commit.Known && git.IsHash(in.Commit.Hash) {
		record.Commit = in.Commit.Hash
	}
	for _, p := range s.Parts() {
		record.Parts = append(record.Parts, p.Short())
	}
	for _, a := range in.Approvals {
		if a.Digest != record.Digest || a.Changed != "" {
			continue
		}
		sameRole := criteria.Person(a.Role) == criteria.Person(role.Name)
		if !sameRole && !a.Refused && !record.Refused && criteria.LooksLike(a.Name, record.Name) {
			return fmt.Errorf("one person signs one role, and %s signs %s already", a.Name, a.Role)
		}
		if sameRole && a.Refused != record.Refused && criteria.Person(a.Name) == criteria.Person(record.Name) {
			record.TakesBack = a.Record()
		}
	}
	record.Meaning = record.Means(s.Project, s.Release)
	if again, ok := criteria.ParseApproval("the record", record.YAML(), new(faultsOf)); !ok || again.Changed != "" {
		return errors.New("--name, --condition: expected a text without a secret and without characters that nobody sees")
	}
	if o.print {
		_, err := g.Stdout.Write(record.YAML())
		return err
	}
	return g.record(o, record, in)
}

// some is the start of a list of paths, for a sentence.
func some(list []string) string {
	const most = 5
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}

// roleNamed finds the role as it is declared.
func roleNamed(s criteria.Sign, name string) (criteria.Role, error) {
	if len(s.Roles) == 0 {
		return criteria.Role{}, hinted{fmt.Errorf("%s asks no role to sign", planFile), "approvals: { roles: [Engineering, Security] } asks for two"}
	}
	if role, ok := s.Role(name); ok {
		return role, nil
	}
	return criteria.Role{}, fmt.Errorf("--role: expected one of %s, found %q", strings.Join(s.Names(), ", "), name)
}

// signable says why the assessment cannot be signed, with exit code 1: it is
// not the one that was read, nobody else could evaluate it again, or it is not
// good enough.
func (g *global) signable(o approveOptions, args []string, in evaluate.Input, s *scorecard.Scorecard) error {
	if err := g.asRead(args, s); err != nil {
		return err
	}
	switch {
	case o.refuse:
		return nil
	case in.Plan.Draft:
		return g.decline("take draft: true out of "+planFile+" when a person has agreed to every target", "the criteria are a draft: there is nothing to agree to yet")
	case len(in.Commit.Differs) > 0:
		return g.edited(in.Commit)
	case s.Verdict.BeforeApprovals == scorecard.Rejected, s.Verdict.BeforeApprovals == scorecard.Indeterminate:
		return g.decline("--refuse records a no; signoff override releases it for a while in an emergency", "an assessment that is %s cannot be approved", s.Verdict.BeforeApprovals)
	}
	return nil
}

// record writes the sign-off of a person for a role, in place of their last one
// of the same kind, with its signature, and tells what it comes to.
func (g *global) record(o approveOptions, a criteria.Approval, in evaluate.Input) error {
	path := filepath.ToSlash(filepath.Join(o.folder, recordName(a)))
	judged := evaluate.Approval{Approval: a}
	var armored []byte
	if o.sign != "" {
		var err error
		may := func(who []string) bool { return mayAnySign(who, in.Plan, a.Role) }
		if armored, judged.Signature, err = g.sign(o.sign, o.folder, in.Plan, a.YAML(), a.Date, may); err != nil {
			return err
		}
	}
	if err := g.writeRecord(path, a.YAML(), armored); err != nil {
		return err
	}
	in.Approvals = slices.DeleteFunc(in.Approvals, func(b evaluate.Approval) bool { return recordName(a) == recordName(b.Approval) })
	in.Approvals = append(in.Approvals, judged)
	return g.tell(path, a, evaluate.Run(in))
}

// tell says what became of a record; one that does not count is exit code 1.
func (g *global) tell(path string, a criteria.Approval, s *scorecard.Scorecard) error {
	var state scorecard.ApprovalState
	for _, signed := range s.Approvals {
		if signed.Role != a.Role || signed.Name != a.Name || signed.Digest != a.Digest || signed.State == scorecard.Void && state != "" {
			continue
		}
		state = signed.State
		word := string(state)
		if signed.Condition != "" && signed.Counts() {
			word += " on a condition"
		}
		by := a.Name
		if signed.Signer != "" {
			by += " (" + signed.Signer + ")"
		}
		fmt.Fprintf(g.Stdout, "%s: %s, by %s, of assessment %.12s\n", term.Clean(a.Role), word, term.Clean(by), a.Digest)
		for _, note := range signed.Notes {
			fmt.Fprintf(g.Stdout, "note: %s\n", term.Clean(a.Name+" "+note))
		}
	}
	fmt.Fprintln(g.Stdout, path)
	fmt.Fprintf(g.Stderr, "%s: %s\n", term.Clean(s.Project), s.Verdict.Outcome)
	if state == scorecard.Invalid {
		return exit(exitNotApproved)
	}
	return nil
}
