package evaluate

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/tally"
)

// The tests of this file stand on the two sides of a comparison, where its
// operator shows.

// span is the interval from low to high; "" leaves an end open.
func span(t *testing.T, low, high string) interval {
	i := interval{}
	if low != "" {
		i.low = value(t, low)
	}
	if high != "" {
		i.high = value(t, high)
	}
	return i
}

func TestIntervalsThatTouchTheTarget(t *testing.T) {
	tests := []struct {
		target, low, high string
		want              scorecard.Outcome
	}{
		{"between 1 and 5", "5", "9", scorecard.Unknown},
		{"between 1 and 5", "5.1", "9", scorecard.Unmet},
		{"between 1 and 5", "0", "1", scorecard.Unknown},
		{"between 1 and 5", "0", "0.9", scorecard.Unmet},
		{"between 1 and 5", "1", "5", scorecard.Met},
		{"== 5", "5", "5", scorecard.Met},
		{"== 5", "5", "6", scorecard.Unknown},
		{"== 5", "4", "5", scorecard.Unknown},
		{"== 5", "6", "", scorecard.Unmet},
		{"< 5", "5", "", scorecard.Unmet},
		{"<= 5", "5", "", scorecard.Unknown},
		{"<= 5", "", "5", scorecard.Met},
		{"> 5", "", "5", scorecard.Unmet},
		{">= 5", "", "5", scorecard.Unknown},
		{">= 5", "5", "", scorecard.Met},
	}
	for _, test := range tests {
		if got := span(t, test.low, test.high).judge(target(t, test.target)); got != test.want {
			t.Errorf("from %q to %q under %s: got %s, want %s", test.low, test.high, test.target, got, test.want)
		}
	}
}

func TestWhatWouldSettleIsSaidOnlyWhenSomethingWould(t *testing.T) {
	confidence := big.NewRat(19, 20)
	for needed, want := range map[int]string{
		0:  "7 runs do not decide at 95% confidence, and more of the same would not",
		90: "7 runs do not decide at 95% confidence; about 90 would, if the spread stays as seen",
	} {
		if got := (interval{samples: 7, of: runs, needed: needed}).openBecause(confidence); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := (interval{samples: 1, of: requests}).openBecause(confidence); !strings.HasPrefix(got, "1 request does not decide") {
		t.Errorf("got %q", got)
	}
}

func TestTails(t *testing.T) {
	for name, want := range map[string]bool{
		"benchmark.mean": false, "benchmark.median": false, "benchmark.p50": false,
		"benchmark.min": true, "benchmark.max": true, "benchmark.stddev": true,
		"benchmark.p90": true, "benchmark.p95": true, "benchmark.p999": true,
	} {
		m, _ := tally.MeasureNamed(name)
		if got := isTail(m); got != want {
			t.Errorf("%s is a tail: %t", name, got)
		}
	}
}

func TestRunsOfAFigure(t *testing.T) {
	runs := func(n int, path string) []fact.Run {
		list := make([]fact.Run, n)
		for i := range list {
			list[i] = fact.Run{Value: quantity.Int(int64(i*37%11), quantity.Second), At: fact.Location{Path: path}}
		}
		return list
	}
	samples := make([]quantity.Decimal, 9)
	tests := []struct {
		name, measure string
		figure        fact.Figure
		rounds        bool
		want          int // runs; 0 when it says why there are none
	}{
		{"runs that are told apart", "benchmark.mean", fact.Figure{Runs: runs(2, "a"), Samples: samples}, false, 2},
		{"observations are requests", "benchmark.mean", fact.Figure{Samples: samples, Requests: true, Runs: runs(1, "a")}, false, 1},
		{"one run has no tail", "benchmark.p95", fact.Figure{Samples: samples, Runs: runs(9, "a")}, false, 0},
		{"nor a deviation", "benchmark.stddev", fact.Figure{Samples: samples, Runs: runs(9, "a")}, false, 0},
		{"the runs of a file have", "benchmark.p95", fact.Figure{Samples: samples, Runs: runs(9, "a"), ByFile: runs(1, "a")}, false, 1},
		{"a file of requests has", "benchmark.p95", fact.Figure{Samples: samples, Requests: true, Runs: runs(1, "a")}, false, 1},
		{"and so has what a tool states", "benchmark.p95", fact.Figure{Runs: runs(2, "a")}, false, 2},
		{"rounds are files", "benchmark.mean", fact.Figure{Runs: append(runs(5, "a"), runs(4, "b")...)}, true, 2},
		{"nothing", "benchmark.mean", fact.Figure{}, false, 0},
	}
	for _, test := range tests {
		m, _ := tally.MeasureNamed(test.measure)
		test.figure.Value = quantity.Int(1, quantity.Second)
		got, why := runsOf(m, test.figure, test.rounds)
		if why != "" {
			got.list = nil
		}
		if len(got.list) != test.want || (why == "") != (test.want > 0) {
			t.Errorf("%s: got %d runs, %q; want %d", test.name, len(got.list), why, test.want)
		}
	}
}

// TestARoundIsItsMedian reduces the runs of each file.
func TestARoundIsItsMedian(t *testing.T) {
	run := func(path, text string) fact.Run {
		return fact.Run{Value: value(t, text), At: fact.Location{Path: path}}
	}
	m, _ := tally.MeasureNamed("benchmark.mean")
	f := fact.Figure{Value: value(t, "1 s"), Runs: []fact.Run{run("a", "9 s"), run("a", "1 s"), run("a", "2 s"), run("b", "7 s")}}
	got, why := runsOf(m, f, true)
	if why != "" || got.rounds != 2 || got.list[0].Value.String() != "2 s" || got.list[1].Value.String() != "7 s" || got.of.many != "rounds" {
		t.Errorf("got %+v %q", got, why)
	}
	if got, _ = runsOf(m, f, false); len(got.list) != 4 || got.rounds != 2 {
		t.Errorf("without rounds: got %+v", got)
	}
}

// TestOnlyStatedFiguresAreRuns merges what several files state of a series,
// and leaves what was computed from samples as it is.
func TestOnlyStatedFiguresAreRuns(t *testing.T) {
	stated := func(text string) fact.Figure { return fact.Figure{Label: "a", Value: value(t, text), Declared: true} }
	computed := fact.Figure{Label: "b", Value: value(t, "4 s"), Runs: []fact.Run{{Value: value(t, "1 s")}, {Value: value(t, "9 s")}}}
	got := byRun([]fact.Figure{stated("3 s"), stated("1 s"), computed, stated("2 s"), {Label: "c", Declared: true, Text: "x"}})
	if len(got) != 3 || got[0].Value.String() != "2 s" || len(got[0].Runs) != 3 || got[1].Value.String() != "4 s" || got[2].Text != "x" {
		t.Errorf("got %+v", got)
	}
}

func TestRatiosByDimension(t *testing.T) {
	tests := []struct{ x, y, target, want string }{ // "" for no figure
		{"10 ms", "4 ms", "== 0", "2.5"}, {"10 ms", "4 ms", "< 90%", "250%"}, {"6", "4", "== 0", "1.5"},
		{"10 MB", "2 s", "> 1 MB/s", "5000000 B/s"}, {"10", "2 s", "> 1/s", "5/s"}, {"10 ms", "4", "< 1s", "2.5 ms"},
		{"10 ms", "0 ms", "== 0", ""}, {"10 ms", "4 MB", "== 0", ""}, {"10 ms", "4 ms", "< 1s", ""}, {"10 MB", "2 s", "> 1/s", ""},
		{"10", "2 MB", "> 1/s", ""}, {"10 MB", "2 B", "> 1 MB/s", ""}, {"10", "4 ms", "== 0", ""},
	}
	for _, test := range tests {
		got := divide(value(t, test.x), value(t, test.y), target(t, test.target).Dimension())
		if got.String() != test.want {
			t.Errorf("%s ÷ %s for %s is %q, want %q", test.x, test.y, test.target, got, test.want)
		}
	}
}

func TestCountsBehindARatio(t *testing.T) {
	huge := quantity.Of(new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 70)), quantity.Count)
	one, half := value(t, "1"), value(t, "0.5")
	tests := []struct {
		x, y        quantity.Value
		part, whole int64
	}{
		{value(t, "19"), value(t, "26"), 19, 26}, {value(t, "10 ms"), value(t, "20 ms"), 0, 0}, {value(t, "1 s"), value(t, "2 s"), 0, 0},
		{half, one, 0, 0}, {one, half, 0, 0}, {huge, one, 0, 0}, {one, huge, 0, 0},
	}
	for _, test := range tests {
		if part, whole := asCounts(test.x, test.y); part != test.part || whole != test.whole {
			t.Errorf("%s of %s are the counts %d and %d, want %d and %d", test.x, test.y, part, whole, test.part, test.whole)
		}
	}
}

func TestUnitOfADisplay(t *testing.T) {
	bounds := []quantity.Value{{}, value(t, "80%"), value(t, "2 s"), value(t, "1 m")}
	for written, want := range map[string]string{"5 ms": "s", "7%": "%", "3 MB": "MB"} {
		if got := unitOf(value(t, written), bounds).Name(); got != want {
			t.Errorf("%s is shown in %q, want %q", written, got, want)
		}
	}
}

func TestDaysAsWritten(t *testing.T) {
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	midnight := noon.Add(12 * time.Hour)
	tests := []struct {
		at           time.Time
		day, lastDay string
	}{
		{time.Time{}, "", ""},
		{noon, "2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z"},
		{midnight, "2026-11-21", "2026-11-20"},
	}
	for _, test := range tests {
		if day(test.at) != test.day || lastDay(test.at) != test.lastDay {
			t.Errorf("%s: got %q and, as an end, %q", test.at, day(test.at), lastDay(test.at))
		}
	}
}

func TestAQuestionThatWasNotPut(t *testing.T) {
	for _, ask := range []int{-1, 0, 1} {
		p := newProject(t)
		p.criterion("C-1", criteria.One{Ask: ask}, "== 0")
		if got := p.only(); got.Outcome != scorecard.Unknown || string(got.Reason) != string(fact.Missing) {
			t.Errorf("ask %d: got %s, %s", ask, got.Outcome, got.Reason)
		}
	}
}

func TestSpreadTellsApartWhatIsNear(t *testing.T) {
	samples := func(list ...int64) fact.Figure {
		f := fact.Figure{Value: quantity.Int(1, quantity.Count)}
		for _, n := range list {
			f.Samples = append(f.Samples, quantity.DecimalFromInt(n))
		}
		return f
	}
	tests := []struct {
		name   string
		figure fact.Figure
		beyond int
		most   string
	}{
		{"even", samples(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 0, ""},
		{"three times as large", samples(1, 2, 3, 4, 12), 0, ""},
		{"larger", samples(1, 2, 3, 4, 13), 1, "13"},
		{"all but one are the same", samples(2, 2, 2, 2, 99), 0, ""},
	}
	for _, test := range tests {
		if got := spreadOf(test.figure, nil); got.Beyond != test.beyond || got.Most != test.most {
			t.Errorf("%s: %d beyond up to %q, want %d up to %q", test.name, got.Beyond, got.Most, test.beyond, test.most)
		}
	}
}

// TestWhichRepairIsTaken: the step where it is longer, and what was seen is
// pointed out where its mean is.
func TestWhichRepairIsTaken(t *testing.T) {
	d := demand{target: target(t, ">= 99%"), confidence: rat("95/100")}
	for _, test := range []struct {
		repair  string
		minutes int
		want    string
	}{
		{"10m", 9, "repairs of 10 m as typed"},
		{"10m", 10, "repairs of 10 m as typed"},
		{"10m", 11, "repairs of 10 m as typed (those seen lasted 11 m in the mean)"},
		{"20s", 1, "repairs of 20 s as typed (60 s, the step, counts: nothing shorter is seen) (those seen lasted 60 s in the mean)"},
	} {
		s := broken(34, test.minutes)
		f := fact.Figure{Span: &s, Value: quantity.Ratio(int64(s.Up), int64(s.Window))}
		got := available(f, value(t, test.repair), "as typed", d, d.sureness(1, false))
		if said := strings.ReplaceAll(got.from, "\u00a0", " "); !strings.HasSuffix(said, ", "+test.want) {
			t.Errorf("%s and an outage of %d minutes: got %q, want %q at the end", test.repair, test.minutes, said, test.want)
		}
	}
}
