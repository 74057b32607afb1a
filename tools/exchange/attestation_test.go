package exchange

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/verify"
	"github.com/sigstore/sigstore/pkg/signature"
)

// auditor is the example that an auditor checks without signoff.
const auditor = "../../docs/guide/auditor/"

// TestSigstoreVerifiesOurs has sigstore's own library, which is what cosign
// verifies with, verify the attestation of the example by its key alone, and
// refuse it about another file, or with a bit flipped.
func TestSigstoreVerifiesOurs(t *testing.T) {
	sealed, artefact := read(t, auditor+"readiness.sigstore.json"), read(t, auditor+"shop-2.4.txt")
	key := publicKey(t, read(t, auditor+"release.pub"))
	if said, err := verified(t, sealed, artefact, key); err != nil || said != "urn:signoff:readiness/v1" {
		t.Errorf("%s, %v", said, err)
	}
	if _, err := verified(t, sealed, []byte("another file"), key); err == nil {
		t.Error("it is taken to be about another file")
	}
	at := bytes.Index(sealed, []byte(`"payload": "`)) + 40
	flipped := bytes.Clone(sealed)
	if flipped[at] ^= 1; bytes.Equal(flipped, sealed) {
		t.Fatal("nothing was flipped")
	}
	if _, err := verified(t, flipped, artefact, key); err == nil {
		t.Error("a flipped bit is taken")
	}
}

func publicKey(t *testing.T, text []byte) crypto.PublicKey {
	t.Helper()
	block, _ := pem.Decode(text)
	if block == nil {
		t.Fatal("expected a key in PEM")
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// verified verifies a bundle by a key, without a log, a clock or a network, and
// says what predicate it holds.
func verified(t *testing.T, sealed, artefact []byte, key crypto.PublicKey) (string, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "bundle.json")
	if err := os.WriteFile(name, sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := bundle.LoadJSONFromPath(name)
	if err != nil {
		return "", err
	}
	by, err := signature.LoadVerifier(key, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	trusted := root.NewTrustedPublicKeyMaterial(func(string) (root.TimeConstrainedVerifier, error) {
		return root.NewExpiringKey(by, time.Time{}, time.Time{}), nil
	})
	verifier, err := verify.NewVerifier(trusted, verify.WithNoObserverTimestamps())
	if err != nil {
		t.Fatal(err)
	}
	result, err := verifier.Verify(b, verify.NewPolicy(verify.WithArtifact(bytes.NewReader(artefact)), verify.WithKey()))
	if err != nil {
		return "", err
	}
	return result.Statement.PredicateType, nil
}
