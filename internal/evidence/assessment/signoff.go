package assessment

import (
	"math/big"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// schema begins the name of the documents; another version is another document.
const (
	schema  = "signoff.assessment/"
	version = schema + "v1"
)

var signoffFormat = reader.Format{
	Name: "signoff",
	Doc:  "assessment.json of signoff (signoff.assessment/v1), as check -o json and report --to json write it: the verdict, the score and the criteria of another project, dated by its as_of. What it says of itself (verdict, counts, outcomes) is taken over and not judged again, so what rests on it is attested. A bundle (report --bundle FILE.tar) is evaluated again: what rests on one that comes out the same is measured, and any other is unreadable. Its counts must be those of its criteria. An artefact that it names as its subject is one that it is about.",
	Kind: fact.Assessment,
	Claims: func(h *reader.Head) bool {
		return strings.HasPrefix(h.Text("schema"), schema)
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		r := report{Assessed: fact.Assessed{Line: 1}, sink: s, stated: map[string]int64{}}
		v := in.Value()
		document.Reader()(v, &r)
		if v.Err() == nil {
			r.end(v)
		}
		return v.Err()
	},
}

// report is the state of reading one assessment.
type report struct {
	fact.Assessed
	sink   *tally.Sink
	schema string
	ruled  fact.Ruled       // the criterion that is being read
	stated map[string]int64 // what it counts itself, by outcome
}

type layout = reader.Layout[report]

// document says where the members of an assessment stand.
var document = layout{
	{"schema", func(v reader.Value, r *report) { r.schema = v.Text() }},
	{"project", func(v reader.Value, r *report) { r.Project = text(v) }},
	{"as_of", func(v reader.Value, r *report) { r.sink.Dated(text(v)) }},
	{"commit", func(v reader.Value, r *report) { r.sink.Commit(text(v)) }},
	{"subject[].sha256", func(v reader.Value, r *report) { r.sink.Artefact("sha256:" + text(v)) }},
	{"tool.name", func(v reader.Value, r *report) { r.sink.Named(text(v), "") }},
	{"tool.version", func(v reader.Value, r *report) { r.sink.Named("", text(v)) }},
	{"verdict.outcome", verdict},
	{"score.exact", score},
	{"compliance.met", stated(fact.RuledMet)},
	{"compliance.warning", stated(fact.RuledWarning)},
	{"compliance.unmet", stated(fact.RuledUnmet)},
	{"compliance.unknown", stated(fact.RuledUnknown)},
	{"compliance.not_applicable", stated(fact.RuledNotApplicable)},
	{"criteria[]", criterion},
}

func text(v reader.Value) string { return strings.TrimSpace(v.Text()) }

func verdict(v reader.Value, r *report) { r.Verdict = word(v, "verdict") }

// word reads one of the words that a field of the kind may have.
func word(v reader.Value, name string) string {
	field, _ := fact.FieldNamed(fact.Assessment, name)
	found := text(v)
	if !slices.Contains(field.Words, found) {
		v.Fail("expected the %s to be one of %s, found %.40q", name, strings.Join(field.Words, ", "), found)
	}
	return found
}

// fraction is an exact figure as the document writes it.
var fraction = lazy.Regexp(`^\d{1,80}(/[1-9]\d{0,79})?$`)

func score(v reader.Value, r *report) {
	found := text(v)
	if !fraction().MatchString(found) {
		v.Fail("expected a score as a fraction, found %.40q", found)
		return
	}
	if r.Score, _ = new(big.Rat).SetString(found); r.Score.Cmp(big.NewRat(100, 1)) > 0 {
		v.Fail("expected a score of at most 100 points, found %.40q", found)
	}
}

// stated keeps how many criteria the assessment counts with an outcome.
func stated(outcome string) func(v reader.Value, r *report) {
	return func(v reader.Value, r *report) { r.stated[outcome] = v.Int() }
}

// criterion reads one criterion of the list.
func criterion(v reader.Value, r *report) {
	r.ruled = fact.Ruled{Line: v.Line()}
	if ruled(v, r); v.Err() != nil {
		return
	}
	switch c := &r.ruled; {
	case c.ID == "":
		v.Fail("expected a criterion with an id")
	case c.Outcome == "":
		v.Fail("expected an outcome of %.80q", c.ID)
	}
	r.ruled.Aside = r.ruled.Aside || r.ruled.Outcome == fact.RuledNotApplicable
	r.Criteria = append(r.Criteria, r.ruled)
}

var ruled = layout{
	{"id", func(v reader.Value, r *report) { r.ruled.ID = text(v) }},
	{"title", func(v reader.Value, r *report) { r.ruled.Title = text(v) }},
	{"category", func(v reader.Value, r *report) { r.ruled.Category = text(v) }},
	{"outcome", func(v reader.Value, r *report) { r.ruled.Outcome = word(v, "outcome") }},
	{"reason", func(v reader.Value, r *report) { r.ruled.Reason = text(v) }},
	{"blocker", func(v reader.Value, r *report) { r.ruled.Blocker = v.Bool() }},
	{"waived", func(v reader.Value, r *report) { r.ruled.Waived = v.Bool() }},
	{"informs", func(v reader.Value, r *report) { r.ruled.Aside = v.Bool() }},
}.Reader()

// end compares the document with itself and hands it over.
func (r *report) end(v reader.Value) {
	listed := map[string]int64{}
	for _, c := range r.Criteria {
		if !c.Aside || c.Outcome == fact.RuledNotApplicable {
			listed[c.Outcome]++
		}
	}
	field, _ := fact.FieldNamed(fact.Assessment, "outcome")
	for _, outcome := range field.Words {
		switch n, ok := r.stated[outcome]; {
		case !ok:
			v.Fail("expected how many criteria are %s, in its compliance", outcome)
		case n != listed[outcome]:
			v.Fail("its compliance counts %d criteria that are %s, and its list holds %d", n, outcome, listed[outcome])
		}
	}
	switch {
	case r.schema != version:
		v.Fail("expected an assessment of schema %s, found %.40q", version, r.schema)
	case r.Project == "" || r.Verdict == "":
		v.Fail("expected an assessment with a project and a verdict")
	}
	if v.Err() == nil {
		r.sink.Assessed(&r.Assessed)
	}
}
