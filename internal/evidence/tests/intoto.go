package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var inTotoFormat = reader.Format{
	Name:      "in-toto",
	CutUnseen: true,
	Doc:       "in-toto statements of test results (test-result 0.1), of a verification (SLSA's verification summary) and of verified properties (SVR 0.1 and 0.2), alone, in DSSE envelopes or in sigstore bundles. Each test, verified level or property is a test; a warned one passed, and a verification that failed is a test that failed. A statement is about the artefacts that it names by SHA-256. No signature is verified here.",
	Kind:      fact.Tests,
	Claims: func(h *reader.Head) bool {
		return predicateOf(h.Predicate()) != nil
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return in.Predicates(s, "test results, a verification summary or SVR", predicateOf)
	},
}

func predicateOf(kind string) func(in *reader.Input, s *tally.Sink) error {
	switch {
	case strings.HasPrefix(kind, "https://in-toto.io/attestation/test-result/v0."):
		return readTestResult
	case strings.HasPrefix(kind, "https://slsa.dev/verification_summary/"):
		return readVerification
	case strings.HasPrefix(kind, "https://in-toto.io/attestation/svr/v0."):
		return readProperties
	}
	return nil
}

// named reads a list of tests by their names, all with one outcome.
func named(o fact.Outcome, message string) setter {
	return layout{{"[]", test(layout{{"", name}}, func(_ reader.Value, r *report) {
		r.Outcome, r.Message = o, message
	})}}.Reader()
}

// readTestResult reads tests by the lists in which they stand. A run without any
// is a test by itself.
func readTestResult(in *reader.Input, s *tally.Sink) error {
	result, place := "", ""
	return read(in, s, layout{
		{"result", func(v reader.Value, _ *report) { result = v.Text() }},
		{"url", func(v reader.Value, _ *report) { place = v.Text() }},
		{"passedTests", named(fact.Passed, "")},
		{"warnedTests", named(fact.Passed, "passed with a warning")},
		{"failedTests", named(fact.Failed, "")},
	}, func(v reader.Value, r *report) {
		outcome, known := map[string]fact.Outcome{"PASSED": fact.Passed, "WARNED": fact.Passed, "FAILED": fact.Failed}[result]
		switch {
		case !known:
			v.Fail("unknown result %.40q", result)
		case r.cases == 0 || outcome == fact.Failed && r.bad == 0:
			r.add(&fact.Case{Line: v.Line(), Name: "result", Path: place, Outcome: outcome})
		}
	})
}

// readVerification reads the levels that were verified, or that it failed.
func readVerification(in *reader.Input, s *tally.Sink) error {
	result, resource := "", ""
	var levels []string
	word := func(v reader.Value, _ *report) { result = v.Text() }
	uri := func(v reader.Value, _ *report) { resource = v.Text() }
	level := func(v reader.Value, _ *report) { levels = append(levels, v.Texts()...) }
	return read(in, s, layout{
		{"verifier.id", tool},
		{"timeVerified", dated},
		{"time_verified", dated}, // up to 0.1
		{"resourceUri", uri},
		{"resource_uri", uri},
		{"verificationResult", word},
		{"verification_result", word},
		{"verifiedLevels", level},
		{"policyLevel", level},
		{"policy_level", level},
	}, func(v reader.Value, r *report) {
		if result == "FAILED" || len(levels) == 0 {
			levels = []string{"verification"}
		}
		slices.Sort(levels)
		for _, name := range slices.Compact(levels) {
			c := fact.Case{Line: v.Line(), Name: name, Path: resource, Outcome: fact.Passed}
			switch result {
			case "PASSED":
			case "FAILED":
				c.Outcome = fact.Failed
			default:
				v.Fail("unknown result %.40q of a verification", result)
			}
			r.add(&c)
		}
	})
}

func readProperties(in *reader.Input, s *tally.Sink) error {
	return read(in, s, layout{
		{"verifier.id", tool},
		{"timeCreated", dated},
		{"properties", named(fact.Passed, "")},
	})
}
