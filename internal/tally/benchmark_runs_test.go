package tally

import (
	"testing"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// timed is a file of requests, one a second from the first instant on.
func timed(set *Set, path string, warmup time.Duration, stated bool, values ...int64) *Sink {
	sink := set.Sink(path)
	sink.Requests, sink.Reading.Warmup = true, warmup
	for i, v := range values {
		x := fact.Sample{Line: i + 1, Name: "GET", Value: quantity.DecimalFromInt(v), Unit: quantity.Millisecond}
		if !stated {
			x.Taken = int64(time.Hour) + int64(i)*int64(time.Second)
		}
		sink.Sample(&x)
	}
	return sink
}

// TestWarmupIsLeftOut leaves out the first two seconds of each file and counts
// them; samples that do not say when they were taken make the file incomplete.
func TestWarmupIsLeftOut(t *testing.T) {
	q := question(t, "benchmark.max")
	set := Compile(fact.Benchmark, []fact.Question{q})
	fold := set.Fold()
	fold.Add(timed(set, "a", 2*time.Second, false, 90, 80, 7, 5))
	fold.Add(timed(set, "b", 2*time.Second, false, 70, 60, 3))
	a := fold.Answer(0)
	if len(a.Figures) != 1 || a.Figures[0].Value.String() != "7 ms" {
		t.Errorf("got %+v", a.Figures)
	}
	if len(a.Beside) != 1 || a.Beside[0] != (fact.Note{Name: "left out as warm-up", Count: 4}) {
		t.Errorf("next to stands %v", a.Beside)
	}
	if sink := timed(set, "c", time.Second, true, 90, 80); len(sink.Facts.Incomplete) != 1 {
		t.Errorf("got %v, want one reason", sink.Facts.Incomplete)
	}
	if sink := timed(set, "d", 0, true, 90, 80); len(sink.Facts.Incomplete) != 0 {
		t.Errorf("without warm-up got %v", sink.Facts.Incomplete)
	}
}

// TestRunsOfSamples makes one run of a file of requests, and one of each sample
// where those are runs, whatever the order in which the files come.
func TestRunsOfSamples(t *testing.T) {
	q := question(t, "benchmark.mean")
	q.Samples = true
	for requests, want := range map[bool]string{true: "2 ms 9 ms", false: "1 ms 3 ms 9 ms"} {
		set := Compile(fact.Benchmark, []fact.Question{q})
		fold := set.Fold()
		for _, file := range []struct {
			path   string
			values []int64
		}{{"b", []int64{9}}, {"a", []int64{1, 3}}} {
			sink := timed(set, file.path, 0, false, file.values...)
			sink.Requests = requests
			fold.Add(sink)
		}
		f, said := fold.Answer(0).Figures[0], ""
		for i, r := range f.Runs {
			said += map[bool]string{true: " "}[i > 0] + r.Value.String()
		}
		if said != want || f.Requests != requests || f.Runs[0].At.Path != "a" {
			t.Errorf("requests %t: got the runs %s", requests, said)
		}
	}
}
