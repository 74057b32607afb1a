package reader

import (
	"testing"

	"signoff/internal/fact"
)

func TestAboutSaysWhatTheFieldsSay(t *testing.T) {
	for _, tc := range []struct {
		format Format
		want   string
	}{
		{Format{Doc: "A."}, "A."},
		{Format{Doc: "A.", Kind: fact.Tests}, "A. It marks no retries: every repeat is a test of its own."},
		{Format{Doc: "A.", Kind: fact.Tests, Retry: "marked"}, "A. A retry is marked; every other repeat is a test of its own."},
		{Format{Doc: "A.", Codes: []int{0}}, "A. A run ends with exit code 0."},
		{Format{Doc: "A.", Codes: []int{0, 1}}, "A. A run ends with exit code 0 or 1."},
		{Format{Doc: "A.", Codes: []int{0, 1, 2, 3}}, "A. A run ends with an exit code from 0 to 3."},
	} {
		if got := tc.format.About(); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}
