package cvss

// weights2 are the numbers of section 3.2.1 of CVSS 2.0, in thousandths.
var weights2 = map[string]map[string]int{
	"AV": {"L": 395, "A": 646, "N": 1000},
	"AC": {"H": 350, "M": 610, "L": 710},
	"Au": {"M": 450, "S": 560, "N": 704},
	"C":  impact2, "I": impact2, "A": impact2,
}

var impact2 = map[string]int{"N": 0, "P": 275, "C": 660}

// score2 is the base score of CVSS 2.0. Every product keeps all its decimals, so
// that nothing but the end is rounded.
func score2(m metrics) (int, bool) {
	w, ok := m.of([]string{"AV", "AC", "Au", "C", "I", "A"}, weights2)
	if !ok {
		return 0, false
	}
	const unit = 1000
	loss := unit*unit*unit - (unit-w["C"])*(unit-w["I"])*(unit-w["A"]) // 9 decimals
	if loss == 0 {
		return 0, true
	}
	impact := 1041 * loss                              // 11 decimals
	exploitability := 20 * w["AC"] * w["Au"] * w["AV"] // 9 decimals
	// 0.6 impact + 0.4 exploitability − 1.5, in 12 decimals, times 1.176.
	base := (6*impact + 4*exploitability*100 - 15*100_000_000_000) * 1176 // 15 decimals
	const tenth = 100_000_000_000_000
	return (base + tenth/2) / tenth, true
}
