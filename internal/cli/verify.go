package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/bundle"
	"signoff/internal/evaluate"
	"signoff/internal/oci"
	"signoff/internal/proof"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// verifyOptions say what else a bundle has to show.
type verifyOptions struct {
	require, key string
	proofOptions
}

// proofOptions say where sign-offs and those who may give them are, when not in
// the bundle.
type proofOptions struct{ folder, signers string }

func (o *proofOptions) flags(c *cobra.Command) {
	c.Flags().Var((*filled)(&o.folder), "approvals", "take the sign-offs from this `folder`")
	c.Flags().Var((*filled)(&o.signers), "allowed-signers", "compare signatures with this `file`, whatever the bundle names")
}

const verifyHelp = `Checks every digest of a bundle, evaluates again what it holds, and says whether
the assessment is reproduced. That proves that the figures follow from these files
and criteria. It does not prove who made the files, nor that they belong to the
release: signatures do, and each that the bundle holds is checked and named. The
bundle may name its own signers; --allowed-signers compares the signatures with
those of a file of yours, and --approvals takes the sign-offs from a folder of
yours. With --require the verdict has to be what it says, or better. Each FILE has to
be one of the artefacts that the assessment is about (subject in signoff.yaml).

An ATTESTATION, a sigstore bundle or a DSSE envelope, is verified by --key, and each
FILE has to be one of the artefacts that it is about. Of an image,
oci://HOST/NAME@sha256:…, the attestations that are attached to it are read from its
registry, and one at least has to be signed by the key and be about the image.`

func (g *global) verifyCommand() *cobra.Command {
	var o verifyOptions
	c := &cobra.Command{
		Use:   "verify BUNDLE|ATTESTATION|IMAGE [FILE…]",
		Short: "check every digest of a bundle, evaluate it again and say whether the assessment is reproduced; or verify an attestation",
		Long:  verifyHelp,
		Args:  cobra.MinimumNArgs(1),
		PreRunE: func(*cobra.Command, []string) error {
			return oneOf("--require", o.require, "", string(scorecard.Approved), string(scorecard.Conditional))
		},
		RunE: func(_ *cobra.Command, args []string) error { return g.verify(args[0], args[1:], o) },
	}
	c.Flags().Var((*filled)(&o.key), "key", "the public `key` of who signed an attestation")
	c.Flags().StringVar(&o.require, "require", "", "the `verdict` that it must have at least: approved or conditional")
	o.proofOptions.flags(c)
	return c
}

func (g *global) verify(name string, files []string, o verifyOptions) error {
	switch isBundle := g.isBundle(name); {
	case oci.IsReference(name):
		return g.verifyImage(name, o.key, files)
	case isBundle && o.key != "":
		return errors.New("--key: a bundle is proved by what it holds; an attestation is verified by a key")
	case !isBundle && o.key != "":
		data, err := g.readNamed(name, proof.MaxAttestation)
		if err != nil {
			return fmt.Errorf("expected an attestation: %w", err)
		}
		return g.verifyAttestation(data, name, o.key, files)
	case !isBundle:
		return g.notABundle(name)
	}
	return g.replay(name, func(r *replay) error {
		if err := r.holds(g); err != nil {
			return err
		}
		s, err := r.signed(g, o.proofOptions)
		if err != nil {
			return err
		}
		fmt.Fprintf(g.Stdout, "reproduced: %s, %s, as of %s, from %s\n", term.Clean(strings.TrimSpace(s.Project+" "+s.Release)),
			s.Verdict.Outcome, s.AsOf, count(len(r.Files), "file"))
		if err := g.aboutFiles(s, name, files); err != nil {
			return err
		}
		fmt.Fprintf(g.Stdout, "this proves that the figures follow from these files and criteria, by assessment %.12s; not who made them\n", s.Digest())
		tellApprovals(g.Stdout, s)
		code := verdictCode(s.Verdict, nil)
		if o.require == string(scorecard.Conditional) {
			code = verdictCode(s.Verdict, []string{string(scorecard.Conditional)})
		}
		if o.require != "" && code != exitApproved {
			return exit(code)
		}
		return nil
	})
}

// aboutFiles says what an assessment is about, and declines a file that is none of
// that.
func (g *global) aboutFiles(s *scorecard.Scorecard, name string, files []string) error {
	for _, a := range s.Subject {
		fmt.Fprintf(g.Stdout, "about: %s sha256:%s\n", term.Clean(a.Name), term.Clean(cmp.Or(a.SHA256, "unknown")))
	}
	for _, f := range files {
		digest, err := sumFile(g.path(f))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(s.Subject, func(a scorecard.Subject) bool { return a.SHA256 == digest }) {
			fmt.Fprintf(g.Stdout, "not verified: %s (sha256:%.12s) is none of the artefacts that %s is about\n", term.Clean(f), digest, term.Clean(name))
			return exit(exitNotApproved)
		}
	}
	return nil
}

// tellApprovals says who signed, a line each.
func tellApprovals(w io.Writer, s *scorecard.Scorecard) {
	for _, a := range s.Approvals {
		line := a.Role + ": " + string(a.State)
		if a.Name != "" {
			line += ", " + a.Name
		}
		if a.Signer != "" {
			line += ", by the key of " + a.Signer + " " + a.Key
		}
		if a.Condition != "" {
			line += ", on the condition: " + a.Condition
		}
		for _, n := range a.Notes {
			line += "; " + n
		}
		fmt.Fprintln(w, term.Clean(line))
	}
	for _, o := range s.Overrides {
		fmt.Fprintln(w, term.Clean(overrideLine(&o)))
	}
}

// notABundle says what a file is that is not a bundle, and what to do with it.
func (g *global) notABundle(name string) error {
	if _, err := os.Stat(g.path(name)); err != nil {
		return fmt.Errorf("expected a bundle: %w", err)
	}
	if s, err := g.assessment(name); err == nil {
		return hinted{fmt.Errorf("%s is the assessment %.12s of %s, and not a bundle of signoff: nothing shows what it was made from", name, s.Digest(), s.Project),
			"ask for the bundle that signoff report --bundle writes; signoff explain and signoff render read the assessment"}
	}
	if data, err := g.readNamed(name, proof.MaxAttestation); err == nil && proof.IsAttestation(data) {
		return hinted{fmt.Errorf("%s is an attestation, and no key was given", name), "--key names the public key of who signed it"}
	}
	return hinted{fmt.Errorf("%s is not a bundle of signoff", name), "a report is verified with the bundle that signoff report --bundle wrote next to it"}
}

// signed is the scorecard with the sign-offs that were asked for: those of the
// bundle, or of a folder and compared with signers outside of it.
func (r *replay) signed(g *global, o proofOptions) (*scorecard.Scorecard, error) {
	if o.folder == "" && o.signers == "" {
		return r.again, nil
	}
	reads, at := r.past, r.past.sessionOf(r.in.Plan)
	if o.folder != "" {
		reads, at = g, g.sessionAt(r.in.Plan, o.folder)
	}
	if o.signers != "" {
		outside, err := filepath.Abs(g.path(o.signers))
		if err != nil {
			return nil, broken{err}
		}
		at.signers, at.declared, at.signersNamed = outside, true, true
	}
	in := r.in
	said, faults := reads.signOffs(at)
	if faults.Err() != nil {
		return nil, faults
	}
	if o.folder != "" {
		in.ApprovalsAsOf = g.Now().UTC().Truncate(time.Second)
	}
	in.Approvals, in.Overrides = said.approvals, said.overrides
	return evaluate.Run(in), nil
}

// openBundle opens an archive, or packs the folder that one was spread to.
func (g *global) openBundle(name string) (interface {
	io.ReadSeeker
	io.Closer
}, error) {
	if !g.isFolder(name) {
		archive, err := g.named().Raw(name)
		return archive, plainly(err)
	}
	packed, err := os.CreateTemp("", "signoff-verify-*.tar")
	if err != nil {
		return nil, err
	}
	os.Remove(packed.Name()) // it lives as long as it is open
	if err := bundle.Pack(packed, g.path(name)); err != nil {
		packed.Close()
		return nil, err
	}
	_, err = packed.Seek(0, io.SeekStart)
	return packed, err
}

// firstDifference is the first line in which two texts differ, counted from 1,
// 0 when there is none.
func firstDifference(a, b []byte) (line int, was, is string) {
	if bytes.Equal(a, b) {
		return 0, "", ""
	}
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range max(len(x), len(y)) {
		was, is = "nothing", "nothing"
		if i < len(x) {
			was = strings.TrimSpace(x[i])
		}
		if i < len(y) {
			is = strings.TrimSpace(y[i])
		}
		if was != is {
			return i + 1, was, is
		}
	}
	return len(x), "white space", "other white space"
}
