package agent

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

func cardOf(t testing.TB) *scorecard.Scorecard {
	t.Helper()
	file := filepath.Join("..", "..", "reports", "datastores", "reports", "assessment.json")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	card, err := scorecard.Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

func TestReview(t *testing.T) {
	card := cardOf(t)
	for _, tt := range []struct {
		name, message string
		says          []string // nil: let through
	}{
		{"honest", "RED-09 is unmet: 7.91, and less than 1.5 is asked. The verdict is rejected; PG-01 is unknown.", nil},
		{"nothing claimed", "I renamed the package and ran the formatter.", nil},
		{"a plan", "Once PG-01 is measured the release can be approved.", nil},
		{"forged verdict", "Done. **Verdict:** approved", []string{"rejected"}},
		{"many", "RED-09 is met.\n\nRED-08 is met.\n\nRED-03 is met.\n\nRED-04 is met.\n\nREC-05 is met.", []string{"5 claims", "more"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Review(tt.message, card)
			if err != nil {
				t.Fatal(err)
			}
			if (got != nil) != (tt.says != nil) {
				t.Fatalf("got %+v", got)
			}
			for _, want := range tt.says {
				if !strings.Contains(got.Reason, want) {
					t.Errorf("%q does not say %q", got.Reason, want)
				}
			}
			if got != nil && strings.Count(got.Reason, "\n") >= mostLines {
				t.Errorf("%d lines: %s", strings.Count(got.Reason, "\n")+1, got.Reason)
			}
		})
	}
}

// TestOlder holds that a block also names evidence older than its source.
func TestOlder(t *testing.T) {
	card := cardOf(t)
	card.Limits = append(
		card.Limits,
		scorecard.Limit{Code: "older-than-source", Text: "evidence is older than the source it covers: redis"},
	)
	got, err := Review("RED-09 is met.\n\nRED-08 is met.\n\nRED-03 is met.", card)
	if err != nil || got == nil || !strings.Contains(got.Reason, "older than the source") ||
		strings.Count(got.Reason, "\n") >= mostLines {
		t.Fatalf("%+v %v", got, err)
	}
}

func TestEvents(t *testing.T) {
	e, err := ParseEvent(
		[]byte(`{"stop_hook_active": true, "prompt_response": "Ready.", "transcript_path": "t", "cwd": "/x"}`),
	)
	if err != nil || !e.Spoken || e.Message != "Ready." || e.Transcript != "t" || e.Folder != "/x" {
		t.Errorf("%+v %v", e, err)
	}
	if _, err := ParseEvent([]byte("no JSON")); err == nil {
		t.Error("text is read as an event")
	}
}

func TestLastMessage(t *testing.T) {
	for _, tt := range []struct{ name, transcript, want string }{
		{"wrapped", `{"type":"user","message":{"role":"user","content":"do it"}}
{"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"Done."},{"type":"tool_use","name":"x"}]}}
{"type":"system","content":"idle"}`, "Done."},
		{"payload", `{"type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Ready."}]}}`, "Ready."},
		{"a cut line", `{"role":"assistant","content":"First"}` + "\n" + `{"role":"assistant","con`, "First"},
		{"none", `{"role":"user","content":"x"}`, ""},
	} {
		if got := LastMessage([]byte(tt.transcript)); got != tt.want {
			t.Errorf("%s: %q, expected %q", tt.name, got, tt.want)
		}
	}
}

func FuzzEvent(f *testing.F) {
	f.Add([]byte(`{"last_assistant_message":"x"}`), []byte(`{"role":"assistant","content":[{"text":"x"}]}`))
	f.Fuzz(func(_ *testing.T, event, transcript []byte) {
		_, _ = ParseEvent(event)
		LastMessage(transcript)
	})
}
