package portfolio

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

var asOf = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// seen is a service whose last run was some days ago.
func seen(verdict, before scorecard.Ruling, days int, edit ...func(*scorecard.Run)) Seen {
	r := &scorecard.Run{Schema: scorecard.RunSchema, AsOf: asOf.AddDate(0, 0, -days).Format(time.RFC3339), Verdict: verdict,
		Reasons: []string{"blocker-unmet SEC-01 SEC-02 SEC-03"}, Compliance: scorecard.RunFigure{Strict: "87.5"}, Policy: "base.yaml@0123",
		Criteria: []scorecard.RunCriterion{{ID: "SEC-01", Outcome: scorecard.Unmet}, {ID: "SEC-02", Outcome: scorecard.Met}}}
	for _, e := range edit {
		e(r)
	}
	return Seen{ID: "0123", Last: r, Before: before, Trend: []string{"70.0", "80.0", "87.5"}}
}

func declared(t *testing.T, text string) *Declared {
	t.Helper()
	d, faults := Parse("portfolio.yaml", []byte(text))
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	return d
}

const sample = `
version: 1
title: Shops & more
expect_every: 7d
services:
  - { service: daily, team: A, expect_every: 1d }
  - { service: weekly, team: A }
  - { service: gone, team: B, retired: 2026-11-01 }
  - { service: leaving, team: B, retired: 2026-12-01 }
  - { service: never, team: B }
  - { service: worse, team: B }
`

func of(t *testing.T) *Portfolio {
	ends := func(on string) func(*scorecard.Run) {
		return func(r *scorecard.Run) { r.ExpiresNext, r.ExpiresWhat = on, "waiver W-1 SEC-01" }
	}
	return Build(declared(t, sample), map[string]Seen{
		"daily":   seen(scorecard.Approved, "", 2),
		"weekly":  seen(scorecard.Approved, scorecard.Approved, 7, ends("2026-12-20")),
		"gone":    seen(scorecard.Approved, "", 1),
		"leaving": seen(scorecard.Conditional, scorecard.Approved, 1, ends("2026-11-20")),
		"worse":   seen(scorecard.Rejected, scorecard.Conditional, 1),
		"other":   seen(scorecard.Indeterminate, "", 1),
		"later":   seen(scorecard.Approved, "", 1, ends("2026-12-21")),
	}, asOf)
}

// TestStates gives each service the one state that it is in.
func TestStates(t *testing.T) {
	p := of(t)
	want := map[string]string{"daily": Stale, "weekly": "approved", "gone": Retired, "leaving": "conditional", "never": Never, "worse": "rejected", "other": "indeterminate", "later": "approved"}
	counts := map[string]int{}
	for _, s := range p.Services {
		if s.State != want[s.Name] {
			t.Errorf("%s is %s, want %s", s.Name, s.State, want[s.Name])
		}
		counts[s.State]++
	}
	for state, n := range p.Counts {
		if counts[state] != n {
			t.Errorf("%s: %d counted, %d there", state, n, counts[state])
		}
	}
	if len(p.Services) != 8 || p.InUse != 7 {
		t.Errorf("%d services, %d in use", len(p.Services), p.InUse)
	}
	if p.Services[0].Name != "worse" || p.Services[7].Name != "gone" || p.Services[0].Because != "blocker unmet: SEC-01, SEC-02, …" {
		t.Errorf("the gravest is not first: %+v", p.Services[0])
	}
	if len(p.Worse) != 1 || p.Worse[0].Service != "worse" || p.Worse[0].Before != scorecard.Conditional {
		t.Errorf("worse: %+v", p.Worse)
	}
	if fmt.Sprint(p.Expiring) != "[{2026-11-20 0 leaving B waiver W-1 SEC-01} {2026-12-20 30 weekly A waiver W-1 SEC-01}]" {
		t.Errorf("expiring: %+v", p.Expiring)
	}
	if fmt.Sprint(p.Failing) != "[{SEC-01 6 0 6}]" {
		t.Errorf("failing: %+v", p.Failing)
	}
	if p.Teams[0].Name != "B" || p.Teams[0].InUse != 3 || p.Teams[0].Ready != 1 || p.Teams[1].Ready != 1 {
		t.Errorf("teams: %+v", p.Teams)
	}
}

// TestGate holds the whole against its rules.
func TestGate(t *testing.T) {
	p := of(t)
	for text, want := range map[string]string{
		`approved: ">= 28%"`:                        "",
		`approved: ">= 29%"`:                        "approved is 28.6\u202f%, and the gate asks >= 29%",
		`ready: ">= 42%", stale: <= 1, never: <= 1`: "",
		`stale: == 0`:                               "stale is 1, and the gate asks == 0",
		`rejected: <= 1`:                            "rejected is 2, and the gate asks <= 1",
	} {
		d := declared(t, sample+"gate: { "+text+" }\n")
		g := p.gate(d.Gate)
		if got := strings.Join(g.Because, "; "); got != want || g.Holds != (want == "") {
			t.Errorf("%s: %t %q, want %q", text, g.Holds, got, want)
		}
	}
	if g := Build(Usual(), nil, asOf).Gate; g.Holds {
		t.Error("no service at all is 90 % approved")
	}
}

// TestDeclaredFaults names what is wrong in portfolio.yaml at its place.
func TestDeclaredFaults(t *testing.T) {
	_, faults := Parse("portfolio.yaml", []byte("version: 2\nservices:\n  - { service: a, team: x, expect_every: 3 }\n  - { service: a, retired: soon }\n  - { team: b }\ngate: { approved: 90 }\nowner: me\n"))
	said := fmt.Sprint(faults)
	for _, want := range []string{"portfolio.yaml:1:10", "portfolio.yaml:3:", "portfolio.yaml:4:", `"a" is there already`, "portfolio.yaml:5:", "portfolio.yaml:6:", `unknown key "owner"`} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not said in %v", want, said)
		}
	}
}

func written(t *testing.T, p *Portfolio, name string) string {
	t.Helper()
	for _, o := range Outputs {
		if o.Name == name {
			var out bytes.Buffer
			if err := o.Write(&out, p, "p{color:red}"); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(out.String(), o.Mark) {
				t.Errorf("%s lacks its mark", name)
			}
			return out.String()
		}
	}
	t.Fatal("no output " + name)
	return ""
}

// TestOutputsAgree holds that every form says the same of every service.
func TestOutputsAgree(t *testing.T) {
	p := of(t)
	var back Portfolio
	if err := json.Unmarshal([]byte(written(t, p, "json")), &back); err != nil || len(back.Services) != len(p.Services) {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(written(t, p, "csv"))).ReadAll()
	if err != nil || len(rows) != len(p.Services)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	page, document := written(t, p, "html"), written(t, p, "md")
	for i, s := range p.Services {
		if rows[i+1][0] != s.Name || rows[i+1][4] != s.State {
			t.Errorf("csv: %q", rows[i+1])
		}
		if !strings.Contains(page, "<tr><th scope=row>"+s.Name+"<td>"+s.Team+"<td class="+marks[s.State].Class+">") {
			t.Errorf("the page lacks %s", s.Name)
		}
		if !regexp.MustCompile(`\| ` + s.Name + ` \| ` + s.Team + ` ?\| ` + s.State).MatchString(document) {
			t.Errorf("the document lacks %s", s.Name)
		}
	}
	if !strings.Contains(page, "Shops &amp; more: 3 of 7 are ready") || !strings.Contains(document, "\n3 of 7 are ready\n") {
		t.Error("the headline is another one")
	}
}

// TestHostileNames escapes what a row says for each place that it comes to.
func TestHostileNames(t *testing.T) {
	bad := "<script>alert(1)</script>|`x`\n=1+1"
	p := Build(Usual(), map[string]Seen{bad: seen(scorecard.Rejected, scorecard.Approved, 1, func(r *scorecard.Run) {
		r.Reasons, r.ExpiresNext, r.Policy, r.Compliance.Strict = []string{bad}, bad, bad, bad
		r.Criteria[0].ID = bad
	}), "=cmd()": seen(scorecard.Approved, "", 1)}, asOf)
	if page := written(t, p, "html"); strings.Contains(page, "<script>alert") {
		t.Error("a script of a name is on the page")
	}
	if document := written(t, p, "md"); regexp.MustCompile(`[^\\](<|\|` + "`" + `)(/?script|x)`).MatchString(document) {
		t.Errorf("a name breaks the document: %s", document)
	}
	if table := written(t, p, "csv"); !strings.Contains(table, "'=cmd()") {
		t.Error("a spreadsheet computes a name")
	}
}

// TestPageAlone holds that the page needs nothing but itself, and that its length
// stays below two million bytes for five thousand services.
func TestPageAlone(t *testing.T) {
	all := map[string]Seen{}
	d := Usual()
	for i := range 5000 {
		name := fmt.Sprintf("settlement-gateway-%04d", i)
		all[name] = seen(scorecard.Rejected, scorecard.Approved, i%60, func(r *scorecard.Run) { r.ExpiresNext = "2026-12-01" })
		s := all[name]
		s.Trend = []string{"71.0", "72.5", "73.0", "85.0", "86.0", "87.0", "88.0", "87.5"}
		all[name] = s
		d.Services = append(d.Services, Expected{Name: name, Team: "Developer platform"})
	}
	page := written(t, Build(d, all, asOf), "html")
	if len(page) > 2_000_000-25_000 { // the style sheet that it is given here is short
		t.Errorf("%d bytes", len(page))
	}
	if at := regexp.MustCompile(`(?i)(src|href)="?(https?:|//)|style=|\son[a-z]+=|url\(|@import`).FindString(page); at != "" {
		t.Errorf("the page has %q", at)
	}
}
