package evidence

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"signoff/internal/reader"
)

// A file of lines that is cut off is refused or incomplete, or its format says
// that it cannot tell where the cut is between two lines.
func TestCutBetweenLines(t *testing.T) {
	formats := Formats()
	random := rand.New(rand.NewPCG(3, 4))
	eachSample(t, func(format, file string, data []byte) {
		container := reader.Of(file, data).Head.Container
		whole := inspectBytes(formats, format, file, data)
		if whole.Problem != nil || container == reader.JSONValue || container == reader.XMLDocument || container == reader.Empty ||
			testing.Short() && !picked(format+"/"+file, 8) {
			return
		}
		lines := bytes.SplitAfter(data, []byte("\n"))
		read := func(cut []byte) Inspection {
			return inspect(reader.Of(format+"/"+file, cut), formats, Source{Format: whole.File.Format}, true)
		}
		at := 0
		for n, line := range lines {
			if n > 0 && n < len(lines)-1 && at > 0 && (len(lines) < 100 || random.IntN(len(lines)) < 100) {
				seen := read(data[:at])
				if silent(seen) && !seen.File.CutUnseen && !slices.Equal(said(seen), said(whole)) {
					t.Errorf("%s/%s: cut before line %d of %d: %q, not %q", format, file, n+1, len(lines), without(said(seen), said(whole)), without(said(whole), said(seen)))
					return
				}
			}
			at += len(line)
		}
		for range 20 {
			cut := data[:1+random.IntN(len(data)-1)]
			rest := data[len(cut):]
			if cut[len(cut)-1] == '\n' || rest[0] == '\n' || rest[0] == '\r' || len(bytes.TrimSpace(rest)) == 0 {
				continue
			}
			seen := read(cut)
			if !silent(seen) || slices.Equal(said(seen), said(whole)) {
				continue
			}
			// The end of a line may say nothing, and a line that says nothing may be
			// cut: then it is a cut between two lines.
			start, end := bytes.LastIndexByte(cut, '\n')+1, len(cut)+len(bytes.SplitAfter(rest, []byte("\n"))[0])
			between := func(at int) bool { return slices.Equal(said(seen), said(read(data[:at]))) }
			if !seen.File.CutUnseen || !between(start) && !between(end) {
				t.Errorf("%s/%s: cut in a line, after %d of %d bytes: %q, not %q", format, file, len(cut), len(data), without(said(seen), said(whole)), without(said(whole), said(seen)))
				return
			}
		}
	})
}

// silent says that nothing is said to be wrong with a file, not even that it has
// nothing where that is no result.
func silent(i Inspection) bool {
	return i.Problem == nil && len(i.File.Unfinished(false)) == 0 && (len(figures(i)) > 0 || !i.Kind.Vacuous())
}
