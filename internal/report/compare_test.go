package report

import (
	"bytes"
	"strings"
	"testing"

	"signoff/internal/report/terminal"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// history is the sample two weeks and one week earlier: with an outcome that
// got worse since, one that got better, another target, other evidence and
// another waiver.
func history(t testing.TB) []*scorecard.Scorecard {
	first, second := relay(t), relay(t)
	first.AsOf, first.Release, first.Commit = "2026-11-06T00:00:00Z", "2.4.0-rc.1", "11"+first.Commit[2:]
	first.Compliance.Strict, first.Compliance.Met, first.Score.Strict = "50.0", 10, "41.9"
	first.Compliance.Exact, first.Score.Exact = "1/2", "419/10"
	first.Verdict.Outcome = scorecard.Rejected
	s := second
	s.AsOf, s.Release, s.Commit = "2026-11-14T00:00:00Z", "2.4.0-rc.2", "22"+s.Commit[2:]
	s.Compliance.Strict, s.Score.Strict = "65.4", "61.0"
	s.Compliance.Exact, s.Score.Exact = "17/26", "61"
	s.Plan.SHA256, s.Plan.Thresholds.Approved.Score = "00", scorecard.ParseBound(">= 80")
	for i := range s.Criteria {
		switch c := &s.Criteria[i]; c.ID {
		case "PERF-01":
			c.Outcome, c.Credit, c.Measured = scorecard.Unmet, "0", &scorecard.Figure{Value: "11.2", Unit: "ms"}
		case "TEST-03":
			c.Outcome, c.Credit, c.Measured = scorecard.Met, "1", &scorecard.Figure{Value: "81.0", Unit: "%"}
		case "SEC-04":
			c.Target = scorecard.ParseBound("== 3")
		case "PERF-02":
			c.Target, c.Revision, c.Blocker = scorecard.ParseBound("< 9 ms"), "other", !c.Blocker
		case "DOC-02":
			c.ID = "DOC-09"
		}
	}
	for i := range s.Evidence {
		if e := &s.Evidence[i]; e.ID == "redis" {
			e.SHA256 = "aa" + e.SHA256[2:]
		}
	}
	s.Evidence[1].State = "stale"
	s.Waivers[0].Expires, s.Waivers[0].State = "2026-11-15", "expiring"
	return []*scorecard.Scorecard{first, second}
}

func compareOptions(t testing.TB, template string) Options {
	o := options(t, template)
	o.History = history(t)
	return o
}

func TestDiffDocument(t *testing.T) {
	golden(t, "diff.md", []byte(render(t, "md", relay(t), compareOptions(t, "diff"))))
	page := render(t, "html", relay(t), compareOptions(t, "diff"))
	golden(t, "diff.html", ownPart([]byte(page)))
	p := parsePage(t, page)
	for _, link := range p.links {
		if id, found := strings.CutPrefix(link, "#"); found && p.ids[id] == 0 {
			t.Errorf("link to %q leads nowhere", link)
		}
	}
}

func TestDifferenceAtATerminal(t *testing.T) {
	var out bytes.Buffer
	if err := terminal.Difference(&out, scorecard.Diff(history(t)[1], relay(t)), terminal.Screen{Width: 110}); err != nil {
		t.Fatal(err)
	}
	golden(t, "difference.txt", out.Bytes())

	out.Reset()
	if err := terminal.Difference(&out, scorecard.Diff(relay(t), relay(t)), terminal.Screen{}); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); strings.Contains(text, "Regressed") || strings.Contains(text, "→") {
		t.Errorf("two equal assessments differ:\n%s", text)
	}
}

func TestWithoutHistoryNothingIsCompared(t *testing.T) {
	md := render(t, "md", relay(t), options(t, "diff"))
	if strings.Contains(md, "## ") {
		t.Errorf("got\n%s", md)
	}
}

func TestAssessmentTellsWhatChanged(t *testing.T) {
	md := render(t, "md", relay(t), compareOptions(t, "assessment"))
	for _, want := range []string{"Since last time", "One criterion got better, one worse", "`TEST-03`", "Compliance: **", "What this change did to its own gate"} {
		if !strings.Contains(plain(md), want) {
			t.Errorf("the assessment lacks %q", want)
		}
	}
	page := render(t, "html", relay(t), compareOptions(t, "assessment"))
	if n := strings.Count(page, `<svg class="tr"`); n != 27 {
		t.Errorf("%d criteria show their last assessments, want all 27", n)
	}
}

func TestUnknownChangeIsAFault(t *testing.T) {
	o := Options{Template: `{{ changes "worse" }}`, TemplateName: "t.md", History: history(t)}
	err := writeMarkdown(&bytes.Buffer{}, relay(t), o)
	if want := `t.md:1:1: unknown change "worse", expected one of regressed, fixed, new, gone, changed`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTrendIsToScaleAndFromZero(t *testing.T) {
	at := abscissas(append(history(t), relay(t)))
	if at[0] != trendLeft || at[2] != trendRight {
		t.Errorf("the ends are at %v", at)
	}
	// 8 of 14 days and 9 hours.
	if part := (at[1] - trendLeft) / (trendRight - trendLeft); part < 0.556 || part > 0.557 {
		t.Errorf("the second point lies at %.3f of the way", part)
	}
	undated := history(t)
	undated[0].AsOf = "?"
	if at := abscissas(append(undated, relay(t))); at[1] != (trendLeft+trendRight)/2 {
		t.Errorf("without dates the points are at %v", at)
	}
}

func TestWhisker(t *testing.T) {
	interval := func(low, high, unit string) *scorecard.Interval {
		return &scorecard.Interval{Low: low, High: high, Unit: unit, Confidence: "95%", Samples: 9}
	}
	for _, tc := range []struct {
		target   string
		interval *scorecard.Interval
		want     string
	}{
		{"< 250ms", interval("200", "300", "ms"), `M80 9H120M80 4v10M120 4v10`},
		{"< 250ms", interval("200", "900", "ms"), `M80 9H200M80 4v10M194 5l6 4-6 4`},
		{"< 250ms", interval("", "100", "ms"), `M0 9H40M40 4v10`},
		{">= 1000 msg/s", interval("1,500", "", "msg/s"), `M150 9H200M150 4v10M194 5l6 4-6 4`},
		{">= 99.9%", interval("99.85", "99.95", "%"), `M50 9H150M50 4v10M150 4v10`},
		{"< 250ms", interval("0.2", "0.3", "s"), ""},
		{"== 0", interval("0", "1", ""), ""},
		{"< 250ms", nil, ""},
	} {
		got := whisker(&scorecard.Criterion{Target: scorecard.ParseBound(tc.target), Interval: tc.interval})
		if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
			t.Errorf("%s within %v: got %s, want %s", tc.target, tc.interval, got, tc.want)
		}
	}
}

func TestWhatAnIntervalRestsOn(t *testing.T) {
	i := &scorecard.Interval{
		Samples: 2000, Of: "requests", Rounds: 3, Series: 20, Confidence: "95%", Apart: "99.75%",
		Assumes: "independent samples", Tested: "by blocks of samples in their order", Depends: "5", Worth: 333,
	}
	for want, got := range map[string]string{
		"independent samples; tested by blocks of samples in their order: D is 5, so 2,000 requests are worth 333": wording.Assumed(i),
		"2,000 requests in 3 rounds": wording.Made(i),
		"20 share the criterion: each must be met at 95 %, and one misses at 99.75 %": wording.Sharing(i),
		"independent samples; not tested: fewer than 10":                              wording.Assumed(&scorecard.Interval{Assumes: "independent samples", Tested: "not: fewer than 10"}),
		"": wording.Assumed(nil) + wording.Made(nil) + wording.Sharing(nil),
	} {
		if plain(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestIntervalInWords(t *testing.T) {
	for want, i := range map[string]*scorecard.Interval{
		"": nil,
		"233–261 ms, each end at 95 % confidence, from 1 sample":                                    {Low: "233", High: "261", Unit: "ms", Confidence: "95%", Samples: 1},
		"> 99.9 % at 95 % confidence, from 1,000 samples":                                           {Low: "99.9", Unit: "%", Confidence: "95%", Samples: 1000},
		"< 3 at 99 % confidence, from 5 samples; about 70 would decide if the spread stays as seen": {High: "3", Confidence: "99%", Samples: 5, Needed: 70},
		"not bounded at 95 % confidence, from 3 samples":                                            {Unit: "ms", Confidence: "95%", Samples: 3},
		"-1.0 to 2.0 % within one round, from 6 runs":                                               {Low: "-1.0", High: "2.0", Unit: "%", Confidence: "95%", Samples: 6, Of: "runs", Within: "one round"},
	} {
		if got := plain(wording.Interval(i)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
