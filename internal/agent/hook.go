// Package agent is what coding agents are offered: a hook that compares their last
// message with a fresh assessment, and a skill that says how to write from
// one. It opens no file, runs nothing, asks no model and no network, and
// approves nothing.
package agent

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"signoff/internal/audit"
	"signoff/internal/scorecard"
)

// LongestInput bounds what a hook reads of its standard input and of the end of
// a transcript, in bytes.
const LongestInput = 4 << 20

// Event is what a coding agent tells a hook when it is about to stop.
type Event struct {
	// Spoken says that a hook has blocked this stop before.
	Spoken bool
	// Message is the agent's last message, "" where only Transcript says it.
	Message string
	// Transcript is the path of a file of JSON lines, one a message.
	Transcript string
	// Folder is where the agent works.
	Folder string
}

// ParseEvent reads the JSON of a hook; agents name the message differently.
func ParseEvent(data []byte) (Event, error) {
	var in struct {
		StopHookActive bool   `json:"stop_hook_active"`
		Last           string `json:"last_assistant_message"`
		LastDashed     string `json:"last-assistant-message"`
		Response       string `json:"prompt_response"`
		Transcript     string `json:"transcript_path"`
		Folder         string `json:"cwd"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return Event{}, fmt.Errorf("expected the JSON of a hook on standard input: %w", err)
	}
	e := Event{Spoken: in.StopHookActive, Message: in.Last, Transcript: in.Transcript, Folder: in.Folder}
	for _, m := range []string{in.LastDashed, in.Response} {
		if e.Message == "" {
			e.Message = m
		}
	}
	return e, nil
}

// LastMessage gives the text of the last message of the assistant in a
// transcript, "" where there is none. A line that is cut or of another kind is
// passed over.
func LastMessage(transcript []byte) string {
	lines := bytes.Split(transcript, []byte("\n"))
	for i := len(lines) - 1; i >= 0; i-- {
		if text := messageIn(lines[i]); text != "" {
			return text
		}
	}
	return ""
}

// entry is one line of a transcript: the message itself, or one wrapped as
// message or payload.
type entry struct {
	Role    string          `json:"role"`
	Type    string          `json:"type"`
	Content json.RawMessage `json:"content"`
	Message *entry          `json:"message"`
	Payload *entry          `json:"payload"`
}

func messageIn(line []byte) string {
	var e entry
	if len(bytes.TrimSpace(line)) == 0 || json.Unmarshal(line, &e) != nil {
		return ""
	}
	for _, m := range []*entry{&e, e.Message, e.Payload} {
		if m != nil && (m.Role == "assistant" || m.Role == "" && m.Type == "assistant") {
			if text := textOf(m.Content); text != "" {
				return text
			}
		}
	}
	return ""
}

// textOf joins the texts of a message, which is a string or a list of parts.
func textOf(content json.RawMessage) string {
	var whole string
	if json.Unmarshal(content, &whole) == nil {
		return whole
	}
	var parts []struct {
		Text string `json:"text"`
	}
	if json.Unmarshal(content, &parts) != nil {
		return ""
	}
	var texts []string
	for _, p := range parts {
		if p.Text != "" {
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(texts, "\n\n")
}

// Decision is what a hook answers: the agent goes on and reads the reason.
type Decision struct {
	Decision string `json:"decision"`
	Reason   string `json:"reason"`
}

// mostLines bounds the reason: an agent reads all of it on every stop.
const mostLines = 5

// Review compares a message with an assessment. It is nil when nothing of what
// the message claims is contradicted.
func Review(message string, card *scorecard.Scorecard) (*Decision, error) {
	evidence, err := audit.EvidenceOf(card)
	if err != nil {
		return nil, err
	}
	results, err := audit.Run(
		[]audit.Input{{Path: "message", Data: []byte(message)}},
		audit.Options{Only: []string{"against"}, Against: evidence},
	)
	if err != nil {
		return nil, err
	}
	var faults []audit.Finding
	for _, f := range results[0].Findings {
		if f.Level == audit.Error {
			faults = append(faults, f)
		}
	}
	if len(faults) == 0 {
		return nil, nil
	}
	return &Decision{Decision: "block", Reason: reason(faults, card)}, nil
}

// reason says in at most five lines what is wrong and what to do.
func reason(faults []audit.Finding, card *scorecard.Scorecard) string {
	lines := []string{
		fmt.Sprintf(
			"signoff: %s of your message %s not what the assessment says:",
			claims(len(faults)),
			verb(len(faults)),
		),
	}
	old := older(card)
	room := mostLines - 2
	if old != "" {
		room--
	}
	for i, f := range faults {
		if i == room-1 && len(faults) > room {
			lines = append(lines, fmt.Sprintf("- and %d more", len(faults)-i))
			break
		}
		lines = append(lines, fmt.Sprintf("- %q: %s", cut(f.Quote, 80), cut(f.Message, 300)))
	}
	if old != "" {
		lines = append(lines, old)
	}
	return strings.Join(
		append(lines, "Correct the message from `signoff check`, or mend the cause; say unknown as unknown."),
		"\n",
	)
}

func claims(n int) string {
	if n == 1 {
		return "one claim"
	}
	return fmt.Sprintf("%d claims", n)
}

func verb(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// older says that evidence is older than the source it covers, where the
// assessment says so.
func older(card *scorecard.Scorecard) string {
	for _, l := range card.Limits {
		if l.Code == scorecard.OlderThanSource {
			return "Also: " + cut(l.Text, 200) + "."
		}
	}
	return ""
}

// cut shortens a text to one line of so many bytes.
func cut(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
