package draft

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signoff/internal/audit"
)

func draftOf(t *testing.T, name string) Draft {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "reports", name))
	if err != nil {
		t.Fatal(err)
	}
	return Of(audit.Read(name, data))
}

func TestDraftCategories(t *testing.T) {
	for name, first := range map[string]string{"seed-assess.md": "Infrastructure Health",
		"seed-exec.md": "Infrastructure Stability"} {
		var titles []string
		for _, c := range draftOf(t, name).Categories {
			titles = append(titles, c.Title)
		}
		want := first +
			"|Performance Validation|Security Compliance|Operational Readiness|Code Quality|Test " +
			"Coverage|Documentation"
		if got := strings.Join(titles, "|"); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestDraftTargets(t *testing.T) {
	got := map[string]string{}
	for _, c := range draftOf(t, "seed-assess.md").Criteria {
		if c.Target != "" {
			got[c.Title] = c.Target + " " + c.Category
		}
	}
	for title, want := range map[string]string{
		"Redis Latency P95":   "< 10ms performance-validation",
		"Redis Throughput":    ">= 1000msg/s performance-validation",
		"Memory Growth Limit": "< 100MB performance-validation",
		"Memory Usage growth": "< 100MB performance-validation",
		"Recovery Time":       "< 10s performance-validation",
		"Service Uptime":      "> 99% performance-validation",
	} {
		if got[title] != want {
			t.Errorf("%s: %q, want %q", title, got[title], want)
		}
	}
}

// TestDraftClaims holds that every ticked line of the checklist in the
// assessment becomes a criterion that names its line.
func TestDraftClaims(t *testing.T) {
	draft := draftOf(t, "seed-assess.md")
	lines := map[int]Criterion{}
	ids := map[string]bool{}
	for _, c := range draft.Criteria {
		if ids[c.ID] {
			t.Errorf("two criteria have the id %s", c.ID)
		}
		ids[c.ID] = true
		for _, line := range append(c.Also, c.Line) {
			lines[line] = c
		}
	}
	for line := 282; line <= 291; line++ {
		c, ok := lines[line]
		if !ok || c.Target != "" {
			t.Errorf("line %d gives no claim", line)
		}
	}
	if text := string(draft.YAML()); strings.Contains(text, "Sample4242") || !strings.Contains(text,
		"# line 282: ✅ Infrastructure Services: All 6 services healthy") {
		t.Error("the draft prints a secret, or does not name its lines")
	}
}

func TestDraftYAML(t *testing.T) {
	text := "# Shop\n\n**Project:** Shop: \"next\"\n\n## Speed\n\n| Metric | Target | Actual |\n|---|---|---|\n| " +
		"Page load | ≤ 2 s | 1 s |\n| Users | 1000+ | 5 |\n| Mood | good | good |\n\n- [x] Cache on\n- ✅ Cache on\n"
	want := `# Drafted from r.md. Nothing here is proved yet: every criterion is unknown
# until it names its evidence and measure.
version: 1
project: "Shop: \"next\""

evidence: {}

categories:
  - { id: speed, title: "Speed" } # line 5

criteria:
  # line 9: | Page load | ≤ 2 s | 1 s |
  - id: SPEE-01
    title: "Page load"
    category: speed
    target: "<= 2s"
  # line 10: | Users | 1000+ | 5 |
  - id: SPEE-02
    title: "Users"
    category: speed
    target: ">= 1000"
  # line 13: - [x] Cache on
  # also in line 14
  - id: SPEE-03
    title: "Cache on"
    category: speed
`
	if got := string(Of(audit.Read("r.md", []byte(text))).YAML()); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestDraftOfOtherScripts(t *testing.T) {
	draft := Of(audit.Read("r.md", []byte("# Отчёт\n\n## Безопасность\n\n- ✅ Шифрование включено\n")))
	if len(draft.Criteria) != 1 || len(draft.Categories) != 1 || draft.Categories[0].ID != "category-1" ||
		draft.Criteria[0].Category != "category-1" {
		t.Errorf("got %+v", draft)
	}
	if empty := string(Of(audit.Read("r.md", nil)).YAML()); !strings.Contains(empty, "criteria: []") {
		t.Errorf("an empty report gives\n%s", empty)
	}
}

// TestDraftForms holds that targets keep their unit, and that what was measured
// is neither a target nor part of a title.
func TestDraftForms(t *testing.T) {
	text := `# Abnahme

## Überwachung

| Metrik | Ist | Ziel |
|---|---|---|
| Verfügbarkeit | 99,7 % | ≥ 99,5 % |
| Speicher | 1.1Gi | ≤ 2Gi |

- Search latency: 118 ms (target: < 150 ms)
- [ ] Error rate < 0.1%

### Queue delay

- Current: 12 s
- Target: < 30 s
`
	draft := Of(audit.Read("r.md", []byte(text)))
	want := []string{
		"ueberwachung UEBE-01 Verfügbarkeit >= 99.5%", "ueberwachung UEBE-02 Speicher <= 2GiB", "ueberwachung " +
			"UEBE-03 Search latency < 150ms",
		"ueberwachung UEBE-04 Error rate < 0.1%", "ueberwachung UEBE-05 Queue delay < 30s",
	}
	if len(draft.Criteria) != len(want) {
		t.Fatalf("got %+v", draft.Criteria)
	}
	for i, c := range draft.Criteria {
		if got := c.Category + " " + c.ID + " " + c.Title + " " + c.Target; got != want[i] {
			t.Errorf("got %q, want %q", got, want[i])
		}
	}
}

// TestDraftIsPlainText holds that nothing of a hostile report steers a terminal or
// leaves its line.
func TestDraftIsPlainText(t *testing.T) {
	for _, hostile := range []string{"\x1b[31m", "\x00", "\r", "\u2028", "\"\ncriteria: []\n"} {
		text := "# Shop" + hostile + "\n\n## Speed" + hostile + "\n\n- [x] Cache " + hostile + " on\n"
		yaml := string(Of(audit.Read("a"+hostile+".md", []byte(text))).YAML())
		if strings.ContainsAny(yaml, "\x00\x1b\r\u2028") || strings.Contains(yaml, "\ncriteria: []") {
			t.Errorf("%q comes through: %q", hostile, yaml)
		}
	}
}
