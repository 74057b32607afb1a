package evaluate

import (
	"slices"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// alter changes the declaration and the finding of evidence.
type alter func(*criteria.Evidence, *fact.Evidence)

func TestEvidenceState(t *testing.T) {
	hour, day := time.Hour, 24*time.Hour
	dated := func(oldest, newest time.Duration, zoned bool) alter {
		return func(_ *criteria.Evidence, f *fact.Evidence) {
			f.Files[0].Oldest, f.Files[0].Newest, f.Files[0].Zoned = asOf.Add(oldest), asOf.Add(newest), zoned
		}
	}
	maxAge := func(d *criteria.Evidence, _ *fact.Evidence) { d.MaxAge = quantity.Int(7, quantity.Day) }
	undated := func(_ *criteria.Evidence, f *fact.Evidence) {
		f.Files[0].Oldest, f.Files[0].Newest = time.Time{}, time.Time{}
	}
	commits := func(hashes ...string) alter {
		return func(_ *criteria.Evidence, f *fact.Evidence) { f.Files[0].Commits = hashes }
	}
	required := func(d *criteria.Evidence, _ *fact.Evidence) { d.CommitRequired = true }
	files := func(all ...fact.File) alter {
		return func(_ *criteria.Evidence, f *fact.Evidence) { f.Files = all }
	}
	same := file("copy.json")
	same.Same = "e-C-1.json"
	unnamed := file("unnamed.json")
	unnamed.Commits = nil
	saw := func(what string, n int64) alter {
		return func(_ *criteria.Evidence, f *fact.Evidence) { f.Files[0].Scope = []fact.Note{{Name: what, Count: n}} }
	}
	broken := func(_ *criteria.Evidence, f *fact.Evidence) {
		f.Files[0].Incomplete = []fact.Problem{{Text: "0 files were scanned"}}
	}
	skipped := func(_ *criteria.Evidence, f *fact.Evidence) {
		f.Files[0].Skipped = []fact.Problem{{Text: "could not parse a.py"}}
	}

	tests := []struct {
		name    string
		changes []alter
		state   string
		bound   string
	}{
		{"plain", nil, "usable", "commit"},
		{"no file", []alter{files()}, "missing", "none"},
		{"no file, and gathering says why", []alter{files(), func(_ *criteria.Evidence, f *fact.Evidence) {
			f.Problem = []fact.Problem{{Reason: fact.Unreadable, Text: "a folder is not readable"}}
		}}, "unreadable", "none"},
		{"too few files", []alter{func(d *criteria.Evidence, _ *fact.Evidence) { d.MinFiles = 2 }}, "missing", "commit"},
		{"enough files", []alter{files(file("a"), file("b")), func(d *criteria.Evidence, _ *fact.Evidence) { d.MinFiles = 2 }}, "usable", "commit"},
		{"a copy has a path of its own", []alter{files(file("a"), same), func(d *criteria.Evidence, _ *fact.Evidence) { d.MinFiles = 2 }}, "usable", "commit"},

		{"old, no max_age", []alter{dated(-900*day, -900*day, true)}, "usable", "commit"},
		{"exactly max_age", []alter{maxAge, dated(-7*day, -7*day, true)}, "usable", "commit"},
		{"a second older", []alter{maxAge, dated(-7*day-time.Second, 0, true)}, "stale", "commit"},
		{"a nanosecond older", []alter{maxAge, dated(-7*day-1, 0, true)}, "stale", "commit"},
		{"undated, no max_age", []alter{undated}, "usable", "commit"},
		{"undated where max_age is asked", []alter{maxAge, undated}, "stale", "commit"},
		{"undated, declared", []alter{maxAge, undated, func(d *criteria.Evidence, _ *fact.Evidence) {
			d.Dated, d.DatedBy = asOf.Add(-day), "Ann"
		}}, "usable", "commit"},
		{"undated, declared too old", []alter{maxAge, undated, func(d *criteria.Evidence, _ *fact.Evidence) {
			d.Dated, d.DatedBy = asOf.Add(-8*day), "Ann"
		}}, "stale", "commit"},
		{"its own date beats a declared one", []alter{maxAge, dated(-8*day, -8*day, true), func(d *criteria.Evidence, _ *fact.Evidence) {
			d.Dated, d.DatedBy = asOf.Add(-day), "Ann"
		}}, "stale", "commit"},
		{"five minutes ahead", []alter{dated(-hour, 5*time.Minute, true)}, "usable", "commit"},
		{"more than five minutes ahead", []alter{dated(-hour, 5*time.Minute+1, true)}, "stale", "commit"},
		{"14 hours ahead without a zone", []alter{dated(14*hour, 14*hour, false)}, "usable", "commit"},
		{"more than 14 hours ahead", []alter{dated(14*hour+1, 14*hour+1, false)}, "stale", "commit"},
		{"the oldest of two files", []alter{maxAge, files(file("a"), file("b")), dated(-8*day, -hour, true)}, "stale", "commit"},

		{"abbreviated to 7 digits", []alter{commits(hash[:7])}, "usable", "commit"},
		{"in capitals", []alter{commits("0123456789ABCDEF")}, "usable", "commit"},
		{"6 digits bind nothing", []alter{commits(hash[:6])}, "usable", "none"},
		{"a branch binds nothing", []alter{commits("main-line")}, "usable", "none"},
		{"another commit", []alter{commits("fedcba9")}, "wrong-commit", "none"},
		{"the right and another", []alter{commits(hash, "fedcba9")}, "wrong-commit", "none"},
		{"the same tree", []alter{commits("aaaaaaaa")}, "usable", "tree"},
		{"names none", []alter{commits()}, "usable", "none"},
		{"names none where required", []alter{commits(), required}, "wrong-commit", "none"},
		{"names it where required", []alter{required}, "usable", "commit"},
		{"one of two names none", []alter{files(file("a"), unnamed)}, "usable", "none"},
		{"one of two is wrong", []alter{files(file("b"), file("a")), commits("fedcba9")}, "wrong-commit", "none"},

		{"did not finish", []alter{broken}, "empty", "commit"},
		{"examined nothing", []alter{saw("files", 0)}, "empty", "commit"},
		{"examined something", []alter{saw("files", 1)}, "usable", "commit"},
		{"counts something else", []alter{saw("nosec", 0)}, "usable", "commit"},
		{"left inputs out", []alter{skipped}, "empty", "commit"},
		{"left inputs out, allowed", []alter{skipped, func(d *criteria.Evidence, _ *fact.Evidence) { d.SkippedAllowed = true }}, "usable", "commit"},
		{"stale comes before empty", []alter{maxAge, dated(-8*day, 0, true), broken}, "stale", "commit"},
		{"wrong commit comes before stale", []alter{maxAge, dated(-8*day, 0, true), commits("fedcba9")}, "wrong-commit", "none"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.in.Commit.SameTree = map[string]bool{"aaaaaaaa": true}
			p.met("C-1")
			for _, apply := range test.changes {
				apply(p.source("e-C-1"))
			}
			card := p.run()
			entry, got := card.Evidence[0], card.Criteria[0]
			if string(entry.State) != test.state || string(entry.Bound) != test.bound {
				t.Errorf("evidence is %s, bound by %s; want %s, %s", entry.State, entry.Bound, test.state, test.bound)
			}
			switch test.state {
			case "usable":
				if got.Outcome != scorecard.Met {
					t.Errorf("the criterion is %s, want met: %v", got.Outcome, got.Detail)
				}
			default:
				if got.Outcome != scorecard.Unknown || string(got.Reason) != test.state {
					t.Errorf("the criterion is %s %q, want unknown %q", got.Outcome, got.Reason, test.state)
				}
			}
		})
	}
}

func TestRequiredCommitThatIsNotKnown(t *testing.T) {
	p := newProject(t)
	p.in.Commit = Commit{}
	p.met("C-1")
	d, _ := p.source("e-C-1")
	d.CommitRequired = true
	if got := p.only(); got.Reason != "wrong-commit" {
		t.Errorf("got %s %q, want wrong-commit", got.Outcome, got.Reason)
	}
}

func TestMinimums(t *testing.T) {
	tests := []struct {
		name   string
		answer func(*project) fact.Answer
		want   string
	}{
		{"enough", func(p *project) fact.Answer { return p.figures("e", "20") }, ""},
		{"one too few", func(p *project) fact.Answer { return p.figures("e", "19") }, "empty"},
		{"the worst of two", func(p *project) fact.Answer { return p.figures("e", "40", "19") }, "empty"},
		{"no figure", func(*project) fact.Answer { return fact.Answer{Problem: problems(fact.NoMatch)} }, "empty"},
		{"another dimension", func(p *project) fact.Answer { return p.figures("e", "20 s") }, "empty"},
	}
	for _, test := range tests {
		p := newProject(t)
		p.simple("C-1", "tests.failed", "== 0", "0")
		d, _ := p.source("e-C-1")
		d.Min = []criteria.Minimum{{Ask: p.ask("tests.passed", "e-C-1", test.answer(p)), Least: target(t, ">= 20")}}
		if got := p.only(); string(got.Reason) != test.want {
			t.Errorf("%s: got %s %q, want %q", test.name, got.Outcome, got.Reason, test.want)
		}
	}
}

func TestStatements(t *testing.T) {
	day := 24 * time.Hour
	tests := []struct {
		name    string
		said    criteria.Statement
		maxAge  quantity.Value
		measure string
		target  string
		want    scorecard.Outcome
		reason  string
	}{
		{"holds", criteria.Statement{On: asOf.Add(-day), Holds: true}, quantity.Int(90, quantity.Day), "statement.valid", "== 1", scorecard.Met, ""},
		{"holds, as a truth", criteria.Statement{On: asOf.Add(-day), Holds: true}, quantity.Int(90, quantity.Day), "statement.valid", "== true", scorecard.Met, ""},
		{"does not hold", criteria.Statement{On: asOf.Add(-day)}, quantity.Int(90, quantity.Day), "statement.valid", "== 1", scorecard.Unmet, ""},
		{"does not hold, asked for its age", criteria.Statement{On: asOf.Add(-day)}, quantity.Int(90, quantity.Day), "statement.age", "<= 90d", scorecard.Unmet, ""},
		{"at its last instant", criteria.Statement{On: asOf.Add(-90 * day), Holds: true}, quantity.Int(90, quantity.Day), "statement.valid", "== 1", scorecard.Met, ""},
		{"too old", criteria.Statement{On: asOf.Add(-90*day - 1), Holds: true}, quantity.Int(90, quantity.Day), "statement.valid", "== 1", scorecard.Unknown, "stale"},
		{"too old and does not hold", criteria.Statement{On: asOf.Add(-91 * day)}, quantity.Int(90, quantity.Day), "statement.valid", "== 1", scorecard.Unknown, "stale"},
		{"without max_age", criteria.Statement{On: asOf.Add(-day), Holds: true}, quantity.Value{}, "statement.valid", "== 1", scorecard.Unknown, "stale"},
		{"without a date", criteria.Statement{Holds: true}, quantity.Int(90, quantity.Day), "statement.valid", "== 1", scorecard.Unknown, "stale"},
		{"of tomorrow", criteria.Statement{On: asOf.Add(15 * time.Hour), Holds: true}, quantity.Int(90, quantity.Day), "statement.valid", "== 1", scorecard.Unknown, "stale"},
		{"young enough", criteria.Statement{On: asOf.Add(-29 * day), Holds: true}, quantity.Int(90, quantity.Day), "statement.age", "<= 30d", scorecard.Met, ""},
		{"not young enough", criteria.Statement{On: asOf.Add(-31 * day), Holds: true}, quantity.Int(90, quantity.Day), "statement.age", "<= 30d", scorecard.Unmet, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.simple("C-1", test.measure, test.target)
			d, f := p.source("e-C-1")
			d.Statement, d.MaxAge, d.Paths = &test.said, test.maxAge, nil
			f.Files = nil
			got := p.only()
			if got.Outcome != test.want || string(got.Reason) != test.reason || got.Basis != scorecard.Attested {
				t.Errorf("got %s %q (%s), want %s %q", got.Outcome, got.Reason, got.Basis, test.want, test.reason)
			}
		})
	}
}

func TestAStatementMeasureOfFilesIsMissing(t *testing.T) {
	p := newProject(t)
	p.simple("C-1", "statement.valid", "== 1", "1")
	if got := p.only(); got.Reason != "missing" {
		t.Errorf("got %s %q, want missing", got.Outcome, got.Reason)
	}
}

func TestDocumentAge(t *testing.T) {
	tests := []struct {
		texts  []string
		want   scorecard.Outcome
		reason string
		shown  string
	}{
		{[]string{"2026-11-10"}, scorecard.Met, "", "2026-11-10"},
		{[]string{"2026-11-10", "2026-01-01"}, scorecard.Unmet, "", "2026-01-01"},
		{[]string{"2026-11-10T08:30:00Z"}, scorecard.Met, "", "2026-11-10T08:30:00Z"},
		{[]string{"last week"}, scorecard.Unknown, "unreadable", ""},
		{[]string{"2027-01-01"}, scorecard.Unknown, "stale", ""},
		{[]string{"1794000000"}, scorecard.Met, "", "2026-11-06T21:20:00Z"},
	}
	for _, test := range tests {
		p := newProject(t)
		c := p.simple("C-1", "document.age", "<= 30d")
		answer := &p.in.Answers[c.Expr.(criteria.One).Ask]
		for _, text := range test.texts {
			answer.Figures = append(answer.Figures, fact.Figure{Text: text})
		}
		got := p.only()
		if got.Outcome != test.want || string(got.Reason) != test.reason || got.Shown() != test.shown {
			t.Errorf("%v: got %s %q %q, want %s %q %q", test.texts, got.Outcome, got.Reason, got.Shown(), test.want, test.reason, test.shown)
		}
		if got.Headroom != "" || got.Exact != "" {
			t.Errorf("%v: an age shows headroom %q, exactly %q", test.texts, got.Headroom, got.Exact)
		}
	}
}

func TestRegister(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.unmet("C-2")
	d, f := p.source("e-C-1")
	d.Paths = []string{"evidence/*.json"}
	second := file("b.json")
	second.Oldest = asOf.Add(-5 * time.Hour)
	second.Scope = []fact.Note{{Name: "files", Count: 2}}
	f.Files = []fact.File{second, file("a.json")}
	f.Files[1].Scope = []fact.Note{{Name: "files", Count: 3}}
	got := p.run().Evidence[0]
	if got.Files[0].Path != "a.json" || got.Bytes == nil || *got.Bytes != 20 || got.ProducedAt != "2026-11-20T07:00:00Z" {
		t.Errorf("register shows %+v", got)
	}
	// sha256 of "sha-a.json\nsha-b.json\n"
	if got.SHA256 != "e6de4d9a944de07de138ec32ba98b0d5d789b2befaea6811d6f4764d21714eda" {
		t.Errorf("digest over the digests is %s", got.SHA256)
	}
	if got.Tool == nil || got.Tool.Name != "tool" || got.Commit != hash || got.DatedBy != "file" {
		t.Errorf("tool %+v, commit %q, dated by %q", got.Tool, got.Commit, got.DatedBy)
	}
	if len(got.Scope) != 1 || got.Scope[0].Count != 5 {
		t.Errorf("scope is %+v, want 5 files", got.Scope)
	}
	if got.Kind != "scanner" || got.Path != "evidence/*.json" {
		t.Errorf("kind %q, path %q", got.Kind, got.Path)
	}
	f.Kind, f.Files = fact.NoKind, nil
	if got := p.run().Evidence[0]; got.Kind != "" || got.Tool != nil || got.SHA256 != "" || got.Commit != "" {
		t.Errorf("evidence without files is registered as %+v", got)
	}
	if !slices.Equal(got.UsedBy, []string{"C-1"}) {
		t.Errorf("used by %v, want C-1", got.UsedBy)
	}
}
