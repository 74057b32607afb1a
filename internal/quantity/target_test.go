package quantity

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseTarget(t *testing.T) {
	tests := []struct {
		written string
		want    Dimension
		normal  string
		got     Dimension
	}{
		{"< 10ms", Time, "< 10 ms", Time},
		{"<10 us", Time, "< 10 µs", Time},
		{"  >=  80 %  ", Proportion, ">= 80%", Proportion},
		{">= 80\u202f%", Proportion, ">= 80%", Proportion},
		{"== 0", Number, "== 0", Number},
		{"0", Number, "== 0", Number},
		{"+1.50e2", Number, "== 150", Number},
		{">= 90", Points, ">= 90 points", Points},
		{">= 90 points", Points, ">= 90 points", Points},
		{"between 1 and 5", Number, "between 1 and 5", Number},
		{"between 10 and 20 ms", Time, "between 10 ms and 20 ms", Time},
		{"between 900ms and 1s", Time, "between 900 ms and 1 s", Time},
		{"between 80 and 90%", Proportion, "between 80% and 90%", Proportion},
		{"> 1.5e3 msg/s", Rate, "> 1500 msg/s", Rate},
		{"<= 1 MiB/s", Throughput, "<= 1 MiB/s", Throughput},
		{"<= +5pp", Difference, "<= 5 pp", Difference},
		{"== true", Bool, "== true", Bool},
		{"false", Bool, "== false", Bool},
		{`== "a \"b\""`, Text, `== "a \"b\""`, Text},
		{"== 'single'", Text, `== "single"`, Text},
		{"matches /^v\\d+\\/x$/", Text, "matches /^v\\d+\\/x$/", Text},
		{"matches /a b/", Any, "matches /a b/", Text},
		{"< 3 d", Any, "< 3 d", Time},
		{"< 1e-3 s", Time, "< 0.001 s", Time},
		{"< 1E+3 s", Time, "< 1000 s", Time},
		{"true", Any, "== true", Bool},
		{"== ''", Text, `== ""`, Text},
	}
	for _, test := range tests {
		target, err := ParseTarget(test.written, test.want)
		if err != nil {
			t.Errorf("ParseTarget(%q, %s): %v", test.written, test.want, err)
			continue
		}
		if target.String() != test.normal || target.Dimension() != test.got || target.Source != test.written {
			t.Errorf("ParseTarget(%q, %s) = %q (%s), want %q (%s)", test.written, test.want,
				target, target.Dimension(), test.normal, test.got)
		}
		again, err := ParseTarget(target.String(), test.want)
		if err != nil || again.String() != test.normal {
			t.Errorf("%q reads back as %q, %v", target, again, err)
		}
	}
}

func TestParseTargetRefuses(t *testing.T) {
	tests := []struct {
		written       string
		want          Dimension
		offset, width int
		msg, hint     string
	}{
		{"", Number, 0, 0, "expected a number", ""},
		{"<", Number, 1, 0, "expected a number", ""},
		{">= 0.95", Proportion, 3, 4, "expected a percentage, found 0.95 without a unit", "write 95%"},
		{">= 95", Proportion, 3, 2, "expected a percentage, found 95 without a unit", "write 95%"},
		{">= 0.999", Proportion, 3, 5, "expected a percentage", "write 99.9%"},
		{">= 1", Proportion, 3, 1, "expected a percentage", "write 1%"},
		{">= -0.5", Proportion, 3, 4, "expected a percentage", "write -50%"},
		{"< 1e", Number, 3, 1, `expected a unit, found "e"`, ""},
		{"< 1e+", Number, 3, 2, `expected a unit, found "e+"`, ""},
		{"< 10ms", Number, 2, 4, "expected a number, found a time (10ms)", "write 10"},
		{"< 10 %", Time, 2, 4, "expected a time, found a percentage (10 %)", ""},
		{"< 10", Time, 2, 2, "expected a time, found 10 without a unit", "write 10ms or 10s"},
		{"< 10", Size, 2, 2, "expected a size in bytes", "10MB"},
		{"< 10", Rate, 2, 2, "expected a rate", "10 req/s"},
		{"< 10", Throughput, 2, 2, "expected bytes per time", "10 MB/s"},
		{"< 1e3 MB", Throughput, 2, 6, "expected bytes per time, found a size in bytes (1e3 MB)", ""},
		{"<= 5%", Difference, 3, 2, "expected percentage points", "write 5pp"},
		{">= 90%", Points, 3, 3, "expected points, found a percentage (90%)", "a score is points: write 90 points"},
		{"< 10 KB", Size, 5, 2, `expected a unit, found "KB"`, "kB"},
		{"<= 1,000", Number, 3, 5, `expected a number, found "1,000"`, "without separators"},
		{"<= 1_000", Number, 3, 5, `expected a number, found "1_000"`, "without separators"},
		{"<= 1 000", Number, 5, 3, `expected a unit, found "000"`, ""},
		{"<= .5", Number, 3, 2, `expected a number, found ".5"`, "before the point: 0.5"},
		{"<= 5. ms", Time, 3, 2, `expected a number, found "5."`, "after the point, or none: 5"},
		{"< −5", Number, 2, 4, "expected a number", "write - for minus"},
		{"< 5 min", Time, 4, 3, `expected a unit, found "min"`, "write m"},
		{"< NaN", Number, 2, 3, `expected a number, found "NaN"`, ""},
		{"< 1e999", Number, 2, 5, "exponent", ""},
		{"= 5", Number, 0, 1, `expected a comparison, found "="`, "write =="},
		{"=> 5", Number, 0, 2, `expected a comparison, found "=>"`, "write >="},
		{"!= 5", Number, 0, 2, `expected a comparison, found "!="`, "between"},
		{"≥ 5", Number, 0, 3, "expected a number", "write >="},
		{"== 0 5", Number, 5, 1, `expected a unit, found "5"`, ""},
		{"== 0 ms 5", Time, 8, 1, `expected nothing more, found "5"`, ""},
		{"between 1", Number, 9, 0, "expected and", "between 1 and 5"},
		{"between 5 and 1", Number, 0, 15, "smaller figure first", "between 1 and 5"},
		{"between 1ms and 5", Time, 16, 1, "expected a time, found 5 without a unit", ""},
		{"between 1ms and 5%", Any, 16, 2, "expected a time, found a percentage (5%)", ""},
		{"== true", Number, 0, 7, "expected a number, found a text", ""},
		{"== 5", Bool, 3, 1, "expected true or false, found 5 without a unit", "== true"},
		{`== "yes"`, Bool, 0, 8, "expected true or false, found a text", "== true"},
		{"== 5", Text, 3, 1, "expected a text", "matches"},
		{"> true", Any, 0, 6, "expected == before a text", ""},
		{`== "open`, Text, 3, 5, "expected a text in quotes", ""},
		{"== 'open", Text, 3, 5, "expected a text in quotes", ""},
		{"matches v1", Text, 8, 2, "expected a pattern between slashes", ""},
		{"matches v1/", Text, 8, 3, "expected a pattern between slashes", ""},
		{"matches /v1", Text, 8, 3, "expected a pattern between slashes", ""},
		{`matches /v1\/`, Text, 8, 5, "expected a pattern between slashes", ""},
		{"matches /(/", Text, 9, 1, "expected a pattern, found an", "RE2"},
		{"matches /x/", Number, 0, 11, "expected a number, found a text", ""},
	}
	for _, test := range tests {
		_, err := ParseTarget(test.written, test.want)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("ParseTarget(%q, %s): got %v, want a *SyntaxError", test.written, test.want, err)
			continue
		}
		if syntax.Offset != test.offset || syntax.Width != test.width ||
			!strings.Contains(syntax.Msg, test.msg) || !strings.Contains(syntax.Hint, test.hint) {
			t.Errorf("ParseTarget(%q, %s): %d+%d %q, hint %q; want %d+%d %q, hint %q", test.written, test.want,
				syntax.Offset, syntax.Width, syntax.Msg, syntax.Hint, test.offset, test.width, test.msg, test.hint)
		}
	}
}

func TestTargetReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := numericTarget().Draw(t, "target")
		again, err := ParseTarget(target.String(), target.Dimension())
		if err != nil {
			t.Fatal(err)
		}
		if again.Op != target.Op || again.A.Cmp(target.A) != 0 || again.B.Cmp(target.B) != 0 || again.A.Unit() != target.A.Unit() {
			t.Fatalf("%s became %s", target, again)
		}
	})
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"< 10ms", "between 1 and 5 %", "matches /a/", `== "x"`, "1e400 B/s", "between -1 MiB and 1 GB", "\u202f<5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		target, err := ParseTarget(s, Any)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Width < 0 || syntax.Offset+syntax.Width > len(s) {
				t.Errorf("%q: %#v", s, err)
			}
			return
		}
		again, err := ParseTarget(target.String(), target.Dimension())
		if err != nil || again.String() != target.String() {
			t.Errorf("%q normalises to %q, which reads as %q, %v", s, target, again, err)
		}
		for _, v := range target.Bounds() {
			_ = Show(v, target.Bounds())
		}
	})
}
