package tally

import "testing"

func TestNearestName(t *testing.T) {
	names := []string{"BenchmarkLintLarge-2", "BenchmarkParse-2", "GET", "SET"}
	for word, want := range map[string]string{
		"BenchmarkLintLarg-2": "BenchmarkLintLarge-2", "BenchmarkLint": "BenchmarkLintLarge-2", "benchmarkparse-8": "BenchmarkParse-2", "get": "GET",
		"BenchmarkLintSomethingElse-16": "BenchmarkLintLarge-2", "GET": "", "": "", "zzz": "",
	} {
		if got := nearest(word, names); got != want {
			t.Errorf("nearest to %q is %q, expected %q", word, got, want)
		}
	}
}

func TestWithPoint(t *testing.T) {
	for text, want := range map[string]string{
		"12,5": "12.5", "1.234,5": "1234.5", "1.234": "1234", "-0,75 %": "-0.75 %", "12": "12", "1,2,3": "1,2,3", "1.23": "1.23", "a,5": "a,5", "": "",
	} {
		if got := withPoint(text); got != want {
			t.Errorf("%q is read as %q, expected %q", text, got, want)
		}
	}
}
