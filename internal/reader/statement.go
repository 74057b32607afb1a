package reader

import (
	"bytes"
	"encoding/base64"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/tally"
)

// Statement is what an in-toto statement says of artefacts: a predicate, of which
// its type tells the kind of evidence. Who signed it is not looked at here.
type Statement struct {
	Type string // of the predicate
	Line int    // where the predicate, or the envelope around it, begins
	// Artefacts are the SHA-256 digests of its subjects, as sha256:…, and Commits
	// their git commits.
	Artefacts, Commits []string

	path      string
	predicate []byte
}

// Predicate is the predicate as a file by itself, with the lines of its own.
func (s *Statement) Predicate() *Input {
	in := Of(s.path, s.predicate)
	in.line = s.Line
	return in
}

// Predicates reads the predicates of one kind of evidence. Of gives what reads
// those of a type, nil where they are of another kind; what says what they are.
// The file is about the artefacts and commits that the statements name.
func (in *Input) Predicates(s *tally.Sink, what string, of func(kind string) func(in *Input, s *tally.Sink) error) error {
	found, other := false, ""
	err := in.statements(func(t *Statement) error {
		read := of(t.Type)
		if read == nil {
			other = t.Type
			return nil
		}
		found = true
		for _, digest := range t.Artefacts {
			if len(s.Artefacts) < mostArtefacts {
				s.Artefact(digest)
			}
		}
		for _, commit := range t.Commits {
			s.Commit(commit)
		}
		return read(t.Predicate(), s)
	})
	if err == nil && !found {
		err = in.Errorf(1, "expected a predicate of %s, found %.100q", what, other)
	}
	return err
}

// mostArtefacts are as many as a file may name.
const mostArtefacts = 100

// statement is a document on the way to a Statement.
type statement struct {
	Statement
	kind, payload string
	found         []Statement // in the envelopes inside
}

// statements reads the statements of a file: each by itself, in a DSSE envelope
// or a sigstore bundle, several as lines or a list, and as GitHub's API, gh
// attestation verify and Google's Cloud Build hand them out.
func (in *Input) statements(each func(s *Statement) error) error {
	var read func(v Value, t *statement)
	inside := func(v Value, t *statement) {
		inner := statement{Statement: Statement{path: in.Path, Line: v.Line()}}
		read(v, &inner)
		t.found = append(t.found, inner.opened(v)...)
	}
	read = append(statementLayout(), Layout[statement]{
		{"[]", inside},
		{"dsseEnvelope", inside},
		{"bundle", inside},
		{"attestation", inside},
		{"attestations[]", inside},
		{"provenance_summary.provenance[].envelope", inside},
	}...).Reader()
	j := in.JSON()
	for range j.Values() {
		t := statement{Statement: Statement{path: in.Path, Line: j.Line()}}
		read(j, &t)
		for _, s := range t.opened(j) {
			if err := each(&s); err != nil {
				return err
			}
		}
	}
	return j.Err()
}

func statementLayout() Layout[statement] {
	prefixed := func(list func(t *statement) *[]string, prefix string) func(v Value, t *statement) {
		return func(v Value, t *statement) {
			if text := v.Text(); text != "" {
				*list(t) = append(*list(t), prefix+text)
			}
		}
	}
	commits := func(t *statement) *[]string { return &t.Commits }
	return Layout[statement]{
		{"_type", func(v Value, t *statement) { t.kind = v.Text() }},
		{"predicateType", func(v Value, t *statement) { t.Type = v.Text() }},
		{"predicate", func(v Value, t *statement) {
			if j, ok := v.(*JSON); ok {
				t.Line, t.predicate = j.Line(), bytes.Clone(j.Raw())
			}
		}},
		{"subject[].digest.sha256", prefixed(func(t *statement) *[]string { return &t.Artefacts }, "sha256:")},
		{"subject[].digest.gitCommit", prefixed(commits, "")},
		{"payload", func(v Value, t *statement) { t.payload = v.Text() }},
	}
}

// opened are the statements that a document holds; it must hold one.
func (t *statement) opened(v Value) []Statement {
	switch {
	case v.Err() != nil:
	case len(t.found) > 0:
		return t.found
	case t.payload != "":
		return t.unwrapped(v)
	case t.Type != "" && t.predicate != nil && strings.HasPrefix(t.kind, "https://in-toto.io/Statement/"):
		return []Statement{t.Statement}
	default:
		v.Fail("expected a statement of in-toto or an envelope around one, found neither")
	}
	return nil
}

// unwrapped reads the statement that an envelope carries.
func (t *statement) unwrapped(v Value) []Statement {
	data, err := decode64(t.payload)
	if err != nil {
		v.Fail("expected a payload in base64: %s", err)
		return nil
	}
	s := newStream(bytes.NewReader(data), t.path, len(data), tokenBytes)
	s.line = t.Line
	j := &JSON{s: s, pending: true}
	inner := statement{Statement: Statement{path: t.path, Line: t.Line}}
	statementLayout().Reader()(j, &inner)
	if inner.payload != "" {
		j.Fail("expected a statement in an envelope, found another envelope")
	}
	found := inner.opened(j)
	if err := j.Err(); err != nil {
		v.Fail("the payload of the envelope: %s", err)
		return nil
	}
	return found
}

func decode64(text string) ([]byte, error) {
	if strings.ContainsAny(text, "-_") {
		return base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
	}
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
}

var predicateType = lazy.Regexp(`"predicateType"\s*:\s*"([^"]{1,300})"`)

// UnknownPredicate is the predicate of an envelope that is too long to be seen in
// the head of a file.
const UnknownPredicate = "?"

// Predicate is the type of the predicate of the first in-toto statement of a
// file, "" where it holds none.
func (h *Head) Predicate() string {
	for _, at := range []string{"", "[]."} {
		if kind := h.Text(at + "_type"); strings.HasPrefix(kind, "https://in-toto.io/Statement/") {
			return h.Text(at + "predicateType")
		}
	}
	for _, at := range []string{
		"", "dsseEnvelope.", "[].", "[].dsseEnvelope.", "attestations[].bundle.dsseEnvelope.", "[].attestation.bundle.dsseEnvelope.",
		"provenance_summary.provenance[].envelope.",
	} {
		if payload := h.Text(at + "payload"); payload != "" || h.Has(at+"payloadType") && h.Has(at+"payload") {
			kind := h.Text(at + "payloadType")
			if kind != "" && kind != "application/vnd.in-toto+json" || kind == "" && !h.Has(at+"payloadType") && !h.Has(at+"signatures") {
				continue // a payload alone may be anybody's
			}
			return predicateIn(payload)
		}
	}
	return ""
}

func predicateIn(payload string) string {
	data, _ := decode64(payload)
	if m := predicateType().FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return UnknownPredicate
}
