package scorecard

import (
	"strings"

	"signoff/internal/quantity"
)

// Bound is a target, a warn bound, a limit or a threshold: as it was written, and
// what it asks. It is a text in the document, read once; the zero Bound asks
// nothing.
type Bound struct {
	written string
	asks    quantity.Target
	_       [0]func() // Bounds are compared as they were written
}

// ParseBound reads a bound. What asks for no figure, such as "at least 2 of 3",
// is kept as it was written.
func ParseBound(written string) Bound {
	asks, err := quantity.ParseTarget(written, quantity.Any)
	if err != nil {
		asks = quantity.Target{}
	}
	return Bound{written: written, asks: asks}
}

// String is the bound as it was written.
func (b Bound) String() string { return b.written }

// IsZero says whether nothing is asked.
func (b Bound) IsZero() bool { return b.written == "" }

// Target is what the bound asks of a figure; ok is false when it asks for none.
func (b Bound) Target() (t quantity.Target, ok bool) { return b.asks, b.asks.A.Known() }

// Shown is the bound as it is printed: with the signs of print, its digits
// grouped like those of a figure, and kept together with their unit.
func (b Bound) Shown() string {
	if t, ok := b.Target(); ok {
		return t.Show()
	}
	for _, sign := range [][2]string{{"<=", "≤"}, {">=", "≥"}, {"==", "="}} {
		if rest, found := strings.CutPrefix(b.written, sign[0]); found {
			return sign[1] + rest
		}
	}
	return b.written
}

// holds says whether a figure satisfies the bound; the zero Bound asks nothing.
func (b Bound) holds(figure quantity.Value) bool { return b.IsZero() || b.asks.Holds(figure) }

// Percent is the figure of a bound that asks for a share, in percent, for
// drawing.
func (b Bound) Percent() (share float64, ok bool) {
	t, ok := b.Target()
	if !ok || t.A.Dimension() != quantity.Proportion {
		return 0, false
	}
	share, _ = t.A.Number().Float64()
	return share, true
}

// MarshalText implements encoding.TextMarshaler.
func (b Bound) MarshalText() ([]byte, error) { return []byte(b.written), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *Bound) UnmarshalText(text []byte) error {
	*b = ParseBound(string(text))
	return nil
}

// stricterThan compares what two bounds accept: whether the later accepts more
// than the earlier, or less. Bounds that overlap in another way are neither.
func stricterThan(before, after Bound) (loosened, tightened bool) {
	old, now := before.asks, after.asks
	if before.written == after.written || old.Op == 0 || now.Op == 0 {
		return false, false
	}
	return old.Stricter(now) && !now.Stricter(old), now.Stricter(old) && !old.Stricter(now)
}
