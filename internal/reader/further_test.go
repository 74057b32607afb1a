package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestLookFurther(t *testing.T) {
	list := strings.Repeat(`{"id":1},`, 10_000)
	in := Of("x", []byte(`{"list":[`+list+`{"late":{"deep":1}}],"ok":true,"meta":{"name":"t","more":{"deep":1}},"lists":[{"two":[{"three":1}]}]}`))
	if in.Head.Has("ok") || !in.LookFurther() || in.LookFurther() {
		t.Fatal("expected one look behind the head")
	}
	for path, want := range map[string]bool{
		"ok": true, "meta.name": true, "meta.more": true, "meta.more.deep": false, "list[].late": true, "list[].late.deep": false,
		"lists[].two": true, "lists[].two[].three": false,
	} {
		if in.Head.Has(path) != want {
			t.Errorf("%s: got %t, want %t", path, !want, want)
		}
	}
	if got := in.Head.Text("meta.name"); got != "t" {
		t.Errorf("got the name %q", got)
	}
	many := strings.Builder{}
	for i := range 20_000 {
		fmt.Fprintf(&many, `"key %d":1,`, i)
	}
	in = Of("x", []byte(`[{"map":{`+many.String()+`"last":1},"end":1}]`))
	if in.LookFurther(); !in.Head.Has("[].end") || in.Head.Has("[].map.last") {
		t.Error("a long map hides what stands behind it")
	}
	in = Of("x", []byte(`<r a="1">`+strings.Repeat("<c/>", headBytes)+`<late><deep/></late></r>`))
	if in.LookFurther(); !slices.Equal(in.Head.Children, []string{"c", "late"}) {
		t.Errorf("got the children %q", in.Head.Children)
	}
	in = Of("x", []byte(strings.Repeat("go: downloading m v1.0.0\n", headBytes/8)+"late\n"))
	if in.LookFurther(); !slices.Equal(in.Head.Lines, []string{"late"}) {
		t.Errorf("got the lines %q", in.Head.Lines)
	}
	if in = Of("x", []byte(`{"a":1}`)); in.LookFurther() {
		t.Error("a short file has nothing behind its head")
	}
	in = Of("x", []byte(`{"list":[`+list+`oops],"ok":true}`))
	if in.LookFurther(); in.Head.Has("ok") {
		t.Error("looked behind the damage")
	}
	j := in.JSON()
	if j.Skip(); j.Err() == nil {
		t.Error("the reader does not see the damage")
	}
}

func TestWrapperLines(t *testing.T) {
	for text, want := range map[string]string{
		"\n> app@1.0.0 test\n> node --test\n\nTAP version 13\n":                                                                        "TAP version 13",
		"yarn run v1.22.22\n$ tap\nok 1\n":                                                                                             "ok 1",
		"?   \texample.org/a\t[no test files]\nPASS\nok  \texample.org/b\t0.1s\ngoos: x\n":                                             "goos: x",
		"   Compiling a v0.1.0\n    Finished `bench`\n\nrunning 2 tests\ntest a::b ... ignored\ntest c ... bench: 1 ns/iter (+/- 0)\n": "test c ... bench: 1 ns/iter (+/- 0)",
		"[INFO] Initializing environment for x.\nruff....Passed\n":                                                                     "ruff....Passed",
		"Running 10s test @ http://x\n":                                                                                                "Running 10s test @ http://x",
		"ok 1 - a\nPASSED\ntest result: FAILED.\n":                                                                                     "ok 1 - a PASSED test result: FAILED.",
		"{\n\"a\": [\n> x\n": "{ \"a\": [ > x",
	} {
		if got := strings.Join(Of("x", []byte(text)).Head.Lines, " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
