package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var simplecovFormat = reader.Format{
	Name:   "simplecov",
	Doc:    "SimpleCov's .resultset.json, with the commands in it united, coverage.json (simplecov_json_formatter) and the JSON of the older simplecov-json: lines and, where they were asked for, branches. Of .last_run.json the percentage of lines.",
	Kind:   fact.Coverage,
	Never:  []string{"spec/", "test/", "features/", "*_spec.rb", "*_test.rb"},
	Totals: "total_lines of the older JSON",
	Claims: func(h *reader.Head) bool {
		return h.Has("coverage", "meta.simplecov_version") || h.Has("files[].covered_percent", "files[].filename") ||
			h.Has("result.line") || h.Has("result.covered_percent") ||
			h.Kind("*.coverage") == '{' && (h.Has("*.coverage.*[]") || h.Has("*.coverage.*.lines"))
	},
	Read: readSimpleCov,
}

func readSimpleCov(in *reader.Input, s *tally.Sink) error {
	source := simplecovSource()
	files := layout{
		{"*.@", simplecovFile},
		{"*", source},
	}.Reader()
	command := layout{
		{"coverage", files},
		{"timestamp", dated},
	}.Reader()
	return read(in, s, layout{
		{"coverage", files},
		{"files[].^filename", simplecovFile},
		{"files[].coverage", source},
		{"meta.simplecov_version", named("simplecov")},
		{"meta.timestamp", dated},
		{"meta.commit", func(v reader.Value, r *report) { r.s.Commit(v.Text()) }},
		{"metrics.total_lines", declares(fact.Lines)},
		{"result.line", headline},
		{"result.covered_percent", headline},
		{"timestamp", func(v reader.Value, r *report) {
			if v.Kind() != '{' {
				dated(v, r)
			}
		}},
		{"*", func(v reader.Value, r *report) {
			if v.Kind() == '{' {
				command(v, r)
			}
		}},
	})
}

func simplecovFile(v reader.Value, r *report) {
	line := v.Line()
	r.s.File(v.Text(), "", line)
}

// simplecovSource reads a source file: its lines alone, as before 0.18, or by
// kind. The branches of a resultset stand by condition.
func simplecovSource() setter {
	var line, branch uint64
	var condition, way string
	listed := false
	lines := func(v reader.Value, r *report) {
		line++
		simplecovCount(v, r, fact.Lines, line)
	}
	every := layout{{"[]", lines}, {"", func(reader.Value, *report) {}}}.Reader()
	read := layout{
		{"[]", lines},
		{"lines", func(v reader.Value, r *report) {
			listed = v.Kind() == '['
			every(v, r)
		}},
		{"branches[].coverage", func(v reader.Value, r *report) {
			branch++
			simplecovCount(v, r, fact.Branches, branch)
		}},
		{"branches.*.@", func(v reader.Value, _ *report) { condition = v.Text() }},
		{"branches.*.*.@", func(v reader.Value, _ *report) { way = v.Text() }},
		{"branches.*.*", func(v reader.Value, r *report) {
			simplecovCount(v, r, fact.Branches, hash(condition+"\n"+way))
		}},
	}.Reader()
	return func(v reader.Value, r *report) {
		line, branch, listed = 0, 0, v.Kind() == '['
		if read(v, r); !listed {
			v.Fail("expected the lines of a source file, found none")
		}
	}
}

// simplecovCount reads a count of executions; null is not code, and "ignored"
// is code that was left out.
func simplecovCount(v reader.Value, r *report, m fact.Metric, key uint64) {
	if v.Kind() == '"' {
		if word := v.Text(); word != "ignored" {
			v.Fail(`expected a count, null or "ignored", found %.40q`, word)
		}
		return
	}
	if n, ok := v.Number(); ok {
		r.s.Cover(m, key, 1, n.Sign() > 0)
	}
}
