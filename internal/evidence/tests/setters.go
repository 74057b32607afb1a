package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// What a file says of itself.

func tool(v reader.Value, r *report)        { r.s.Named(v.Text(), "") }
func toolVersion(v reader.Value, r *report) { r.s.Named("", v.Text()) }

// declared reads how many tests there are.
func declared(v reader.Value, r *report) {
	if r.declared = v.Int(); r.declared == 0 {
		r.s.None()
	}
}

// states reads how many tests of some outcomes there are.
func states(what string, of ...fact.Outcome) setter {
	return func(v reader.Value, r *report) {
		r.stated = append(r.stated, total{v.Line(), what, v.Int(), of})
	}
}

// statesTests reads how many tests there are, of whatever outcome.
var statesTests = states("tests", fact.Skipped, fact.Passed, fact.Failed, fact.Errored)

// declaredTests is declared for what may list fewer tests than it has.
func declaredTests(v reader.Value, r *report) {
	statesTests(v, r)
	if r.declared = r.stated[len(r.stated)-1].n; r.declared == 0 {
		r.s.None()
	}
}

// statesFailures is failures for what says how many tests of some outcomes did.
func statesFailures(of ...fact.Outcome) setter {
	read := states("failed tests", of...)
	return func(v reader.Value, r *report) {
		read(v, r)
		r.failed = r.stated[len(r.stated)-1].n > 0 || r.failed
	}
}

// required is the end of what must have been read: the run says it always.
func required(name string, found *bool) setter {
	return func(v reader.Value, _ *report) {
		if !*found {
			v.Fail("expected %s, found none", name)
		}
		*found = false
	}
}

// noting is read and tells that it was.
func noting(found *bool, read setter) setter {
	return func(v reader.Value, r *report) {
		*found = true
		read(v, r)
	}
}

// dated reads a date; a zero stands for none.
func dated(v reader.Value, r *report) {
	if text := v.Text(); text != "0" {
		r.s.Dated(text)
	}
}

// interrupted reads whether the run was.
func interrupted(v reader.Value, r *report) {
	if line := v.Line(); v.Bool() {
		r.s.Incomplete(line, "the run was interrupted")
	}
}

// What a test, or what is around it, says.

func name(v reader.Value, r *report)     { r.Name = v.Text() }
func path(v reader.Value, r *report)     { r.Path = v.Text() }
func suites(v reader.Value, r *report)   { r.Suite = strings.Join(v.Texts(), " > ") }
func whyTexts(v reader.Value, r *report) { r.Message = strings.Join(v.Texts(), "\n") }

// why reads a message; none does not replace another.
func why(v reader.Value, r *report) {
	if text := strings.TrimSpace(v.Text()); text != "" {
		r.Message = text
	}
}

// suite reads the name of a suite; none does not replace another.
func suite(v reader.Value, r *report) {
	if text := v.Text(); text != "" {
		r.Suite = text
	}
}

// inner adds the name of a suite to that of the suite around it.
func inner(v reader.Value, r *report) {
	r.Suite = strings.TrimPrefix(r.Suite+" > "+v.Text(), " > ")
}

// outcome reads a word of the table.
func outcome(words outcomes) setter {
	return func(v reader.Value, r *report) { r.Outcome = words.of(v) }
}

// when sets an outcome where the file says true.
func when(became fact.Outcome) setter {
	return func(v reader.Value, r *report) {
		if v.Bool() {
			r.Outcome = became
		}
	}
}

// took reads a number of seconds, tookMillis of milliseconds.
func took(v reader.Value, r *report)       { r.Duration = v.Decimal() }
func tookMillis(v reader.Value, r *report) { r.Duration = scaled(v.Decimal(), 3) }

// retried reads how often a test was tried again; only one that passed then is
// flaky.
func retried(v reader.Value, r *report) { r.Flaky = v.Int() > 0 }

// onlyPassed takes it back that a test is flaky, unless it passed.
func onlyPassed(_ reader.Value, r *report) { r.Flaky = r.Flaky && r.Outcome == fact.Passed }

// flaky reads whether a test failed before it passed.
func flaky(v reader.Value, r *report) { r.Flaky = v.Bool() }

// given reads an object, and passes over what stands there in place of one.
func given(read setter) setter {
	return func(v reader.Value, r *report) {
		if v.Kind() == '{' {
			read(v, r)
		}
	}
}

// failures reads how many tests failed.
func failures(v reader.Value, r *report) { r.failed = v.Int() > 0 || r.failed }

// into keeps a text for later.
func into(text *string) setter {
	return func(v reader.Value, _ *report) { *text = v.Text() }
}

// number keeps a whole number for later; null is none.
func number(n *int64) setter {
	return func(v reader.Value, _ *report) {
		if v.Kind() != 'n' {
			*n = v.Int()
		}
	}
}

// counting counts what it reads.
func counting(n *int64, read setter) setter {
	return func(v reader.Value, r *report) {
		*n++
		read(v, r)
	}
}

func ignored(reader.Value, *report) {}
