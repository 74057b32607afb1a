package tally

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"signoff/internal/fact"

	"pgregory.net/rapid"
)

// condition builds a filter of one condition a field, none for an empty text.
func condition(t testing.TB, rule, path string) fact.Where {
	t.Helper()
	var w fact.Where
	for name, text := range map[string]string{"rule": rule, "path": path} {
		field, _ := fact.FieldNamed(fact.Scanner, name)
		if text == "" {
			continue
		}
		term, err := fact.ParseCondition(field, text)
		if err != nil {
			t.Fatal(err)
		}
		w.Add(term)
	}
	return w
}

// TestWithout counts findings by filters with exceptions, and again one by one.
func TestWithout(t *testing.T) {
	total, _ := MeasureNamed("findings.total")
	words := []string{"", "a", "b", "!a", "?"}
	rapid.Check(t, func(r *rapid.T) {
		draw := func(name string) string { return rapid.SampledFrom(words).Draw(r, name) }
		matches := func(condition, value string) bool {
			switch condition {
			case "", "?":
				return true
			case "!a":
				return value != "a"
			}
			return condition == value
		}
		type filter struct{ rule, path, outRule, outPath string }
		var filters []filter
		var questions []fact.Question
		for range rapid.IntRange(1, 6).Draw(r, "filters") {
			f := filter{draw("rule"), draw("path"), draw("not rule"), draw("not path")}
			where := condition(t, f.rule, f.path)
			if out := condition(t, f.outRule, f.outPath); !out.IsZero() {
				where = where.Without(out)
			}
			filters = append(filters, f)
			questions = append(questions, fact.Question{Measure: total, Where: where})
		}
		want := make([]int, len(filters))
		set := Compile(fact.Scanner, questions)
		sink := set.Sink("f.json")
		for i := range rapid.IntRange(0, 12).Draw(r, "findings") {
			rule, path := rapid.SampledFrom(words[1:3]).Draw(r, "r"), rapid.SampledFrom(words[1:3]).Draw(r, "p")
			sink.Finding(&fact.Finding{Line: i, Severity: fact.Low, Rule: rule, Path: path})
			for n, f := range filters {
				out := f.outRule+f.outPath != "" && matches(f.outRule, rule) && matches(f.outPath, path)
				if matches(f.rule, rule) && matches(f.path, path) && !out {
					want[n]++
				}
			}
		}
		fold := set.Fold()
		fold.Add(sink)
		for n := range filters {
			if got := fold.Answer(n); fmt.Sprint(got.Matched) != fmt.Sprint(want[n]) {
				r.Fatalf("%q: %d findings, want %d", questions[n].Where, got.Matched, want[n])
			}
		}
	})
}

func TestWithoutInWords(t *testing.T) {
	for _, test := range []struct {
		where fact.Where
		want  string
	}{
		{condition(t, "a", "").Without(condition(t, "", "gen/*")), "rule=a except path=gen/*"},
		{fact.Where{}.Without(condition(t, "b", "gen/*")), "except path=gen/*; rule=b"},
	} {
		if got := test.where.String(); got != test.want || test.where.IsZero() {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	if fields := condition(t, "a", "").Without(condition(t, "", "x")).Fields(); len(fields) != 1 || fields[0] != "rule" {
		t.Errorf("fields %v", fields)
	}
}

// TestSpan holds what is known of the window behind an availability.
func TestSpan(t *testing.T) {
	availability, _ := MeasureNamed("health.availability")
	set := Compile(fact.Health, []fact.Question{{Measure: availability}})
	sink := set.Sink("up.json")
	for i, state := range []string{"up", "up", "down", "up", "gap", "up", "", "", "up", "down"} {
		if state != "" {
			sink.Up(&fact.Up{Line: i + 1, Series: "s", At: minute(i), Up: state == "up", Gap: state == "gap", Step: minute(1).Sub(minute(0))})
		}
	}
	fold := set.Fold()
	fold.Add(sink)
	a := fold.Answer(0)
	if len(a.Figures) != 1 || a.Figures[0].Span == nil {
		t.Fatalf("got %+v", a)
	}
	// Nine minutes: up at 0, 1, 3, 5 and 8, down at 2 and from 9 on, nothing
	// known from 4 to 5 and from 6 to 8. Both times down are one incident.
	step := minute(1).Sub(minute(0))
	want := fact.Span{Window: 9 * step, Up: 5 * step, Gap: 3 * step, Step: step, Incidents: []time.Duration{2 * step}}
	if got := *a.Figures[0].Span; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func minute(n int) time.Time { return time.Unix(int64(60*n), 0) }
