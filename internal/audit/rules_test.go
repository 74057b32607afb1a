package audit

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRules runs the cases of testdata/rules/RULE.md: each begins with
//
//	=== name: line line …
//
// and its lines, counted from the one below, are where RULE must speak; no
// lines means that it must stay silent. An e or w behind a line asks for that
// level.
func TestRules(t *testing.T) {
	for _, r := range Rules {
		if r.Name == againstRule.Name {
			continue // it needs an assessment: TestAgainst
		}
		t.Run(r.Name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "rules", r.Name+".md"))
			if err != nil {
				t.Fatal(err)
			}
			cases := strings.Split("\n"+string(data), "\n=== ")[1:]
			if len(cases) < 2 {
				t.Fatalf("%d cases, want some that speak and some that stay silent", len(cases))
			}
			for _, c := range cases {
				head, text, _ := strings.Cut(c, "\n")
				name, want, _ := strings.Cut(head, ":")
				t.Run(name, func(t *testing.T) { runCase(t, r.Name, text, strings.Fields(want)) })
			}
		})
	}
}

func runCase(t *testing.T, rule, text string, want []string) {
	t.Helper()
	results, err := Run([]Input{{Path: "docs/report.md", Data: []byte(text)}}, Options{Only: []string{rule},
		Exists: present, Today: "2026-06-30"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range results[0].Findings {
		at := fmt.Sprint(f.Line)
		for _, w := range want {
			if w == at+"e" && f.Level == Error || w == at+"w" && f.Level == Warning || w == at+"n" && f.Level == Note {
				at = w
			}
		}
		got = append(got, at)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("findings at [%s], want [%s]\n%v", strings.Join(got, " "), strings.Join(want, " "),
			results[0].Findings)
	}
}

// present is the checkout of the cases.
func present(path string) bool {
	switch path {
	case "docs/guide.md", "src/main.go", "docs/img/a b.png", "docs/sub/README.md", "evidence/run", "evidence/log.txt":
		return true
	}
	return false
}

// TestSaysWhy holds what a message must tell: both figures and the arithmetic.
func TestSaysWhy(t *testing.T) {
	tests := []struct{ rule, text, want string }{
		{"aggregate", "| Area | Score |\n|---|---|\n| A | 100% |\n| B | 90% |\n| C | 60% |\n| Overall | 92% |\n",
			"the 3 rows average 83.33 (250/3)"},
		{"aggregate", "| Suite | Total |\n|---|---|\n| A | 10 |\n| B | 12 |\n| Total | 25 |\n",
			"total: 25 is stated, the rows add up to 22 (10 + 12)"},
		{"arithmetic", "80 of 90 (97.6%)\n", "80 of 90 is 88.89%, not 97.6%"},
		{"insufficient", "Uptime: 3 days continuous operation\n\n- Availability: 99.9%\n",
			"0.1% of the 3 days observed (line 1) is 4.32 minutes"},
	}
	for _, tt := range tests {
		results, err := Run([]Input{{Path: "r.md", Data: []byte(tt.text)}}, Options{Only: []string{tt.rule}})
		if err != nil {
			t.Fatal(err)
		}
		if len(results[0].Findings) != 1 || !strings.Contains(results[0].Findings[0].Message, tt.want) {
			t.Errorf("%q gives %v, want a message with %q", tt.text, results[0].Findings, tt.want)
		}
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	const value = "Zx81Gamma77Delta"
	text := "# Report\n\n- Redis password: `" + value + "`\n- No hardcoded secrets in source code\n"
	results, err := Run([]Input{{Path: "r.md", Data: []byte(text)}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(results[0].Findings) < 2 {
		t.Fatalf("findings %v, want the secret and the claim", results[0].Findings)
	}
	for _, o := range Outputs {
		var b strings.Builder
		if err := o.Write(&b, results, "1.2.3"); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), value) {
			t.Errorf("%s shows the secret:\n%s", o.Name, b.String())
		}
	}
}

func TestSkip(t *testing.T) {
	const claim = "\n\n80 of 90 (97.6%)\n"
	tests := []struct {
		name, text string
		only, skip []string
		want       int
	}{
		{"nothing skipped", "# R" + claim, nil, nil, 1},
		{"option", "# R" + claim, nil, []string{"arithmetic"}, 0},
		{"another rule only", "# R" + claim, []string{"count"}, nil, 0},
		{"comment with a reason", "# R\n\n<!-- signoff-audit: skip arithmetic weighted elsewhere -->" + claim, nil,
			nil, 0},
		{"comment without a reason", "# R\n\n<!-- signoff-audit: skip arithmetic -->" + claim, nil, nil, 2},
		{"comment in another section", "# R\n\n## A\n\n<!-- signoff-audit: skip arithmetic weighted -->\n\n## B" +
			claim, nil, nil, 1},
		{"comment before every heading", "<!-- signoff-audit: skip arithmetic weighted -->\n\n# R\n\n## B" + claim,
			nil, nil, 0},
		{"another rule in the comment", "# R\n\n<!-- signoff-audit: skip count weighted -->" + claim, nil, nil, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			results, err := Run([]Input{{Path: "r.md", Data: []byte(tt.text)}}, Options{Only: tt.only, Skip: tt.skip})
			if err != nil {
				t.Fatal(err)
			}
			if got := len(results[0].Findings); got != tt.want {
				t.Errorf("%d findings, want %d: %v", got, tt.want, results[0].Findings)
			}
		})
	}
	if _, err := Run(nil, Options{Skip: []string{"arithmetics"}}); err == nil || !strings.Contains(err.Error(),
		"expected one of encoding, ") {
		t.Errorf("an unknown rule gives %v, want an error that lists the rules", err)
	}
}

func TestEveryRuleIsDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules {
		if seen[r.Name] {
			t.Errorf("%s is listed twice", r.Name)
		}
		seen[r.Name] = true
		if len(r.Doc) < 80 || !strings.HasSuffix(r.Doc, ".") {
			t.Errorf("%s: the doc %q is no full definition", r.Name, r.Doc)
		}
	}
}
