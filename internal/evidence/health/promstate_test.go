package health

import (
	"testing"

	"signoff/internal/fact"
)

// TestPromState holds which values are a state: 1 and 0, however they are
// written; of up and probe_success another number is a fault, of a metric that
// only ends in _up it is none.
func TestPromState(t *testing.T) {
	for _, tt := range []struct {
		metric, value string
		state         fact.Condition
		ok, failed    bool
	}{
		{"up", "1", fact.Healthy, true, false},
		{"up", "1.0", fact.Healthy, true, false},
		{"up", "0e0", fact.Unhealthy, true, false},
		{"up", "NaN", fact.Unchecked, true, false},
		{"up", "2", fact.Unchecked, false, true},
		{"probe_success", "0.5", fact.Unchecked, false, true},
		{"up", "yes", fact.Unchecked, false, true},
		{"node_up", "1.0", fact.Healthy, true, false},
		{"node_up", "2", fact.Unchecked, false, false},
		{"node_up", "-1", fact.Unchecked, false, false},
	} {
		failed := false
		state, ok := promState(tt.metric, tt.value, func(string, ...any) { failed = true })
		if state != tt.state || ok != tt.ok || failed != tt.failed {
			t.Errorf("%s %s: %v, %v, failed %v", tt.metric, tt.value, state, ok, failed)
		}
	}
}
