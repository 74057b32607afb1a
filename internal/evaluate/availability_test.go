package evaluate

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

const wholeDay = 24 * time.Hour

// watched declares a criterion on the availability of spans, one a series, with
// 95 % confidence.
func watched(p *project, goal string, spans ...fact.Span) *criteria.Criterion {
	p.evidence("probes", fact.Health)
	answer := fact.Answer{Seen: int64(len(spans)), Matched: int64(len(spans))}
	for i, s := range spans {
		answer.Figures = append(answer.Figures, fact.Figure{
			Label: string(rune('a' + i)), Span: &s,
			Value: quantity.Ratio(int64(s.Up), int64(s.Window)), At: fact.Location{Path: "probes.json", Line: i + 1},
		})
	}
	c := p.criterion("C-1", criteria.One{Ask: p.ask("health.availability", "probes", answer)}, goal)
	c.Confidence = rat("95/100")
	return c
}

func quiet(days int) fact.Span {
	return fact.Span{Window: time.Duration(days) * wholeDay, Up: time.Duration(days) * wholeDay, Step: time.Minute}
}

// broken is a window with incidents of so many minutes.
func broken(days int, minutes ...int) fact.Span {
	s := quiet(days)
	for _, m := range minutes {
		s.Incidents = append(s.Incidents, time.Duration(m)*time.Minute)
		s.Up -= time.Duration(m) * time.Minute
	}
	return s
}

// gapped is a window of which nothing is known for so long.
func gapped(s fact.Span, hours int) fact.Span {
	s.Gap = time.Duration(hours) * time.Hour
	s.Up -= s.Gap
	return s
}

func TestAvailability(t *testing.T) {
	tests := []struct {
		name, target, repair string
		span                 fact.Span
		want                 scorecard.Outcome
		low, high            string
	}{
		{"three quiet days do not show 99.9 %", ">= 99.9%", "10m", quiet(3), scorecard.Unknown, "99.3", "100.0"},
		{"nor do repairs of 90 seconds", ">= 99.9%", "90s", quiet(3), scorecard.Unknown, "99.8", "100.0"},
		{"with repairs of 80 seconds they do", ">= 99.9%", "80s", quiet(3), scorecard.Met, "99.907", "100.0"},
		{"and of no less than the step", ">= 99.9%", "1s", quiet(2), scorecard.Unknown, "99.8", "100.0"},
		{"21 quiet days do", ">= 99.9%", "10m", quiet(21), scorecard.Met, "99.9009", "100.0"},
		{"20 do not", ">= 99.9%", "10m", quiet(20), scorecard.Unknown, "99.8", "100.0"},
		{"one incident is worth one and a half times the window", ">= 99.9%", "10m", broken(31, 5), scorecard.Unknown, "99.8", "99.9995"},
		{"that of 34 days", ">= 99.9%", "10m", broken(34, 5), scorecard.Met, "99.903", "99.9995"},
		{"a long one counts as it was", ">= 99.9%", "10m", broken(34, 20), scorecard.Unknown, "99.8", "99.998"},
		{"and the longest of several may come again", ">= 99.9%", "10m", broken(60, 5, 25), scorecard.Unknown, "99.8", "99.997"},
		{"one incident shows little of how often they come", ">= 99.9%", "1m", broken(3, 20), scorecard.Unknown, "97.8", "99.98"},
		{"six show that they come too often", ">= 99.9%", "1m", broken(3, 10, 10, 10, 10, 10, 10), scorecard.Unmet, "97.2", "99.4"},
		{"nothing is shown without repair", ">= 99.9%", "", broken(3, 10, 10, 10, 10, 10, 10), scorecard.Unknown, "", ""},
		{"a gap is not up", ">= 99.9%", "1m", gapped(quiet(3), 2), scorecard.Unknown, "97.1", "100.0"},
		{"but may have been", ">= 99.9%", "1m", gapped(broken(3, 10, 10, 10, 10, 10, 10), 2), scorecard.Unmet, "94.4", "99.4"},
		{"nothing but a gap", ">= 99.9%", "1m", fact.Span{Window: wholeDay, Gap: wholeDay, Step: time.Minute}, scorecard.Unknown, "", ""},
		{"no repair", ">= 50%", "", quiet(300), scorecard.Unknown, "", ""},
		{"incidents do not stand in for it", ">= 50%", "", broken(300, 1), scorecard.Unknown, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			c := watched(p, test.target, test.span)
			if test.repair != "" {
				c.Repair = &criteria.Repair{Ask: -1, Typed: value(t, test.repair)}
			}
			got := p.only()
			if got.Outcome != test.want || (got.Outcome == scorecard.Unknown) != (got.Reason == "inconclusive") {
				t.Fatalf("got %s %v, want %s", got.Outcome, got.Detail, test.want)
			}
			var low, high string
			if got.Interval != nil {
				low, high = got.Interval.Low, got.Interval.High
			}
			if low != test.low || high != test.high {
				t.Errorf("the interval is %q to %q, want %q to %q", low, high, test.low, test.high)
			}
		})
	}
}

func TestAvailabilitySaysWhatTheWindowShows(t *testing.T) {
	for _, test := range []struct {
		span         fact.Span
		repair, want string
	}{
		{quiet(3), "10m", "3 d with 0 incidents, repairs of 10 m as typed, show 99.3 % or more at 95% confidence; about 21 d would show ≥ 99.9 % if incidents stay as rare"},
		{broken(10, 12), "10m", "10 d with 1 incident, repairs of 10 m as typed (those seen lasted 12 m in the mean), show"},
		{broken(10, 14), "10m", "more than 20,480 d would show ≥ 99.9 % if incidents stay as rare"},
		{broken(10, 1), "10m", "about 220 d would show ≥ 99.9 % if incidents stay as rare"},
		{broken(1, 1), "30m", "no window would show ≥ 99.9 % while incidents stay as frequent"},
		{quiet(2), "2m", "2 d with 0 incidents, repairs of 2 m as typed"},
		{quiet(1), "119s", "24 h with 0 incidents, repairs of 119 s as typed"},
		{fact.Span{Window: wholeDay, Gap: wholeDay, Step: time.Minute}, "10m", "the evidence observes no time"},
		{quiet(3), "", "3 d with 0 incidents do not show how long a repair takes: name what does under repair"},
		{fact.Span{Window: 36 * time.Hour, Up: 36 * time.Hour, Step: time.Minute}, "10m", "36 h with 0 incidents"},
	} {
		p := newProject(t)
		if c := watched(p, ">= 99.9%", test.span); test.repair != "" {
			c.Repair = &criteria.Repair{Ask: -1, Typed: value(t, test.repair)}
		}
		got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(p.only().Detail[0].Text)
		if !strings.Contains(got, test.want) {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestRepairFromEvidence(t *testing.T) {
	drilled := func(answer fact.Answer) (*project, *criteria.Evidence) {
		p := newProject(t)
		c := watched(p, ">= 99.9%", quiet(30))
		drill, _ := p.evidence("drill", fact.Health)
		c.Repair = &criteria.Repair{Ask: p.ask("health.mttr", "drill", answer)}
		return p, drill
	}
	times := func(values ...string) fact.Answer { return newProject(t).figures("drill", values...) }

	p, _ := drilled(times("1m", "10m"))
	got := p.only()
	if got.Outcome != scorecard.Met || got.Basis != scorecard.Measured || !strings.Contains(got.Interval.From, "repairs of 10\u00a0m as health.mttr of drill") || len(got.Evidence) != 2 {
		t.Errorf("got %s, %s, %+v, %v", got.Outcome, got.Basis, got.Interval, got.Evidence)
	}
	p, _ = drilled(times("1m", "20m"))
	if got := p.only(); got.Reason != "inconclusive" {
		t.Errorf("got %s %q, want the longest repair to count", got.Outcome, got.Reason)
	}
	p, drill := drilled(times("10m"))
	drill.MaxAge = quantity.Int(1, quantity.Minute)
	if got := p.only(); got.Reason != "stale" {
		t.Errorf("got %s %q, want a stale drill to show nothing", got.Outcome, got.Reason)
	}
	for _, answer := range []fact.Answer{{Seen: 1, Matched: 1}, times("0s"), times("7")} {
		if p, _ = drilled(answer); p.only().Reason != "no-match" {
			t.Errorf("a drill that states no time: got %s %q", p.only().Outcome, p.only().Reason)
		}
	}
	p = newProject(t)
	watched(p, ">= 99.9%", quiet(30)).Repair = &criteria.Repair{Ask: -1, Typed: value(t, "10m")}
	if got := p.only(); got.Outcome != scorecard.Met || got.Basis != scorecard.Attested {
		t.Errorf("got %s, %s: a typed repair is a person's word", got.Outcome, got.Basis)
	}
}

func TestAvailabilityWithoutASpanIsInconclusive(t *testing.T) {
	p := newProject(t)
	c := watched(p, ">= 99.9%", quiet(30))
	c.Repair = &criteria.Repair{Ask: -1, Typed: value(t, "10m")}
	p.in.Answers[c.Expr.(criteria.One).Ask].Figures[0].Span = nil
	if got := p.only(); got.Reason != "inconclusive" {
		t.Errorf("got %s %q", got.Outcome, got.Reason)
	}
}

func TestTheWorstSeriesDecidesAvailability(t *testing.T) {
	p := newProject(t)
	watched(p, ">= 99.9%", quiet(30), broken(3, 10, 10, 10, 10, 10, 10, 10, 10), quiet(3)).Repair = &criteria.Repair{Ask: -1, Typed: value(t, "10m")}
	if got := p.only(); got.Outcome != scorecard.Unmet || got.Series != "b" {
		t.Errorf("got %s of %q", got.Outcome, got.Series)
	}
}

// TestAvailabilityOnTheTarget lets services that are up exactly 99.9 % of the time
// fail at random, with repairs of ten minutes on average, and counts how often
// more, or less, is claimed at 95 % confidence, however the repairs are spread and
// however long one watches.
func TestAvailabilityOnTheTarget(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(7, 8))
	shapes := map[string]func() float64{
		"all alike":   func() float64 { return 10 },
		"exponential": func() float64 { return 10 * random.ExpFloat64() },
		"lognormal":   func() float64 { return 10 * math.Exp(random.NormFloat64()-0.5) },
		"bimodal": func() float64 {
			if random.Float64() < 0.8 {
				return 5
			}
			return 30
		},
	}
	truth, c, repair := rat("999/1000"), rat("95/100"), value(t, "10m")
	windows := 250 * *draws
	for _, name := range []string{"all alike", "exponential", "lognormal", "bimodal"} {
		for _, days := range []int{10, 30, 90, 365} {
			over, under := 0, 0
			for range windows {
				s := failing(random, time.Duration(days)*wholeDay, shapes[name])
				w := newWindow(&s, repair)
				if w.upAtLeast(1, c).Cmp(truth) > 0 {
					over++
				}
				if w.upAtMost(c).Cmp(truth) < 0 {
					under++
				}
			}
			allowed := func(rate float64) float64 { return float64(windows)*rate + 3*math.Sqrt(float64(windows)*rate*(1-rate)) }
			if float64(over) > allowed(0.03) || float64(under) > allowed(0.05) {
				t.Errorf("repairs %s, %d days: more is claimed %d times and less %d times in %d", name, days, over, under, windows)
			}
		}
	}
}

// failing watches a service that is up 99.9 % of the time when repairs take ten
// minutes on average.
func failing(random *rand.Rand, window time.Duration, minutes func() float64) fact.Span {
	const meanUp = 10 * 0.999 / 0.001
	s := fact.Span{Window: window, Up: window, Step: time.Second}
	length := func(m float64) time.Duration { return time.Duration(m * float64(time.Minute)) }
	for at := length(meanUp * random.ExpFloat64()); at < window; at += length(meanUp * random.ExpFloat64()) {
		down := min(length(minutes()), window-at)
		s.Incidents = append(s.Incidents, max(down, time.Second))
		s.Up -= down
		at += down
	}
	return s
}
