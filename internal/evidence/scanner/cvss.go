package scanner

import (
	"math"
	"strings"
)

// cvssWeights are the numbers that CVSS 3.1 gives to the values of a vector's
// base metrics; those of PR grow where the scope changes.
var cvssWeights = map[string]float64{
	"AV:N": 0.85, "AV:A": 0.62, "AV:L": 0.55, "AV:P": 0.2,
	"AC:L": 0.77, "AC:H": 0.44,
	"PR:N": 0.85, "PR:L": 0.62, "PR:H": 0.27,
	"UI:N": 0.85, "UI:R": 0.62,
	"C:H": 0.56, "C:L": 0.22, "C:N": 0,
	"I:H": 0.56, "I:L": 0.22, "I:N": 0,
	"A:H": 0.56, "A:L": 0.22, "A:N": 0,
}

// vectorScore is the base score of a CVSS 3 vector; false for another version
// and for a vector without all base metrics.
func vectorScore(vector string) (score float64, ok bool) {
	if !strings.HasPrefix(vector, "CVSS:3") {
		return 0, false
	}
	weight := map[string]float64{}
	changed := strings.Contains(vector, "/S:C")
	for _, metric := range strings.Split(vector, "/") {
		name, _, _ := strings.Cut(metric, ":")
		if w, ok := cvssWeights[metric]; ok {
			weight[name] = w
		}
		switch {
		case changed && metric == "PR:L":
			weight[name] = 0.68
		case changed && metric == "PR:H":
			weight[name] = 0.5
		}
	}
	const baseMetrics = 7 // beside the scope
	if len(weight) != baseMetrics {
		return 0, false
	}
	return cvssBase(weight, changed), true
}

// cvssBase is the base score by section 7.1 of the CVSS 3.1 specification.
func cvssBase(weight map[string]float64, changed bool) float64 {
	loss := 1 - (1-weight["C"])*(1-weight["I"])*(1-weight["A"])
	impact, factor := 6.42*loss, 1.0
	if changed {
		impact, factor = 7.52*(loss-0.029)-3.25*math.Pow(loss-0.02, 15), 1.08
	}
	if impact <= 0 {
		return 0
	}
	exploitability := 8.22 * weight["AV"] * weight["AC"] * weight["PR"] * weight["UI"]
	// Rounded up to one decimal; the small step back undoes the noise of binary
	// fractions, as the specification asks.
	return math.Ceil(math.Min(factor*(impact+exploitability), 10)*10-1e-4) / 10
}
