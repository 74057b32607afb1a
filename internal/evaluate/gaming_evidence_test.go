package evaluate

import (
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// dishonestEvidence lists ways that bend evidence by other evidence.
var dishonestEvidence = []dishonestWay{
	{"clear every finding by VEX", func(p *project) {
		besideFigure("findings.high", "cleared by VEX")(p)
		source, _ := p.source("e-C-1")
		source.VEX = []string{"vex"}
		p.evidence("vex", fact.Inventory)
	}, limitNames("vex", "C-1")},
	{"clear findings by last year's VEX", func(p *project) {
		p.met("C-1")
		source, _ := p.source("e-C-1")
		source.VEX = []string{"vex"}
		declared, found := p.evidence("vex", fact.Inventory)
		declared.MaxAge, found.Files[0].Oldest = value(p.t, "90d"), asOf.AddDate(-1, 0, 0)
	}, reasonIs("stale")},
	{"run many times and declare the best", func(p *project) {
		p.met("C-1")
		p.in.Beside = []string{"runs/1.txt", "runs/2.txt"}
	}, limitNames("undeclared-files")},
	{"understate how long a repair takes", func(p *project) {
		watched(p, ">= 99.9%", quiet(3)).Repair = &criteria.Repair{Ask: -1, Typed: value(p.t, "1m")}
	}, limitNames("attested", "C-1")},
	{"understate it after longer repairs were seen", func(p *project) {
		watched(p, ">= 99.9%", broken(12, 8, 8)).Repair = &criteria.Repair{Ask: -1, Typed: value(p.t, "1m")}
	}, reasonIs("inconclusive")},
	{"let short outages pass for short repairs", func(p *project) {
		watched(p, ">= 99.9%", broken(30, 1, 1, 1))
	}, reasonIs("inconclusive")},
	{"drop the hours of an outage from the range", func(p *project) {
		watched(p, ">= 99.9%", gapped(quiet(3), 2)).Repair = &criteria.Repair{Ask: -1, Typed: value(p.t, "1m")}
	}, reasonIs("inconclusive")},
	{"waive one finding and add others under it", func(p *project) {
		p.unmet("C-1")
		p.scoped(p.waive("C-1"), "2", "1")
	}, waiverIs(scorecard.InForce)},
	{"carry a waiver over to the next release", func(p *project) {
		p.unmet("C-1")
		p.in.Plan.Release = "2.1"
		p.waive("C-1").Release = "2.0"
	}, waiverIs(scorecard.CoversNothing)},
	{"leave an operand out that would decide", func(p *project) {
		formula(p, "a == 0 || b == 0", "== true", p.figures("e-a", "0"), fact.Answer{Seen: 1, Matched: 1})
	}, reasonIs("no-match")},
	{"keep a statement about what has changed since", func(p *project) {
		declared, found := p.evidence("word", fact.Statement)
		found.Files = nil
		declared.Statement = &criteria.Statement{Text: "Reviewed", By: "Ann", On: asOf.AddDate(0, 0, -30), Holds: true}
		declared.MaxAge = value(p.t, "90d")
		p.criterion("C-1", criteria.One{Ask: p.ask("statement.valid", "word", fact.Answer{})}, "== 1").Revised = asOf.Add(-7 * 24 * time.Hour)
	}, reasonIs("stale")},
}
