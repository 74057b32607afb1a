package tests

import (
	"testing"
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

func TestJUnitIsDatedBySuitesThatHoldCases(t *testing.T) {
	const ancient, recent = ` timestamp="2026-01-01T00:00:00Z"`, ` timestamp="2026-11-01T00:00:00Z"`
	const one = `<testcase name="a"/>`
	for _, tc := range []struct{ name, xml, want string }{
		{"empty suite next to an undated one", `<testsuites><testsuite` + recent + `/><testsuite>` + one + `</testsuite></testsuites>`, ""},
		{"empty suite next to a dated one", `<testsuites><testsuite` + recent + `/><testsuite` + ancient + `>` + one + `</testsuite></testsuites>`, "2026-01-01"},
		{"one suite of two is undated", `<testsuites><testsuite` + recent + `>` + one + `</testsuite><testsuite>` + one + `</testsuite></testsuites>`, ""},
		{"the root dates all", `<testsuites` + recent + `><testsuite>` + one + `</testsuite></testsuites>`, "2026-11-01"},
		{"a suite dates those in it", `<testsuite` + recent + `><testsuite>` + one + `</testsuite></testsuite>`, "2026-11-01"},
		{"not those after it", `<testsuites><testsuite><testsuite` + recent + `>` + one + `</testsuite>` + one + `</testsuite></testsuites>`, ""},
		{"the oldest counts", `<testsuites` + recent + `><testsuite` + ancient + `>` + one + `</testsuite></testsuites>`, "2026-01-01"},
		{"a case outside suites", `<testsuites>` + one + `<testsuite` + recent + `>` + one + `</testsuite></testsuites>`, ""},
		{"an error of an undated suite", `<testsuites><testsuite` + recent + `>` + one + `</testsuite><testsuite><error message="x"/></testsuite></testsuites>`, ""},
		{"a time nobody knows", `<testsuite timestamp="1970-01-01T00:00:00">` + one + `</testsuite>`, ""},
		{"no time at all", `<testsuite timestamp="soon">` + one + `</testsuite>`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := reader.Of("report.xml", []byte(tc.xml))
			sink := tally.Compile(fact.Tests, nil).Sink(in.Path)
			if err := readJUnit(in, sink); err != nil {
				t.Fatal(err)
			}
			got := ""
			if !sink.Oldest.IsZero() {
				got = sink.Oldest.Format(time.DateOnly)
			}
			if got != tc.want {
				t.Errorf("dated %q, want %q", got, tc.want)
			}
		})
	}
}
