package history

import (
	"bytes"
	"encoding/json"
)

// longestEntry is how many bytes of an entry are read.
const longestEntry = 16 << 20

// named is an entry as a store found it under an id: whose it is, as far as its
// bytes tell. Whether they are those of the id is asked when they are read.
func named(id string, text []byte) Entry {
	e := Entry{ID: id, Text: text}
	if bytes.HasPrefix(text, []byte(`{"schema":"`+InvalidationSchema+`"`)) {
		var v Invalidation
		if json.Unmarshal(text, &v) == nil {
			e.Of = v.Run
		}
		return e
	}
	if r, err := e.Head(); err == nil {
		e.Service, e.Line, e.AsOf = r.Service, r.Line, r.AsOf
	}
	return e
}

// broken says that nobody can tell what the entry is.
func (e Entry) broken() bool { return e.Of == "" && e.Service == "" }
