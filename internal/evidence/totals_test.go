package evidence

import (
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// A format that finds fewer records than a file states says in its doc which
// totals it holds; one that says so finds it in some sample. Those of lines are
// not raised here.
func TestTotalsAreSaid(t *testing.T) {
	formats := Formats()
	holds := map[string]string{} // the first place, by format
	eachSample(t, func(format, file string, data []byte) {
		container := reader.Of(file, data).Head.Container
		if holds[format] != "" || len(data) > 60_000 || container == reader.Text || container == reader.CSVTable {
			return
		}
		whole := inspectBytes(formats, format, file, data)
		if whole.Problem != nil {
			return
		}
		lacks := func(i Inspection) int { return len(i.File.Short) + len(i.File.ShortOf) }
		try := func(m mutant) {
			if holds[format] != "" {
				return
			}
			seen := inspect(reader.Of(format+"/"+file, m.text), formats, Source{Format: whole.File.Format}, true)
			if seen.Problem == nil && lacks(seen) > lacks(whole) {
				holds[format] = file + ": " + strings.ReplaceAll(m.place, "\x00", ".")
			}
		}
		if container == reader.XMLDocument {
			xmlMutants(data, "raise", try)
		} else {
			jsonMutants(data, "raise", try)
		}
	})
	for i := range formats {
		f := &formats[i]
		said := f.Totals != "" || strings.Contains(f.Doc, "compared with") || strings.Contains(f.Doc, "be listed") || strings.Contains(f.Doc, "must list")
		if place := holds[f.Name]; place != "" && !said && !f.Second {
			t.Errorf("%s holds the total at %s, and Totals does not say so", f.Name, place)
		}
		if f.Retry != "" && f.Kind != fact.Tests {
			t.Errorf("%s has no tests to try again", f.Name)
		}
	}
}
