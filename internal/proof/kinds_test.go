package proof

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// securityKey signs as a FIDO key does: over the application, the flags that say
// whether it was touched, a counter and the digest of the text.
type securityKey struct {
	private ed25519.PrivateKey
	flags   byte
}

const application = "ssh:"

func (k securityKey) PublicKey() ssh.PublicKey {
	key, err := ssh.ParsePublicKey(ssh.Marshal(struct {
		Kind, Key, Application string
	}{ssh.KeyAlgoSKED25519, string(k.private.Public().(ed25519.PublicKey)), application}))
	if err != nil {
		panic(err)
	}
	return key
}

func (k securityKey) Sign(_ io.Reader, data []byte) (*ssh.Signature, error) {
	said := append([]byte{k.flags}, binary.BigEndian.AppendUint32(nil, 7)...)
	whom, text := sha256.Sum256([]byte(application)), sha256.Sum256(data)
	signed := ed25519.Sign(k.private, bytes.Join([][]byte{whom[:], said, text[:]}, nil))
	return &ssh.Signature{Format: ssh.KeyAlgoSKED25519, Blob: signed, Rest: said}, nil
}

func edwards(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestSecurityKeys holds that a FIDO key counts where somebody touched it, and
// that OpenSSH takes the same signature.
func TestSecurityKeys(t *testing.T) {
	for flags, why := range map[byte]string{1: "", 5: "", 0: "nobody touched", 4: "nobody touched"} {
		key := PrivateKey{signer: securityKey{edwards(t), flags}}
		signature, err := key.Sign(record)
		if err != nil {
			t.Fatal(err)
		}
		by, err := CheckSSH(record, signature)
		if !by.Same(key.Public()) || (err == nil) != (why == "") || err != nil && !strings.Contains(err.Error(), why) {
			t.Errorf("flags %d: %v, want %q", flags, err, why)
		}
		if _, err := CheckSSH(append([]byte("# "), record...), signature); err == nil || why == "" && !strings.Contains(err.Error(), "not over this record") {
			t.Errorf("flags %d, another record: %v", flags, err)
		}
		if _, err := exec.LookPath("ssh-keygen"); err != nil {
			continue
		}
		dir := t.TempDir()
		write(t, dir, "allowed_signers", []byte("ada "+string(ssh.MarshalAuthorizedKey(key.Public().key))))
		write(t, dir, "record.sig", signature)
		verify := exec.Command("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "ada", "-n", Namespace, "-s", "record.sig")
		verify.Dir, verify.Stdin = dir, bytes.NewReader(record)
		if out, err := verify.CombinedOutput(); err != nil {
			t.Errorf("flags %d: %v\n%s", flags, err, out)
		}
	}
}

// TestCertificatesSignNothing holds that a key which an authority certified is
// refused by that name, whoever the authority is.
func TestCertificatesSignNothing(t *testing.T) {
	signer := func() ssh.Signer {
		s, err := ssh.NewSignerFromKey(edwards(t))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	authority, ada := signer(), signer()
	certificate := &ssh.Certificate{Key: ada.PublicKey(), CertType: ssh.UserCert, ValidPrincipals: []string{"ada"}, ValidBefore: ssh.CertTimeInfinity}
	if err := certificate.SignCert(rand.Reader, authority); err != nil {
		t.Fatal(err)
	}
	certified, err := ssh.NewCertSigner(certificate, ada)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := PrivateKey{signer: certified}.Sign(record)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := CheckSSH(record, signature); err == nil || !strings.Contains(err.Error(), "signed by a certificate") {
		t.Errorf("got %v", err)
	}
}
