package scorecard

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"signoff/internal/fact"
)

// JSON is the row as a history keeps it: one line without its end. Equal runs
// have equal bytes.
func (r *Run) JSON() ([]byte, error) {
	text, err := encode(r, "")
	return bytes.TrimSuffix(text, []byte("\n")), err
}

// ParseRun reads a row. It is strict: a row is written in one way only, and what
// is written otherwise was not written by us.
func ParseRun(text []byte) (*Run, error) {
	if len(text) > MaxRunBytes {
		return nil, fmt.Errorf("a run of %d bytes, expected at most %d", len(text), MaxRunBytes)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	r := &Run{}
	if err := decoder.Decode(r); err != nil {
		return nil, fmt.Errorf("expected a run: %w", plain(err))
	}
	if r.Schema != RunSchema {
		return nil, fmt.Errorf("expected the schema %s, found %.40q", RunSchema, r.Schema)
	}
	again, err := r.JSON()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(text, again) {
		return nil, errors.New("the run is not written as signoff writes it")
	}
	if at, err := time.Parse(time.RFC3339, r.AsOf); err != nil || at.UTC().Format(time.RFC3339) != r.AsOf {
		return nil, fmt.Errorf("as_of: expected a time in UTC such as 2026-11-21T18:00:00Z, found %.40q", r.AsOf)
	}
	if verdicts := wordsOf(reflect.TypeFor[Ruling]()); !slices.Contains(verdicts, string(r.Verdict)) {
		return nil, fmt.Errorf("verdict: expected one of %s, found %.40q", strings.Join(verdicts, ", "), r.Verdict)
	}
	if r.Service == "" || r.Line == "" {
		return nil, errors.New("expected a service and a line")
	}
	return r, nil
}

// plain is an error of the decoder without the names of our types.
func plain(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("%s: found a %s that does not belong there", wrong.Field, wrong.Value)
	}
	return err
}

// Marks behind the outcome of a criterion: that it is waived, that a waiver for it
// is idle, that it informs.
const (
	waivedMark  = "w"
	idleMark    = "v"
	informsMark = "i"
)

// MarshalJSON writes the criterion as a list of texts.
func (c RunCriterion) MarshalJSON() ([]byte, error) {
	state := []string{string(c.Outcome)}
	if c.Outcome == Unknown && c.Reason != "" {
		state[0] = string(c.Reason) // a reason is one of unknown
	}
	if c.Waived {
		state = append(state, waivedMark)
	}
	if c.Idle {
		state = append(state, idleMark)
	}
	if c.Informs {
		state = append(state, informsMark)
	}
	list := []string{c.ID, c.Revision, strings.Join(state, " "), c.Value, c.Unit, c.Asked}
	for len(list) > 3 && list[len(list)-1] == "" {
		list = list[:len(list)-1]
	}
	text, err := encode(list, "")
	return bytes.TrimSpace(text), err
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *RunCriterion) UnmarshalJSON(text []byte) error {
	var list []string
	if err := json.Unmarshal(text, &list); err != nil || len(list) < 3 || len(list) > 6 {
		return fmt.Errorf("criteria: expected a list of 3 to 6 texts, found %.60s", text)
	}
	for len(list) < 6 {
		list = append(list, "")
	}
	state := strings.Split(list[2], " ")
	*c = RunCriterion{ID: list[0], Revision: list[1], Outcome: Outcome(state[0]), Value: list[3], Unit: list[4], Asked: list[5]}
	if !slices.Contains(Outcomes, c.Outcome) {
		c.Outcome, c.Reason = Unknown, fact.Reason(state[0])
	}
	if c.ID == "" || c.Reason != "" && !slices.Contains(fact.Reasons, c.Reason) {
		return fmt.Errorf("criteria: expected an id and an outcome or a reason of unknown, found %.60s", text)
	}
	for _, word := range state[1:] {
		switch {
		case word == waivedMark:
			c.Waived = true
		case word == idleMark:
			c.Idle = true
		case word == informsMark:
			c.Informs = true
		default:
			return fmt.Errorf("criteria: expected the marks %s, %s and %s, found %.60s", waivedMark, idleMark, informsMark, text)
		}
	}
	return nil
}
