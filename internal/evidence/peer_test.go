package evidence

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// docs/hdf.md names formats that are there, and counts its rows.
func TestPeerTable(t *testing.T) {
	text, err := os.ReadFile("../../docs/hdf.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range Formats() {
		known[f.Name] = true
	}
	name := regexp.MustCompile("`([^`]+)`")
	rows, read := 0, 0
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || strings.Contains(line, "---") || strings.HasPrefix(line, "| converter") {
			continue
		}
		for _, m := range name.FindAllStringSubmatch(cells[2], -1) {
			if !known[m[1]] {
				t.Errorf("no format is called %s", m[1])
			}
		}
		switch reader := strings.TrimSpace(cells[2]); {
		case strings.HasPrefix(reader, "no results"):
		case strings.HasPrefix(reader, "`"):
			read++
			rows++
		default:
			rows++
		}
	}
	want := fmt.Sprintf("Of the %d rows that hold results, %d are read (%.1f %%).", rows, read, 100*float64(read)/float64(rows))
	if !strings.Contains(string(text), want) {
		t.Errorf("the table says otherwise than: %s", want)
	}
	if 100*read < 95*rows {
		t.Errorf("%d of %d rows are read, expected at least 95 %%", read, rows)
	}
}
