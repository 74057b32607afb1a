package starter

import (
	"fmt"
	"strconv"
	"strings"

	"signoff/internal/fact"
)

// Command is how a tool is run so that a format reads what it writes.
type Command struct {
	Tool, Format string
	Kind         fact.Kind
	// End is how the file's name ends, Run the command with FILE for its path; a
	// command without FILE prints to standard output, which signoff collect keeps.
	End, Run string
}

// Path is where the guide has the output.
func (c Command) Path() string { return "evidence/" + c.Tool + c.End }

// Line is the command with the path in it.
func (c Command) Line(path string) string { return strings.ReplaceAll(c.Run, "FILE", path) }

// Declared is the command's entry under evidence.
func (c Command) Declared() string {
	return c.Tool + ": { path: " + c.Path() + ", collect: " + strconv.Quote(c.Line(c.Path())) + " }"
}

// Asked are the first criteria on the evidence of an id, an entry each.
func Asked(kind fact.Kind, id string) (list []string) {
	for _, m := range firsts(kind) {
		if m.First.Target != "" {
			list = append(list, fmt.Sprintf("- { id: %s-%d, title: %s, category: %s, evidence: %s, measure: %s, target: %q }",
				strings.ToUpper(kind.String()), len(list)+1, m.First.Title, kind, id, m.Name, m.First.Target))
		}
	}
	return list
}

// Commands lists the tools whose command is the same in every project.
var Commands = []Command{
	{"aunit", "cppunit", fact.Tests, ".xml", "./build/test_runner"},
	{"bats", "junit", fact.Tests, ".xml", "bats --formatter junit tests"},
	{"boost-test", "boost-test", fact.Tests, ".xml", "./build/tests --report_format=XML --report_level=detailed 2>&1"},
	{"libcheck", "check", fact.Tests, ".xml", "CK_XML_LOG_FILE_NAME=FILE ./build/check_shop"},
	{"cppunit", "cppunit", fact.Tests, ".xml", "./build/tests --xml FILE"},
	{"go-test", "go-test", fact.Tests, ".json", "go test -json ./..."},
	{"gotestsum", "junit", fact.Tests, ".xml", "gotestsum --junitfile FILE ./..."},
	{"pytest", "junit", fact.Tests, ".xml", "python -m pytest --junitxml=FILE"},
	{"jest", "jest", fact.Tests, ".json", "npx jest --ci --json --outputFile=FILE"},
	{"vitest", "junit", fact.Tests, ".xml", "npx vitest run --reporter=junit --outputFile=FILE"},
	{"mocha", "mocha", fact.Tests, ".json", "npx mocha --reporter json --reporter-option output=FILE"},
	{"node-test", "junit", fact.Tests, ".xml", "node --test --test-reporter=junit --test-reporter-destination=FILE"},
	{"playwright", "playwright", fact.Tests, ".json", "npx playwright test --reporter=json"},
	{"newman", "newman", fact.Tests, ".json", "npx newman run collection.json --reporters json --reporter-json-export FILE"},
	{"rspec", "rspec", fact.Tests, ".json", "bundle exec rspec --format json --out FILE"},
	{"phpunit", "junit", fact.Tests, ".xml", "vendor/bin/phpunit --log-junit FILE"},
	{"ctest", "junit", fact.Tests, ".xml", `ctest --test-dir build --output-junit "$PWD/FILE"`},
	{"cypress", "junit", fact.Tests, ".xml", "npx cypress run --reporter junit --reporter-options mochaFile=FILE"},
	{"dart-test", "dart", fact.Tests, ".json", "dart test --reporter json"},
	{"googletest", "googletest", fact.Tests, ".json", "./build/tests --gtest_output=json:FILE"},
	{"dotnet-test", "trx", fact.Tests, ".trx", `dotnet test --logger "trx;LogFileName=$PWD/FILE"`},
	{"flutter-test", "dart", fact.Tests, ".json", "flutter test --machine"},
	{"karma", "junit", fact.Tests, ".xml", "npx karma start --single-run --reporters junit"},
	{"prove", "tap", fact.Tests, ".tap", "prove --verbose t"},
	{"qtest", "qtest", fact.Tests, ".xml", "./build/tst_shop -o FILE,xml"},
	{"robot", "robot", fact.Tests, ".xml", `robot --output "$PWD/FILE" tests`},
	{"testcafe", "testcafe", fact.Tests, ".json", "npx testcafe -r json:FILE chrome:headless tests"},
	{"testng", "testng", fact.Tests, ".xml", "mvn -q test && cp target/surefire-reports/testng-results.xml FILE"},

	{"go-cover", "go-cover", fact.Coverage, ".out", "go test -coverprofile=FILE ./..."},
	{"coverage-py", "coverage-py", fact.Coverage, ".json", "python -m coverage json -o FILE"},
	{"llvm-cov", "lcov", fact.Coverage, ".info", "cargo llvm-cov --lcov --output-path FILE"},
	{"gcovr", "gcovr", fact.Coverage, ".json", "gcovr --json FILE"},
	{"c8", "lcov", fact.Coverage, ".info", "npx c8 report --reporter=text-lcov"},
	{"coveragexml", "coveragexml", fact.Coverage, ".xml", "dotnet-coverage collect -f xml -o FILE dotnet test"},
	{"devel-cover", "devel-cover", fact.Coverage, ".json", "cover -test -report json && cp cover_db/cover.json FILE"},
	{"diff-cover", "diff-cover", fact.Coverage, ".json", "diff-cover coverage.xml --compare-branch=origin/main --format json:FILE"},
	{"dotcover", "dotcover", fact.Coverage, ".xml", "dotnet dotcover test --dcReportType=DetailedXML --dcOutput=FILE"},
	{"kcov", "kcov", fact.Coverage, ".json", "kcov --include-path=src target/kcov ./tests/run && cp target/kcov/run/coverage.json FILE"},
	{"scoverage", "scoverage", fact.Coverage, ".xml", "sbt coverage test coverageReport && cp target/scala-*/scoverage-report/scoverage.xml FILE"},
	{"tarpaulin", "tarpaulin", fact.Coverage, ".json", "cargo tarpaulin --out Json --output-dir target && cp target/tarpaulin-report.json FILE"},

	{"actionlint", "actionlint", fact.Scanner, ".json", "actionlint -format '{{json .}}'"},
	{"bandit", "bandit", fact.Scanner, ".json", "bandit -r . -f json -o FILE"},
	{"biome", "biome", fact.Scanner, ".json", "npx biome lint --reporter=json ."},
	{"brakeman", "brakeman", fact.Scanner, ".json", "brakeman --format json --output FILE"},
	{"cargo-audit", "cargo-audit", fact.Scanner, ".json", "cargo audit --json"},
	{"cargo-clippy", "cargo", fact.Scanner, ".json", "cargo clippy --all-targets --message-format=json"},
	{"checkov", "checkov", fact.Scanner, ".json", "checkov -d . -o json --quiet"},
	{"cpd", "cpd", fact.Scanner, ".xml", "pmd cpd --minimum-tokens 100 --dir src --format xml"},
	{"credo", "credo", fact.Scanner, ".json", "mix credo --format json"},
	{"detekt", "checkstyle", fact.Scanner, ".xml", "detekt --report xml:FILE"},
	{"dialyzer", "dialyzer", fact.Scanner, ".txt", "mix dialyzer --format short"},
	{"eslint", "eslint", fact.Scanner, ".json", "npx eslint -f json -o FILE ."},
	{"flake8", "flake8", fact.Scanner, ".txt", "flake8 ."},
	{"gitleaks", "gitleaks", fact.Scanner, ".json", "gitleaks git --report-format json --report-path FILE"},
	{"golangci-lint", "golangci-lint", fact.Scanner, ".json", "golangci-lint run --output.json.path FILE"},
	{"gosec", "gosec", fact.Scanner, ".json", "gosec -fmt=json -out=FILE ./..."},
	{"govulncheck", "govulncheck", fact.Scanner, ".json", "govulncheck -format json ./..."},
	{"grype", "grype", fact.Scanner, ".json", "grype dir:. -o json --file FILE"},
	{"hadolint", "hadolint", fact.Scanner, ".json", "hadolint -f json Dockerfile"},
	{"ktlint", "ktlint", fact.Scanner, ".json", "ktlint --reporter=json,output=FILE"},
	{"markdownlint", "markdownlint", fact.Scanner, ".json", "npx markdownlint-cli --json --output FILE ."},
	{"mypy", "mypy", fact.Scanner, ".txt", "mypy ."},
	{"npm-audit", "npm-audit", fact.Scanner, ".json", "npm audit --json"},
	{"osv-scanner", "osv-scanner", fact.Scanner, ".json", "osv-scanner scan source -r . --format json --output FILE"},
	{"oxlint", "oxlint", fact.Scanner, ".json", "npx oxlint -f json ."},
	{"phpstan", "phpstan", fact.Scanner, ".json", "vendor/bin/phpstan analyse --no-progress --error-format=json"},
	{"pip-audit", "pip-audit", fact.Scanner, ".json", "pip-audit -f json -o FILE"},
	{"pmd", "pmd", fact.Scanner, ".json", "pmd check --dir src --rulesets rulesets/java/quickstart.xml --format json --report-file FILE"},
	{"psalm", "psalm", fact.Scanner, ".json", "vendor/bin/psalm --output-format=json"},
	{"pylint", "pylint", fact.Scanner, ".json", "pylint --output-format=json:FILE src"},
	{"pyright", "pyright", fact.Scanner, ".json", "pyright --outputjson"},
	{"rubocop", "rubocop", fact.Scanner, ".json", "bundle exec rubocop --format json --out FILE"},
	{"ruff", "ruff", fact.Scanner, ".json", "ruff check --output-format json -o FILE ."},
	{"semgrep", "semgrep", fact.Scanner, ".json", "semgrep scan --json --output FILE"},
	{"shellcheck", "shellcheck", fact.Scanner, ".json", "git ls-files -z '*.sh' | xargs -0 shellcheck --format=json1"},
	{"spotbugs", "spotbugs", fact.Scanner, ".xml", "spotbugs -textui -xml:withMessages -output FILE build/classes"},
	{"staticcheck", "staticcheck", fact.Scanner, ".json", "staticcheck -f json ./..."},
	{"stylelint", "stylelint", fact.Scanner, ".json", "npx stylelint 'src/**/*.css' -f json -o FILE"},
	{"swiftlint", "swiftlint", fact.Scanner, ".json", "swiftlint lint --reporter json"},
	{"tflint", "tflint", fact.Scanner, ".json", "tflint --format json"},
	{"trivy", "trivy", fact.Scanner, ".json", "trivy fs --format json --output FILE ."},
	{"trufflehog", "trufflehog", fact.Scanner, ".json", "trufflehog git file://. --json --no-update"},
	{"yamllint", "yamllint", fact.Scanner, ".txt", "yamllint -f parsable ."},
	{"zizmor", "zizmor", fact.Scanner, ".json", "zizmor --format json ."},

	{"kubescape", "kubescape", fact.Scanner, ".json", "kubescape scan --format json --output FILE deploy"},
	{"kube-linter", "kube-linter", fact.Scanner, ".json", "kube-linter lint --format json deploy"},
	{"kube-score", "kube-score", fact.Scanner, ".json", "kube-score score --output-format json deploy/*.yaml"},
	{"polaris", "polaris", fact.Scanner, ".json", "polaris audit --audit-path deploy --format json --output-file FILE"},
	{"popeye", "popeye", fact.Scanner, ".json", "popeye --out json --force-exit-zero"},
	{"kyverno", "policy-report", fact.Scanner, ".json", "kubectl get policyreports,clusterpolicyreports -A -o json"},
	{"openreports", "policy-report", fact.Scanner, ".json", "kubectl get reports.openreports.io,clusterreports.openreports.io -A -o json"},
	{"trivy-operator", "trivy-operator", fact.Scanner, ".json", "kubectl get vulnerabilityreports,configauditreports,exposedsecretreports -A -o json"},
	{"prowler", "prowler", fact.Scanner, ".ocsf.json", "prowler aws -M json-ocsf --output-directory evidence --output-filename prowler"},
	{"nuclei", "nuclei", fact.Scanner, ".jsonl", "nuclei -u https://shop.example.org -jsonl -o FILE"},
	{"twistcli", "twistcli", fact.Scanner, ".json", "twistcli images scan --output-file FILE shop:latest"},
	{"nmap", "nmap", fact.Scanner, ".xml", "nmap -sV -oX FILE shop.example.org"},
	{"nikto", "nikto", fact.Scanner, ".json", "nikto -h https://shop.example.org -Format json -output FILE"},
	{"testssl", "testssl", fact.Scanner, ".json", "testssl.sh --jsonfile FILE shop.example.org"},
	{"sslyze", "sslyze", fact.Scanner, ".json", "sslyze --json_out FILE shop.example.org"},
	{"axe", "axe", fact.Scanner, ".json", "npx @axe-core/cli https://shop.example.org --save FILE"},
	{"pa11y", "pa11y", fact.Scanner, ".json", "npx pa11y --reporter json https://shop.example.org"},
	{"composer-audit", "composer-audit", fact.Scanner, ".json", "composer audit --format=json"},
	{"bundler-audit", "bundler-audit", fact.Scanner, ".json", "bundle-audit check --format json --output FILE"},
	{"dotnet-list", "dotnet-list", fact.Scanner, ".json", "dotnet list package --vulnerable --include-transitive --format json"},
	{"nancy", "nancy", fact.Scanner, ".json", "go list -json -deps ./... | nancy sleuth -o json"},
	{"xeol", "xeol", fact.Scanner, ".json", "xeol shop:latest -o json --file FILE"},
	{"security-hub", "asff", fact.Scanner, ".json", "aws securityhub get-findings"},
	{"aws-config", "aws-config", fact.Scanner, ".json", "aws configservice get-compliance-details-by-config-rule --config-rule-name s3-bucket-server-side-encryption-enabled"},
	{"hipcheck", "hipcheck", fact.Scanner, ".json", "hc check --format json https://example.org/shop.git"},
	{"openscap", "xccdf", fact.Scanner, ".xml", "oscap xccdf eval --profile standard --results FILE ssg-debian12-ds.xml"},
	{"dependabot", "github-dependabot", fact.Scanner, ".json", "gh api --paginate /repos/{owner}/{repo}/dependabot/alerts"},
	{"code-scanning-alerts", "github-code-scanning", fact.Scanner, ".json", "gh api --paginate /repos/{owner}/{repo}/code-scanning/alerts"},
	{"secret-scanning-alerts", "github-secret-scanning", fact.Scanner, ".json", "gh api --paginate /repos/{owner}/{repo}/secret-scanning/alerts"},

	{"artillery", "artillery", fact.Benchmark, ".json", "npx artillery run --output FILE load.yml"},
	{"asv", "asv", fact.Benchmark, ".json", "asv run --machine ci && cp .asv/results/ci/*-*.json FILE"},
	{"fio", "fio", fact.Benchmark, ".json", "fio --output-format=json --output=FILE disk.fio"},
	{"gatling", "gatling", fact.Benchmark, ".json", "mvn -q gatling:test && cp target/gatling/*/js/stats.json FILE"},
	{"go-bench", "go-bench", fact.Benchmark, ".txt", "go test -run '^$' -bench . -count 10 ./..."},
	{"gungraun", "iai", fact.Benchmark, ".txt", "cargo bench --bench instructions"},
	{"hyperfine", "hyperfine", fact.Benchmark, ".json", "hyperfine --export-json FILE './build/shop --version'"},
	{"k6", "k6", fact.Benchmark, ".json", "k6 run --summary-export FILE load.js"},
	{"oha", "oha", fact.Benchmark, ".json", "oha --no-tui --output-format json http://localhost:8080/"},
	{"redis-benchmark", "redis-benchmark", fact.Benchmark, ".csv", "redis-benchmark --csv -t get,set"},
	{"pgbench", "pgbench", fact.Benchmark, ".txt", "pgbench -c 8 -T 60 shop"},
	{"sysbench", "sysbench", fact.Benchmark, ".txt", "sysbench cpu --threads=4 run"},

	{"docker-compose", "docker-compose-ps", fact.Health, ".json", "docker compose ps --all --format json"},
	{"docker", "docker-ps", fact.Health, ".json", "docker ps --all --format json"},
	{"gitlab-pipelines", "gitlab-pipelines", fact.Health, ".json", "glab api --paginate projects/:id/pipelines"},
	{"gatus", "gatus", fact.Health, ".json", "curl -fsS https://status.example.org/api/v1/endpoints/statuses"},
	{"kubectl", "kubernetes", fact.Health, ".json", "kubectl get pods -o json"},

	{"cargo-mutants", "cargo-mutants", fact.Mutation, ".json", "cargo mutants --output target && cp target/mutants.out/outcomes.json FILE"},
	{"pit", "pit", fact.Mutation, ".xml", "mvn -q test-compile org.pitest:pitest-maven:mutationCoverage -DoutputFormats=XML -DtimestampedReports=false && cp target/pit-reports/mutations.xml FILE"},
	{"stryker", "stryker", fact.Mutation, ".json", "npx stryker run --reporters json && cp reports/mutation/mutation.json FILE"},

	{"cyclonedx-gomod", "cyclonedx", fact.Inventory, ".json", "cyclonedx-gomod app -json -licenses -output FILE"},
	{"cyclonedx-npm", "cyclonedx", fact.Inventory, ".json", "npx @cyclonedx/cyclonedx-npm --output-file FILE"},
	{"syft", "spdx", fact.Inventory, ".json", "syft dir:. -o spdx-json=FILE"},
}

// suggest notes how what was found could be made, where one command is known
// for its format.
func (p *Project) suggest() {
	for i := range p.Found {
		f := &p.Found[i]
		if f.command != "" || f.planned || f.Files != 1 {
			continue
		}
		known := 0
		for _, c := range Commands {
			if c.Format == f.Format {
				known++
				f.command = c.Line(f.Path)
			}
		}
		if known != 1 {
			f.command = ""
		}
	}
}
