package proof

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"github.com/secure-systems-lab/go-securesystemslib/encrypted"
	"golang.org/x/crypto/ssh"
)

// AttestKey signs attestations: ed25519, or ECDSA over P-256 with SHA-256, the
// two that every verifier of them takes.
type AttestKey struct{ key crypto.Signer }

// errKind is the error of a key that others could not verify with.
var errKind = errors.New("expected a key for ed25519 or ECDSA P-256")

// ReadAttestKey reads a private key in PEM: PKCS #8, SEC 1, OpenSSH without
// passphrase, or as cosign keeps one, for which password is asked once.
func ReadAttestKey(text []byte, password func() []byte) (AttestKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return AttestKey{}, errors.New("expected a private key in PEM")
	}
	var key any
	var err error
	switch block.Type {
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case "OPENSSH PRIVATE KEY":
		key, err = ssh.ParseRawPrivateKey(text)
	case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY":
		// The library takes three known costs of scrypt and refuses any other.
		der, wrong := encrypted.Decrypt(block.Bytes, password())
		if wrong != nil {
			return AttestKey{}, fmt.Errorf("the key cannot be decrypted: %w", wrong)
		}
		key, err = x509.ParsePKCS8PrivateKey(der)
	default:
		return AttestKey{}, fmt.Errorf("expected a private key, found %.60q", block.Type)
	}
	if err != nil {
		return AttestKey{}, fmt.Errorf("the key cannot be read: %w", err)
	}
	if pointed, ok := key.(*ed25519.PrivateKey); ok {
		key = *pointed
	}
	signer, ok := key.(crypto.Signer)
	if !ok || !takes(signer.Public()) {
		return AttestKey{}, errKind
	}
	return AttestKey{signer}, nil
}

func takes(public crypto.PublicKey) bool {
	switch p := public.(type) {
	case ed25519.PublicKey:
		return true
	case *ecdsa.PublicKey:
		return p.Curve == elliptic.P256()
	}
	return false
}

// Public is the other half of the key.
func (k AttestKey) Public() VerifyKey { return VerifyKey{k.key.Public()} }

// Sign signs the bytes of an envelope.
func (k AttestKey) Sign(_ context.Context, data []byte) ([]byte, error) {
	if _, edwards := k.key.(ed25519.PrivateKey); edwards {
		return k.key.Sign(rand.Reader, data, crypto.Hash(0))
	}
	sum := sha256.Sum256(data)
	return k.key.Sign(rand.Reader, sum[:], crypto.SHA256)
}

// KeyID is left out: which key it is does not come from the envelope.
func (k AttestKey) KeyID() (string, error) { return "", nil }

// VerifyKey verifies attestations.
type VerifyKey struct{ key crypto.PublicKey }

// ReadVerifyKey reads a public key in PEM, or a .pub file of OpenSSH.
func ReadVerifyKey(text []byte) (VerifyKey, error) {
	var key any
	if block, _ := pem.Decode(text); block != nil && block.Type == "PUBLIC KEY" {
		parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
		if err != nil {
			return VerifyKey{}, fmt.Errorf("the key cannot be read: %w", err)
		}
		key = parsed
	} else if public, err := ReadPublicKey(text); err == nil {
		if held, ok := public.key.(ssh.CryptoPublicKey); ok {
			key = held.CryptoPublicKey()
		}
	}
	if key == nil {
		return VerifyKey{}, errors.New("expected a public key in PEM, or of OpenSSH")
	}
	if !takes(key) {
		return VerifyKey{}, errKind
	}
	return VerifyKey{key}, nil
}

// Verify says whether a signature over data is by this key.
func (k VerifyKey) Verify(_ context.Context, data, signature []byte) error {
	holds := false
	switch p := k.key.(type) {
	case ed25519.PublicKey:
		holds = ed25519.Verify(p, data, signature)
	case *ecdsa.PublicKey:
		sum := sha256.Sum256(data)
		holds = ecdsa.VerifyASN1(p, sum[:], signature)
	}
	if !holds {
		return errors.New("the signature is not by this key, or what it is over was changed")
	}
	return nil
}

// KeyID matches any: an envelope cannot choose which key verifies it.
func (k VerifyKey) KeyID() (string, error) { return "", nil }

// Public is the key for the standard library.
func (k VerifyKey) Public() crypto.PublicKey { return k.key }

// Hint is the SHA-256 of the key in base64, as a sigstore bundle names it; PEM
// writes the key for others.
func (k VerifyKey) Hint() string {
	der, err := x509.MarshalPKIXPublicKey(k.key)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(der)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Fingerprint names the key for people: the SHA-256 over its DER.
func (k VerifyKey) Fingerprint() string { return "SHA256:" + strings.TrimRight(k.Hint(), "=") }

// PEM writes the key as cosign and openssl read it.
func (k VerifyKey) PEM() []byte {
	der, err := x509.MarshalPKIXPublicKey(k.key)
	if err != nil {
		return nil
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}
