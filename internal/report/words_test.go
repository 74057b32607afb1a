package report

import (
	"slices"
	"testing"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func TestAsOfReadsBackAsAsked(t *testing.T) {
	for instant, want := range map[string]string{
		"":                          "–",
		"2026-11-22T00:00:00Z":      "2026-11-21, end of day UTC",
		"2026-03-01T00:00:00Z":      "2026-02-28, end of day UTC",
		"2026-11-21T18:00:00Z":      "2026-11-21 18:00 UTC",
		"2026-11-21T18:00:07Z":      "2026-11-21 18:00:07 UTC",
		"2026-11-22T02:00:00+02:00": "2026-11-21, end of day UTC",
	} {
		if got := plain(wording.AsOf(instant)); got != want {
			t.Errorf("%s is shown as %s, want %s", instant, got, want)
		}
	}
}

func TestSignsKeepToTheTypographyOfFigures(t *testing.T) {
	for target, want := range map[string]string{
		"< 10ms":                   "< 10 ms",
		">= 1000 msg/s":            "≥ 1,000 msg/s",
		">= 99.9%":                 "≥ 99.9 %",
		"== 0":                     "= 0",
		"between 1 and 5":          "1–5",
		`== "2024.1 >= 1000"`:      `= "2024.1 >= 1000"`,
		"matches /v20[0-9]{2} <=/": "matches /v20[0-9]{2} <=/",
		"== true":                  "= true",
		"at least 2 of 3":          "at least 2 of 3",
		"":                         "",
	} {
		if got := plain(scorecard.ParseBound(target).Shown()); got != want {
			t.Errorf("%s is shown as %s, want %s", target, got, want)
		}
	}
	if got := wording.Setting("weight", "2"); got != "2" {
		t.Errorf("a weight of 2 is shown as %s", got)
	}
}

// plain makes every space the same, to compare words.
func plain(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		if r == '\u00a0' || r == '\u202f' {
			runes[i] = ' '
		}
	}
	return string(runes)
}

func TestSayingNamesEveryIDOnce(t *testing.T) {
	ids := []string{"A-1", "A-2", "A-3"}
	for _, tc := range []struct {
		text, said string
		ids, about []string
	}{
		{"3 blockers are unmet: A-1, A-2 and 1 more", "3 blockers are unmet", ids, ids},
		{"1 blocker is unmet: A-1", "1 blocker is unmet", ids[:1], ids[:1]},
		{"1 blocker is waived", "1 blocker is waived", ids[:1], ids[:1]},
		{"no approval by Security, Legal", "no approval by Security, Legal", []string{"Security", "Legal"}, nil},
		{"compared with: compliance", "compared with: compliance", nil, nil},
		{"AA-1 is near A-1x", "AA-1 is near A-1x", ids[:1], ids[:1]},
	} {
		said, about := wording.Saying(tc.text, tc.ids)
		if said != tc.said || !slices.Equal(about, tc.about) {
			t.Errorf("%q: got %q about %v, want %q about %v", tc.text, said, about, tc.said, tc.about)
		}
	}
}
