package evidence

import (
	"os"
	"path/filepath"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/tally"
)

// asked is what one file in a folder of its own says to a measure.
func asked(t *testing.T, file, text, measure string) fact.Answer {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	m, ok := tally.MeasureNamed(measure)
	if !ok {
		t.Fatal("no measure", measure)
	}
	_, answers := Gather(Request{
		Root: open.NewRoot(dir, open.Limits{}), Formats: Formats(), Sources: []Source{{ID: "e", Paths: []string{file}}},
		Asks: []Ask{{Sources: []string{"e"}, Question: fact.Question{Measure: m}}},
	})
	return answers[0]
}

// A bill of materials answers for its components and, where it lists
// vulnerabilities, for findings.
func TestBillAsScan(t *testing.T) {
	const bill = `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","bom-ref":"x","name":"a","version":"1"}]`
	const listed = bill + `,"vulnerabilities":[
		{"id":"CVE-2026-1","ratings":[{"severity":"low","method":"other"},{"severity":"critical","score":9.8,"method":"CVSSv31"}],"affects":[{"ref":"x"}]},
		{"id":"CVE-2026-2","ratings":[{"score":7.5,"method":"CVSSv31"}],"affects":[{"ref":"x"},{"ref":"y"}]},
		{"id":"CVE-2026-3","affects":[{"ref":"x"}]},
		{"id":"CVE-2026-4","ratings":[{"severity":"high"}],"analysis":{"state":"not_affected"},"affects":[{"ref":"x"}]}]}`
	for _, test := range []struct{ text, measure, want string }{
		{listed, "findings.total", "4"}, {listed, "findings.critical", "1"}, {listed, "findings.high", "2"},
		{listed, "findings.unrated", "1"}, {listed, "findings.suppressed", "1"}, {listed, "components.total", "1"},
		{bill + `,"vulnerabilities":[]}`, "findings.total", "0"}, {bill + `}`, "findings.total", ""}, {bill + `}`, "components.total", "1"},
	} {
		a := asked(t, "bom.json", test.text, test.measure)
		got := ""
		if len(a.Problem) == 0 && len(a.Figures) == 1 {
			got = a.Figures[0].Value.Decimal()
		}
		if got != test.want {
			t.Errorf("%s is %q, want %q: %v", test.measure, got, test.want, a.Problem)
		}
	}
}

// Real retries are one test, which is flaky; what only has the same name is not.
func TestRetries(t *testing.T) {
	const passed, failed = `<testcase classname="c" name="a"/>`, `<testcase classname="c" name="a"><failure message="m"/></testcase>`
	event := func(action, test string) string {
		return `{"Time":"2026-11-29T10:00:00Z","Action":"` + action + `","Package":"p"` + test + "}\n"
	}
	again := event("start", "") + event("run", `,"Test":"T"`)
	playwright := func(status, results string) string {
		return `{"config":{"rootDir":"/","projects":[],"version":"1.40.0"},"suites":[{"title":"a.spec.ts","file":"a.spec.ts","specs":[{"title":"t","file":"a.spec.ts","tests":[
			{"projectName":"chromium","status":"` + status + `","results":[` + results + `]},{"projectName":"webkit","status":"expected","results":[{"duration":1}]}]}]}],"errors":[]}`
	}
	for _, test := range []struct{ name, file, text, failed, flaky, total string }{
		{"Surefire, passed at last", "a.xml", `<testsuite name="s" tests="2" failures="1" flakes="1"><testcase classname="c" name="a"><flakyFailure message="m"/></testcase></testsuite>`, "0", "1", "1"},
		{"Surefire, never passed", "a.xml", `<testsuite name="s" tests="3" failures="3"><testcase classname="c" name="a"><failure message="m"/><rerunFailure message="m"/><rerunFailure message="m"/></testcase></testsuite>`, "1", "0", "1"},
		{"gotestsum's JUnit", "a.xml", `<testsuite name="s" tests="1">` + failed + passed + `</testsuite>`, "0", "1", "1"},
		{"two of one name", "a.xml", `<testsuite name="s" tests="2" failures="1">` + failed + passed + `</testsuite>`, "1", "0", "2"},
		{"gotestsum --rerun-fails", "a.json", again + event("fail", `,"Test":"T"`) + event("fail", "") + again + event("pass", `,"Test":"T"`) + event("pass", ""), "0", "1", "1"},
		{"go test -count=2", "a.json", again + event("fail", `,"Test":"T"`) + event("run", `,"Test":"T"`) + event("pass", `,"Test":"T"`) + event("fail", ""), "1", "0", "2"},
		{"Playwright's retry", "a.json", playwright("flaky", `{"duration":1,"error":{"message":"m"}},{"duration":1}`), "0", "1", "2"},
		{"Playwright's projects", "a.json", playwright("unexpected", `{"duration":1,"error":{"message":"m"}}`), "1", "0", "2"},
		{"jest.retryTimes", "a.json", `{"numTotalTests":1,"numPassedTests":1,"numFailedTests":0,"numTotalTestSuites":1,"startTime":1,"success":true,"testResults":[{"name":"/a.test.js","status":"passed","assertionResults":[
			{"ancestorTitles":[],"title":"t","status":"passed","invocations":2,"failureMessages":["m"]}]}]}`, "0", "1", "1"},
		{"it.each of one title", "a.json", `{"numTotalTests":2,"numPassedTests":1,"numFailedTests":1,"numTotalTestSuites":1,"startTime":1,"success":false,"testResults":[{"name":"/a.test.js","status":"failed","assertionResults":[
			{"ancestorTitles":[],"title":"t","status":"failed","failureMessages":["m"]},{"ancestorTitles":[],"title":"t","status":"passed"}]}]}`, "1", "0", "2"},
		{"mocha's retries", "a.json", `{"stats":{"suites":1,"tests":1,"passes":1,"pending":0,"failures":0,"start":"2026-11-29T10:00:00Z"},"tests":[],"pending":[],"failures":[],"passes":[{"title":"t","fullTitle":"t","currentRetry":1,"err":{}}]}`, "0", "1", "1"},
		{"CTRF", "a.json", `{"results":{"tool":{"name":"x"},"summary":{"tests":1,"passed":1,"failed":0,"skipped":0,"pending":0,"other":0,"start":1,"stop":2},"tests":[{"name":"t","status":"passed","duration":1,"retries":1,"flaky":true}]}}`, "0", "1", "1"},
	} {
		for measure, want := range map[string]string{"tests.failed": test.failed, "tests.flaky": test.flaky, "tests.total": test.total} {
			a := asked(t, test.file, test.text, measure)
			if len(a.Problem) > 0 || len(a.Figures) != 1 || a.Figures[0].Value.Decimal() != want {
				t.Errorf("%s: %s is %v, want %s: %v", test.name, measure, a.Figures, want, a.Problem)
			}
		}
	}
}

// Of tests that were all skipped none failed, which says nothing.
func TestNoneRan(t *testing.T) {
	const skipped = `<testsuite name="s" tests="1" skipped="1"><testcase classname="c" name="a"><skipped/></testcase></testsuite>`
	for measure, silent := range map[string]bool{"tests.failed": true, "tests.errors": true, "tests.flaky": true, "tests.skipped": true, "tests.total": false} {
		a := asked(t, "a.xml", skipped, measure)
		if (len(a.Problem) > 0 && a.Problem[0].Reason == fact.Empty) != silent {
			t.Errorf("%s: %v", measure, a.Problem)
		}
	}
}
