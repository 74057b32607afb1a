package evidence

import "signoff/internal/fact"

// list adds what a file lists for the reader, once, however often it is read.
func list(entry *fact.Evidence, r *reading) {
	if r.file.Same != "" {
		return
	}
	add := func(to *fact.Listed, more fact.Listed) {
		if n := len(to.Items); n == 0 || to.Items[n-1].At.Path != r.file.Path {
			to.Items, to.More = append(to.Items, more.Items...), to.More+more.More
		}
	}
	add(&entry.Services, r.sink.Services)
	add(&entry.Checks, r.sink.Checks)
}
