package tests

import (
	"slices"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// TestTAPStreams: a plan is of one stream, and what ends one says nothing of the
// next.
func TestTAPStreams(t *testing.T) {
	const two = "TAP version 13\n1..2\nok 1 - a\nok 2 - b\n"
	for _, tc := range []struct {
		name, text string
		incomplete []string
	}{
		{"two whole streams", two + two, nil},
		{"the first is short", "TAP version 13\n1..3\nok 1 - a\n" + two, []string{"3 tests were planned, 1 are reported"}},
		{"the first has too many", "TAP version 13\n1..1\nok 1 - a\nok 2 - b\n" + two, []string{"1 tests were planned, 2 are reported"}},
		{"the first bails out", "TAP version 13\n1..3\nok 1 - a\nBail out! no disk\n", []string{"Bail out! no disk"}},
		{"a bail out without a plan", "TAP version 13\nok 1 - a\nBail out! no disk\n", []string{"Bail out! no disk"}},
		{"the second has no plan", two + "TAP version 13\nok 1 - a\n", []string{"the stream has no plan: it may be cut off"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sink := tally.Compile(fact.Tests, nil).Sink("run.tap")
			if err := readTAP(reader.Of("run.tap", []byte(tc.text)), sink); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range sink.Facts.Incomplete {
				got = append(got, p.Text)
			}
			if !slices.Equal(got, tc.incomplete) {
				t.Errorf("incomplete: %q, expected %q", got, tc.incomplete)
			}
		})
	}
}
