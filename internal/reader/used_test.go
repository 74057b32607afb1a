package reader

import "testing"

func TestUsed(t *testing.T) {
	list := Layout[notes]{{"list[].a", note("a")}, {"map.*.a", note("a")}, {"name", note("name")}}
	for text, want := range map[string]bool{
		`{"list":[]}`: true, `{"list":null}`: true, `{"map":{}}`: true, `{"map":null}`: true, `{"list":[{"a":1}]}`: true, `{"map":{"k":{"a":1}}}`: true,
		`{"other":[]}`: false, `{"list":[{"b":1}]}`: false, `{"map":{"k":{"b":[]}}}`: false, `{"name":"x","other":{}}`: false, `{}`: false,
		`<r><list/></r>`: true, `<r><map/></r>`: true, `<r><map><k/></map></r>`: true, `<r/>`: true, `<r><name>x</name></r>`: false,
	} {
		in := Of("x", []byte(text))
		if err := list.Read(in, &notes{}); err != nil {
			t.Fatal(text, err)
		}
		if in.Used() != want {
			t.Errorf("%s: got %t", text, in.Used())
		}
	}
	for text, want := range map[string]bool{`[]`: true, `[{"name":"x"}]`: false, `{"name":"x"}` + "\n" + `{"list":[]}`: true} {
		in := Of("x", []byte(text))
		if err := list.ReadEach(in, &notes{}); err != nil || in.Used() != want {
			t.Errorf("each of %s: got %t, %v", text, in.Used(), err)
		}
	}
	for text, want := range map[string]bool{"a,b\n": true, "a,b\n1,2\n": false} {
		in := Of("x", []byte(text))
		for range in.CSV().Rows() {
		}
		if in.Used() != want {
			t.Errorf("CSV %q: got %t", text, in.Used())
		}
	}
}
