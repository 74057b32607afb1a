package evaluate

import (
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// samplesOf are whole milliseconds, which must be sorted.
func samplesOf(ms ...int64) fact.Figure {
	f := fact.Figure{Value: quantity.Int(1, quantity.Millisecond)}
	for _, n := range ms {
		f.Samples = append(f.Samples, quantity.DecimalFromInt(n))
	}
	return f
}

func TestSpreadCountsEverySample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var samples []int64
		at := int64(0)
		for range rapid.IntRange(2, 300).Draw(t, "samples") {
			at += rapid.Int64Range(0, 1000).Draw(t, "step")
			samples = append(samples, at)
		}
		s := spreadOf(samplesOf(samples...), nil)
		n := s.Beyond
		for _, c := range s.Counts {
			n += c
		}
		if n != len(samples) {
			t.Fatalf("%d samples are counted of %d", n, len(samples))
		}
	})
}

func TestSpread(t *testing.T) {
	if s := spreadOf(samplesOf(7), nil); s != nil {
		t.Errorf("one sample has the spread %+v", s)
	}
	if s := spreadOf(samplesOf(7, 7, 7), nil); s.Low != s.High || s.Counts[0] != 3 {
		t.Errorf("equal samples have the spread %+v", s)
	}
	samples := make([]int64, 0, 200)
	for n := range int64(199) {
		samples = append(samples, n+1)
	}
	s := spreadOf(samplesOf(append(samples, 90_000)...), []quantity.Value{quantity.Int(10, quantity.Second)})
	if s.Low != "0.001" || s.High != "0.198" || s.Unit != "s" || s.Beyond != 2 || s.Most != "90" && s.Most != "90.0" {
		t.Errorf("an outlier gives the spread %+v", s)
	}
	runs := fact.Figure{Value: quantity.Int(2, quantity.Millisecond), Runs: []fact.Run{{Value: quantity.Int(1, quantity.Millisecond)}, {Value: quantity.Int(3, quantity.Millisecond)}}}
	if s := spreadOf(runs, nil); s.Counts[0] != 1 || s.Counts[spreadParts-1] != 1 || s.Unit != "ms" {
		t.Errorf("two runs have the spread %+v", s)
	}
}
