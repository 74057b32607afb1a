package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/report/export"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func unmarshal(t fataler, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v", err)
	}
}

// saidInOSCAL holds findings against their observations too: what is satisfied
// is what is met or past its warn bound.
func saidInOSCAL(t fataler, text string) said {
	var all map[string]export.OSCALResults
	unmarshal(t, text, &all)
	result := all["assessment-results"].Results[0]
	counts, outcomes := countsIn(""), map[string]scorecard.Outcome{}
	informing := 0
	for _, o := range result.Observations {
		outcome := scorecard.Outcome(o.Props[0].Value)
		outcomes[o.UUID] = outcome
		if last := o.Props[len(o.Props)-1]; last.Name == "informs" && outcome != scorecard.NotApplicable {
			informing++
		} else {
			counts[outcome]++
		}
	}
	if applicable := len(result.Observations) - informing - counts[scorecard.NotApplicable]; len(result.Findings) != applicable {
		t.Fatalf("oscal: %d findings of %d that apply", len(result.Findings), applicable)
	}
	for _, f := range result.Findings {
		if outcome := outcomes[f.Observations[0].Observation]; (f.Target.Status.State == "satisfied") != outcome.Satisfied() {
			t.Fatalf("oscal: %s is %s and %s", f.Title, outcome, f.Target.Status.State)
		}
	}
	return said{counts, plainPercent(strings.TrimSuffix(result.Props[1].Value, wording.None)), result.Props[0].Value}
}

func saidInPOAM(t fataler, text string) said {
	var all map[string]export.OSCALPlan
	unmarshal(t, text, &all)
	plan := all["plan-of-action-and-milestones"]
	counts := map[scorecard.Outcome]int{scorecard.Unmet: 0, scorecard.Unknown: 0}
	for _, item := range plan.Items {
		if len(item.Props) > 0 {
			counts[scorecard.Outcome(item.Props[0].Value)]++
		}
	}
	return said{counts: counts, verdict: plan.Metadata.Props[1].Value}
}

func saidInHDF(t fataler, text string) said {
	var all export.HDFResults
	unmarshal(t, text, &all)
	counts := countsIn("")
	for _, r := range all.Baselines[0].Requirements {
		outcome := scorecard.Outcome(r.Tags.Outcome)
		if r.Results[0].Status != export.HDFStatus[outcome] || (r.Impact == 0) != (outcome == scorecard.NotApplicable || r.Tags.Informs) {
			t.Fatalf("hdf: %s is %s and %s, impact %v", r.ID, outcome, r.Results[0].Status, r.Impact)
		}
		if !r.Tags.Informs || outcome == scorecard.NotApplicable {
			counts[outcome]++
		}
	}
	return said{counts: counts}
}

func saidInGemara(t fataler, text string) said {
	var log export.GemaraLog
	unmarshal(t, text, &log)
	counts, words := countsIn(""), map[string]scorecard.Outcome{}
	for outcome, word := range export.GemaraResult {
		words[word] = outcome
	}
	for _, e := range log.Evaluations {
		if !strings.HasSuffix(e.Message, "informs") {
			counts[words[e.Result]]++
		}
	}
	verdict := ""
	for v, word := range export.GemaraVerdict {
		if word == log.Result {
			verdict = string(v)
		}
	}
	return said{counts: counts, verdict: verdict}
}

// TestIDsAreTheSameInEveryRun: a later run of the same release names the same
// things by the same ids, and no two things by one.
func TestIDsAreTheSameInEveryRun(t *testing.T) {
	ids := regexp.MustCompile(`"uuid": "([^"]*)"`)
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	for _, write := range []string{"oscal", "poam"} {
		output := outputNamed(t, write)
		var first, second bytes.Buffer
		s := relay(t)
		if err := output.Write(&first, s, Options{}); err != nil {
			t.Fatal(err)
		}
		s.AsOf, s.Criteria[0].Outcome = "2027-01-01T00:00:00Z", scorecard.Unmet
		if err := output.Write(&second, s, Options{}); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range ids.FindAllStringSubmatch(first.String(), -1) {
			if seen[m[1]] || !form.MatchString(m[1]) {
				t.Errorf("%s: id %s twice, or no UUID", write, m[1])
			}
			seen[m[1]] = true
			if !strings.Contains(second.String(), m[1]) {
				t.Errorf("%s: id %s is gone in the next run", write, m[1])
			}
		}
	}
}

func outputNamed(t *testing.T, name string) Output {
	t.Helper()
	for _, o := range Outputs {
		if o.Name == name {
			return o
		}
	}
	t.Fatalf("no output %s", name)
	return Output{}
}

// TestWritesExchange writes the exchange outputs of the examples and of many
// other scorecards into the folder that EXCHANGE names, where tools/exchange
// holds them against published schemas.
func TestWritesExchange(t *testing.T) {
	folder := os.Getenv("EXCHANGE")
	if folder == "" {
		t.Skip("EXCHANGE names no folder")
	}
	write := func(t fataler, name string, s *scorecard.Scorecard) {
		for _, o := range Outputs {
			if readers[o.Name] == nil || !strings.Contains("oscal poam hdf gemara", o.Name) {
				continue
			}
			var out bytes.Buffer
			if err := o.Write(&out, s, Options{}); err != nil {
				t.Fatalf("%s: %v", o.Name, err)
			}
			if err := os.WriteFile(filepath.Join(folder, name+o.Ext), out.Bytes(), 0o644); err != nil {
				t.Fatalf("%v", err)
			}
		}
	}
	examples, err := filepath.Glob("../../reports/*/reports/assessment.json")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range examples {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scorecard.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		write(t, fmt.Sprintf("example-%d", i), s)
	}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		write(rt, fmt.Sprintf("random-%d", n), shuffled(rt, relay(t)))
	})
}
