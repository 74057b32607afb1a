package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// packOutcomes are what every criterion of a pack has an example of.
var packOutcomes = []string{"met", "unmet", "unknown"}

// TestPackCases: every criterion of the packs that ship has evidence that meets
// it, evidence that does not, and evidence that shows nothing; what the examples
// want comes out.
func TestPackCases(t *testing.T) {
	dir := filepath.Join(repository, "criteria", "testdata")
	if out := runHere([]string{"-C", dir, "test"}); !strings.Contains(out, " hold") || strings.Contains(out, "✗") {
		t.Errorf("the examples do not hold:\n%s", out)
	}
	for _, name := range packNames() {
		if name == "production-readiness" {
			continue // whole projects in testdata/production hold each of its criteria
		}
		cases, err := filepath.Glob(filepath.Join(dir, name, "*.case.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		wanted := map[string][]string{}
		for _, file := range cases {
			var c struct {
				Want struct {
					Criteria map[string]string `yaml:"criteria"`
				} `yaml:"want"`
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := yaml.Unmarshal(text, &c); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			for id, outcome := range c.Want.Criteria {
				wanted[id] = append(wanted[id], outcome)
			}
		}
		for _, id := range criteriaOf(t, name) {
			for _, outcome := range packOutcomes {
				if !slices.Contains(wanted[id], outcome) {
					t.Errorf("%s: no example of %s that is %s", name, id, outcome)
				}
			}
		}
	}
}

// criteriaOf lists the ids of a pack.
func criteriaOf(t *testing.T, name string) []string {
	t.Helper()
	text, err := pack(name)
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Criteria []struct {
			ID string `yaml:"id"`
		} `yaml:"criteria"`
	}
	if err := yaml.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range p.Criteria {
		ids = append(ids, c.ID)
	}
	if len(ids) == 0 {
		t.Errorf("%s has no criterion", name)
	}
	return ids
}
