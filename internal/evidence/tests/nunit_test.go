package tests

import (
	"testing"

	"signoff/internal/reader"
)

// TestNUnitClaims: each root is told by any of its own marks, and by nothing else.
func TestNUnitClaims(t *testing.T) {
	attrs := func(names ...string) map[string]string {
		m := map[string]string{}
		for _, name := range names {
			m[name] = "1"
		}
		return m
	}
	suites := []string{"test-suite"}
	for _, tc := range []struct {
		head reader.Head
		want bool
	}{
		{reader.Head{Root: "test-run", RootAttrs: attrs("total")}, true},
		{reader.Head{Root: "test-run", RootAttrs: attrs("testcasecount")}, true},
		{reader.Head{Root: "test-run", Children: suites}, true},
		{reader.Head{Root: "test-run", RootAttrs: attrs("id")}, false},
		{reader.Head{Root: "test-results", RootAttrs: attrs("total")}, true},
		{reader.Head{Root: "test-results", Children: suites}, true},
		{reader.Head{Root: "test-results", RootAttrs: attrs("testcasecount")}, false},
		{reader.Head{Root: "test-suite", RootAttrs: attrs("type")}, true},
		{reader.Head{Root: "test-suite", RootAttrs: attrs("executed")}, true},
		{reader.Head{Root: "test-suite", RootAttrs: attrs("start"), Children: suites}, false},
		{reader.Head{Root: "testsuite", RootAttrs: attrs("total", "type")}, false},
	} {
		if got := nunitFormat.Claims(&tc.head); got != tc.want {
			t.Errorf("%s %v %v: claimed %v, expected %v", tc.head.Root, tc.head.RootAttrs, tc.head.Children, got, tc.want)
		}
	}
}
