package tally

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"signoff/internal/fact"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// services reports services written as "name condition".
func services(date string, list ...string) func(s *Sink) {
	return func(s *Sink) {
		for i, text := range list {
			name, word, _ := strings.Cut(text, " ")
			v := fact.Service{Line: i + 1, Name: name, Status: word, Restarts: -1}
			switch word {
			case "healthy":
				v.Condition = fact.Healthy
			case "unhealthy":
				v.Condition = fact.Unhealthy
			}
			s.Service(&v)
		}
		if date != "" {
			s.Dated(date)
		}
	}
}

func TestServices(t *testing.T) {
	type files = []func(s *Sink)
	old, young := "2026-01-01", "2026-01-02"
	tests := []struct {
		name  string
		files files
		want  string // total healthy unhealthy unchecked
	}{
		{"each", files{services("", "a healthy", "b unhealthy", "c running")}, "3 1 1 1"},
		{"listed twice", files{services("", "a healthy", "a healthy")}, "1 1 0 0"},
		{"later is better", files{services(old, "a unhealthy"), services(young, "a healthy")}, "1 0 1 0"},
		{"later is worse", files{services(young, "a unhealthy"), services(old, "a healthy")}, "1 0 1 0"},
		{"same date", files{services(old, "a healthy"), services(old, "a running")}, "1 0 0 1"},
		{"no date", files{services("", "a running"), services("", "a unhealthy")}, "1 0 1 0"},
		{"one date", files{services(young, "a healthy"), services("", "a unhealthy"), services(old, "a running")}, "1 0 1 0"},
		{"gone later", files{services(old, "a healthy", "b healthy"), services(young, "a unhealthy")}, "2 1 1 0"},
	}
	for _, tt := range tests {
		var questions []fact.Question
		for _, measure := range []string{"total", "healthy", "unhealthy", "unchecked"} {
			questions = append(questions, question(t, "services."+measure))
		}
		for range 2 {
			var parts []string
			for _, a := range answers(t, questions, tt.files...) {
				parts = append(parts, brief(a))
			}
			if got := strings.Join(parts, " "); got != tt.want {
				t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
			}
			tt.files[0], tt.files[len(tt.files)-1] = tt.files[len(tt.files)-1], tt.files[0]
		}
	}
}

func TestServiceFigures(t *testing.T) {
	file := func(s *Sink) {
		uptime := quantityOf(90, 0)
		s.Service(&fact.Service{Line: 1, Name: "a", Condition: fact.Healthy, Uptime: &uptime, Restarts: 2, Namespace: "x"})
		uptime = quantityOf(45, 1)
		s.Service(&fact.Service{Line: 2, Name: "b", Condition: fact.Unhealthy, Status: "CrashLoopBackOff", Uptime: &uptime, Restarts: 1, Image: "b:1", Namespace: "x"})
		s.Service(&fact.Service{Line: 3, Name: "c", Restarts: -1})
	}
	tests := []struct{ measure, where, want string }{
		{"services.uptime", "", "a 90 s"},
		{"services.uptime", "name: b", "b 450 s"},
		{"services.uptime", "name: c", "no-match"},
		{"services.restarts", "", "3"},
		{"services.restarts", "name: c", "no-match"},
		{"services.ratio", "", "33.333333333333333%"},
		{"services.ratio", "namespace: x", "50%"},
		{"services.healthy", "image: z", "no-match"},
		{"services.total", "status: Crash*", "1"},
		{"health.availability", "", "no-match"},
	}
	for _, tt := range tests {
		if got := brief(ask(t, question(t, tt.measure, conditions(tt.where)...), file)); got != tt.want {
			t.Errorf("%s where %s: got %s, want %s", tt.measure, tt.where, got, tt.want)
		}
	}
	q := question(t, "services.total")
	q.By = "namespace"
	a := ask(t, q, file)
	want := []fact.Exhibit{
		{Rank: "unhealthy", Name: "b", Text: "CrashLoopBackOff", Subject: "x b:1", At: fact.Location{Path: "a.json", Line: 2}},
		{Rank: "unchecked", Name: "c", At: fact.Location{Path: "a.json", Line: 3}},
	}
	if diff := cmp.Diff(want, a.Exhibits); diff != "" || a.More != 0 {
		t.Errorf("%s and %d more", diff, a.More)
	}
	if len(a.Rows) != 2 || a.Rows[1].Name != "x" || a.Rows[1].Figure.Value.String() != "2" {
		t.Errorf("got %+v", a.Rows)
	}
}

// probes reports a series of one instant a minute: + up, - down, ? a gap, and a
// space where the instant is missing.
func probes(series, states string) func(s *Sink) {
	return func(s *Sink) {
		start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for i, c := range states {
			u := fact.Up{Line: i + 1, Series: series, At: start.Add(time.Duration(i) * time.Minute), Step: time.Minute}
			u.Up, u.Gap = c == '+', c == '?'
			if c != ' ' {
				s.Up(&u)
			}
		}
	}
}

func TestAvailability(t *testing.T) {
	tests := []struct{ states, want string }{ // availability outages longest mttr window
		{"+++++", "100% 0 0 no-match 240"},
		{"+-+++", "75% 1 60 60 240"},
		{"+?+++", "75% 1 60 60 240"},
		{"+--++", "50% 1 120 120 240"},
		{"+-?++", "50% 1 120 120 240"},
		{"-+-++", "50% 2 60 60 240"},
		{"+ +++", "75% 1 60 60 240"},
		{"+  ++", "50% 1 120 120 240"},
		{"++++-", "100% 1 60 60 240"},
		{"+++--", "75% 1 120 120 240"},
		{"-----", "0% 1 300 300 240"},
		{"+- -+", "25% 1 180 180 240"},
		{"+", "no-match no-match no-match no-match no-match"},
	}
	for _, tt := range tests {
		var questions []fact.Question
		for _, measure := range []string{"availability", "outages", "longest_outage", "mttr", "window"} {
			questions = append(questions, question(t, "health."+measure))
		}
		var parts []string
		for _, a := range answers(t, questions, probes("p", tt.states)) {
			parts = append(parts, strings.TrimSuffix(strings.TrimPrefix(brief(a), "p "), " s"))
		}
		if got := strings.Join(parts, " "); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.states, got, tt.want)
		}
	}
}

func TestAvailabilityWindow(t *testing.T) {
	both := both(probes("a", "+++++"), probes("b", "++"), probes("c", "   ++"))
	if got := brief(ask(t, question(t, "health.availability"), both)); got != "a 100%, b 50%, c 25%" {
		t.Error(got)
	}
	if got := brief(ask(t, question(t, "health.availability", "name: b"), both)); got != "b 50%" {
		t.Errorf("a filter must not shorten the window: %s", got)
	}
	a := ask(t, question(t, "health.availability", "name: b"), both)
	want := []fact.Exhibit{{Rank: "outage", Name: "b", Text: "2m0s from 2026-01-01T00:02:00Z", At: fact.Location{Path: "a.json", Line: 2}}}
	if diff := cmp.Diff(want, a.Exhibits); diff != "" {
		t.Error(diff)
	}
	if f := a.Figures[0]; f.Part != 120 || f.Whole != 240 || f.At != want[0].At {
		t.Errorf("got %+v", f)
	}
	two := brief(ask(t, question(t, "health.availability"), probes("a", "++"), probes("a", "  +++")))
	if two != "a 100%" {
		t.Errorf("a series in two files: %s", two)
	}
	same := brief(ask(t, question(t, "health.availability"), probes("a", "+++"), probes("a", "+-+")))
	if same != "a 50%" {
		t.Errorf("of two words on one instant the worse counts: %s", same)
	}
}

// TestUndeclaredStep: without a step the median spacing is it.
func TestUndeclaredStep(t *testing.T) {
	report := func(s *Sink) {
		for i, second := range []int64{0, 10, 20, 35, 45, 61} {
			s.Up(&fact.Up{Line: i + 1, Series: "a", At: time.Unix(1e9+second, 0), Up: true})
		}
	}
	a := ask(t, question(t, "health.outages"), report)
	if brief(a) != "a 1" || a.Figures[0].At.Line != 5 {
		t.Errorf("15 s are not over 1.5 steps and 16 s are: %s at %v", brief(a), a.Figures[0].At)
	}
}

// TestAvailabilityAddsUp: up time and outages fill the window, but for an
// outage at its very end.
func TestAvailabilityAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := upSeries{name: "a", files: []string{"f"}, step: time.Duration(rapid.Int64Range(0, 20).Draw(t, "step"))}
		at := int64(0)
		for range rapid.IntRange(1, 30).Draw(t, "instants") {
			at += rapid.Int64Range(0, 30).Draw(t, "distance")
			state := rapid.SampledFrom([]upState{isUp, isGap, isDown}).Draw(t, "state")
			s.instants = append(s.instants, instant{at: at, state: state})
		}
		s.unite()
		first, last := s.instants[0], s.instants[len(s.instants)-1]
		from, to := first.at-rapid.Int64Range(0, 40).Draw(t, "before"), last.at+rapid.Int64Range(0, 40).Draw(t, "after")
		a := s.measure(from, to)
		_, down := a.longest()
		if to == last.at && last.state != isUp {
			down -= s.spacing()
		}
		if a.up < 0 || a.up+down != to-from {
			t.Fatalf("%d up and %d down of %d: %v", a.up, down, to-from, s.instants)
		}
		for n := 1; n < len(a.outages); n++ {
			if a.outages[n-1].from+a.outages[n-1].length >= a.outages[n].from {
				t.Fatalf("outages overlap: %v", a.outages)
			}
		}
	})
}

// TestServiceOrder: the order of files never shows.
func TestServiceOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		questions := Everything(fact.Health)
		questions[0].By = "status"
		set := Compile(fact.Health, questions)
		var sinks []*Sink
		for i := range rapid.IntRange(1, 4).Draw(rt, "files") {
			sink := set.Sink(fmt.Sprint(i))
			list := rapid.SliceOfN(rapid.SampledFrom([]string{"a healthy", "a unhealthy", "b running", "b healthy"}), 0, 4).Draw(rt, "services")
			services(rapid.SampledFrom([]string{"", "2026-01-01", "2026-01-02"}).Draw(rt, "date"), list...)(sink)
			probes("p", rapid.StringOfN(rapid.RuneFrom([]rune("+-? ")), 0, 9, -1).Draw(rt, "states"))(sink)
			sinks = append(sinks, sink)
		}
		straight, shuffled := set.Fold(), set.Fold()
		for _, s := range sinks {
			straight.Add(s)
		}
		for _, s := range rapid.Permutation(sinks).Draw(rt, "order") {
			shuffled.Add(s)
		}
		for i := range questions {
			if diff := cmp.Diff(straight.Answer(i), shuffled.Answer(i), equalFigures); diff != "" {
				rt.Fatalf("%s: %s", questions[i].Measure.Name, diff)
			}
		}
	})
}

func TestHealthFaults(t *testing.T) {
	negative := quantityOf(-1, 0)
	for want, report := range map[string]func(s *Sink){
		`x:2: expected an uptime of the service "a", found a negative one`:               func(s *Sink) { s.Service(&fact.Service{Line: 2, Name: "a", Uptime: &negative}) },
		`x:2: expected the restarts of the service "a", found 4611686018427387904`:       func(s *Sink) { s.Service(&fact.Service{Line: 2, Name: "a", Restarts: 1 << 62}) },
		`x:2: expected a condition of the service "a", found number 9`:                   func(s *Sink) { s.Service(&fact.Service{Line: 2, Name: "a", Condition: 9}) },
		`x:2: expected an instant of "a" with a step, found 0001-01-01T00:00:00Z and 0s`: func(s *Sink) { s.Up(&fact.Up{Line: 2, Series: "a"}) },
	} {
		sink := Compile(fact.Health, nil).Sink("x")
		report(sink)
		if err := sink.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
