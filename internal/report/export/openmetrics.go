package export

import (
	"bufio"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"time"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// sampleOf is one sample of a metric family: its labels in pairs, and its value.
type sampleOf struct {
	labels []string
	value  string
}

// families are the metrics, in the order in which they stand.
var families = []struct {
	name, unit, help string
	samples          func(s *scorecard.Scorecard) []sampleOf
}{
	{"signoff_assessment", "", "What was assessed; always 1.", func(s *scorecard.Scorecard) []sampleOf {
		return []sampleOf{{[]string{"release", s.Release, "commit", s.Commit, "version", s.Tool.Version}, "1"}}
	}},
	{"signoff_as_of_timestamp_seconds", "seconds", "The instant that the assessment speaks of.", func(s *scorecard.Scorecard) []sampleOf {
		t, err := time.Parse(time.RFC3339, s.AsOf)
		if err != nil {
			return nil
		}
		return []sampleOf{{nil, strconv.FormatInt(t.Unix(), 10)}}
	}},
	{"signoff_verdict", "", "1 for the verdict that holds, 0 for the others.", func(s *scorecard.Scorecard) []sampleOf {
		var list []sampleOf
		for _, v := range []scorecard.Ruling{scorecard.Approved, scorecard.Conditional, scorecard.Rejected, scorecard.Indeterminate} {
			list = append(list, sampleOf{[]string{"verdict", string(v)}, oneIf(v == s.Verdict.Outcome)})
		}
		return list
	}},
	{"signoff_override", "", "1 while a person's override releases what is not approved, else 0.", func(s *scorecard.Scorecard) []sampleOf {
		return []sampleOf{{nil, oneIf(s.Released() != nil)}}
	}},
	{"signoff_compliance_ratio", "ratio", "Satisfied of applicable criteria, waivers ignored; absent when none applies.", func(s *scorecard.Scorecard) []sampleOf {
		return gaugeOf(nil, s.Compliance.Exact)
	}},
	{"signoff_score", "", "The overall score in points of 100, waivers ignored.", func(s *scorecard.Scorecard) []sampleOf {
		return gaugeOf(nil, s.Score.Exact)
	}},
	{"signoff_criteria", "", "Criteria by outcome.", func(s *scorecard.Scorecard) []sampleOf {
		c := s.Compliance
		counts := map[scorecard.Outcome]int{scorecard.Met: c.Met, scorecard.Warning: c.Warning, scorecard.Unmet: c.Unmet,
			scorecard.Unknown: c.Unknown, scorecard.NotApplicable: c.NotApplicable}
		var list []sampleOf
		for _, o := range scorecard.Outcomes {
			list = append(list, sampleOf{[]string{"outcome", string(o)}, strconv.Itoa(counts[o])})
		}
		return list
	}},
	{"signoff_criteria_waived", "", "Criteria under a waiver in force.", func(s *scorecard.Scorecard) []sampleOf {
		return []sampleOf{{nil, strconv.Itoa(s.Compliance.Waived)}}
	}},
	{"signoff_criterion", "", "What became of each criterion; always 1.", func(s *scorecard.Scorecard) []sampleOf {
		var list []sampleOf
		for _, c := range s.Criteria {
			list = append(list, sampleOf{[]string{"criterion", c.ID, "category", c.Category, "outcome", string(c.Outcome), "reason", string(c.Reason),
				"blocker", strconv.FormatBool(c.Blocker), "waived", strconv.FormatBool(c.Waived), "informs", strconv.FormatBool(c.Informs)}, "1"})
		}
		return list
	}},
	{"signoff_criterion_figure", "", "The figure that decided, in its unit; a percentage as a ratio.", func(s *scorecard.Scorecard) []sampleOf {
		var list []sampleOf
		for _, c := range s.Criteria {
			if c.Measured == nil {
				continue
			}
			unit := c.Measured.Unit
			if unit == "%" {
				unit = "ratio"
			}
			list = append(list, gaugeOf([]string{"criterion", c.ID, "unit", unit}, c.Exact)...)
		}
		return list
	}},
}

// WriteOpenMetrics writes the assessment as gauges in the OpenMetrics text
// format, of which Prometheus' own text format reads every line. Each sample
// has the label project. What does not exist has no sample.
func WriteOpenMetrics(w io.Writer, s *scorecard.Scorecard) error {
	return Metrics(w, []*scorecard.Scorecard{s})
}

// Metrics writes several assessments as gauges, each metric once with a sample
// of every assessment that has one.
func Metrics(w io.Writer, list []*scorecard.Scorecard) error {
	out := bufio.NewWriter(w)
	for _, f := range families {
		headed := false
		for _, s := range list {
			samples := f.samples(s)
			if len(samples) > 0 && !headed {
				headed = true
				fmt.Fprintf(out, "# HELP %s %s\n# TYPE %s gauge\n", f.name, f.help, f.name)
				if f.unit != "" {
					fmt.Fprintf(out, "# UNIT %s %s\n", f.name, f.unit)
				}
			}
			for _, sample := range samples {
				fmt.Fprintf(out, "%s{%s} %s\n", f.name, labelsOf(append([]string{"project", s.Project}, sample.labels...)), sample.value)
			}
		}
	}
	fmt.Fprintln(out, "# EOF")
	return out.Flush()
}

// gaugeOf is a sample of an exact fraction, the nearest double to it; none when
// there is no fraction.
func gaugeOf(labels []string, fraction string) []sampleOf {
	exact, ok := new(big.Rat).SetString(fraction)
	if !ok {
		return nil
	}
	value, _ := exact.Float64()
	return []sampleOf{{labels, strconv.FormatFloat(value, 'g', -1, 64)}}
}

func oneIf(holds bool) string {
	if holds {
		return "1"
	}
	return "0"
}

// inLabel escapes what a line of a label's value may not hold as it is.
var inLabel = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// labelsOf writes labels in pairs of name and value; an empty value is as good
// as no label.
func labelsOf(pairs []string) string {
	var list []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			list = append(list, pairs[i]+`="`+inLabel.Replace(markdown.OneLine(pairs[i+1]))+`"`)
		}
	}
	return strings.Join(list, ",")
}
