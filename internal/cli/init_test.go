package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// samples are where the walking test of evidence keeps one file of each tool.
var samples = filepath.Join("..", "evidence", "testdata")

// kindsOfProject are projects as init finds them: where their files lie, and
// which sample or text each is.
var kindsOfProject = []struct {
	name  string
	files map[string]string
}{
	{"go", map[string]string{
		"go.mod":                    "module shop\n",
		"evidence/go-test.json":     "@go-test/dorny-golang-json.json",
		"evidence/cover.out":        "@go-cover/codeclimate-gocov.out",
		"evidence/govulncheck.json": "@govulncheck/clean.json",
		"evidence/gosec.json":       "@gosec/many.json",
		"evidence/golangci.json":    "@golangci-lint/std.json",
		"evidence/bench.txt":        "@go-bench/encode.txt",
	}},
	{"node", map[string]string{
		"package.json":          `{"devDependencies": {"jest": "30", "eslint": "9"}}`,
		"package-lock.json":     "{}",
		"jest.json":             "@jest/jest.json",
		"coverage/lcov.info":    "@lcov/octocov-lcov.info",
		"coverage/coverage.xml": "@cobertura/istanbul.xml",
		"reports/eslint.json":   "@eslint/whole.json",
		"reports/audit.json":    "@npm-audit/v7.json",
		"reports/sbom.json":     "@cyclonedx/cyclonedx-npm.json",
		"reports/snyk.json":     `{"summary": "no scan here"}`,
	}},
	{"python", map[string]string{
		"pyproject.toml":         "[tool.ruff]\n",
		"reports/junit.xml":      "@junit/testsuite-in-testsuite.xml",
		"reports/coverage.xml":   "@cobertura/coveragepy.xml",
		"reports/coverage.json":  "@coverage-py/branches.json",
		"reports/bandit.json":    "@bandit/one.json",
		"reports/pip-audit.json": "@pip-audit/pip-audit-empty.json",
		"reports/ruff.json":      "@ruff/two.json",
	}},
	{"java", map[string]string{
		"pom.xml":                                  "<project><modules/></project>",
		"api/target/surefire-reports/TEST-a.xml":   "@junit/gtest.xml",
		"api/target/surefire-reports/TEST-b.xml":   "@junit/times.xml",
		"core/target/surefire-reports/TEST-c.xml":  "@junit/with-xml-entities.xml",
		"core/target/site/jacoco/jacoco.xml":       "@jacoco/codeclimate-jacoco.xml",
		"core/target/checkstyle-result.xml":        "@checkstyle/own.xml",
		"core/target/dependency-check-report.json": "@dependency-check/report.json",
	}},
	{"rust", map[string]string{
		"Cargo.toml":                  "[package]\n",
		"target/nextest/ci/junit.xml": "@junit/rerun.xml",
		"lcov.info":                   "@lcov/lcov2.info",
		"cargo-audit.json":            "@cargo-audit/some.json",
	}},
	{"cpp", map[string]string{
		"CMakeLists.txt":         "project(shop)\n",
		"build/Testing/Test.xml": "@ctest/Test.xml",
		"build/gcovr.json":       "@gcovr/lines.json",
		"build/cppcheck.xml":     "@cppcheck/some.xml",
	}},
	{"dotnet", map[string]string{
		"Shop.csproj":                        "<Project/>",
		"TestResults/shop.trx":               "@trx/dotnet-trx.trx",
		"TestResults/coverage.opencover.xml": "@opencover/coverlet.xml",
		"trivy.json":                         "@trivy/image.json",
	}},
	{"scanned", map[string]string{
		"scans/codeql.sarif":     "@sarif/report.sarif",
		"scans/gitleaks.json":    "@gitleaks/clean.json",
		"scans/trivy.json":       "@trivy/config.json",
		"scans/checkov.json":     "@checkov/many.json",
		"evidence/redis.csv":     "@redis-benchmark/latencies.csv",
		"evidence/services.json": "@docker-compose-ps/array.json",
		"evidence/damaged.xml":   "@junit/corrupt-xml.xml",
	}},
	{"bare-go", map[string]string{"go.mod": "module shop\n", ".golangci.yml": "version: 2\n"}},
	{"bare-node", map[string]string{
		"package.json":      `{"devDependencies": {"vitest": "4", "@vitest/coverage-v8": "4", "eslint": "9"}}`,
		"package-lock.json": "{}",
	}},
	{"bare-mocha", map[string]string{"package.json": `{"scripts": {"test": "mocha --require test/env --reporter spec test/ more/"}, "devDependencies": {"mocha": "11"}}`}},
	{"bare-ava", map[string]string{"package.json": `{"scripts": {"test": "xo && ava"}, "devDependencies": {"ava": "6", "xo": "1"}}`}},
	{"bare-python", map[string]string{"pyproject.toml": "[project]\ndependencies = [\"pytest-cov\"]\n"}},
	{"bare-java", map[string]string{"pom.xml": "<project>jacoco</project>"}},
	{"bare-gradle", map[string]string{"build.gradle.kts": "plugins { jacoco }", "gradlew": "", "settings.gradle.kts": "include(\"api\")"}},
	{"bare-rust", map[string]string{"Cargo.toml": "[package]\n"}},
	{"bare-cpp", map[string]string{"CMakeLists.txt": "option(SHOP_BUILD_TESTS \"Build tests\" OFF)\n"}},
	{"bare-dotnet", map[string]string{"Shop.sln": ""}},
	{"nothing", map[string]string{"README.md": "# Shop\n"}},
}

// firstDay is later than what the samples say of themselves.
var firstDay = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// TestInit holds the draft of every kind of project against the one that was
// read and kept, and lint, check and a second run against that.
func TestInit(t *testing.T) {
	for _, project := range kindsOfProject {
		t.Run(project.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "shop")
			for name, text := range project.files {
				put(t, filepath.Join(dir, name), sample(t, text))
			}
			runAt(firstDay, "init", "-C", dir)
			plan := filepath.Join(dir, planFile)
			got, err := os.ReadFile(plan)
			if err != nil {
				t.Fatal(err)
			}
			kept := filepath.Join("testdata", "init", project.name+".yaml")
			if *update {
				put(t, kept, got)
			}
			want, err := os.ReadFile(kept)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("the draft (-kept +proposed):\n%s", diff)
			}
			n := strings.Count(string(got), "\n  - id: ")
			if n > 8 {
				t.Errorf("%d criteria are more than a person reads with care", n)
			}
			if said := runAt(firstDay, "lint", "-C", dir); !strings.Contains(said, "0 warnings") && n > 0 {
				t.Errorf("lint says of the draft:\n%s", said)
			}
			if said := runAt(firstDay, "check", "-C", dir); n > 0 && !strings.HasPrefix(project.name, "bare") && !strings.Contains(said, "CONDITIONAL") {
				t.Errorf("on its first day the draft is more or less than conditional:\n%s", said)
			}
			runAt(firstDay, "init", "-C", dir)
			again, err := os.ReadFile(plan)
			if err != nil || !bytes.Equal(got, again) {
				t.Errorf("a second run changes the draft (%v):\n%s", err, cmp.Diff(string(got), string(again)))
			}
		})
	}
}

// sample is a text, or the sample that it names after an @.
func sample(t *testing.T, text string) []byte {
	t.Helper()
	name, ok := strings.CutPrefix(text, "@")
	if !ok {
		return []byte(text)
	}
	data, err := os.ReadFile(filepath.Join(samples, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
