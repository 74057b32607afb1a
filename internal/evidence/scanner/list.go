package scanner

import "signoff/internal/reader"

// list notes whether a report holds the list that its findings stand in.
type list bool

// note notes the current array or object. Null is not a list; an element is.
func (l *list) note(v interface{ Kind() byte }) {
	kind := v.Kind()
	*l = *l || kind == '[' || kind == '{' || kind == '<'
}

// holding is within for what must hold the list of its findings: a report
// without it is not a clean run, however few findings it has.
func holding(name string, l layout) setter {
	read := within(l)
	return func(v reader.Value, r *report) {
		outer := r.list
		r.list = false
		read(v, r)
		if v.Err() == nil && !bool(r.list) {
			v.Fail("expected %s, found none", name)
		}
		r.list = outer
	}
}

// listed reads the elements of that list.
func listed(each setter) setter { return listedBy("[]", each) }

// listedByName reads that list where it is an object with its elements behind
// their names.
func listedByName(each setter) setter { return listedBy("*", each) }

func listedBy(path string, each setter) setter {
	read := layout{{path, each}}.Reader()
	return func(v reader.Value, r *report) {
		r.list.note(v)
		read(v, r)
	}
}

// enough reads what is enough where that list is not there: null, or an error.
func enough(read setter) setter {
	return func(v reader.Value, r *report) {
		r.list = true
		read(v, r)
	}
}
