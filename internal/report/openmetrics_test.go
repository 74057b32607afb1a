package report

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"signoff/internal/quantity"
	"signoff/internal/report/export"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// A line of the exposition: a comment on a family, or a sample of it.
var (
	familyLine = regexp.MustCompile(`^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$`)
	sampleLine = regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\} (\S+)$`)
	labelPair  = regexp.MustCompile(`([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"`)
)

// saidInOpenMetrics reads the exposition as strictly as its grammar is: every
// line is known, samples stand under the family that was announced, none twice.
func saidInOpenMetrics(t fataler, text string) said {
	t.Helper()
	lines := strings.Split(text, "\n")
	if n := len(lines); n < 2 || lines[n-2] != "# EOF" || lines[n-1] != "" {
		t.Fatalf("openmetrics does not end with # EOF")
	}
	got := said{counts: countsIn(""), strict: wording.None}
	family, seen := "", map[string]bool{}
	for _, line := range lines[:len(lines)-2] {
		if m := familyLine.FindStringSubmatch(line); m != nil {
			if m[1] == "HELP" && seen["family "+m[2]] || m[1] != "HELP" && m[2] != family {
				t.Fatalf("openmetrics: %q is not where its family is", line)
			}
			family = m[2]
			seen["family "+family] = true
			continue
		}
		m := sampleLine.FindStringSubmatch(line)
		if m == nil || m[1] != family || seen[m[1]+m[2]] {
			t.Fatalf("openmetrics: no sample of %s, or one twice: %q", family, line)
		}
		seen[m[1]+m[2]] = true
		value, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			t.Fatalf("openmetrics: %v", err)
		}
		labels := map[string]string{}
		for _, pair := range labelPair.FindAllStringSubmatch(m[2], -1) {
			labels[pair[1]] = pair[2]
		}
		switch {
		case family == "signoff_verdict" && value == 1:
			got.verdict = labels["verdict"]
		case family == "signoff_criteria":
			got.counts[scorecard.Outcome(labels["outcome"])] = int(value)
		case family == "signoff_criterion" && (labels["informs"] == "false" || labels["outcome"] == string(scorecard.NotApplicable)):
			got.counts[scorecard.Outcome(labels["outcome"])+" of criteria"]++
		case family == "signoff_compliance_ratio":
			got.strict = "some"
		}
	}
	return agreed(t, got)
}

// agreed holds the counts against the samples of the criteria, and says the
// compliance of the counts where there is a sample of it.
func agreed(t fataler, got said) said {
	t.Helper()
	applicable := 0
	for _, o := range scorecard.Outcomes {
		if got.counts[o] != got.counts[o+" of criteria"] {
			t.Fatalf("openmetrics counts %d %s and lists %d", got.counts[o], o, got.counts[o+" of criteria"])
		}
		delete(got.counts, o+" of criteria")
		if o != scorecard.NotApplicable {
			applicable += got.counts[o]
		}
	}
	if got.strict != wording.None && applicable > 0 {
		satisfied := got.counts[scorecard.Met] + got.counts[scorecard.Warning]
		got.strict = spaces.ReplaceAllString(quantity.Show(quantity.Ratio(int64(satisfied), int64(applicable)), nil), " ")
	}
	return got
}

func TestOpenMetricsEscapesLabels(t *testing.T) {
	s := relay(t)
	s.Project = "a\"b\\c\nd\xff} 7\n# EOF"
	s.Release = ""
	var out bytes.Buffer
	if err := export.WriteOpenMetrics(&out, s); err != nil {
		t.Fatal(err)
	}
	saidInOpenMetrics(t, out.String())
	if want := `project="a\"b\\c d` + "\uFFFD" + `} 7 # EOF",commit=`; !strings.Contains(out.String(), want) {
		t.Errorf("no %s in %.400s", want, out.String())
	}
}
