package audit

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var showClaims = flag.Bool("claims", false, "print the lines of testdata/claims that are judged otherwise")

// claimed are the assessments that the lines of testdata/claims speak of.
var claimed = map[string]string{
	"p": "testdata/claims/parcel.json",
	"b": "testdata/claims/booking.json",
	"s": "testdata/claims/sensor.json",
	"d": "../../reports/datastores/reports/assessment.json",
}

// TestClaims holds that lines which contradict their assessment are errors, and
// that honest ones are none: batches written by hand, before the rules knew
// them. Each line is "F KEY: text" or "H KEY: text", where ¶ is a line break; the
// first line says how many of each are judged rightly, and fewer may not be.
func TestClaims(t *testing.T) {
	evidence := map[string]*Evidence{}
	for key, file := range claimed {
		data, err := os.ReadFile(filepath.FromSlash(file))
		if err != nil {
			t.Fatal(err)
		}
		evidence[key] = evidenceOf(t, data)
	}
	files, err := filepath.Glob("testdata/claims/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			holdClaims(t, string(data), evidence)
		})
	}
}

func holdClaims(t *testing.T, lines string, evidence map[string]*Evidence) {
	t.Helper()
	count := map[bool]int{}
	right := map[bool]int{}
	var forgeries, honest int
	if _, err := fmt.Sscanf(lines, "# %d forged and %d honest lines hold", &forgeries, &honest); err != nil {
		t.Fatal(err)
	}
	_, lines, _ = strings.Cut(lines, "\n")
	for line := range strings.Lines(lines) {
		kind, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		e := evidence[kind[len(kind)-1:]]
		if !ok || e == nil {
			t.Fatalf("not a line: %q", line)
		}
		forged := kind[0] == 'F'
		count[forged]++
		found := ""
		results, err := Run([]Input{{Path: "r.md", Data: []byte("# Report\n\n" + strings.ReplaceAll(text, "¶", "\n") +
			"\n")}}, Options{Against: e, Only: []string{"against"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range results[0].Findings {
			if f.Level == Error {
				found = f.Message
			}
		}
		if (found != "") == forged {
			right[forged]++
		} else if *showClaims {
			t.Logf("%s\n\t%s", line, found)
		}
	}
	if right[true] < forgeries || right[false] < honest {
		t.Errorf("%d forged and %d honest lines hold, expected %d and %d; -args -claims lists the others", right[true],
			right[false], forgeries, honest)
	}
	t.Logf("%d of %d forged lines are errors, %d of %d honest ones none", right[true], count[true], right[false],
		count[false])
}
