package tally

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

var millisecond = quantity.Millisecond

// samples reports observations of one series in milliseconds.
func samples(t testing.TB, name, metric string, values ...string) func(s *Sink) {
	return func(s *Sink) {
		for i, v := range values {
			s.Sample(&fact.Sample{Line: i + 1, Name: name, Metric: metric, Value: decimal(t, v), Unit: millisecond})
		}
	}
}

// states reports figures of one statistic, in lines from 1.
func states(t testing.TB, name string, stat fact.Stat, unit quantity.Unit, values ...string) func(s *Sink) {
	return func(s *Sink) {
		for i, v := range values {
			s.Sample(&fact.Sample{Line: i + 1, Name: name, Stat: stat, Value: decimal(t, v), Unit: unit})
		}
	}
}

func TestBenchmarks(t *testing.T) {
	get := samples(t, "GET", "", "3", "1.0", "4", "1", "5")
	set := samples(t, "SET", "", "2", "7")
	type files = []func(s *Sink)
	tests := []struct {
		measure, where string
		files          files
		want           string
	}{
		{"benchmark.mean", "", files{get}, "GET 2.8 ms"},
		{"benchmark.median", "", files{get}, "GET 3 ms"},
		{"benchmark.median", "", files{set}, "SET 4.5 ms"},
		{"benchmark.p50", "", files{set}, "SET 2 ms"},
		{"benchmark.min", "", files{get}, "GET 1 ms"},
		{"benchmark.max", "", files{get}, "GET 5 ms"},
		{"benchmark.p90", "", files{get}, "GET 5 ms"},
		{"benchmark.stddev", "", files{get}, "GET 1.78885438200 ms"},
		{"benchmark.stddev", "", files{samples(t, "X", "", "1")}, "no-match"},
		{"benchmark.samples", "", files{get, get}, "GET 10"},
		{"benchmark.mean", "", files{get, set}, "GET 2.8 ms, SET 4.5 ms"},
		{"benchmark.mean", "name: G*", files{get, set}, "GET 2.8 ms"},
		{"benchmark.mean", "name: DEL", files{get, set}, "no-match"},
		{"benchmark.p99", "", files{states(t, "GET", fact.P99, millisecond, "3"), states(t, "GET", fact.P99, millisecond, "2")}, "GET 3 ms, GET 2 ms"},
		{"benchmark.p99", "", files{states(t, "GET", fact.P99, millisecond, "99"), get}, "GET 5 ms"},
		{"benchmark.p50", "", files{states(t, "GET", fact.Median, millisecond, "3")}, "GET 3 ms"},
		{"benchmark.median", "", files{both(states(t, "GET", fact.P50, millisecond, "3"), states(t, "GET", fact.Median, millisecond, "4"))}, "GET 4 ms"},
		{"benchmark.p95", "", files{states(t, "GET", fact.P99, millisecond, "3")}, "no-match"},
		{"benchmark.samples", "", files{states(t, "GET", fact.P99, millisecond, "3")}, "no-match"},
		{"benchmark.rate", "", files{states(t, "GET", fact.Rate, quantity.PerSecond, "10")}, "GET 10/s"},
		{"benchmark.rate", "", files{states(t, "GET", fact.Rate, quantity.PerSecond, "10", "13"), states(t, "GET", fact.Rate, quantity.PerSecond, "20")}, "GET 11.5/s, GET 20/s"},
		{"benchmark.bytes", "", files{states(t, "GET", fact.Bytes, quantity.Byte, "16", "18")}, "GET 17 B"},
		{"benchmark.requests", "", files{both(states(t, "GET", fact.Requests, quantity.Count, "10"), states(t, "SET", fact.Requests, quantity.Count, "5")), states(t, "GET", fact.Requests, quantity.Count, "1")}, "16"},
		{"benchmark.errors", "", files{get}, "no-match"},
		{"benchmark.mean", "", files{both(samples(t, "GET", "connect", "1"), samples(t, "GET", "total", "2"))}, "GET connect 1 ms, GET total 2 ms, no-match"},
		{"benchmark.mean", "metric: total", files{both(samples(t, "GET", "connect", "1"), samples(t, "GET", "total", "2"))}, "GET 2 ms"},
		{"benchmark.rate", "", files{both(states(t, "GET", fact.Rate, quantity.PerSecond, "9"), states(t, "GET", fact.Rate, quantity.BytePerSecond, "7"))}, "GET 9/s, GET 7 B/s"},
	}
	for _, tt := range tests {
		want := strings.ReplaceAll(tt.want, "1.78885438200", "1.788854382")
		if got := brief(ask(t, question(t, tt.measure, conditions(tt.where)...), tt.files...)); got != want {
			t.Errorf("%s where %s: got %s, want %s", tt.measure, tt.where, got, want)
		}
	}
}

func TestBenchmarkDetails(t *testing.T) {
	q := question(t, "benchmark.p90")
	q.Samples = true
	f := ask(t, q, samples(t, "GET", "", "3", "1.0", "1", "2e1")).Figures[0]
	want := []quantity.Decimal{{Mant: 10, Exp: -1}, {Mant: 1}, {Mant: 3}, {Mant: 2, Exp: 1}}
	if diff := cmp.Diff(want, f.Samples, equalFigures); diff != "" || f.Declared {
		t.Error(diff)
	}
	rates := question(t, "benchmark.rate")
	rates.Samples = true
	rate := ask(t, rates, states(t, "GET", fact.Rate, quantity.PerSecond, "5", "3"), states(t, "GET", fact.Rate, quantity.PerSecond, "9")).Figures[0]
	var runs []string
	for _, r := range rate.Runs {
		runs = append(runs, r.Value.String())
	}
	if got := strings.Join(runs, " "); got != "5/s 3/s 9/s" || rate.Declared {
		t.Error(got)
	}
	single := ask(t, question(t, "benchmark.p99"), states(t, "GET", fact.P99, millisecond, "5")).Figures[0]
	if !single.Declared || single.At != (fact.Location{Path: "a.json", Line: 1}) {
		t.Errorf("got %+v", single)
	}
}

func TestBenchmarkErrorsBeside(t *testing.T) {
	file := both(
		states(t, "GET", fact.P99, millisecond, "5"), states(t, "GET", fact.Errors, quantity.Count, "7"),
		states(t, "SET", fact.P99, millisecond, "5"), states(t, "SET", fact.Errors, quantity.Count, "2"),
	)
	tests := []struct {
		where string
		want  []fact.Note
	}{
		{"", []fact.Note{{Name: "errors", Count: 9}}},
		{"name: GET", []fact.Note{{Name: "errors", Count: 7}}},
		{"name: GET|metric:", []fact.Note{{Name: "errors", Count: 7}}},
		{"name: DEL", nil},
	}
	for _, tt := range tests {
		a := ask(t, question(t, "benchmark.p99", conditions(tt.where)...), file)
		if diff := cmp.Diff(tt.want, a.Beside); diff != "" {
			t.Errorf("%s: %s", tt.where, diff)
		}
	}
}

func TestBenchmarkLimit(t *testing.T) {
	var file []func(s *Sink)
	for _, name := range []string{"c", "b", "a"} {
		file = append(file, samples(t, name, "", "1"), states(t, name, fact.Requests, quantity.Count, "5"))
	}
	mean, requests := question(t, "benchmark.mean"), question(t, "benchmark.requests")
	mean.Limit, requests.Limit = 2, 2
	list := answers(t, []fact.Question{mean, requests}, both(file...))
	if brief(list[0]) != "a 1 ms, b 1 ms" || list[0].Unlisted != 2 || brief(list[1]) != "15" {
		t.Errorf("%s and %d more, %s", brief(list[0]), list[0].Unlisted, brief(list[1]))
	}
}

func TestBenchmarkRows(t *testing.T) {
	q := question(t, "benchmark.requests")
	q.By = "name"
	a := ask(t, q, both(states(t, "SET", fact.Requests, quantity.Count, "5"), states(t, "GET", fact.Requests, quantity.Count, "10", "1")))
	if len(a.Rows) != 2 || a.Rows[0].Name != "GET" || a.Rows[0].Figure.Value.String() != "11" {
		t.Errorf("got %+v", a.Rows)
	}
}

func TestBenchmarkFaults(t *testing.T) {
	for want, x := range map[string]fact.Sample{
		`x:2: expected a figure of "a" that is not negative, found -1 ms`: {Line: 2, Name: "a", Value: quantityOf(-1, 0), Unit: millisecond},
		`x:2: expected a figure of "a" that is not negative, found -1`:    {Line: 2, Name: "a", Value: quantityOf(-1, 0), Stat: fact.Errors},
		`x:2: expected a known statistic of "a", found number 99`:         {Line: 2, Name: "a", Stat: 99},
	} {
		sink := Compile(fact.Benchmark, nil).Sink("x")
		sink.Sample(&x)
		if err := sink.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// aDecimal draws short, long and extreme decimals.
var aDecimal = rapid.Custom(func(t *rapid.T) quantity.Decimal {
	mant := rapid.OneOf(rapid.Int64Range(-30, 30), rapid.Int64()).Draw(t, "mant")
	d := quantityOf(mant, rapid.OneOf(rapid.Int32Range(-2, 2), rapid.Int32Range(-300, 300)).Draw(t, "exponent"))
	if rapid.IntRange(0, 9).Draw(t, "wide") == 0 {
		d.Mant, d.Wide = 0, new(big.Int).Lsh(big.NewInt(mant), 40)
	}
	return d
})

func TestObservationsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(aDecimal, 1, 30).Draw(t, "list")
		var o observations
		total, squares := new(big.Rat), new(big.Rat)
		for i, d := range list {
			o.add(d)
			if o.at(i).Cmp(d) != 0 {
				t.Fatalf("kept %v as %v", d, o.at(i))
			}
			total.Add(total, d.Rat())
			squares.Add(squares, new(big.Rat).Mul(d.Rat(), d.Rat()))
		}
		o.sort()
		slices.SortFunc(list, quantity.Decimal.Cmp)
		for i, d := range list {
			if o.at(i).Cmp(d) != 0 {
				t.Fatalf("number %d is %v, want %v", i, o.at(i), d)
			}
		}
		gotTotal, gotSquares := o.moments()
		if gotTotal.Cmp(total) != 0 || gotSquares.Cmp(squares) != 0 {
			t.Fatalf("got %s and %s, want %s and %s", gotTotal, gotSquares, total, squares)
		}
	})
}

func TestQuantileIsTheCeiling(t *testing.T) {
	for n := 1; n <= 250; n++ {
		var o observations
		for i := 1; i <= n; i++ {
			o.add(quantityOf(int64(i), 0))
		}
		for _, p := range []int{50, 90, 95, 99} {
			want := int64(math.Ceil(float64(p) * float64(n) / 100))
			if got := o.quantile(p, 100); got.Cmp(big.NewRat(want, 1)) != 0 {
				t.Errorf("p%d of %d is %s, want %d", p, n, got, want)
			}
		}
	}
}

func TestDeviation(t *testing.T) {
	tests := []struct{ values, want string }{
		{"5 5 5", "0"},
		{"1 2", "0.707106781187"},
		{"2 4 4 4 5 5 7 9", "2.1380899353"},
		{"1e-30 3e-30", "1.41421356237e-30"},
	}
	for _, tt := range tests {
		var o observations
		for _, v := range strings.Fields(tt.values) {
			o.add(decimal(t, v))
		}
		got, _ := o.deviation()
		if text := quantity.Of(got, quantity.Count).String(); text != tt.want {
			t.Errorf("%s: got %s, want %s", tt.values, text, tt.want)
		}
	}
}

// TestBenchmarkOrder: neither the order nor the files of observations show, but
// for figures without samples, which are never averaged over files.
func TestBenchmarkOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var all, parts []func(s *Sink)
		for range rapid.IntRange(1, 4).Draw(rt, "files") {
			var list []func(s *Sink)
			for range rapid.IntRange(0, 5).Draw(rt, "series") {
				name := rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "name")
				value := fmt.Sprint(rapid.IntRange(1, 9).Draw(rt, "value"))
				list = append(list, samples(t, name, "", value), states(t, name, fact.Rate, quantity.PerSecond, value), states(t, name, fact.Errors, quantity.Count, value))
			}
			parts = append(parts, both(list...))
			all = append(all, list...)
		}
		questions := Everything(fact.Benchmark)
		apart := answers(t, questions, rapid.Permutation(parts).Draw(rt, "order")...)
		together := answers(t, questions, both(all...))
		for i := range questions {
			name := questions[i].Measure.Name
			if of := benchMeasures.of(&questions[i]); of.run != 0 && !of.adds {
				continue
			}
			if brief(apart[i]) != brief(together[i]) {
				rt.Fatalf("%s: %s apart, %s together", name, brief(apart[i]), brief(together[i]))
			}
		}
	})
}
