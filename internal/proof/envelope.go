package proof

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// BundleMedia is the type of a sigstore bundle, version 0.3.
const BundleMedia = "application/vnd.dev.sigstore.bundle.v0.3+json"

// bundleMedias are the types of bundles that are read.
var bundleMedias = []string{
	BundleMedia, "application/vnd.dev.sigstore.bundle+json;version=0.1",
	"application/vnd.dev.sigstore.bundle+json;version=0.2", "application/vnd.dev.sigstore.bundle+json;version=0.3",
}

// MaxAttestation is the length of the longest attestation that is read.
const MaxAttestation = 64 << 20

// bundle is a sigstore bundle that a key verifies. What a certificate and a log
// prove is for cosign to verify.
type bundle struct {
	MediaType string          `json:"mediaType"`
	Material  material        `json:"verificationMaterial"`
	Envelope  *envelope       `json:"dsseEnvelope,omitempty"`
	Message   json.RawMessage `json:"messageSignature,omitempty"`
}

type material struct {
	PublicKey   *publicKey        `json:"publicKey,omitempty"`
	Certificate json.RawMessage   `json:"certificate,omitempty"`
	Chain       json.RawMessage   `json:"x509CertificateChain,omitempty"`
	Log         []json.RawMessage `json:"tlogEntries,omitempty"`
	Timestamps  json.RawMessage   `json:"timestampVerificationData,omitempty"`
}

type publicKey struct {
	Hint string `json:"hint"`
}

// envelope is a DSSE envelope.
type envelope struct {
	Payload     string      `json:"payload"`
	PayloadType string      `json:"payloadType"`
	Signatures  []signature `json:"signatures"`
}

type signature struct {
	Sig   string `json:"sig"`
	KeyID string `json:"keyid,omitempty"`
}

// Seal signs a statement: as a sigstore bundle, or with bare set as the DSSE
// envelope alone.
func Seal(s *Statement, key AttestKey, bare bool) ([]byte, error) {
	payload, err := s.JSON()
	if err != nil {
		return nil, err
	}
	signer, err := dsse.NewEnvelopeSigner(key)
	if err != nil {
		return nil, err
	}
	signed, err := signer.SignPayload(context.Background(), statementMedia, payload)
	if err != nil {
		return nil, err
	}
	e := &envelope{Payload: signed.Payload, PayloadType: signed.PayloadType}
	for _, s := range signed.Signatures {
		e.Signatures = append(e.Signatures, signature{Sig: s.Sig})
	}
	if bare {
		return spelled(e)
	}
	return spelled(&bundle{MediaType: BundleMedia, Material: material{PublicKey: &publicKey{key.Public().Hint()}}, Envelope: e})
}

// spelled is the one spelling in which an attestation is written here.
func spelled(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", "  ")
	return append(data, '\n'), err
}

// ErrNoAttestation is the error of what is neither bundle nor envelope.
var ErrNoAttestation = errors.New("is not an attestation: neither a sigstore bundle nor a DSSE envelope")

// Open verifies an attestation by a key and returns the statement in it. One
// that was written here has one spelling; of another tool's, what is signed and
// the signature have.
func Open(data []byte, key VerifyKey) (*Statement, error) {
	e, hint, err := unwrap(data)
	if err != nil {
		return nil, err
	}
	if hint != nil && hint.Hint != key.Hint() && (isOurs(data) || len(hint.Hint) == len(key.Hint())) {
		return nil, fmt.Errorf("names another key than %s", key.Fingerprint())
	}
	if e.PayloadType != statementMedia {
		return nil, fmt.Errorf("holds %.80q, and no statement of in-toto", e.PayloadType)
	}
	if _, err := exactly(e.Payload); err != nil {
		return nil, err
	}
	signed := &dsse.Envelope{PayloadType: e.PayloadType, Payload: e.Payload}
	for _, s := range e.Signatures {
		if _, err := exactly(s.Sig); err != nil {
			return nil, err
		}
		signed.Signatures = append(signed.Signatures, dsse.Signature{Sig: s.Sig})
	}
	verifier, err := dsse.NewEnvelopeVerifier(key)
	if err != nil {
		return nil, err
	}
	_, payload, err := verifier.VerifyAndDecode(context.Background(), signed)
	if err != nil {
		return nil, fmt.Errorf("is not signed by the key %s, or was changed", key.Fingerprint())
	}
	return ParseStatement(payload)
}

// IsAttestation says whether a file is a bundle or an envelope, good or not.
func IsAttestation(data []byte) bool {
	_, _, err := unwrap(data)
	return !errors.Is(err, ErrNoAttestation)
}

// isOurs says whether an attestation was written here, or is to be taken for
// one that was: it is spelled in lines.
func isOurs(data []byte) bool { return bytes.ContainsRune(bytes.TrimSpace(data), '\n') }

// unwrap reads a bundle, which names the key that signed it, or an envelope.
func unwrap(data []byte) (*envelope, *publicKey, error) {
	if len(data) > MaxAttestation {
		return nil, nil, fmt.Errorf("is longer than %d bytes", MaxAttestation)
	}
	b := &bundle{Envelope: &envelope{}}
	var whole any = b
	if !bytes.Contains(data, []byte(`"mediaType"`)) {
		whole = b.Envelope
	}
	if err := strictly(data, whole); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrNoAttestation, err)
	}
	if whole == any(b) {
		switch {
		case !slices.Contains(bundleMedias, b.MediaType):
			return nil, nil, fmt.Errorf("%w: its type is %.80q", ErrNoAttestation, b.MediaType)
		case b.Envelope == nil || b.Message != nil:
			return nil, nil, errors.New("is the signature of a file, and holds no statement")
		case b.Material.PublicKey == nil:
			return nil, nil, errors.New("is signed with a certificate: cosign verify-blob-attestation verifies it")
		}
	}
	if len(b.Envelope.Signatures) == 0 {
		return nil, nil, fmt.Errorf("%w: it has no signature", ErrNoAttestation)
	}
	if again, err := spelled(whole); isOurs(data) && (err != nil || !bytes.Equal(again, data)) {
		return nil, nil, errors.New("was changed after it was written")
	}
	return b.Envelope, b.Material.PublicKey, nil
}

// strictly reads one value without keys that are not known.
func strictly(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something stands behind it")
	}
	return nil
}

// exactly decodes base64 that has no other spelling.
func exactly(text string) ([]byte, error) {
	data, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || base64.StdEncoding.EncodeToString(data) != text {
		return nil, errors.New("was changed after it was written: its base64 is spelled otherwise")
	}
	return data, nil
}
