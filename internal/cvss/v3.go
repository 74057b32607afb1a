package cvss

// weights3 are the numbers of section 7.4 of CVSS 3.1, in hundredths; 3.0 has
// the same. Those of PR grow where the scope changes.
var weights3 = map[string]map[string]int{
	"AV": {"N": 85, "A": 62, "L": 55, "P": 20},
	"AC": {"L": 77, "H": 44},
	"PR": {"N": 85, "L": 62, "H": 27},
	"UI": {"N": 85, "R": 62},
	"S":  {"U": 0, "C": 1},
	"C":  impact3, "I": impact3, "A": impact3,
}

var (
	impact3 = map[string]int{"H": 56, "L": 22, "N": 0}
	// changed3 are those of PR where the scope changes.
	changed3 = map[string]int{"N": 85, "L": 68, "H": 50}
)

// score31 and score30 differ in how they round up: 3.1 first drops what is
// beyond five decimals, since in binary fractions that is noise. Here nothing
// is noise, and both are computed to nine decimals.
func score31(m metrics) (int, bool) { return score3(m, 10_000) }
func score30(m metrics) (int, bool) { return score3(m, 1) }

// score3 is the base score by section 7.1, rounded up to a tenth after it was
// rounded to the noise, in billionths.
func score3(m metrics, noise int) (int, bool) {
	w, ok := m.of([]string{"AV", "AC", "PR", "UI", "S", "C", "I", "A"}, weights3)
	if !ok {
		return 0, false
	}
	changed := w["S"] == 1
	if changed {
		w["PR"] = changed3[m["PR"]]
	}
	const hundred, billion = 100, 1_000_000_000
	loss := hundred*hundred*hundred - (hundred-w["C"])*(hundred-w["I"])*(hundred-w["A"]) // 6 decimals
	impact := 642 * loss * 10                                                            // 9 decimals
	if changed {
		impact = 752*(loss-29_000)*10 - power15(loss)
	}
	if impact <= 0 {
		return 0, true
	}
	exploitability := 822 * w["AV"] * w["AC"] * w["PR"] * w["UI"] / 10 // 9 decimals
	sum := impact + exploitability
	if changed {
		sum = sum * 108 / hundred
	}
	sum = min(sum, 10*billion)
	sum = (sum + noise/2) / noise * noise
	const tenth = billion / 10
	return (sum + tenth - 1) / tenth, true
}

// power15 is 3.25 × (loss − 0.02)^15 in billionths, of a loss in millionths.
func power15(loss int) int {
	base := float64(loss-20_000) / 1e6
	product := 3.25
	for range 15 {
		product *= base
	}
	return int(product*1e9 + 0.5)
}
