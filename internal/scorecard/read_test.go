package scorecard

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/source"
)

// TestBrokenTextsReadBack holds that the name of a file that is not UTF-8 does
// not change the digest once it was written.
func TestBrokenTextsReadBack(t *testing.T) {
	s := sample()
	s.Evidence[0].Files[0].Path, s.Criteria[0].Refs = "a\xff\xfe.json", []string{"\xc3"}
	s.ToValidUTF8()
	if s.Evidence[0].Files[0].Path != "a\uFFFD.json" || s.Criteria[0].Refs[0] != "\uFFFD" {
		t.Errorf("got %q, %q", s.Evidence[0].Files[0].Path, s.Criteria[0].Refs)
	}
	text, err := s.JSON()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Parse("a.json", text)
	if err != nil || back.Digest() != s.Digest() {
		t.Errorf("%v: another digest", err)
	}
}

func TestParseRefusesOtherDocuments(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "a.json:1:1: expected an assessment, found the end of the file",
		"[]":                             "a.json:1:1: expected an object, found a list",
		"{}":                             `a.json:1:1: expected the key "schema"`,
		`{"schema": "signoff/v2"}`:       `a.json:1:12: schema: expected signoff.assessment/v1, found "signoff/v2"`,
		`{"schema": 1}`:                  "a.json:1:12: schema: expected a text, found 1",
		`{"schema": "signoff.assess`:     "a.json:1:27: schema: expected an assessment, found the end of the file",
		"{\n  \"criteria\": \"none\"\n}": "a.json:2:15: criteria: expected a list, found a text",
		"{\"project\": \"\xff\"}":        "expected an assessment in UTF-8",
		`{"project": "a" "b"}`:           "a.json:1:17: expected JSON: ",
		strings.Repeat("[", 1<<20):       "a.json:1:1: expected an object, found a list",
	} {
		if _, err := Parse("a.json", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: got %v, want %q", text, err, want)
		}
	}
}

// TestParseIsStrict damages a document in one place each.
func TestParseIsStrict(t *testing.T) {
	text, err := sample().JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, new, want string }{
		{`"commit"`, `"comit"`, `unknown key "comit"`},
		{`"project": "Sample <&> \u2028",`, ``, `1:1: expected the key "project"`},
		{`"blocker": false,`, ``, `criteria[0]: expected the key "blocker"`},
		{`"blocker": false`, `"blocker": 0`, "criteria[0].blocker: expected true or false, found 0"},
		{`"seen": 7`, `"seen": -7`, "criteria[0].seen: expected a count, found -7"},
		{`"seen": 7`, `"seen": 7.5`, "criteria[0].seen: expected a count, found 7.5"},
		{`"seen": 7`, `"seen": 1e99`, "criteria[0].seen: expected a count, found 1e99"},
		{`"seen": 7`, `"seen": 7, "seen": 7`, `criteria[0]: key "seen" a second time`},
		{`"exhibits": []`, `"exhibits": null`, "criteria[0].exhibits: expected a list, found null"},
		{`"outcome": "met"`, `"outcome": "Met"`, `criteria[0].outcome: expected met or warning or unmet or unknown or not-applicable, found "Met"`},
		{`"outcome": "conditional"`, `"outcome": "fine"`, "verdict.outcome: expected approved or "},
		{`"bound": "none"`, `"bound": "rope"`, "evidence[0].bound: expected commit or tree or merge or none"},
		{`"as_of": "2026-11-20T12:00:00Z"`, `"as_of": "yesterday"`, `as_of: expected a time such as 2026-11-21T18:00:00Z, found "yesterday"`},
		{`"outcome": "met"`, `"outcome": "unmet"`, "categories[0]: met: expected 0, as the criteria are, found 1"},
		{`"met": 1`, `"met": 2`, "compliance: met: expected 1, as the criteria are, found 2"},
		{`"declared": 4`, `"declared": 5`, "compliance: declared: expected 4, as the criteria are, found 5"},
		{`"exact": "2/3"`, `"exact": "3/3"`, `compliance: exact: expected "2/3", as the criteria are, found "3/3"`},
		{`"id": "C-2"`, `"id": "C-1"`, `criteria[1]: criterion "C-1" a second time`},
		{`"category": "side"`, `"category": "nowhere"`, `criteria[2]: unknown category "nowhere"`},
		{`"id": "side"`, `"id": "main"`, `categories[1]: category "main" a second time`},
	} {
		damaged := strings.Replace(string(text), test.old, test.new, 1)
		if damaged == string(text) {
			t.Fatalf("the document has no %s", test.old)
		}
		_, err := Parse("a.json", []byte(damaged))
		var faults source.List
		if !errors.As(err, &faults) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.new, err, test.want)
			continue
		}
		if at := faults[0].Pos; at.Line < 1 || at.Col < 1 || at.File != "a.json" {
			t.Errorf("%s: the fault is at %v", test.new, at)
		}
	}
	if _, err := Parse("a.json", append(text, "{}"...)); err == nil || !strings.Contains(err.Error(), "expected nothing after the assessment") {
		t.Errorf("two documents: %v", err)
	}
}

// TestEveryDocumentReadsBack holds for whatever a scorecard says that what is
// written is read back the same, and that nothing in it stays unwritten.
func TestEveryDocumentReadsBack(t *testing.T) {
	schema := compileSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		s := arbitrary(t)
		text, err := s.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance(t, text)); err != nil {
			t.Fatal(err)
		}
		back, err := Parse("a.json", text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		again, err := back.JSON()
		if err != nil || !bytes.Equal(text, again) {
			t.Fatalf("%v: reads back as\n%s\nfrom\n%s", err, again, text)
		}
		if s.Digest() != back.Digest() {
			t.Fatal("another digest")
		}
	})
	unwritten(t, reflect.TypeFor[Scorecard](), map[reflect.Type]bool{})
}

// unwritten finds fields that JSON leaves out.
func unwritten(t *testing.T, one reflect.Type, seen map[reflect.Type]bool) {
	for one.Kind() == reflect.Pointer || one.Kind() == reflect.Slice {
		one = one.Elem()
	}
	if one.Kind() != reflect.Struct || seen[one] || isText(one) {
		return
	}
	seen[one] = true
	for i := range one.NumField() {
		f := one.Field(i)
		if name := f.Tag.Get("json"); name == "" || name == "-" || !f.IsExported() {
			t.Errorf("%s.%s is lost in JSON: make it a method of what is written", one.Name(), f.Name)
		}
		unwritten(t, f.Type, seen)
	}
}

// arbitrary is a scorecard that says anything, but counts as its criteria are.
func arbitrary(t *rapid.T) *Scorecard {
	var s Scorecard
	draw(t, reflect.ValueOf(&s).Elem(), about{})
	s.AsOf = "2026-11-20T12:00:00Z"
	s.Categories = append(s.Categories, Category{})
	all, counts := Compliance{Strict: s.Compliance.Strict}, make([]Compliance, len(s.Categories))
	for i := range s.Criteria {
		c, k := &s.Criteria[i], rapid.IntRange(0, len(s.Categories)-1).Draw(t, "category")
		c.ID, c.Category = "C-"+string(rune('a'+i)), "k"+string(rune('a'+k))
		all.count(c)
		counts[k].count(c)
	}
	all.Declared, all.Exact = len(s.Criteria), exactly(all)
	s.Compliance = all
	for i := range s.Categories {
		c, n := &s.Categories[i], counts[i]
		c.ID = "k" + string(rune('a'+i))
		c.Met, c.Warning, c.Unmet, c.Unknown, c.Applicable = n.Met, n.Warning, n.Unmet, n.Unknown, n.Applicable
	}
	return &s
}

var texts = []string{"", "x", "1/3", "= 1+1", "\x00\x1b[31m", "\u202e", "<script>", "\"\\", "1e400", "\u2028", "< 10ms", "é"}

// draw fills v with anything that its type and words allow.
func draw(t *rapid.T, v reflect.Value, a about) {
	switch v.Kind() {
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			draw(t, v.Elem(), a)
		}
	case reflect.Struct:
		if isText(v.Type()) {
			v.Set(reflect.ValueOf(ParseBound(rapid.SampledFrom(texts).Draw(t, a.key))))
			return
		}
		for _, m := range members(v.Type()) {
			draw(t, v.Field(m.index), m.about)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(t, "length"), 2))
		for i := range v.Len() {
			draw(t, v.Index(i), a)
		}
	case reflect.String:
		words := texts
		if len(a.words) > 0 {
			words = a.words
		}
		v.SetString(rapid.SampledFrom(words).Draw(t, a.key))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, a.key))
	default:
		v.SetInt(rapid.Int64Range(0, 1<<40).Draw(t, a.key))
	}
}
