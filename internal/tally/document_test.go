package tally

import (
	"testing"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/query"
)

// document reports a JSON document.
func document(text string) func(s *Sink) {
	return func(s *Sink) { s.Document(&query.Document{Container: query.JSON, Bytes: []byte(text)}) }
}

func TestDocuments(t *testing.T) {
	type files = []func(s *Sink)
	one := files{document(`{"recovery": {"seconds": 7, "text": "12ms", "ok": true, "word": "fine", "share": "98.5%", "day": "2026-01-02"}, "list": [3, 4]}`)}
	tests := []struct {
		measure, jq string
		unit        quantity.Unit
		files       files
		want        string
	}{
		{"document.exists", "", quantity.Count, one, "1"},
		{"document.exists", "", quantity.Count, files{document(" \n")}, "0"},
		{"document.size", "", quantity.Count, files{document("{}")}, "2 B"},
		{"document.value", ".recovery.seconds", quantity.Second, one, "7 s"},
		{"document.value", ".recovery.seconds", quantity.Count, one, "7"},
		{"document.value", ".recovery.text", quantity.Second, one, "12 ms"},
		{"document.value", ".recovery.share", quantity.Count, one, "98.5%"},
		{"document.value", ".recovery.share", quantity.Second, one, "98.5%"},
		{"document.value", ".recovery.ok", quantity.Count, one, "true"},
		{"document.value", ".recovery.word", quantity.Count, one, "fine"},
		{"document.value", ".recovery.nothing", quantity.Count, one, "no-match"},
		{"document.value", ".list[]", quantity.Count, one, "3, 4"},
		{"document.age", ".recovery.day", quantity.Count, one, "2026-01-02"},
		{"document.matches", ".list[]", quantity.Count, append(files{document(`{"list": [1]}`)}, one...), "3"},
		{"document.matches", ".list[9]", quantity.Count, one, "0"},
		{"document.value", ".a", quantity.Count, append(files{document(`{"a": 1`)}, one...), "unreadable"},
		{"document.value", "", quantity.Count, one, "no-match"},
	}
	for _, tt := range tests {
		q := question(t, tt.measure)
		q.Unit = tt.unit
		if tt.jq != "" {
			var err error
			if q.Query, err = query.Parse("jq", tt.jq, nil); err != nil {
				t.Fatal(err)
			}
		}
		if got := brief(ask(t, q, tt.files...)); got != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.measure, tt.jq, got, tt.want)
		}
	}
}

func TestDocumentTooLarge(t *testing.T) {
	sink := Compile(fact.Document, nil).Sink("x")
	sink.Document(&query.Document{Bytes: make([]byte, query.MaxDocument+1)})
	if err := sink.Err(); err == nil || err.Error() != "x: expected a document of at most 16 MiB, found 16777217 bytes" {
		t.Errorf("got %v", err)
	}
}

// Of what a query counts, none of none says nothing, and none of some does.
func TestOfHowMany(t *testing.T) {
	measure, _ := MeasureNamed("document.value")
	parse := func(text string) *query.Query {
		q, err := query.Parse("jq", text, nil)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	for _, test := range []struct {
		text, of string
		empty    bool
	}{
		{`{"items":[]}`, ".items | length", true},
		{`{"items":[]}`, ".items[]", true},
		{`{"items":[{"bad":false}]}`, ".items | length", false},
		{`{"items":[{"bad":false}]}`, ".items[]", false},
		{`{"items":[{"bad":true}]}`, ".others // [] | length", false}, // what was found was looked at
	} {
		set := Compile(fact.Document, []fact.Question{{
			Measure: measure, Query: parse("[.items[] | select(.bad)] | length"), Unit: quantity.Count, Of: parse(test.of),
		}})
		sink := set.Sink("a.json")
		sink.Document(&query.Document{Bytes: []byte(test.text)})
		sink.Finish()
		whole := set.Fold()
		whole.Add(sink)
		a := whole.Answer(0)
		if got := len(a.Problem) > 0 && a.Problem[0].Reason == fact.Empty; got != test.empty {
			t.Errorf("%s of %s: %v", test.text, test.of, a.Problem)
		}
	}
}
