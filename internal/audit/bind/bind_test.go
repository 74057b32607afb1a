package bind

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

// bookOf lays out the assessment of the worked example of data stores, which
// is rejected: 18 met, 2 warnings, 8 unmet, 3 unknown of 31.
func bookOf(t testing.TB) *Book {
	t.Helper()
	file := filepath.Join("..", "..", "..", "reports", "datastores", "reports", "assessment.json")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	card, err := scorecard.Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	return NewBook(card)
}

// TestForgeries holds that a claim which the assessment contradicts is one
// fault that says what the assessment says.
func TestForgeries(t *testing.T) {
	b := bookOf(t)
	for _, tt := range []struct{ text, says string }{
		{"The verdict is approved.", "rejected"},
		{"Decision: GO", "rejected"},
		{"Data stores 2026.11 is production-ready.", "rejected"},
		{"The release passed the quality gate.", "rejected"},
		{"Overall status: green", "rejected"},
		{"Gesamturteil: FREIGEGEBEN", "rejected"},
		{"Statut: PRÊT POUR LA PRODUCTION", "rejected"},
		{"结论：已批准上线", "rejected"},
		{"判定：合格", "rejected"},
		{"Conditionally approved.", "rejected"},
		{"Compliance: 96.5 %", "64.5"},
		{"Score 97.2 of 100", "62.3"},
		{"The category Redis scores 86.8.", "68.8"},
		{"Grade: Good", "Poor"},
		{"31 of 31 criteria are met.", "20"},
		{"Only 1 criterion is unmet.", "8"},
		{"RED-09 memory fragmentation is 1.31.", "7.91"},
		{"RED-01 stands at 0.24 ms.", "0.231 ms"},
		{"Peak memory during the benchmark: 2.14 GB", "2.14 MB"},
		{"GET answers within 0.1 ms.", "0.215"},
		{"REC-01 took 0.8 s and REC-03 took 1.62 s", "0.493"},
		{"RED-09 is met.", "unmet"},
		{"RED-01, RED-02 and PG-01 are met.", "unknown"},
		{"RED-01 failed.", "met"},
		{"A backup has been restored.", "unmet"},
		{"RED-08 is waived.", "no waiver"},
		{"No blockers remain.", "PG-01"},
		{"All targets are met except RED-08.", "RED-03"},
		{"Nothing is unknown.", "RED-03"},
		{"No waivers are in force.", "W-1"},
		{"W-1 expires on 2027-06-30.", "2027-02-28"},
		{"Approved by Platform and Data.", "missing"},
		{"Assessed as of 2026-09-22.", "2026-11-22"},
		{"The release went from conditional to approved.", "release is approved"},
		{"Approved release.", "rejected"},
		{"RED-09 has not failed.", "is met"},
		{"RED-01 is not met.", "is unmet"},
		{"RED-09 done.", "is met"},
		{"Only RED-09 is unmet.", "only RED-09"},
		{"RED-09 is not waived.", "has a waiver"},
	} {
		key, value, _ := strings.Cut(tt.text, ": ")
		if value == "" {
			key = ""
		}
		r := b.Text(Line{Text: tt.text, Key: key, Value: value})
		if len(r.Faults) == 0 {
			t.Errorf("%q: no fault", tt.text)
			continue
		}
		if !strings.Contains(r.Faults[0].Message, tt.says) {
			t.Errorf("%q: %q does not say %q", tt.text, r.Faults[0].Message, tt.says)
		}
	}
}

// TestHonest holds that what is true, or claims nothing, is no fault.
func TestHonest(t *testing.T) {
	b := bookOf(t)
	for _, text := range []string{
		"The verdict is rejected.",
		"The release is not yet approved.",
		"Once PG-01 is measured, the release can be approved.",
		"If RED-09 were met, compliance would be 67.7 %.",
		"Is the release approved?",
		"Release 2026.10 was approved.",
		"Billing, a neighbouring project, has a compliance of 97.9 % and was approved.",
		"The old draft claimed that RED-09 is met.",
		"RED-09 asks for less than 1.5.",
		"RED-09 memory fragmentation is 7.91, above its target of 1.5; it is waived.",
		"RED-01 stands at 231 µs, measured in 3 runs of 10 s.",
		"18 criteria are met, 2 with a warning, 8 unmet, 3 unknown.",
		"Compliance is 64.5 %, with waivers 69.0 %.",
		"GET answers within 0.215 ms, INCR within 0.231 ms (95th percentile).",
		"All PostgreSQL targets that were measured are met, two of them with a warning.",
		"A backup has never been restored.",
		"None of the three roles has signed.",
		"Frontend line coverage is 71 %.",
		"RED-09 and OPS-01 are waived; W-1 ends on 2027-02-28, W-2 on 2026-12-31.",
		"A compliance of 90 % is required for conditional approval.",
		"We gave the report to 12 people in 4 teams.",
		"Data stores approved three vendors.",
		"Approved releases carry a tag.",
		"The verdict went from approved to rejected.",
		"RED-08 is not only met but celebrated.",
		"RED-01 is not just met, it is exceeded.",
		"RED-09 has not not failed.",
		"RED-09 passes by its waiver.",
		"RED-01 is not waived.",
	} {
		if r := b.Text(Line{Text: text}); len(r.Faults) > 0 {
			t.Errorf("%q: %s", text, r.Faults[0].Message)
		}
	}
}

// TestRowsOfOthers holds which rows are about another release: those whose first
// cell is not more than its name, and not an id with a figure next to it.
func TestRowsOfOthers(t *testing.T) {
	b := bookOf(t)
	for _, tt := range []struct {
		subject, said string
		judged        bool
	}{
		{"RED-09", "met", true},
		{"RED-09 2.4", "met", true},
		{"2025.11", "approved", false},
		{"Release 2025.11", "approved", false},
		{"The release 2025.11", "approved", false},
		{"Release 2026.11", "approved", true},
		{"D-2 Memory", "met", false},
	} {
		c := b.Columns([]string{"What", "Verdict"}, 1)
		r := b.Row(c, "", []Cell{{Text: tt.subject}, {Text: tt.said}})
		if got := len(r.Faults) > 0; got != tt.judged {
			t.Errorf("%s | %s: contradicted %v, want %v", tt.subject, tt.said, got, tt.judged)
		}
	}
}

// TestTrace holds that a true figure names its criterion and evidence.
func TestTrace(t *testing.T) {
	r := bookOf(t).Text(Line{Text: "RED-01 stands at 231 µs."})
	if len(r.Traces) != 1 || r.Traces[0].Criterion != "RED-01" ||
		r.Traces[0].Evidence != "evidence/redis/redis-benchmark.csv:6" {
		t.Errorf("got %+v", r.Traces)
	}
}

func FuzzText(f *testing.F) {
	b := bookOf(f)
	for _, seed := range []string{"RED-01: 0.231 ms", "14 of 16 criteria (87.5 %)", "结论：未批准", "a → b ; \"x\" (",
		"95th of of 3 %"} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		b.Text(Line{Text: text, Key: "k", Value: text})
		b.Row(
			b.Columns([]string{"criterion", "actual", text}, 1),
			text,
			[]Cell{{Text: text}, {Text: text}, {Text: text}},
		)
	})
}
