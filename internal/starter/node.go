package starter

import (
	"encoding/json"
	"regexp"
	"strings"

	"signoff/internal/fact"
)

func nodeRuns(text string, has func(string) bool) []Run {
	var file struct {
		Scripts                       map[string]string
		Dependencies, DevDependencies map[string]string
	}
	if json.Unmarshal([]byte(text), &file) != nil {
		return nil
	}
	uses := func(name string) bool { return file.Dependencies[name] != "" || file.DevDependencies[name] != "" }
	var runs []Run
	lcov := cover("coverage", "evidence/coverage/lcov.info", "lcov")
	switch {
	case uses("vitest"):
		r := Run{"vitest", "npx vitest run --reporter=junit --outputFile=evidence/vitest.xml", []Made{test("tests", "evidence/vitest.xml", "junit")}}
		if uses("@vitest/coverage-v8") || uses("@vitest/coverage-istanbul") {
			r.Command += " --coverage.enabled --coverage.reporter=lcovonly --coverage.reportsDirectory=evidence/coverage"
			r.Makes = append(r.Makes, lcov)
		}
		runs = append(runs, r)
	case uses("jest"):
		runs = append(runs, Run{"jest", "npx jest --ci --json --outputFile=evidence/jest.json --coverage --coverageReporters=lcovonly --coverageDirectory=evidence/coverage", []Made{test("tests", "evidence/jest.json", "jest"), lcov}})
	case uses("mocha"):
		runs = append(runs, Run{"mocha", mochaCommand(file.Scripts["test"]) + " --reporter json --reporter-option output=evidence/mocha.json", []Made{test("tests", "evidence/mocha.json", "mocha")}})
	case uses("ava"):
		runs = append(runs, Run{"ava", "npx ava --tap", []Made{test("tests", "evidence/ava.tap", "tap")}})
	case strings.Contains(file.Scripts["test"], "node --test"):
		runs = append(runs, Run{"node --test", "node --test --test-reporter=junit --test-reporter-destination=evidence/node-test.xml", []Made{test("tests", "evidence/node-test.xml", "junit")}})
	}
	if has("package-lock.json") {
		runs = append(runs, Run{"npm-audit", "npm audit --json", []Made{scan("npm-audit", "evidence/npm-audit.json")}})
	}
	if uses("eslint") {
		runs = append(runs, Run{"eslint", "npx eslint -f json -o evidence/eslint.json .", []Made{scan("eslint", "evidence/eslint.json")}})
	}
	if uses("xo") {
		runs = append(runs, Run{"xo", "npx xo --reporter=json", []Made{{"xo", "evidence/xo.json", "eslint", fact.Scanner}}})
	}
	return runs
}

// mochaCommand is how the project runs mocha, with the files and options of its own
// script but the reporter, where that script is one plain command.
func mochaCommand(script string) string {
	if !regexp.MustCompile(`^mocha( [-\w./@:=,*"]+)*$`).MatchString(script) {
		return "npx mocha"
	}
	return "npx " + regexp.MustCompile(` (--reporter|-R)[ =]\S+`).ReplaceAllString(script, "")
}
