package cli

import (
	"fmt"
	"strconv"
	"time"

	"signoff/internal/quantity"
)

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
	return g.Now().UTC().Truncate(time.Second), "clock", nil
}
