package reader

import (
	"fmt"
	"strings"
	"testing"
)

// suite is what the layouts of these tests read into.
type suite struct {
	title string
	seen  []string
}

func suiteLayout() func(Value, *suite) {
	var inside func(Value, *suite)
	inside = Layout[suite]{
		{"^title", func(v Value, s *suite) { s.title = v.Text() }},
		{"tests[].name", func(v Value, s *suite) {
			s.seen = append(s.seen, fmt.Sprintf("%s/%s:%d", s.title, v.Text(), v.Line()))
		}},
		{"suites[]", func(v Value, s *suite) {
			outer := s.title
			inside(v, s)
			s.title = outer
		}},
		{"count", func(v Value, s *suite) { s.seen = append(s.seen, fmt.Sprint(v.Int())) }},
	}.Reader()
	return inside
}

func TestLayoutReadsFirst(t *testing.T) {
	for text, want := range map[string]string{
		`{"title":"a","tests":[{"name":"1"}]}`:                                                             "[a/1:1]",
		`{"tests":[{"name":"1"},` + "\n" + `{"name":"2"}],` + "\n" + `"title":"a"}`:                        "[a/1:1 a/2:2]",
		`{"tests":[{"name":"1"}],"title":"a","tests":[{"name":"2"}]}`:                                      "[a/1:1 a/2:1]",
		`{"tests":[{"name":"1"}],"count":2}`:                                                               "[/1:1 2]",
		`{"tests":[{"name":"1"}],"title":"a","title":"b","count":1}`:                                       "[a/1:1 1]",
		`{"suites":[{"tests":[{"name":"1"}],` + "\n" + `"title":"b","other":[{}]}],"count":1,"title":"a"}`: "[b/1:1 1]",
		`null`: "[]",
	} {
		var s suite
		in := Of("x", []byte(text))
		v := in.Value()
		if suiteLayout()(v, &s); v.Err() != nil || fmt.Sprint(s.seen) != want {
			t.Errorf("%s: got %v and %v, want %s", text, s.seen, v.Err(), want)
		}
	}
}

func TestLayoutRefusesWhatItCannotHold(t *testing.T) {
	long := strings.Repeat(`{"name":"`+strings.Repeat("x", 1<<16)+`"},`, 70)
	deep := strings.Repeat(`{"suites":[`, 10) + `{"tests":[` + long[:len(long)/2-len(long)/2%(1<<16+12)] + `{}]}` + strings.Repeat(`],"title":"a"}`, 10)
	for name, text := range map[string]string{
		"long":  `{"tests":[` + long + `{}],"title":"a"}`,
		"deep":  deep,
		"fault": `{"count":"many","title":"a"}`,
		"cut":   `{"tests":[{"name":"1"}],"tit`,
	} {
		want := map[string]string{
			"long":  `x:1: "tests" stands before what it is read by, and is too long to be held back`,
			"deep":  `x:1: "suites" stands before what it is read by, and is too long to be held back`,
			"fault": `x:1: expected a whole number of at most 64 bits, found "many"`,
			"cut":   `x:1: the file ends inside a string`,
		}[name]
		var s suite
		v := Of("x", []byte(text)).Value()
		if suiteLayout()(v, &s); v.Err() == nil || v.Err().Error() != want {
			t.Errorf("%s: got %v, want %s", name, v.Err(), want)
		}
	}
}
