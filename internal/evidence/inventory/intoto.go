package inventory

import (
	"cmp"
	"fmt"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var inTotoFormat = reader.Format{
	Name:      "in-toto",
	CutUnseen: true,
	Doc:       "in-toto statements of SLSA provenance 0.1 to 1 (and its GitHub, GitLab and Google forms), SPDX, CycloneDX and OpenVEX, alone, in DSSE envelopes or in sigstore bundles, one or several. Of provenance the builder is the tool, each material or resolved dependency a component with its digest for a version, and the source that was built names the commit. A statement is about the artefacts that it names by SHA-256. No signature is verified here.",
	Kind:      fact.Inventory,
	Claims: func(h *reader.Head) bool {
		kind := h.Predicate()
		return kind == reader.UnknownPredicate || kind == npmPublish || predicateOf(kind) != nil
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return in.Predicates(s, "provenance, SPDX, CycloneDX or OpenVEX", predicateOf)
	},
}

// npmPublish is the predicate that npm's registry puts before the provenance of a
// package; it says nothing of the kind.
const npmPublish = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1"

// predicateOf gives what reads predicates of a type, nil for none.
func predicateOf(kind string) func(in *reader.Input, s *tally.Sink) error {
	for _, p := range []struct {
		begins string
		read   func(in *reader.Input, s *tally.Sink) error
	}{
		{"https://slsa.dev/provenance/v1", readProvenance},
		{"https://slsa.dev/provenance/v0.", readOldProvenance},
		{"https://in-toto.io/Provenance/v0.1", readOldProvenance},
		{"https://spdx.dev/Document", spdxFormat.Read},
		{"https://cyclonedx.org/bom", cyclonedxFormat.Read},
		{"https://openvex.dev/ns", openVEXFormat.Read},
	} {
		if strings.HasPrefix(kind, p.begins) {
			return p.read
		}
	}
	return nil
}

// provenance is what decides about the date and the source of a build.
type provenance struct {
	builder, started, finished string
	commit                     string // of the source
}

func (p *provenance) end(v reader.Value, s *tally.Sink) error {
	if p.builder == "" {
		v.Fail("expected the id of the builder, found none")
	}
	s.None()
	s.Named(p.builder, "")
	s.Dated(cmp.Or(p.finished, p.started))
	s.Commit(p.commit)
	return v.Err()
}

func readProvenance(in *reader.Input, s *tally.Sink) error {
	var p provenance
	v := in.Value()
	layout{
		{"buildDefinition.resolvedDependencies[]", material(func(uri string, digest map[string]string) {
			if strings.HasPrefix(uri, "git+") {
				p.commit = cmp.Or(p.commit, digest["gitCommit"], digest["sha1"])
			}
		})},
		{"runDetails.builder.id", into(&p.builder)},
		{"runDetails.metadata.startedOn", into(&p.started)},
		{"runDetails.metadata.finishedOn", into(&p.finished)},
	}.Reader()(v, &report{sink: s})
	return p.end(v, s)
}

func readOldProvenance(in *reader.Input, s *tally.Sink) error {
	var p provenance
	v := in.Value()
	layout{
		{"builder.id", into(&p.builder)},
		{"invocation.configSource.digest.sha1", into(&p.commit)},
		{"metadata.buildStartedOn", into(&p.started)},
		{"metadata.buildFinishedOn", into(&p.finished)},
		{"materials[]", material(func(string, map[string]string) {})},
	}.Reader()(v, &report{sink: s})
	return p.end(v, s)
}

// material reads what went into a build.
func material(seen func(uri string, digest map[string]string)) setter {
	digest, algorithm, given := map[string]string{}, "", ""
	return record(layout{
		{"uri", into(&given)},
		{"name", name},
		{"digest.*.@", into(&algorithm)},
		{"digest.*", func(v reader.Value, _ *report) { digest[algorithm] = text(v) }},
	}, func(r *report) {
		r.Name, r.Type = cmp.Or(given, r.Name), "material"
		if strings.HasPrefix(given, "pkg:") {
			r.PURL = given
		}
		for _, a := range []string{"sha256", "sha512", "gitCommit", "sha1"} {
			if r.Version == "" && digest[a] != "" {
				r.Version = fmt.Sprintf("%s:%s", a, digest[a])
			}
		}
		seen(given, digest)
		r.sink.Component(&r.Component)
		given = ""
		clear(digest)
	})
}
