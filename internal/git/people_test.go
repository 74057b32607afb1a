package git

import (
	"slices"
	"testing"
)

func TestLastTagAndPeople(t *testing.T) {
	p := begin(t, map[string]string{"a.txt": "1", "sub/b.txt": "1"})
	r, err := Around(p.dir)
	if err != nil {
		t.Fatal(err)
	}
	if tag := r.LastTag(); tag != "" {
		t.Errorf("the tag %q, want none", tag)
	}
	p.git("tag", "v1")
	p.write(map[string]string{"a.txt": "2"})
	p.git("-c", "user.name=B", "commit", "-q", "-a", "-m", "two")
	p.write(map[string]string{"a.txt": "3"})
	p.git("-c", "user.name=B", "commit", "-q", "-a", "-m", "three")
	if tag := r.LastTag(); tag != "v1" {
		t.Errorf("the tag %q, want v1", tag)
	}
	for most, want := range map[int][]string{2: {"B", "A"}, 1: {"B"}} {
		if got := r.People(most); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	sub, err := Around(p.dir + "/sub")
	if err != nil {
		t.Fatal(err)
	}
	if got := sub.People(2); !slices.Equal(got, []string{"A"}) {
		t.Errorf("below sub %q, want A alone", got)
	}
}
