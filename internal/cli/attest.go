package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/evaluate"
	"signoff/internal/proof"
	"signoff/internal/report/export"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// attestOptions say what to attest, of what, and by which key.
type attestOptions struct {
	assessOptions
	proofOptions
	key, predicate, form, out string
	push                      string
}

// predicates are what an attestation may say of an assessment.
var predicates = []struct {
	name, kind string
	of         func(s *scorecard.Scorecard, document string) any
}{
	{"readiness", proof.Readiness, export.Readiness},
	{"svr", proof.SVR, func(s *scorecard.Scorecard, _ string) any { return export.Verification(s) }},
}

func (g *global) attestCommand() *cobra.Command {
	o := attestOptions{predicate: predicates[0].name, form: "bundle"}
	c := &cobra.Command{
		Use:   "attest [BUNDLE]",
		Short: "sign a statement of the assessment over what is released, for others to verify",
		Long: `Writes an in-toto statement over the files or the image that are released: that
this assessment is about them, and what it says. It is signed by a key, ed25519 or
ECDSA P-256 in PEM, or one of cosign (its password is that of COSIGN_PASSWORD), as
a sigstore bundle or a DSSE envelope, which cosign verify-blob-attestation --key
and signoff verify --key verify without a network. Without --key the bare statement
is written, for cosign attest-blob --statement and the keyless signing of a
platform. What is said may be readiness, the predicate that docs/readiness-v1.md
describes, or svr, a Simple Verification Result of in-toto. Of a BUNDLE what it
holds is evaluated again, with the sign-offs of --approvals if they are given.`,
		Args: cobra.MaximumNArgs(1),
		PreRunE: func(c *cobra.Command, args []string) error {
			name := ""
			if len(args) > 0 {
				name = args[0]
			}
			if o.push != "" && (o.key == "" || o.form != "bundle") {
				return hinted{errors.New("--push: expected --key and the form of a bundle"), "a registry gives anybody what is pushed: only what is signed says something there"}
			}
			return errors.Join(oneOf("--predicate", o.predicate, predicateNames()...), oneOf("--form", o.form, "bundle", "dsse"),
				alone(c, name, "env", "set", "as-of", "commit"))
		},
		RunE: func(_ *cobra.Command, args []string) error { return g.attest(o, args) },
	}
	o.assessOptions.flags(c)
	o.proofOptions.flags(c)
	f := c.Flags()
	f.Var((*filled)(&o.key), "key", "sign with this private `key`")
	f.StringVar(&o.predicate, "predicate", o.predicate, "what is said: readiness or svr")
	f.StringVar(&o.form, "form", o.form, "how it is signed: bundle (sigstore) or dsse")
	f.Var((*filled)(&o.push), "push", "attach it to this `image` too: oci://HOST/NAME@sha256:…, by the login of docker's configuration")
	f.Var((*filled)(&o.out), "out", "the `file` to write, or - for standard output (default "+outFolder+"/PREDICATE.sigstore.json)")
	return c
}

func predicateNames() []string {
	var names []string
	for _, p := range predicates {
		names = append(names, p.name)
	}
	return names
}

func (g *global) attest(o attestOptions, args []string) error {
	if len(args) == 0 {
		in, err := g.input(o.assessOptions)
		if err != nil {
			return err
		}
		return g.attestTo(o, evaluate.Run(in))
	}
	return g.replay(args[0], func(r *replay) error {
		if err := r.holds(g); err != nil {
			return err
		}
		if len(o.subject) > 0 {
			subject, err := g.subjects(r.in.Plan, o.subject)
			if err != nil {
				return err
			}
			if len(r.in.Subject) > 0 {
				return errors.New("--subject: the bundle says what is released")
			}
			r.in.Subject = subject
			r.again = evaluate.Run(r.in)
		}
		s, err := r.signed(g, o.proofOptions)
		if err != nil {
			return err
		}
		return g.attestTo(o, s)
	})
}

// attestTo writes the statement about one scorecard.
func (g *global) attestTo(o attestOptions, s *scorecard.Scorecard) error {
	statement, err := stated(o.predicate, s)
	if err != nil {
		return hinted{err, "subject: in signoff.yaml, or --subject, names what is released"}
	}
	data, err := statement.JSON()
	data = append(data, '\n')
	name := o.predicate + ".statement.json"
	if o.key != "" {
		key, wrong := g.attestKey(o.key)
		if wrong != nil {
			return wrong
		}
		data, err = proof.Seal(statement, key, o.form == "dsse")
		name = o.predicate + map[string]string{"bundle": ".sigstore.json", "dsse": ".dsse.json"}[o.form]
	}
	if err != nil {
		return broken{err}
	}
	if o.push != "" {
		if err := g.push(o.push, data, s); err != nil {
			return err
		}
	}
	if o.out == "-" {
		_, err := g.Stdout.Write(data)
		return err
	}
	if o.out != "" {
		name = o.out
	} else {
		name = outFolder + "/" + name
	}
	if err := g.writeFile(name, data, isStatement); err != nil {
		return err
	}
	fmt.Fprintln(g.Stdout, filepath.ToSlash(name))
	fmt.Fprintf(g.Stderr, "%s: %s\n", term.Clean(s.Project), s.Verdict.Outcome)
	return nil
}

// isStatement says whether a file at the place of an attestation is one.
func isStatement(start string) bool {
	return strings.Contains(start, `"mediaType": "`+proof.BundleMedia) || strings.Contains(start, `"payload": "`) || strings.HasPrefix(start, `{"_type":"`+proof.StatementV1)
}

// stated is the statement of a predicate over what is released.
func stated(predicate string, s *scorecard.Scorecard) (*proof.Statement, error) {
	document, err := s.JSON()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(document)
	var subject []proof.Subject
	for _, a := range s.Subject {
		if a.SHA256 == "" {
			return nil, fmt.Errorf("%s is not there, so nothing can be said of it", a.Name)
		}
		subject = append(subject, proof.Subject{Name: a.Name, Digest: map[string]string{"sha256": a.SHA256}})
	}
	for _, p := range predicates {
		if p.name == predicate {
			return proof.NewStatement(subject, p.kind, p.of(s, hex.EncodeToString(sum[:])))
		}
	}
	return nil, fmt.Errorf("--predicate: found %q", predicate)
}

// attestKey reads a private key; the password of cosign's is asked of the
// environment alone, since no command line keeps a secret.
func (g *global) attestKey(name string) (proof.AttestKey, error) {
	text, err := g.readNamed(name, longestInput)
	if err != nil {
		return proof.AttestKey{}, fmt.Errorf("--key: %w", err)
	}
	key, err := proof.ReadAttestKey(text, func() []byte { return []byte(g.Getenv("COSIGN_PASSWORD")) })
	if err != nil {
		return key, fmt.Errorf("--key: %w", err)
	}
	return key, nil
}

// verifyKey reads a public key.
func (g *global) verifyKey(name string) (proof.VerifyKey, error) {
	text, err := g.readNamed(name, longestInput)
	if err != nil {
		return proof.VerifyKey{}, fmt.Errorf("--key: %w", err)
	}
	key, err := proof.ReadVerifyKey(text)
	if err != nil {
		return key, fmt.Errorf("--key: %w", err)
	}
	return key, nil
}

// verifyAttestation says what an attestation proves, by a key: that its holder
// stated this of these artefacts. Files are compared with them.
func (g *global) verifyAttestation(data []byte, name, keyFile string, files []string) error {
	key, err := g.verifyKey(keyFile)
	if err != nil {
		return err
	}
	decline := func(format string, args ...any) error {
		fmt.Fprintf(g.Stdout, "not verified: %s\n", term.Clean(fmt.Sprintf(format, args...)))
		return exit(exitNotApproved)
	}
	s, err := proof.Open(data, key)
	if errors.Is(err, proof.ErrNoAttestation) {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err != nil {
		return decline("%s %s", name, err)
	}
	for _, f := range files {
		digest, err := sumFile(g.path(f))
		if err != nil {
			return err
		}
		if _, ok := s.About(digest); !ok {
			return decline("%s (sha256:%.12s) is none of the artefacts that %s is about", f, digest, name)
		}
	}
	fmt.Fprintf(g.Stdout, "verified: %s, signed by the key %s\n", term.Clean(name), key.Fingerprint())
	for _, a := range s.Subject {
		fmt.Fprintf(g.Stdout, "about: %s sha256:%s\n", term.Clean(a.Name), term.Clean(a.Digest["sha256"]))
	}
	fmt.Fprintf(g.Stdout, "says: %s%s\n", term.Clean(s.PredicateType), term.Clean(export.Says(s.Predicate)))
	fmt.Fprintln(g.Stdout, "this proves that the holder of the key said so; that the figures follow from the evidence is for its bundle to prove")
	return nil
}

// sumFile is the SHA-256 of a file that the command line names.
func sumFile(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
