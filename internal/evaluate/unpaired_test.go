package evaluate

import (
	"slices"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// A series without a past is passed over, one that is gone never, and of a
// comparison without any pair nothing is.
func TestWithPast(t *testing.T) {
	series := func(names ...string) (list []fact.Figure) {
		for _, n := range names {
			list = append(list, fact.Figure{Label: n, Value: quantity.Int(1, quantity.Count)})
		}
		return list
	}
	tests := []struct {
		now, before []string
		fresh       []string
		problem     bool
	}{
		{[]string{"a", "b"}, []string{"a", "b"}, nil, false},
		{[]string{"a", "b", "c"}, []string{"a", "b"}, []string{"c"}, false},
		{[]string{"a"}, []string{"a", "b"}, nil, true},
		{[]string{"a", "c"}, []string{"a", "b"}, []string{"c"}, true},
		{[]string{"c", "d"}, []string{"a", "b"}, nil, true},
		{[]string{"c"}, nil, nil, true},
	}
	for _, tt := range tests {
		kept, fresh := withPast(series(tt.now...), series(tt.before...))
		pairs, problem := withBaseline(kept, series(tt.before...))
		if !slices.Equal(fresh, tt.fresh) || (problem != nil) != tt.problem {
			t.Errorf("%v against %v: passed over %v and %v, problem %v", tt.now, tt.before, fresh, pairs, problem)
		}
	}
}
