package reader

import (
	"strings"
	"testing"
	"testing/iotest"
)

func TestMergeConflicts(t *testing.T) {
	for text, want := range map[string]bool{
		"a,b\n1,2\n<<<<<<< HEAD\n1,3\n=======\n1,4\n>>>>>>> x\n": true,
		"a,b\n1,2\n1,3\n>>>>>>> branch\n":                        true,
		"a,b\n=======,1\n<<<<<<<,2\n":                            false,
		"a,b\n\"<<<<<<< HEAD\",2\n":                              false,
	} {
		c := Of("x", []byte(text)).CSV()
		for range c.Rows() {
		}
		if refused := c.Err() != nil && strings.Contains(c.Err().Error(), conflict); refused != want {
			t.Errorf("CSV %q: got %v", text, c.Err())
		}
		l := Of("x", []byte(text)).Lines()
		for range l.All() {
		}
		if refused := l.Err() != nil && strings.Contains(l.Err().Error(), conflict); refused != want {
			t.Errorf("lines %q: got %v", text, l.Err())
		}
		s := newStream(onlyObjects(iotest.OneByteReader(strings.NewReader("{}\n"+text)), nil), "x", 64, tokenBytes)
		j := &JSON{s: s, pending: true}
		for range j.Values() {
		}
		if refused := j.Err() != nil; refused != want {
			t.Errorf("objects %q: got %v", text, j.Err())
		}
	}
}
