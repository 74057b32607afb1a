package cli

import (
	"path"
	"regexp"
	"testing"

	"signoff/internal/criteria"
)

// TestNoTwoRolesShareAFile holds names that lose something in a file's name.
func TestNoTwoRolesShareAFile(t *testing.T) {
	seen := map[string]string{}
	plain := regexp.MustCompile(`^[a-z0-9.-]{1,120}$`)
	names := []string{"Security", "Project leadership", "Project-leadership", " ../Ops & Co. ", "Ops Co", "質量", "!", "?", "Ops (EU)", "Ops/EU", "Ops EU", "ops.eu", "a b", "a"}
	for _, role := range names {
		for _, name := range names {
			for _, refused := range []bool{false, true} {
				got := recordName(criteria.Approval{Role: role, Name: name, Refused: refused})
				if other, twice := seen[got]; twice || !plain.MatchString(got) || got != path.Base(got) {
					t.Errorf("%q by %q is kept in %q, as is %s", role, name, got, other)
				}
				seen[got] = role + " by " + name
			}
		}
	}
	if got := recordName(criteria.Approval{Role: "Project leadership", Name: "Ada Lee"}); got != "project-leadership.ada-lee.yaml" {
		t.Errorf("a plain name is kept in %s", got)
	}
}
