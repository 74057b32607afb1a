package history

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Fault is one entry that is not what was kept.
type Fault struct {
	ID   string
	What string
}

// Verified counts what Verify looked at, and lists what is wrong.
type Verified struct {
	Runs, Invalidations int
	Faults              []Fault
}

// Verify looks at every entry: whether its bytes are those that it is called by,
// whether they are a row, and whether the store files it as the row says. That an
// entry was taken away it cannot tell; a ref of git can.
func Verify(ctx context.Context, s Store) (Verified, error) {
	var v Verified
	look := func(e Entry) {
		if got := digest(e.Text); got != e.ID {
			v.Faults = append(v.Faults, Fault{e.ID, fmt.Sprintf("its bytes were changed: they have the digest %.12s", got)})
			return
		}
		parsed, err := Parse(e.Text)
		switch {
		case err != nil:
			v.Faults = append(v.Faults, Fault{e.ID, err.Error()})
		case parsed.Service != e.Service || parsed.Line != e.Line || parsed.AsOf != e.AsOf || parsed.Of != e.Of:
			v.Faults = append(v.Faults, Fault{e.ID, fmt.Sprintf("it is filed as %q, %q, %s%s, and its row says %q, %q, %s%s",
				e.Service, e.Line, e.AsOf, e.Of, parsed.Service, parsed.Line, parsed.AsOf, parsed.Of)})
		}
	}
	err := s.Select(ctx, Query{}, func(e Entry) error {
		v.Runs++
		look(e)
		return nil
	})
	if err != nil {
		return v, err
	}
	err = s.Invalidations(ctx, func(e Entry) error {
		v.Invalidations++
		look(e)
		return nil
	})
	return v, err
}

// Spent lists the runs that retention takes: those as of before an instant, but
// for the last run, and the last that counts, of each release of each line. A run
// of no release is of none.
func Spent(ctx context.Context, s Store, before time.Time) ([]string, error) {
	invalid, err := Invalidated(ctx, s)
	if err != nil {
		return nil, err
	}
	type release struct{ service, line, name string }
	last, counts := map[release]bool{}, map[release]bool{}
	var spent []string
	limit := before.UTC().Format(time.RFC3339)
	err = s.Select(ctx, Query{}, func(e Entry) error { // the newest of each line first
		r, err := e.Head()
		if err != nil {
			return nil // what was changed by hand is left for people to look at
		}
		key := release{r.Service, r.Line, r.Release}
		first := r.Release != "" && (!last[key] || !counts[key] && invalid[e.ID] == "")
		last[key] = true
		counts[key] = counts[key] || invalid[e.ID] == ""
		if e.AsOf < limit && !first {
			spent = append(spent, e.ID)
		}
		return nil
	})
	slices.Sort(spent)
	return spent, err
}

// Invalidated gives, by run, why it does not count.
func Invalidated(ctx context.Context, s Store) (map[string]string, error) {
	because := map[string]string{}
	err := s.Invalidations(ctx, func(e Entry) error {
		v, err := e.Invalidation()
		if err != nil {
			because[e.Of] = "?" // a damaged word against a run still speaks against it
			return nil
		}
		because[v.Run] = v.Because
		return nil
	})
	return because, err
}
