package tally

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// ask answers one question about the files, each given by what it reports.
func ask(t testing.TB, q fact.Question, files ...func(s *Sink)) fact.Answer {
	t.Helper()
	return answers(t, []fact.Question{q}, files...)[0]
}

// answers asks several questions of the same files.
func answers(t testing.TB, questions []fact.Question, files ...func(s *Sink)) []fact.Answer {
	t.Helper()
	set := Compile(questions[0].Measure.Kind, questions)
	fold := set.Fold()
	for i, report := range files {
		sink := set.Sink(string(rune('a'+i)) + ".json")
		report(sink)
		if err := sink.Err(); err != nil {
			t.Fatal(err)
		}
		fold.Add(sink)
	}
	list := make([]fact.Answer, len(questions))
	for i := range questions {
		list[i] = fold.Answer(i)
	}
	return list
}

// question asks for a measure, with conditions written as "field: condition".
func question(t testing.TB, measure string, conditions ...string) fact.Question {
	t.Helper()
	m, ok := MeasureNamed(measure)
	if !ok {
		t.Fatalf("no measure %q", measure)
	}
	return fact.Question{Measure: m, Where: where(t, m.Kind, conditions...)}
}

// brief writes an answer's figures and problems in short.
func brief(a fact.Answer) string {
	var parts []string
	for _, f := range a.Figures {
		text := f.Value.String()
		if text == "" {
			text = f.Text
		}
		if f.Label != "" {
			text = f.Label + " " + text
		}
		parts = append(parts, text)
	}
	for _, problem := range a.Problem {
		parts = append(parts, string(problem.Reason))
	}
	return strings.Join(parts, ", ")
}

func decimal(t testing.TB, text string) quantity.Decimal {
	t.Helper()
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestColumns holds the columns of each kind against the list of fields.
func TestColumns(t *testing.T) {
	set := Compile(fact.Scanner, nil)
	names := map[fact.Kind][]string{fact.Inventory: columnNames(componentColumns), fact.Health: columnNames(serviceColumns)}
	names[fact.Scanner] = columnNames(set.Sink("").body.(*scannerTable).columns)
	names[fact.Tests] = append(columnNames(Compile(fact.Tests, nil).Sink("").body.(*caseTable).columns), "outcome")
	names[fact.Coverage], names[fact.Benchmark] = []string{"path", "package"}, []string{"name", "metric"}
	names[fact.Mutation] = columnNames(Compile(fact.Mutation, nil).Sink("").body.(*mutationTable).columns)
	names[fact.Change], names[fact.Assessment] = []string{"path"}, columnNames(rulingColumns)
	for _, kind := range fact.Kinds {
		var fields []string
		for _, f := range fact.Fields {
			if f.Kind == kind && kind != fact.Statement && f.Name != "new" { // that is no property of a record
				fields = append(fields, f.Name)
			}
		}
		slices.Sort(fields)
		slices.Sort(names[kind])
		if !slices.Equal(fields, names[kind]) {
			t.Errorf("%s has the fields %v and the columns %v", kind, fields, names[kind])
		}
	}
}

func columnNames[R any](columns []column[R]) []string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	return names
}

// TestEverythingAnswers: an empty file of any kind gives each of its measures
// either a figure or a problem, and an empty fold gives no figure at all.
func TestEverythingAnswers(t *testing.T) {
	for _, kind := range fact.Kinds {
		questions := Everything(kind)
		if len(questions) == 0 {
			t.Errorf("%s has no measures", kind)
		}
		set := Compile(kind, questions)
		fold := set.Fold()
		for i := range questions {
			if a := fold.Answer(i); len(a.Figures) > 0 || a.Problem[0].Reason != fact.Missing {
				t.Errorf("%s without a file: %s", questions[i].Measure.Name, brief(a))
			}
		}
		fold.Add(set.Sink("empty"))
		for i := range questions {
			if a := fold.Answer(i); len(a.Figures)+len(a.Problem) == 0 {
				t.Errorf("%s of an empty file: neither figure nor problem", questions[i].Measure.Name)
			}
		}
	}
}

// TestCleanRuns: a file without records answers counts with 0, and proportions
// not at all.
func TestCleanRuns(t *testing.T) {
	for measure, want := range map[string]string{
		"findings.total": "0", "findings.high": "0", "findings.rules": "0",
		"tests.total": "0", "tests.failed": "0", "tests.pass_rate": "no-match",
		"services.total": "0", "services.ratio": "no-match", "services.restarts": "no-match",
		"components.total": "no-match", "vulnerabilities.affected": "no-match",
		"coverage.lines": "no-match", "coverage.lines.total": "no-match", "coverage.percent": "no-match",
		"benchmark.mean": "no-match", "benchmark.requests": "no-match",
		"health.availability": "no-match", "health.outages": "no-match",
		"document.exists": "no-match", "statement.valid": "missing",
	} {
		if got := brief(ask(t, question(t, measure), func(*Sink) {})); got != want {
			t.Errorf("%s: %s", measure, got)
		}
	}
}

// TestWrongKind: records of another kind are a fault of the file.
func TestWrongKind(t *testing.T) {
	set := Compile(fact.Tests, nil)
	for _, report := range []func(s *Sink){
		func(s *Sink) { s.Finding(&fact.Finding{Line: 3}) },
		func(s *Sink) { s.File("a", "", 3) },
		func(s *Sink) { s.Sample(&fact.Sample{Line: 3}) },
		func(s *Sink) { s.Service(&fact.Service{Line: 3}) },
		func(s *Sink) { s.Up(&fact.Up{Line: 3}) },
		func(s *Sink) { s.Component(&fact.Component{Line: 3}) },
		func(s *Sink) { s.VEX(&fact.VEX{Line: 3}) },
	} {
		sink := set.Sink("x")
		report(sink)
		if err := sink.Err(); err == nil || !strings.HasPrefix(err.Error(), "x:3: expected records of kind tests, found ") {
			t.Errorf("got %v", err)
		}
	}
}

// equalFigures compares exact figures.
var equalFigures = cmp.Options{
	cmp.Comparer(func(a, b quantity.Value) bool { return a.Cmp(b) == 0 && a.Unit() == b.Unit() }),
	cmp.Comparer(func(a, b quantity.Decimal) bool { return a.Cmp(b) == 0 && a.Exp == b.Exp }),
}

func quantityOf(mant int64, exponent int32) quantity.Decimal {
	return quantity.Decimal{Mant: mant, Exp: exponent}
}

// where reads conditions written as "field: condition".
func where(t testing.TB, kind fact.Kind, conditions ...string) fact.Where {
	t.Helper()
	var w fact.Where
	for _, c := range conditions {
		name, text, _ := strings.Cut(c, ":")
		field, ok := fact.FieldNamed(kind, name)
		if !ok {
			t.Fatalf("no field %q of %s", name, kind)
		}
		term, err := fact.ParseCondition(field, text)
		if err != nil {
			t.Fatal(err)
		}
		w.Add(term)
	}
	return w
}
