package evidence

import (
	"fmt"
	"hash/fnv"
	"math/big"
	"slices"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// unseen are changes that no reader can notice, each with the reason. A place is
// that of the key without the records around it.
var unseen = map[string]string{
	// Lists that their tools leave out where they are empty.
	"cucumber after": "a scenario need not have hooks", "cucumber result": "a hook need not have run",
	"cyclonedx components": "a component need not hold others", "cyclonedx component": "nor its list any", "snyk applications": "an image need not hold applications",
	"elasticsearch-health indicators": "the answer has a status of its own", "health-json components": "a document has a status of its own",
	"health-json checks": "a document has a status of its own", "kubernetes initContainerStatuses": "a pod need not have such containers",
	"null polaris PodResult": "what has no pod has none", "null polaris Results": "nothing was checked",
	// Words that are there only where they say something.
	"googletest result": "GoogleTest before 1.10 has none", "junit @status": "few writers have one",
	"health-json status": "a document may state only those of its parts", "github-runs status": "gh prints the fields it is asked for",
	"govulncheck function": "a vulnerability that is not called has none", "govulncheck package": "a module that is not imported has none",
	"boost-test @skipped":                          "only what is skipped has one",
	"govulncheck CallSink":                         "a vulnerability that is not called has none",
	"github-code-scanning security_severity_level": "only security rules have one", "trivy-operator totalFail": "a check by hand has none",
	"kubernetes deletionTimestamp": "only what is removed has one", "kubernetes generation": "not all that is counted has one",
	"kubernetes conditions": "only what has happened has one", "kubernetes type": "conditions may be of any type",
	"sarif rules": "a tool need not describe its rules", "sarif id": "results may name rules that are not described",
	"sarif properties": "a rule need not have any", "sarif security-severity": "only security rules have one", "sarif ruleId": "a result need not name a rule",
	"sarif level": "section 3.27.10: warning where there is none",
	// What things are known by: another name makes other things the same.
	"csaf-vex product_status": "products are then one that nobody analysed", "cyclonedx affects": "products are then one",
	"cyclonedx ref": "products are then one", "github-runs name": "runs are then of one workflow", "github-runs workflowName": "runs are then of one workflow",
	"gitlab-pipelines name": "runs are then of one job", "gitlab-pipelines ref": "pipelines are then of one branch",
	"neuvector score_v3": "a score rates what had none",
	"openvex name":       "statements are then about one vulnerability", "prometheus-api instance": "series are then one", "scorecard name": "another check has another risk",
	"google-benchmark bytes_per_second": "a counter is as it was set",
	"google-benchmark items_per_second": "a counter is as it was set", "locust Median Response Time": "the same as 50 %", "locust 50%": "the same as the median",
	"benchmarkdotnet OriginalValues": "its percentiles lie between two values", "null fortio ERROR": "no call ended so", "jmeter httpSample": "a sample may hold anything",
	// Figures that are no totals.
	"kubernetes observedGeneration": "a higher one was seen", "icinga state": "another state", "nagios New": "another state", "spotbugs @priority": "another priority",
}

// isUnseen tells whether a change is one of those. Lists of tools written in Go
// are null where they are empty, and so may be those of others.
func isUnseen(format string, m mutant) bool {
	return unseen[excuse(format, m)] != "" || m.change == "null" && m.list
}

// excuse is the key of a change in the table: for null alone where it stands
// there so.
func excuse(format string, m mutant) string {
	key := format + " " + m.place[strings.LastIndexByte(m.place, 0)+1:]
	if m.change == "null" && unseen["null "+key] != "" {
		return "null " + key
	}
	return key
}

// Whatever is called otherwise, unknown, null, higher or twice in a file: it is
// refused or incomplete, or it is not better than the file itself.
func TestNoChangeIsBetter(t *testing.T) {
	formats := Formats()
	used := map[string]bool{}
	eachSample(t, func(format, file string, data []byte) {
		if len(data) > 30_000 || testing.Short() && !picked(format+"/"+file, 8) {
			return
		}
		whole := inspectBytes(formats, format, file, data)
		if whole.Problem != nil {
			return
		}
		try := func(m mutant) {
			said := better(inspect(reader.Of(format+"/"+file, m.text), formats, Source{Format: whole.File.Format}, true), whole, m)
			switch {
			case said == "":
			case isUnseen(format, m):
				used[excuse(format, m)] = true
			default:
				t.Errorf("%s/%s: %s %s: %s", format, file, m.change, strings.ReplaceAll(m.place, "\x00", "."), said)
			}
		}
		switch reader.Of(file, data).Head.Container {
		case reader.JSONValue, reader.JSONLines:
			jsonMutants(data, "", try)
		case reader.XMLDocument:
			xmlMutants(data, "", try)
		case reader.Text:
			textMutants(data, false, try)
		case reader.CSVTable:
			textMutants(data, true, try)
		}
	})
	for place := range unseen {
		if !used[place] && !testing.Short() {
			t.Errorf("%s: no change of it is better: it needs no excuse", place)
		}
	}
}

// picked takes one of n samples, always the same.
func picked(name string, n uint32) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum32()%n == 0
}

// badness is a figure of which less is better: the sum of some counts, as one
// that is worse may stand for another, or what lacks to the whole of a share.
type badness struct {
	name     string
	measures []string
	share    bool
}

var badnesses = []badness{
	{name: "findings", measures: []string{"findings.total"}},
	{name: "critical findings", measures: []string{"findings.critical"}},
	{name: "findings from high on", measures: []string{"findings.critical", "findings.high"}},
	{name: "findings from medium on", measures: []string{"findings.critical", "findings.high", "findings.medium"}},
	{name: "tests that failed or broke", measures: []string{"tests.failed", "tests.errors"}},
	{name: "unhealthy services", measures: []string{"services.unhealthy"}},
	{name: "services that are not healthy", measures: []string{"services.unhealthy", "services.unchecked"}},
	{name: "outages", measures: []string{"health.outages"}},
	{name: "open vulnerabilities", measures: []string{"vulnerabilities.affected", "vulnerabilities.under_investigation"}},
	{name: "components without a licence", measures: []string{"components.unlicensed"}},
	{name: "mutants that survived", measures: []string{"mutation.survived"}},
	{name: "mutation score", measures: []string{"mutation.score"}, share: true},
	{name: "lines", measures: []string{"coverage.lines"}, share: true},
	{name: "branches", measures: []string{"coverage.branches"}, share: true},
	{name: "functions", measures: []string{"coverage.functions"}, share: true},
	{name: "statements", measures: []string{"coverage.statements"}, share: true},
	{name: "pass rate", measures: []string{"tests.pass_rate"}, share: true},
	{name: "availability", measures: []string{"health.availability"}, share: true},
}

// better names a figure of a changed file that is better than that of the
// whole file, "" when none is.
func better(seen, whole Inspection, m mutant) string {
	if seen.Problem != nil || len(seen.File.Unfinished(false)) > 0 || len(whole.File.Unfinished(false)) > 0 {
		return ""
	}
	for _, b := range badnesses {
		was, ok := b.of(whole)
		now, still := b.of(seen)
		switch {
		case !ok || !still || now.Cmp(was) >= 0:
		case m.change == "unknown word" && (b.share || now.Sign() > 0): // other things are now the same, and some are left
		case b.share && m.change == "raise": // more of what is good
		case b.name == "pass rate" && m.change == "double": // as is a pass that is listed twice
		default:
			return fmt.Sprintf("%s: %s, not %s", b.name, now.RatString(), was.RatString())
		}
	}
	if m.change == "raise" || m.change == "double" {
		return "" // another benchmark
	}
	return faster(seen, whole)
}

var nearly = big.NewRat(999_999_999, 1_000_000_000)

// faster names a series that takes less time in a changed file, or does more in
// it, than in the whole one.
func faster(seen, whole Inspection) string {
	for _, a := range whole.Answers {
		for _, b := range seen.Answers {
			if a.Measure != b.Measure || a.Measure.Kind != fact.Benchmark || len(a.Answer.Problem)+len(b.Answer.Problem) > 0 {
				continue
			}
			for _, was := range a.Answer.Figures {
				for _, now := range b.Answer.Figures {
					if now.Label != was.Label || !now.Value.Known() || !was.Value.Known() || was.Value.Unit().Dimension() != now.Value.Unit().Dimension() {
						continue
					}
					order := now.Value.Cmp(was.Value)
					if order < 0 && now.Value.Number().Cmp(new(big.Rat).Mul(nearly, was.Value.Number())) > 0 {
						order = 0 // rounded by the tool
					}
					if a.Measure.Name == "benchmark.rate" {
						order = -order
					}
					if order < 0 && a.Measure.Name != "benchmark.samples" && a.Measure.Name != "benchmark.requests" && a.Measure.Name != "benchmark.stddev" {
						return fmt.Sprintf("%s of %s: %s, not %s", a.Measure.Name, was.Label, now.Value.Decimal(), was.Value.Decimal())
					}
				}
			}
		}
	}
	return ""
}

func (b badness) of(i Inspection) (*big.Rat, bool) {
	sum, found := new(big.Rat), false
	for _, a := range i.Answers {
		if !slices.Contains(b.measures, a.Measure.Name) || i.Kind.Vacuous() && a.Answer.Seen == 0 {
			continue
		}
		if len(a.Answer.Problem) > 0 || len(a.Answer.Figures) != 1 {
			return nil, false
		}
		f := a.Answer.Figures[0]
		v := f.Value
		switch {
		case f.Range != nil && b.share:
			v = f.Range.Low
		case f.Range != nil:
			v = f.Range.High
		}
		if !v.Known() {
			return nil, false
		}
		found = true
		sum.Add(sum, v.Number())
	}
	if b.share {
		sum.Sub(big.NewRat(100, 1), sum)
	}
	return sum, found
}
