package fact

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// where reads conditions written as "field: condition".
func where(t testing.TB, kind Kind, conditions ...string) Where {
	t.Helper()
	var w Where
	for _, c := range conditions {
		name, text, _ := strings.Cut(c, ":")
		field, ok := FieldNamed(kind, name)
		if !ok {
			t.Fatalf("no field %q of %s", name, kind)
		}
		term, err := ParseCondition(field, text)
		if err != nil {
			t.Fatal(err)
		}
		w.Add(term)
	}
	return w
}

func TestClauseMatches(t *testing.T) {
	tests := []struct {
		conditions string
		values     string
		want       bool
	}{
		{"rule: G101", "G101", true},
		{"rule: G101", "g101", false},
		{"rule: G1*", "G101", true},
		{"rule: !G1*", "G101", false},
		{"rule: !G1*", "G201", true},
		{"rule: G101, rule: G102", "G102", true},
		{"rule: G1*, rule: !G104", "G104", false},
		{"rule: G1*, rule: !G104", "G105", true},
		{"rule: !G1*, rule: !G2*", "G301", true},
		{"rule: !G1*, rule: !G2*", "G201", false},
		{"rule:", "", true},
		{"rule:", "G101", false},
		{"rule: !", "", false},
		{"rule: !", "G101", true},
		{"severity: >= high", "critical", true},
		{"severity: >= high", "high", true},
		{"severity: >= high", "medium", false},
		{"severity: > high", "high", false},
		{"severity: <= low", "info", true},
		{"severity: < low", "low", false},
		{"severity: !>= high", "medium", true},
		{"severity: HIGH", "high", true},
		{"severity: >=high, severity: info", "info", true},
		{"severity: h*", "high", true},
		{"cwe: CWE-79", "CWE-20 CWE-79", true},
		{"cwe: !CWE-79", "CWE-20 CWE-79", false},
		{"cwe: !CWE-79", "CWE-20", true},
		{"path: src/*", "src/a/b.go", true},
		{"path: src/?.go", "src/a.go", true},
		{"path: src/?.go", "src/ä.go", true},
		{"path: src/?.go", "src/ab.go", false},
		{"path: *", "", true},
		{"path: *a*b*", "xaxxb", true},
		{"path: *ab", "aab", true},
		{"path: a*", "b", false},
	}
	for _, tt := range tests {
		w := where(t, Scanner, strings.Split(tt.conditions, ", ")...)
		if got := w.clauses[0].Matches(strings.Split(tt.values, " ")); got != tt.want {
			t.Errorf("%s on %q: %v", tt.conditions, tt.values, got)
		}
	}
}

func TestParseConditionRefuses(t *testing.T) {
	tests := []struct{ field, text, want string }{
		{"severity", "hgih", `expected one of critical, high, medium, low, info for severity, found "hgih"`},
		{"severity", ">= hgih", `expected one of critical, high, medium, low, info for severity, found ">= hgih"`},
		{"severity", ">= h*", `expected one of critical, high, medium, low, info for severity, found ">= h*"`},
		{"suppressed", "yes", `expected one of true, false for suppressed, found "yes"`},
		{"rule", ">= G1", `expected a word or a pattern for rule, which has no order, found ">= G1"`},
	}
	for _, tt := range tests {
		field, _ := FieldNamed(Scanner, tt.field)
		if _, err := ParseCondition(field, tt.text); err == nil || err.Error() != tt.want {
			t.Errorf("%s %q: %v", tt.field, tt.text, err)
		}
	}
}

func TestWhereString(t *testing.T) {
	tests := []struct{ conditions, want string }{
		{"severity:>=high|path:src/*", "path=src/*; severity=>= high"},
		{"path:!src/gen/*|path:src/*|path:src/*", "path=!src/gen/*,src/*"},
		{"path:a,b", `path="a,b"`},
		{"path:!", `path=!""`},
		{"severity:HIGH", "severity=high"},
	}
	for _, tt := range tests {
		if got := where(t, Scanner, strings.Split(tt.conditions, "|")...).String(); got != tt.want {
			t.Errorf("%s: %s", tt.conditions, got)
		}
	}
	if (Where{}).String() != "" || !(Where{}).IsZero() {
		t.Error("the zero value must select everything")
	}
}

func TestAddLeavesCopiesAlone(t *testing.T) {
	w := where(t, Scanner, "path: a")
	before := w
	field, _ := FieldNamed(Scanner, "path")
	term, _ := ParseCondition(field, "b")
	w.Add(term)
	if before.String() != "path=a" || w.String() != "path=a,b" {
		t.Errorf("got %s and %s", before, w)
	}
}

func TestGlobIsARegexp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringOfN(rapid.RuneFrom([]rune("abä*?/")), 0, 12, -1).Draw(t, "pattern")
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abä/")), 0, 12, -1).Draw(t, "text")
		quoted := regexp.QuoteMeta(pattern)
		quoted = strings.NewReplacer(`\*`, "(?s:.*)", `\?`, "(?s:.)").Replace(quoted)
		want := regexp.MustCompile("^" + quoted + "$").MatchString(text)
		if glob(pattern, text) != want {
			t.Fatalf("glob(%q, %q) is not %v", pattern, text, want)
		}
	})
}
