package evaluate

import (
	"strings"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

func TestLimitsAreNeverEmpty(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.in.Compared = true
	var codes []string
	for _, l := range p.run().Limits {
		codes = append(codes, string(l.Code))
		if l.Text == "" || len(l.IDs) > 0 {
			t.Errorf("limit %+v of a project without fault", l)
		}
	}
	if len(codes) != 3 || codes[0] != "names" || codes[1] != "evidence" || codes[2] != "criteria" {
		t.Errorf("a project without fault has the limits %v", codes)
	}
}

func TestEveryLimitHasItsOwnCodeAndText(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range limitRules {
		if l.code == "" || l.text == "" || seen[string(l.code)] || seen[l.text] {
			t.Errorf("limit %q (%q) is empty or there twice", l.code, l.text)
		}
		seen[string(l.code)], seen[l.text] = true, true
	}
}

func TestLimitsOfDates(t *testing.T) {
	p := newProject(t)
	for _, id := range []string{"C-1", "C-2", "C-3"} {
		p.met(id)
	}
	_, f := p.source("e-C-1")
	f.Files[0].Zoned = false
	d, f := p.source("e-C-2")
	d.Dated, d.DatedBy = f.Files[0].Oldest, "Ann"
	f.Files[0].Oldest, f.Files[0].Newest = time.Time{}, time.Time{}
	card := p.run()
	if wrong := limitNames("date-without-zone", "e-C-1")(card) + limitNames("date-declared", "e-C-2")(card); wrong != "" {
		t.Error(wrong)
	}
	if e := card.Evidence[1]; e.DatedBy != "declared" || e.DatedName != "Ann" || e.ProducedAt == "" {
		t.Errorf("a declared date is registered as %+v", e)
	}
}

func TestNoCommit(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.in.Commit = Commit{}
	card := p.run()
	if wrong := limitNames("no-commit")(card); wrong != "" {
		t.Error(wrong)
	}
	if _, listed := limitIDs(card, "unbound"); listed || card.Commit != "" || card.Criteria[0].Outcome != scorecard.Met {
		t.Errorf("without a commit the scorecard names %q and the criterion is %s", card.Commit, card.Criteria[0].Outcome)
	}
}

func TestThresholdsThatDifferAreListed(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	if got := p.run().Plan.Thresholds; !got.Default || got.WaiverMax != "365 d" {
		t.Errorf("the usual thresholds are %+v", got)
	}
	p.in.Plan.Verdict.Differs = []string{"a warning counts 1", "waivers may last 900d"}
	card := p.run()
	for _, l := range card.Limits {
		if l.Code == "thresholds" && strings.HasSuffix(l.Text, ": a warning counts 1, waivers may last 900d") && !card.Plan.Thresholds.Default {
			return
		}
	}
	t.Errorf("what differs is not listed: %+v", card.Limits)
}

func TestBytesThatNobodyRead(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.met("C-2")
	_, missing := p.source("e-C-1")
	missing.Files = nil
	_, empty := p.source("e-C-2")
	empty.Files[0].Bytes = 0
	register := p.run().Evidence
	if register[0].Bytes != nil {
		t.Errorf("missing evidence has %d bytes", *register[0].Bytes)
	}
	if e := register[1]; e.Bytes == nil || *e.Bytes != 0 || e.Files[0].Bytes == nil {
		t.Errorf("a file of no bytes is registered as %+v", e)
	}
}

func TestSecretsInEvidenceAreALimit(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.met("C-2")
	_, found := p.source("e-C-2")
	found.Redacted = true
	if wrong := limitNames("redacted", "e-C-2")(p.run()); wrong != "" {
		t.Error(wrong)
	}
}
