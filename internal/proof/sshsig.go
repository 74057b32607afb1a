package proof

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// Namespace is what an approval is signed for, so that a signature made for a
// commit or a file is none.
const Namespace = "signoff-approval@v1"

// ErrEncrypted is the error of a private key that a passphrase protects.
var ErrEncrypted = errors.New("the key is protected by a passphrase")

// PrivateKey signs records: a key of a file, or one that an ssh-agent holds, FIDO
// keys among them.
type PrivateKey struct {
	signer ssh.Signer
	// Comment is what an agent calls the key, "" for a file.
	Comment string
}

// ReadPrivateKey reads the private key of a file.
func ReadPrivateKey(text []byte) (PrivateKey, error) {
	signer, err := ssh.ParsePrivateKey(text)
	var locked *ssh.PassphraseMissingError
	switch {
	case errors.As(err, &locked):
		return PrivateKey{}, ErrEncrypted
	case err != nil:
		return PrivateKey{}, fmt.Errorf("expected a private key of OpenSSH: %w", err)
	}
	return PrivateKey{signer: signer}, nil
}

// AgentKeys lists the keys that the agent behind a connection holds.
func AgentKeys(connection io.ReadWriter) ([]PrivateKey, error) {
	client := agent.NewClient(connection)
	known, err := client.List()
	if err != nil {
		return nil, err
	}
	signers, err := client.Signers()
	if err != nil || len(signers) != len(known) {
		return nil, errors.Join(errors.New("the agent does not hand out its keys"), err)
	}
	keys := make([]PrivateKey, len(signers))
	for i, s := range signers {
		keys[i] = PrivateKey{s, known[i].Comment}
	}
	return keys, nil
}

// Public is the other half of the key.
func (k PrivateKey) Public() PublicKey { return PublicKey{k.signer.PublicKey()} }

// Sign gives the armored signature over a record, as ssh-keygen -Y sign does.
func (k PrivateKey) Sign(record []byte) ([]byte, error) {
	s, err := sshsig.Sign(bytes.NewReader(record), k.signer, sshsig.HashSHA512, Namespace)
	if err != nil {
		return nil, err
	}
	return armored(s, columns), nil
}

// PublicKey is whose signature it is, before anybody says who that is.
type PublicKey struct{ key ssh.PublicKey }

// ReadPublicKey reads a line of a .pub file.
func ReadPublicKey(text []byte) (PublicKey, error) {
	key, _, _, _, err := ssh.ParseAuthorizedKey(text)
	if err != nil {
		return PublicKey{}, errors.New("expected a public key of OpenSSH")
	}
	return PublicKey{key}, nil
}

// Fingerprint is the SHA-256 of the key as OpenSSH shows it.
func (p PublicKey) Fingerprint() string { return ssh.FingerprintSHA256(p.key) }

// Same says whether it is the same key.
func (p PublicKey) Same(q PublicKey) bool { return bytes.Equal(p.key.Marshal(), q.key.Marshal()) }

// CheckSSH checks a signature over a record and says by which key it is. The
// error says what is wrong with it as the end of a sentence about the record.
func CheckSSH(record, signature []byte) (PublicKey, error) {
	s, err := sshsig.Unarmor(signature)
	if err != nil {
		return PublicKey{}, errors.New("has a signature that is none of OpenSSH, or is damaged")
	}
	by := PublicKey{s.PublicKey}
	if s.Namespace != Namespace {
		return by, fmt.Errorf("is signed for %.60q, and not for %s", s.Namespace, Namespace)
	}
	if _, certified := s.PublicKey.(*ssh.Certificate); certified {
		return by, errors.New("is signed by a certificate, and only keys sign here")
	}
	if !bytes.Equal(signature, armored(s, columns)) && !bytes.Equal(signature, armored(s, pemColumns)) {
		return by, errors.New("has a signature that was changed after it was written")
	}
	if !touched(s) {
		return by, errors.New("is signed by a security key that nobody touched")
	}
	if err := sshsig.Verify(bytes.NewReader(record), s, s.PublicKey, s.HashAlgorithm, Namespace); err != nil {
		return by, errors.New("has a signature that is not over this record")
	}
	return by, nil
}

// touched says whether somebody was there where the kind of key can tell: the
// first bit of the flags that a FIDO key signs.
func touched(s *sshsig.Signature) bool {
	switch s.PublicKey.Type() {
	case ssh.KeyAlgoSKED25519, ssh.KeyAlgoSKECDSA256:
		return len(s.Signature.Rest) > 0 && s.Signature.Rest[0]&1 == 1
	}
	return true
}

// A signature has one spelling: the lines of ssh-keygen, or those of PEM.
const (
	columns    = 70
	pemColumns = 64
)

func armored(s *sshsig.Signature, width int) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "-----BEGIN %s-----\n", sshsig.PEMType)
	text := base64.StdEncoding.EncodeToString(s.Marshal())
	for ; len(text) > width; text = text[width:] {
		out.WriteString(text[:width] + "\n")
	}
	fmt.Fprintf(&out, "%s\n-----END %s-----\n", text, sshsig.PEMType)
	return out.Bytes()
}
