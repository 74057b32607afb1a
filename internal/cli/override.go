package cli

import (
	"cmp"
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
	"signoff/internal/proof"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// overrideOptions are what somebody says who releases what is not approved.
type overrideOptions struct {
	assessOptions
	name, because, ticket, until string
	sign, folder                 string
	print                        bool
}

func (g *global) overrideCommand() *cobra.Command {
	var o overrideOptions
	c := &cobra.Command{
		Use:   "override [ASSESSMENT|BUNDLE]",
		Short: "release in an emergency what is not approved, for a while",
		Long: `Evaluates again, as of now, and records in approvals/overrides/ that a person
releases what this gives although it is not approved: why, by which ticket, and
until when, at most 72 hours from now. While it lasts check and report --gate end
with 0 and say so; verdict, outcomes and figures stay what they are, approve and
verify --require know nothing of it, --fail-on fails as ever, and a role that
refused is not outvoted. It holds for exactly this assessment: of a BUNDLE, for
what CI measured. It stands on the first screen of every output, and a history
counts it.

The record is signed by a key that the allowed_signers file knows: a private key
of OpenSSH, or one that the ssh-agent holds (agent, or its .pub file). Who that is
needs no --name. approvals: { override: [NAME] } in signoff.yaml says who may; of
none named, anybody in the file. --print prints the record for ssh-keygen -Y sign.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return g.override(o, args) },
	}
	o.planOptions.flags(c)
	f := c.Flags()
	o.commitFlag(c)
	o.subjectFlag(c)
	f.StringVar(&o.because, "because", "", "`why` it cannot wait")
	f.StringVar(&o.ticket, "ticket", "", "where the emergency is told: a `ticket`, an incident, a link")
	f.StringVar(&o.until, "until", "", "when it `ends`: a time from now such as 8h, or a date; at most 72h")
	f.Var((*filled)(&o.sign), "sign", "sign the record with this `key`: a file, or agent")
	f.StringVar(&o.name, "name", "", "the `name` of who releases (default whom the allowed_signers file says the key is)")
	f.BoolVar(&o.print, "print", false, "print the record in place of signing and writing it")
	f.StringVar(&o.folder, "approvals", "", "the `folder` of the recorded sign-offs (default "+approvalsFolder+"/, and in it NAME/ with -f NAME.yaml)")
	return c
}

func (g *global) override(o overrideOptions, args []string) error {
	switch {
	case strings.TrimSpace(o.because) == "":
		return errors.New("--because: expected why it cannot wait")
	case strings.TrimSpace(o.ticket) == "":
		return errors.New("--ticket: expected where the emergency is told")
	case o.until == "":
		return errors.New("--until: expected an end such as 8h")
	case o.print && (o.sign != "" || o.name == ""):
		return errors.New("--print: expected --name, and no --sign")
	case !o.print && o.sign == "":
		return hinted{errors.New("--sign: expected a key: an override is a signed word"), "--sign agent, or the file of a key; --print prints the record for ssh-keygen -Y sign"}
	}
	return g.assessed(o.assessOptions, &o.folder, args, func(in evaluate.Input, args []string, at time.Time) error { return g.release(o, args, in, at) })
}

// release records that somebody releases an assessment at an instant.
func (g *global) release(o overrideOptions, args []string, in evaluate.Input, at time.Time) error {
	s := evaluate.Run(in)
	if err := g.releasable(args, in, s); err != nil {
		return err
	}
	until, err := overrideEnd(o.until, at)
	if err != nil {
		return err
	}
	var key releaser
	if !o.print {
		if key, err = g.releaser(o, in.Plan, at); err != nil {
			return err
		}
		defer key.done()
		o.name = cmp.Or(o.name, key.who)
	}
	if one := in.Plan.Listed(o.name); one != nil && one.Agent {
		return fmt.Errorf("--name: %s is a program, as people says, and programs release nothing", one.Name)
	}
	record := criteria.Override{
		Name: strings.TrimSpace(o.name), Because: strings.TrimSpace(o.because), Ticket: strings.TrimSpace(o.ticket), Date: at, Until: until, Digest: s.Digest(),
	}
	if in.Commit.Known && git.IsHash(in.Commit.Hash) {
		record.Commit = in.Commit.Hash
	}
	for _, p := range s.Parts() {
		record.Parts = append(record.Parts, p.Short())
	}
	record.Meaning = record.Means(s.Project, s.Release)
	if again, ok := criteria.ParseOverride("the record", record.YAML(), new(faultsOf)); !ok || again.Changed != "" {
		return errors.New("--because, --ticket, --name: expected a text without a secret and without characters that nobody sees")
	}
	if o.print {
		_, err := g.Stdout.Write(record.YAML())
		return err
	}
	armored, err := key.Sign(record.YAML())
	if err != nil {
		return fmt.Errorf("--sign: %w", err)
	}
	judged := evaluate.Override{Override: record, Signature: recorded{text: record.YAML(), signature: armored}.signed(key.signers, at)}
	path := filepath.ToSlash(filepath.Join(o.folder, overridesFolder, fmt.Sprintf("%s.%s.yaml", at.Format("20060102T150405Z"), fileName(record.Name))))
	if err := g.writeRecord(path, record.YAML(), armored); err != nil {
		return err
	}
	in.Overrides = append(slices.Clone(in.Overrides), judged)
	return g.tellRelease(path, record, evaluate.Run(in))
}

// releasable declines what needs no override, and what none can release.
func (g *global) releasable(args []string, in evaluate.Input, s *scorecard.Scorecard) error {
	if err := g.asRead(args, s); err != nil {
		return err
	}
	refused := slices.ContainsFunc(s.Approvals, func(a scorecard.Approval) bool { return a.State == scorecard.Refused })
	switch {
	case len(in.Commit.Differs) > 0:
		return g.edited(in.Commit)
	case s.Verdict.Outcome == scorecard.Approved:
		return g.decline("signoff check ends with 0", "the assessment is approved: there is nothing to override")
	case refused:
		return g.decline("whoever refused takes it back", "a role refused this assessment, and an override does not outvote it")
	}
	return nil
}

// overrideEnd reads when an override ends.
func overrideEnd(text string, from time.Time) (time.Time, error) {
	var until time.Time
	if life, err := quantity.ParseAge(text); err == nil {
		d, _ := life.Duration()
		until = from.Add(d)
	} else if t, as, err := quantity.ParseTime(text); err == nil {
		until = as.Last(t)
	} else {
		return until, fmt.Errorf("--until: expected a time such as 8h, or a date, found %q", text)
	}
	if until = until.UTC().Truncate(time.Second); !until.After(from) || until.Sub(from) > criteria.MaxOverride {
		return until, fmt.Errorf("--until: expected an end in the next 72 hours, found %q", text)
	}
	return until, nil
}

// releaser is a key that may release, and whose it is.
type releaser struct {
	proof.PrivateKey
	signers *proof.Signers
	who     string
	done    func()
}

// releaser finds the key to sign with; one of somebody who may not is refused.
func (g *global) releaser(o overrideOptions, plan *criteria.Plan, at time.Time) (releaser, error) {
	may := plan.Sign.Override
	allowed := func(who []string) bool {
		return len(may) == 0 || slices.ContainsFunc(who, func(w string) bool { return slices.Contains(may, w) })
	}
	key, signers, done, err := g.signingKey(o.sign, o.folder, plan, at, allowed)
	if err != nil {
		return releaser{}, err
	}
	who, err := signers.Who(key.Public(), proof.Namespace, at)
	switch {
	case err != nil:
		err = fmt.Errorf("--sign: the key %w", err)
	case !allowed(who):
		err = fmt.Errorf("--sign: expected a key of one of %s, as %s says, found that of %s", strings.Join(may, ", "), plan.Sign.OverrideAt, strings.Join(who, ", "))
	}
	if err != nil {
		done()
		return releaser{}, err
	}
	return releaser{key, signers, who[0], done}, nil
}

// tellRelease says what became of the record; one without effect is exit code 1.
func (g *global) tellRelease(path string, record criteria.Override, s *scorecard.Scorecard) error {
	for i := range s.Overrides {
		o := &s.Overrides[i]
		if o.Name != record.Name || o.Digest != record.Digest || o.Date != record.Date.Format(time.RFC3339) {
			continue
		}
		fmt.Fprintf(g.Stdout, "%s\n%s\n", term.Clean(overrideLine(o)), path)
		fmt.Fprintf(g.Stderr, "%s: %s\n", term.Clean(s.Project), s.Verdict.Outcome)
		if o.State != scorecard.Releases {
			return exit(exitNotApproved)
		}
	}
	return nil
}

// overrideLine says in a line who releases what until when, and whether it counts.
func overrideLine(o *scorecard.Override) string {
	line := fmt.Sprintf("override: %s, by %s", o.State, o.Name)
	if o.Signer != "" {
		line += ", by the key of " + o.Signer + " " + o.Key
	}
	line += fmt.Sprintf(", of assessment %.12s, until %s, %s: %s", o.Digest, o.Until, o.Ticket, o.Because)
	for _, n := range o.Notes {
		line += "; " + n
	}
	return line
}
