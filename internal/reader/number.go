package reader

import "signoff/internal/quantity"

// smallInt reads the digits that most whole numbers consist of.
func smallInt(b []byte) (n int64, ok bool) {
	if len(b) == 0 || len(b) > 18 || len(b) > 1 && b[0] == '0' {
		return 0, false
	}
	for _, c := range b {
		if c-'0' > 9 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// whole is d as an integer, when it is one and fits.
func whole(d quantity.Decimal) (int64, bool) {
	if d.Exp == 0 && d.Wide == nil {
		return d.Mant, true
	}
	r := d.Rat()
	if !r.IsInt() || !r.Num().IsInt64() {
		return 0, false
	}
	return r.Num().Int64(), true
}
