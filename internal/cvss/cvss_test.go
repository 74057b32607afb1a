package cvss

import (
	"fmt"
	"math"
	"strings"
	"testing"

	gocvss20 "github.com/pandatix/go-cvss/20"
	gocvss30 "github.com/pandatix/go-cvss/30"
	gocvss31 "github.com/pandatix/go-cvss/31"
	gocvss40 "github.com/pandatix/go-cvss/40"
)

// The first of each version are examples of its specification.
func TestParse(t *testing.T) {
	for vector, want := range map[string]Rating{
		"AV:N/AC:L/Au:N/C:N/I:N/A:C":                                          {20, 78},
		"(AV:N/AC:L/Au:N/C:C/I:C/A:C)":                                        {20, 100},
		"CVSS:2.0/AV:L/AC:H/Au:N/C:C/I:C/A:C":                                 {20, 62},
		"CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H":                        {30, 78},
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H":                        {31, 98},
		"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H":                        {31, 99},
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/E:P":                    {31, 61},
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N":                        {31, 0},
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N":     {40, 93},
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H":     {40, 100},
		"CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N":     {40, 73},
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N":     {40, 0},
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U": {40, 81},
	} {
		if got, ok := Parse(vector); !ok || got != want {
			t.Errorf("%s: %v %v, expected %v", vector, got, ok, want)
		}
	}
	for _, vector := range []string{
		"", "9.8", "CVSS:3.1/AV:N/AC:L", "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
		"CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:5.0/AV:N", "AV:N", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:Z",
	} {
		if got, ok := Parse(vector); ok {
			t.Errorf("%q: %v, expected none", vector, got)
		}
	}
}

// every calls yield with each vector of the metrics.
func every(prefix string, tables map[string]map[string]int, order []string, yield func(string)) {
	if len(order) == 0 {
		yield(strings.TrimSuffix(prefix, "/"))
		return
	}
	for value := range tables[order[0]] {
		every(prefix+order[0]+":"+value+"/", tables, order[1:], yield)
	}
}

// TestEveryVector holds all base vectors of every version against another
// implementation.
func TestEveryVector(t *testing.T) {
	compare := func(vector string, theirs float64) (differs bool) {
		ours, ok := Parse(vector)
		if !ok {
			t.Fatalf("%s is not read", vector)
		}
		return ours.Tenths != int(math.Round(theirs*10))
	}
	every("", weights2, []string{"AV", "AC", "Au", "C", "I", "A"}, func(vector string) {
		c, err := gocvss20.ParseVector(vector)
		if err != nil {
			t.Fatal(err)
		}
		if compare(vector, c.BaseScore()) {
			t.Errorf("%s: %v", vector, c.BaseScore())
		}
	})
	three := []string{"AV", "AC", "PR", "UI", "S", "C", "I", "A"}
	every("", weights3, three, func(rest string) {
		c30, err30 := gocvss30.ParseVector("CVSS:3.0/" + rest)
		c31, err31 := gocvss31.ParseVector("CVSS:3.1/" + rest)
		if err30 != nil || err31 != nil {
			t.Fatal(err30, err31)
		}
		if compare("CVSS:3.0/"+rest, c30.BaseScore()) || compare("CVSS:3.1/"+rest, c31.BaseScore()) {
			t.Errorf("%s: %v and %v", rest, c30.BaseScore(), c31.BaseScore())
		}
	})
	ties := 0
	every("CVSS:4.0/", levels4, []string{"AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"}, func(vector string) {
		c, err := gocvss40.ParseVector(vector)
		if err != nil {
			t.Fatal(err)
		}
		if compare(vector, c.Score()) {
			// It rounds down where binary fractions put a tie just below the half.
			if ours, _ := Parse(vector); ours.Tenths != int(math.Round(c.Score()*10))+1 {
				t.Errorf("%s: %v, ours %d", vector, c.Score(), ours.Tenths)
			}
			ties++
		}
	})
	if ties > 450 {
		t.Errorf("%d vectors differ by a tenth, expected at most the 450 ties", ties)
	}
	t.Log(fmt.Sprint(ties, " ties"))
}
