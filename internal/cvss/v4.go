package cvss

// levels4 are how far a value is from the most severe one of its metric (CVSS
// 4.0, section 8.2). Safety has no place in the base metrics, and what is not
// stated of E is the worst.
var levels4 = map[string]map[string]int{
	"AV": {"N": 0, "A": 1, "L": 2, "P": 3},
	"AC": {"L": 0, "H": 1},
	"AT": {"N": 0, "P": 1},
	"PR": {"N": 0, "L": 1, "H": 2},
	"UI": {"N": 0, "P": 1, "A": 2},
	"VC": vulnerable4, "VI": vulnerable4, "VA": vulnerable4,
	"SC": subsequent4, "SI": subsequent4, "SA": subsequent4,
}

var (
	vulnerable4 = map[string]int{"H": 0, "L": 1, "N": 2}
	subsequent4 = map[string]int{"H": 1, "L": 2, "N": 3}
	maturity4   = map[string]int{"": 0, "X": 0, "A": 0, "P": 1, "U": 2}
)

// group is one of the sets of metrics that make a macrovector: its members, the
// most severe values of each of its levels, and how many steps a level is deep.
type group struct {
	members []string
	worst   [][][]int
	depth   []int
}

// groups4 are EQ1, EQ2, EQ3 with EQ6, and EQ4 (sections 8.1 and 8.2). EQ6 is
// that of EQ3: without requirements it is 0 as long as an impact is high.
var groups4 = []group{
	{[]string{"AV", "PR", "UI"}, [][][]int{{{0, 0, 0}}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, {{3, 0, 0}, {1, 1, 1}}}, []int{1, 4, 5}},
	{[]string{"AC", "AT"}, [][][]int{{{0, 0}}, {{1, 0}, {0, 1}}}, []int{1, 2}},
	{[]string{"VC", "VI", "VA"}, [][][]int{{{0, 0, 0}}, {{1, 0, 0}, {0, 1, 0}}, {{1, 1, 1}}}, []int{7, 8, 10}},
	{[]string{"SC", "SI", "SA"}, [][][]int{nil, {{1, 1, 1}}, {{2, 2, 2}}}, []int{6, 5, 4}},
}

// macrovector is EQ1 to EQ6.
type macrovector [6]int

// score is that of the macrovector, false where there is none.
func (v macrovector) score() (int, bool) {
	if v[0] > 2 || v[1] > 1 || v[2] > 2 || v[3] > 2 || v[4] > 2 || v[5] > 1 {
		return 0, false
	}
	score := scores[((v[0]*2+v[1])*3+v[2])*3+v[3]][v[4]*2+v[5]]
	return int(score), score > 0
}

// score4 is the score of section 8.2: that of the macrovector, less the mean of
// what the vector lies below the worst of its macrovector in each group.
func score4(m metrics) (int, bool) {
	names := []string{"AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"}
	w, ok := m.of(names, levels4)
	exploit, known := maturity4[m["E"]]
	if !ok || !known {
		return 0, false
	}
	if w["VC"]+w["VI"]+w["VA"] == 6 && w["SC"]+w["SI"]+w["SA"] == 9 {
		return 0, true // no impact at all
	}
	v := macrovector4(w, exploit)
	value, ok := v.score()
	if !ok {
		return 0, false
	}
	// All depths divide steps, so that each share is a whole number.
	const steps = 840
	lower, sum := 0, 0
	for i, g := range groups4 {
		if below, ok := v.lower(i); ok {
			lower++
			sum += (value - below) * g.distance(w, v[i]) * steps / g.depth[v[i]]
		}
	}
	if _, ok := v.next(4).score(); ok { // E has no severity within a level
		lower++
	}
	if lower == 0 {
		return value, true
	}
	// Rounded half up to a tenth.
	scaled := value*steps*lower - sum
	return max(0, (2*scaled+steps*lower)/(2*steps*lower)), true
}

// next is the macrovector with one level less in a group.
func (v macrovector) next(i int) macrovector {
	v[i]++
	return v
}

// lower is the score of the next lower macrovector in a group; with EQ3 goes
// EQ6, of which the higher one counts.
func (v macrovector) lower(i int) (int, bool) {
	if i != 2 {
		return v.next(i).score()
	}
	left, okLeft := v.next(5).score()
	right, okRight := v.next(2).score()
	switch {
	case v[2] == 0:
		return max(left, right), okLeft || okRight
	case v[2] == 1:
		return left, okLeft
	}
	return right, okRight
}

// distance is how many steps the vector is below the first of the worst values
// of a level that is not below it anywhere.
func (g *group) distance(w map[string]int, level int) int {
	for _, worst := range g.worst[level] {
		steps, above := 0, false
		for k, name := range g.members {
			steps += w[name] - worst[k]
			above = above || w[name] < worst[k]
		}
		if !above {
			return steps
		}
	}
	return 0
}

// macrovector4 is the macrovector of the levels of metrics (table 24 to 29).
func macrovector4(w map[string]int, exploit int) macrovector {
	var v macrovector
	switch av, pr, ui := w["AV"], w["PR"], w["UI"]; {
	case av == 0 && pr == 0 && ui == 0:
		v[0] = 0
	case av < 3 && (av == 0 || pr == 0 || ui == 0):
		v[0] = 1
	default:
		v[0] = 2
	}
	if w["AC"]+w["AT"] > 0 {
		v[1] = 1
	}
	vc, vi, va := w["VC"] == 0, w["VI"] == 0, w["VA"] == 0
	switch {
	case vc && vi:
		v[2] = 0
	case vc || vi || va:
		v[2] = 1
	default:
		v[2], v[5] = 2, 1
	}
	v[3] = 2
	if w["SC"] == 1 || w["SI"] == 1 || w["SA"] == 1 {
		v[3] = 1
	}
	v[4] = exploit
	return v
}
