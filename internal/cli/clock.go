package cli

import (
	"fmt"
	"strconv"
	"time"

	"signoff/internal/quantity"
)

// settled is the instant that the command settled itself, else that of asOf.
func (g *global) settled(o *assessOptions) (time.Time, string, error) {
	if !o.now.IsZero() {
		return o.now, fromClock, nil
	}
	return g.asOf(o.asOf)
}

// fromClock says that the clock settled an instant.
const fromClock = "clock"

// asOf is the instant that the assessment speaks of: --as-of, else
// SOURCE_DATE_EPOCH, else the clock. It says which one it was.
func (g *global) asOf(flag string) (time.Time, string, error) {
	if flag != "" {
		t, as, err := quantity.ParseTime(flag)
		if err != nil {
			return time.Time{}, "", hinted{fmt.Errorf("--as-of: %w", err), "write 2026-11-21 or 2026-11-21T18:00:00Z"}
		}
		return as.Last(t).UTC(), "--as-of", nil
	}
	if epoch := g.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, "", fmt.Errorf("SOURCE_DATE_EPOCH: expected seconds since 1970, found %q", epoch)
		}
		t := time.Unix(seconds, 0).UTC()
		fmt.Fprintf(g.Stderr, "signoff: as of %s, from SOURCE_DATE_EPOCH\n", t.Format(time.RFC3339))
		return t, "SOURCE_DATE_EPOCH", nil
	}
	return g.Now().UTC().Truncate(time.Second), fromClock, nil
}
