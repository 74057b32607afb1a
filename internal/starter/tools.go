package starter

import (
	"slices"
	"strings"
)

// aspect is what tools look at: they are asked together, apart from the others.
type aspect struct {
	category, id  string
	rated, counts string // titles, before the tools: of one severity, and of all
	blocker       bool
	tools         []string // format names, and names that SARIF gives
}

// aspects lists what scanners look at. A tool that no aspect names looks at the
// code for what endangers it: the strictest of them.
var aspects = []aspect{
	{"security", "SEC", "No %s finding in the code", "No finding in the code", true, nil},
	{"security", "SEC", "No %s vulnerability in dependencies", "No known vulnerability in dependencies", true, []string{
		"bundler-audit", "cargo-audit", "composer", "dependency-check", "dependency-track", "dependabot", "dotnet", "nancy",
		"twistcli", "govulncheck", "grype", "npm-audit", "osv-scanner", "pip-audit", "safety", "snyk", "trivy", "yarn-audit"}},
	{"security", "SEC", "No %s secret in the repository", "No secret in the repository", true, []string{"gitleaks", "trufflehog", "GitHub secret scanning"}},
	{"security", "SEC", "No %s finding where it runs", "No finding where it runs", true, []string{
		"checkov", "kics", "kube-bench", "kubescape", "kube-linter", "kube-score", "nessus", "nikto", "nmap", "nuclei", "openscap", "openvas",
		"sslyze", "testssl.sh", "burp suite", "polaris", "popeye", "prowler", "tfsec", "zap"}},
	{"quality", "LINT", "Lint findings do not grow", "Lint findings do not grow", false, []string{
		"checkstyle", "clang-tidy", "clippy", "codeclimate", "cppcheck", "detekt", "eslint", "flake8", "go-vet", "golangci-lint", "hadolint",
		"ktlint", "mypy", "pmd", "pre-commit", "pylint", "roslyn", "rubocop", "ruff", "scorecard", "shellcheck", "sonarqube", "staticcheck", "stylelint", "xo"}},
}

// unrated are the tools that tell no severity: their findings all count.
var unrated = []string{"gitleaks", "pip-audit", "safety", "trufflehog"}

// graver are the tools that tell critical from high.
var graver = []string{
	"cargo-audit", "composer", "dependency-check", "dependency-track", "dependabot", "gitlab-sast", "grype", "kics", "kubescape", "nancy", "nessus", "npm-audit", "nuclei",
	"osv-scanner", "prowler", "snyk", "tfsec", "trivy", "twistcli", "veracode", "yarn-audit"}

// aspectOf says what a tool looks at, by the name of its format or its own.
func aspectOf(tool string) *aspect {
	for i := range aspects {
		if among(aspects[i].tools, tool) {
			return &aspects[i]
		}
	}
	return &aspects[0]
}

func rates(tool string) bool { return !among(unrated, tool) }

func among(list []string, tool string) bool {
	return slices.ContainsFunc(list, func(name string) bool { return named(tool, name) })
}

// named says whether a tool is the one of that name: SARIF gives names such as
// "Trivy" and "ESLint".
func named(tool, name string) bool {
	plain := func(s string) string {
		return strings.NewReplacer("-", "", " ", "", "_", "").Replace(strings.ToLower(s))
	}
	return plain(tool) == plain(name)
}
