package starter

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// Run is a tool's command that makes evidence: the first of Makes by itself or
// on its standard output, the others next to it.
type Run struct {
	Tool    string
	Command string
	Makes   []Made
}

// Made is what a run makes, and the format that reads it.
type Made struct {
	ID, Path, Format string
	Kind             fact.Kind
}

// builds are the files that say how a project is built, each with the runs that
// its contents propose. A name may be a pattern.
var builds = []struct {
	name string
	runs func(text string, has func(name string) bool) []Run
}{
	{"go.mod", goRuns},
	{"package.json", nodeRuns},
	{"pyproject.toml", pythonRuns},
	{"requirements.txt", pythonRuns},
	{"pom.xml", mavenRuns},
	{"build.gradle", gradleRuns},
	{"build.gradle.kts", gradleRuns},
	{"Cargo.toml", cargoRuns},
	{"CMakeLists.txt", cmakeRuns},
	{"*.sln", dotnetRuns},
	{"*.csproj", dotnetRuns},
}

// Propose takes the runs that the files of a project's folder propose. read
// gives the contents of one of them.
func (p *Project) Propose(names []string, read func(name string) string) {
	has := func(name string) bool { return slices.Contains(names, name) }
	taken := map[string]bool{}
	for _, b := range builds {
		for _, name := range names {
			if ok, _ := path.Match(b.name, name); !ok {
				continue
			}
			for _, r := range b.runs(read(name), has) {
				if !taken[r.Makes[0].ID] {
					taken[r.Makes[0].ID] = true
					p.take(r)
				}
			}
		}
	}
	p.suggest()
}

// take plans a run where nothing of what it makes was found; where the first of
// it was, the run is how that could be made.
func (p *Project) take(r Run) {
	first := r.Makes[0]
	found := false
	for i := range p.Found {
		f := &p.Found[i]
		same := f.Kind == first.Kind && (f.Kind != fact.Scanner || f.Format == first.Format)
		found = found || same
		if same && f.Format == first.Format && f.Files == 1 {
			f.command = strings.ReplaceAll(r.Command, first.Path, f.Path)
		}
	}
	if found {
		return
	}
	for i, m := range r.Makes {
		if i > 0 && len(p.of(m.Kind)) > 0 {
			continue
		}
		f := Found{ID: p.free(m.ID), Path: m.Path, Format: m.Format, Kind: m.Kind, Files: 1, Tool: r.Tool, planned: true}
		if i == 0 {
			f.command = r.Command
		}
		p.Found = append(p.Found, f)
	}
}

// free is an id that no evidence has.
func (p *Project) free(id string) string {
	for slices.ContainsFunc(p.Found, func(f Found) bool { return f.ID == id }) {
		id += "-run"
	}
	return id
}

func test(id, file, format string) Made  { return Made{id, file, format, fact.Tests} }
func cover(id, file, format string) Made { return Made{id, file, format, fact.Coverage} }
func scan(id, file string) Made          { return Made{id, file, id, fact.Scanner} }

func goRuns(_ string, has func(string) bool) []Run {
	runs := []Run{
		{"go test", "go test -json -coverprofile=evidence/cover.out ./...", []Made{test("tests", "evidence/go-test.json", "go-test"), cover("coverage", "evidence/cover.out", "go-cover")}},
		{"govulncheck", "govulncheck -format json ./...", []Made{scan("govulncheck", "evidence/govulncheck.json")}},
	}
	if has(".golangci.yml") || has(".golangci.yaml") || has(".golangci.toml") {
		runs = append(runs, Run{"golangci-lint", "golangci-lint run --output.json.path evidence/golangci-lint.json", []Made{scan("golangci-lint", "evidence/golangci-lint.json")}})
	}
	return runs
}

func pythonRuns(text string, _ func(string) bool) []Run {
	r := Run{"pytest", "python -m pytest --junitxml=evidence/pytest.xml", []Made{test("tests", "evidence/pytest.xml", "junit")}}
	if strings.Contains(text, "pytest-cov") {
		r.Command += " --cov --cov-report=xml:evidence/coverage.xml"
		r.Makes = append(r.Makes, cover("coverage", "evidence/coverage.xml", "cobertura"))
	}
	runs := []Run{r, {"pip-audit", "pip-audit -f json -o evidence/pip-audit.json", []Made{scan("pip-audit", "evidence/pip-audit.json")}}}
	if strings.Contains(text, "bandit") {
		runs = append(runs, Run{"bandit", "bandit -r . -f json -o evidence/bandit.json", []Made{scan("bandit", "evidence/bandit.json")}})
	}
	if strings.Contains(text, "ruff") {
		runs = append(runs, Run{"ruff", "ruff check --output-format json -o evidence/ruff.json .", []Made{scan("ruff", "evidence/ruff.json")}})
	}
	return runs
}

func mavenRuns(text string, _ func(string) bool) []Run {
	module := ""
	if strings.Contains(text, "<modules>") {
		module = "*/"
	}
	r := Run{"surefire", "mvn -B -ntp verify", []Made{test("tests", module+"target/surefire-reports/TEST-*.xml", "junit")}}
	if strings.Contains(text, "jacoco") {
		r.Makes = append(r.Makes, cover("coverage", module+"target/site/jacoco/jacoco.xml", "jacoco"))
	}
	return []Run{r}
}

func gradleRuns(text string, has func(string) bool) []Run {
	gradle, module := "gradle", ""
	if has("gradlew") {
		gradle = "./gradlew"
	}
	if has("settings.gradle") || has("settings.gradle.kts") { // of several projects each has a build folder
		module = "**/"
	}
	r := Run{"gradle", gradle + " test --continue", []Made{test("tests", module+"build/test-results/test/TEST-*.xml", "junit")}}
	if strings.Contains(text, "jacoco") {
		r.Command += " jacocoTestReport"
		r.Makes = append(r.Makes, cover("coverage", module+"build/reports/jacoco/test/jacocoTestReport.xml", "jacoco"))
	}
	return []Run{r}
}

func cargoRuns(_ string, has func(string) bool) []Run {
	// nextest writes JUnit where its configuration says so.
	command := "cargo llvm-cov nextest --profile ci --lcov --output-path evidence/lcov.info"
	if !has(".config/nextest.toml") {
		command = `mkdir -p target && echo 'profile.ci.junit.path = "junit.xml"' > target/nextest.toml && ` +
			strings.Replace(command, "--profile", "--config-file target/nextest.toml --profile", 1)
	}
	return []Run{
		{"nextest", command, []Made{test("tests", "target/nextest/ci/junit.xml", "junit"), cover("coverage", "evidence/lcov.info", "lcov")}},
		{"cargo-audit", "cargo audit --json", []Made{scan("cargo-audit", "evidence/cargo-audit.json")}},
	}
}

// testOption is an option of CMake that leaves the tests out unless it is set.
const testOption = `(?im)^\s*option\s*\(\s*(\w*(?:_TESTS?|TESTING))\s+"[^"]*"\s*(?:OFF)?\s*\)`

func cmakeRuns(text string, _ func(string) bool) []Run {
	configure := "cmake -B build"
	if m := regexp.MustCompile(testOption).FindStringSubmatch(text); m != nil {
		configure += " -D" + m[1] + "=ON"
	}
	return []Run{{"ctest", configure + ` && cmake --build build && ctest --test-dir build --output-junit "$PWD/evidence/ctest.xml"`, []Made{test("tests", "evidence/ctest.xml", "junit")}}}
}

func dotnetRuns(string, func(string) bool) []Run {
	return []Run{{"dotnet test", `dotnet test --logger trx --results-directory evidence/dotnet --collect "XPlat Code Coverage"`, []Made{test("tests", "evidence/dotnet/*.trx", "trx"), cover("coverage", "evidence/dotnet/*/coverage.cobertura.xml", "cobertura")}}}
}
