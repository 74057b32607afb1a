package reader

import (
	"encoding/base64"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/tally"
)

const (
	plainStatement = `{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"` + someDigest + `"}},{"digest":{"gitCommit":"abc1234"}}],"predicateType":"x/v1","predicate":{"b":1}}`
	someDigest     = "abababababababababababababababababababababababababababababababab"
)

func sealed(payload string) string { return sealedBy(base64.StdEncoding, payload) }

func sealedBy(e *base64.Encoding, payload string) string {
	return `{"payloadType":"application/vnd.in-toto+json","payload":"` + e.EncodeToString([]byte(payload)) + `","signatures":[]}`
}

// A statement is found by itself, in an envelope and in what is around one.
func TestPredicates(t *testing.T) {
	for name, text := range map[string]string{
		"plain": plainStatement, "list": "[" + plainStatement + "]", "lines": plainStatement + "\n" + plainStatement + "\n",
		"envelope": sealed(plainStatement), "bundle": `{"mediaType":"m","dsseEnvelope":` + sealed(plainStatement) + `}`,
		"github":       `{"attestations":[{"bundle":{"dsseEnvelope":` + sealed(plainStatement) + `}}]}`,
		"gh verify":    `[{"attestation":{"bundle":{"dsseEnvelope":` + sealed(plainStatement) + `}},"verificationResult":{"statement":` + plainStatement + `}}]`,
		"cloud build":  `{"provenance_summary":{"provenance":[{"envelope":` + sealed(plainStatement) + `}]}}`,
		"url alphabet": sealedBy(base64.URLEncoding, plainStatement),
	} {
		in, sink, read := Of("x", []byte(text)), tally.Compile(fact.Scanner, nil).Sink("x"), 0
		if kind := in.Head.Predicate(); kind != "x/v1" {
			t.Errorf("%s: the predicate of its head is %q", name, kind)
		}
		err := in.Predicates(sink, "what is expected", func(string) func(*Input, *tally.Sink) error {
			return func(in *Input, _ *tally.Sink) error {
				read++
				return Layout[int]{{"b", func(v Value, t *int) { *t = int(v.Int()) }}}.Read(in, new(int))
			}
		})
		if err != nil || read == 0 || strings.Join(sink.Artefacts, " ") != someDigest || strings.Join(sink.Commits, " ") != "abc1234" {
			t.Errorf("%s: %v, read %d times, about %v and %v", name, err, read, sink.Artefacts, sink.Commits)
		}
	}
}

func TestPredicatesRefuse(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                           "expected a statement of in-toto or an envelope around one",
		sealed(sealed(plainStatement)): "found another envelope",
		sealed(`{"a":`):                "the payload of the envelope",
		strings.Replace(sealed(plainStatement), `"payload":"`, `"payload":"!`, 1): "expected a payload in base64",
		strings.Replace(plainStatement, "in-toto.io/Statement", "example.org", 1): "expected a statement of in-toto",
		plainStatement: `expected a predicate of what is expected, found "x/v1"`,
	} {
		sink := tally.Compile(fact.Scanner, nil).Sink("x")
		err := Of("x", []byte(text)).Predicates(sink, "what is expected", func(string) func(*Input, *tally.Sink) error { return nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %q", text, err, want)
		}
	}
}
