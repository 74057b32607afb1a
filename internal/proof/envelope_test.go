package proof

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/secure-systems-lab/go-securesystemslib/encrypted"
)

// attestKeys makes a key of each kind, as the text of its file; cosign's is
// encrypted with the password "secret".
func attestKeys(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]any{"ed25519": edwards, "ecdsa": curve} {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
		if name == "ecdsa" {
			locked, err := encrypted.EncryptWithCustomKDFParameters(der, []byte("secret"), encrypted.Legacy)
			if err != nil {
				t.Fatal(err)
			}
			files["cosign"] = pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED SIGSTORE PRIVATE KEY", Bytes: locked})
		}
	}
	return files
}

func password() []byte { return []byte("secret") }

const digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // of "hello"

func readiness(t *testing.T) *Statement {
	t.Helper()
	s, err := NewStatement([]Subject{{"shop.tar", map[string]string{"sha256": digest}}}, Readiness, map[string]any{"verdict": "approved", "title": "a < b & c"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAttestationsAreOpenedByTheirKey(t *testing.T) {
	other := attestKeys(t)
	for kind, text := range attestKeys(t) {
		key, err := ReadAttestKey(text, password)
		if err != nil {
			t.Fatal(kind, err)
		}
		for _, bare := range []bool{false, true} {
			sealed, err := Seal(readiness(t), key, bare)
			if err != nil {
				t.Fatal(kind, err)
			}
			public, err := ReadVerifyKey(key.Public().PEM())
			if err != nil {
				t.Fatal(kind, err)
			}
			s, err := Open(sealed, public)
			if err != nil || s.PredicateType != Readiness {
				t.Fatalf("%s: %v, %v", kind, s, err)
			}
			if about, ok := s.About(digest); !ok || about.Name != "shop.tar" {
				t.Errorf("%s: it is about %v", kind, s.Subject)
			}
			var compact bytes.Buffer
			if err := json.Compact(&compact, sealed); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(compact.Bytes(), public); err != nil {
				t.Errorf("%s: as other tools spell it: %v", kind, err)
			}
			stranger, err := ReadAttestKey(other[kind], password)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Open(sealed, stranger.Public()); err == nil || !strings.Contains(err.Error(), " key ") {
				t.Errorf("%s: another key: %v", kind, err)
			}
		}
	}
}

func TestNoByteOfAnAttestationCanChange(t *testing.T) {
	random := mathrand.New(mathrand.NewPCG(3, 4))
	for kind, text := range attestKeys(t) {
		key, err := ReadAttestKey(text, password)
		if err != nil {
			t.Fatal(err)
		}
		for _, bare := range []bool{false, true} {
			sealed, err := Seal(readiness(t), key, bare)
			if err != nil {
				t.Fatal(err)
			}
			times := 1000
			if testing.Short() || kind == "cosign" { // cosign's is an ECDSA key
				times = 50
			}
			for range times {
				changed := bytes.Clone(sealed)
				changed[random.IntN(len(changed))] ^= byte(1 + random.IntN(255))
				if _, err := Open(changed, key.Public()); err == nil {
					t.Fatalf("%s: holds:\n%s", kind, changed)
				}
			}
		}
	}
}

func TestWhatIsNoAttestation(t *testing.T) {
	key, err := ReadAttestKey(attestKeys(t)["ed25519"], password)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ text, why string }{
		{"", "is not an attestation"},
		{`{"schema": "signoff.assessment/v1"}`, "is not an attestation"},
		{`{"mediaType": "text/plain", "verificationMaterial": {}}`, "is not an attestation"},
		{`{"mediaType": "` + BundleMedia + `", "verificationMaterial": {"certificate": {"rawBytes": "AA=="}}, "dsseEnvelope": {"payload": "", "payloadType": "", "signatures": []}}`, "cosign verify-blob-attestation verifies it"},
		{`{"mediaType": "` + BundleMedia + `", "verificationMaterial": {"publicKey": {"hint": ""}}, "messageSignature": {}}`, "the signature of a file"},
		{`{"payload": "e30=", "payloadType": "application/vnd.in-toto+json", "signatures": [{"sig": "AA==", "keyid": ""}]}`, "is not signed by the key"},
		{`{"payload": "e30=", "payloadType": "text/plain", "signatures": [{"sig": "AA=="}]}`, "and no statement"},
		{`{"payload": "e30=", "payloadType": "application/vnd.in-toto+json", "signatures": []}`, "has no signature"},
	} {
		if _, err := Open([]byte(test.text), key.Public()); err == nil || !strings.Contains(err.Error(), test.why) {
			t.Errorf("%s: got %v, want %s", test.text, err, test.why)
		}
	}
	if _, err := NewStatement(nil, Readiness, nil); err == nil {
		t.Error("a statement about nothing")
	}
	if _, err := NewStatement([]Subject{{"a", map[string]string{"sha1": "x"}}}, Readiness, nil); err == nil {
		t.Error("a subject without its SHA-256")
	}
}

func TestKeysThatNobodyElseTakes(t *testing.T) {
	large, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(large)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if _, err := ReadAttestKey(text, password); err == nil || !strings.Contains(err.Error(), "ed25519 or ECDSA P-256") {
		t.Error(err)
	}
	wrong := func() []byte { return []byte("other") }
	if _, err := ReadAttestKey(attestKeys(t)["cosign"], wrong); err == nil || !strings.Contains(err.Error(), "cannot be decrypted") {
		t.Error(err)
	}
}

// TestCosignVerifiesOurs runs where cosign is installed. CI has sigstore's library,
// which cosign verifies with, do the same: see tools/exchange.
func TestCosignVerifiesOurs(t *testing.T) {
	cosign, err := exec.LookPath("cosign")
	if err != nil {
		t.Skip("there is no cosign")
	}
	for kind, text := range attestKeys(t) {
		key, err := ReadAttestKey(text, password)
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := Seal(readiness(t), key, false)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		write(t, dir, "shop.tar", []byte("hello"))
		write(t, dir, "key.pub", key.Public().PEM())
		verify := func(bundle []byte) error {
			write(t, dir, "bundle.json", bundle)
			c := exec.Command(cosign, "verify-blob-attestation", "--key", "key.pub", "--bundle", "bundle.json", "--type", Readiness, "--insecure-ignore-tlog", "shop.tar")
			c.Dir, c.Env = dir, append(os.Environ(), "HOME="+dir, "TUF_ROOT="+filepath.Join(dir, "tuf"))
			out, err := c.CombinedOutput()
			if err != nil {
				t.Logf("%s: %s", kind, out)
			}
			return err
		}
		if err := verify(sealed); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		at := bytes.Index(sealed, []byte(`"payload": "`)) + 40
		flipped := bytes.Clone(sealed)
		if flipped[at]++; verify(flipped) == nil {
			t.Errorf("%s: cosign takes a flipped bit", kind)
		}
	}
}
