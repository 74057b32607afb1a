package reader

import (
	"strings"
	"testing"
	"testing/iotest"
)

func TestObjectsStandAmongOtherLines(t *testing.T) {
	const text = "# example.com/a\n./a.go:3:1: undefined: b\n{\"n\": 1}\n\nwarning: {}\n{\"n\": \"{\"}\nFAIL"
	for _, r := range []func() *JSON{
		func() *JSON { return Of("x", []byte(text)).Objects() },
		func() *JSON {
			s := newStream(onlyObjects(iotest.OneByteReader(strings.NewReader(text)), nil), "x", 64, tokenBytes)
			return &JSON{s: s, pending: true}
		},
	} {
		j, found, lines := r(), []string(nil), []int(nil)
		for range j.Values() {
			lines = append(lines, j.Line())
			for range j.Fields() {
				found = append(found, j.Text())
			}
		}
		if err := j.Err(); err != nil || strings.Join(found, " ") != "1 {" || len(lines) != 2 || lines[0] != 3 || lines[1] != 6 {
			t.Errorf("found %q in lines %v (%v), want 1 and { in lines 3 and 6", found, lines, err)
		}
	}
}

func TestObjectsThatAreCutOff(t *testing.T) {
	j := Of("x", []byte("note\n{\"n\": 1\nFAIL\n{\"n\": 2}\n")).Objects()
	for range j.Values() {
		j.Skip()
	}
	if j.Err() == nil {
		t.Error("no error for an object that another line ends")
	}
}
