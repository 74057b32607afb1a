package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"signoff/internal/oci"
	"signoff/internal/proof"
	"signoff/internal/report/export"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// registryTime bounds all calls of one command to a registry.
const registryTime = 5 * time.Minute

// push attaches an attestation to the image that it is about.
func (g *global) push(image string, data []byte, s *scorecard.Scorecard) error {
	ref, err := oci.Parse(image)
	if err != nil {
		return fmt.Errorf("--push: %w", err)
	}
	if !slices.ContainsFunc(s.Subject, func(a scorecard.Subject) bool { return a.SHA256 == ref.SHA256() }) {
		return hinted{fmt.Errorf("--push: %s is not what is released", image), "subject: in signoff.yaml, or --subject, names the image by its digest"}
	}
	ctx, stop := context.WithTimeout(context.Background(), registryTime)
	defer stop()
	digest, err := oci.Attach(ctx, ref, proof.BundleMedia, data, s.AsOf)
	if err != nil {
		return fmt.Errorf("--push: %w", err)
	}
	fmt.Fprintf(g.Stderr, "attached: %s to %s\n", digest, term.Clean(ref.String()))
	return nil
}

// verifyImage says what the attestations prove that are attached to an image: one
// at least has to be signed by the key, and about the image.
func (g *global) verifyImage(image, keyFile string, files []string) error {
	ref, err := oci.Parse(image)
	switch {
	case err != nil:
		return err
	case keyFile == "":
		return hinted{errors.New("expected --key, found none"), "anybody may attach to an image: only a signature says who did"}
	case len(files) > 0:
		return errors.New("expected an image alone, found files too")
	}
	key, err := g.verifyKey(keyFile)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), registryTime)
	defer stop()
	list, err := oci.Attached(ctx, ref, proof.BundleMedia)
	if err != nil {
		return err
	}
	verified := 0
	for _, a := range list {
		s, err := proof.Open(a.Data, key)
		if err == nil {
			if _, ok := s.About(ref.SHA256()); !ok {
				err = errors.New("is about another artefact")
			}
		}
		if err != nil {
			fmt.Fprintf(g.Stdout, "not verified: %s %s\n", a.Digest, term.Clean(err.Error()))
			continue
		}
		verified++
		fmt.Fprintf(g.Stdout, "verified: %s, signed by the key %s\nsays: %s%s\n", a.Digest, key.Fingerprint(), term.Clean(s.PredicateType), term.Clean(export.Says(s.Predicate)))
	}
	fmt.Fprintf(g.Stdout, "%d of %s of %s by this key\n", verified, count(len(list), "attestation"), term.Clean(ref.String()))
	if verified == 0 {
		return exit(exitNotApproved)
	}
	return nil
}
