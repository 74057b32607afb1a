package proof

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"signoff/internal/lazy"
)

// The types of in-toto statements. cosign still writes the earlier one, which
// says the same.
const (
	StatementV1    = "https://in-toto.io/Statement/v1"
	statementV01   = "https://in-toto.io/Statement/v0.1"
	statementMedia = "application/vnd.in-toto+json"
)

// The predicates that signoff writes: its own, which docs/readiness-v1.md
// describes, and the Simple Verification Result of in-toto.
const (
	Readiness = "urn:signoff:readiness/v1"
	SVR       = "https://in-toto.io/attestation/svr/v0.2"
)

// Statement is an in-toto statement: what is said of which artefacts.
type Statement struct {
	Type          string          `json:"_type"`
	Subject       []Subject       `json:"subject"`
	PredicateType string          `json:"predicateType"`
	Predicate     json.RawMessage `json:"predicate"`
}

// Subject is an artefact by its name and digests, in hexadecimal by algorithm.
type Subject struct {
	Name   string            `json:"name,omitempty"`
	Digest map[string]string `json:"digest"`
}

// NewStatement puts a predicate over artefacts; each is bound by its SHA-256.
func NewStatement(subject []Subject, kind string, predicate any) (*Statement, error) {
	if len(subject) == 0 {
		return nil, errors.New("expected an artefact that the statement is about")
	}
	for _, s := range subject {
		if !sha256Hex().MatchString(s.Digest["sha256"]) {
			return nil, fmt.Errorf("expected the SHA-256 of %.80q, found none", s.Name)
		}
	}
	data, err := marshal(predicate)
	if err != nil {
		return nil, err
	}
	return &Statement{StatementV1, subject, kind, data}, nil
}

var sha256Hex = lazy.Regexp(`^[0-9a-f]{64}$`)

// ParseStatement reads the payload of an envelope.
func ParseStatement(data []byte) (*Statement, error) {
	var s Statement
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("is not a statement of in-toto: %w", err)
	}
	if s.Type != StatementV1 && s.Type != statementV01 {
		return nil, fmt.Errorf("is not a statement of in-toto: its type is %.80q", s.Type)
	}
	if len(s.Subject) == 0 || s.PredicateType == "" {
		return nil, errors.New("is a statement about nothing")
	}
	return &s, nil
}

// JSON is the statement as it is signed.
func (s *Statement) JSON() ([]byte, error) { return marshal(s) }

// About finds the artefact of a SHA-256.
func (s *Statement) About(sha256 string) (Subject, bool) {
	for _, a := range s.Subject {
		if a.Digest["sha256"] == sha256 {
			return a, true
		}
	}
	return Subject{}, false
}

// marshal writes texts as they are, without escapes for HTML.
func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
