package evidence

import "slices"

// mutant is a file that was changed in one way at one place: the keys that lead
// there, with a zero byte between them. List says that a list stands there.
type mutant struct {
	change, place string
	list          bool
	text          []byte
}

// mostPlaces bounds how many places of a file are changed in turn.
const mostPlaces = 100

// mutations are the changes of one kind to a parsed file: places lists where it
// may be made, and at makes it there.
type mutations[T any] struct {
	name   string
	places func(doc T) []string
	at     func(doc T, place string)
	lists  func(doc T) []string // the places where a list stands, if that matters
}

// mutated makes each change in turn, or those of one name only, on a fresh
// document each time.
func mutated[T any](parse func() (T, bool), write func(T) []byte, only string, changes []mutations[T], do func(mutant)) {
	doc, ok := parse()
	if !ok {
		return
	}
	for _, c := range changes {
		if only != "" && c.name != only {
			continue
		}
		places := c.places(doc)
		for _, place := range places[:min(len(places), mostPlaces)] {
			fresh, _ := parse()
			c.at(fresh, place)
			do(mutant{c.name, place, c.lists != nil && slices.Contains(c.lists(doc), place), write(fresh)})
		}
	}
}
