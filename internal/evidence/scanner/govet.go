package scanner

import (
	"bytes"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var goVetFormat = reader.Format{
	Name: "go-vet",
	Doc:  "go vet's JSON (-json), one object a package with or without the package lines between them, and its plain output. It states no severity: findings are medium. A package that does not compile makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("*.*[].posn", "*.*[].message") || !h.JSON() && goVetText(h.Lines)
	},
	Clean: []string{"", "{}"},
	Hints: []string{"govet", "vet"},
	Read:  readGoVet,
}

// maxVetBytes bounds the output whose package lines have to be taken out.
const maxVetBytes = 64 << 20

func readGoVet(in *reader.Input, s *fact.Sink) error {
	s.Named("go vet", "")
	switch {
	case in.Head.Container == reader.Empty:
		return nil
	case in.Head.JSON():
		return goVetJSON(in.JSON(), s)
	case in.Head.Line("{"):
		text, err := in.Bytes(maxVetBytes)
		if err != nil {
			return err
		}
		return goVetJSON(reader.Of(in.Path, withoutComments(text)).JSON(), s)
	}
	return goVetLines(in.Lines(), s)
}

// withoutComments empties the lines that begin with #, so that those of JSON
// keep their numbers.
func withoutComments(text []byte) []byte {
	lines := bytes.Split(text, []byte{'\n'})
	for i, line := range lines {
		if bytes.HasPrefix(line, []byte{'#'}) {
			lines[i] = nil
		}
	}
	return bytes.Join(lines, []byte{'\n'})
}

// goVetJSON reads packages, their analyzers, and what each of these found: a
// list, or an object with its error.
func goVetJSON(j *reader.JSON, s *fact.Sink) error {
	for range j.Values() {
		for pkg := range j.Fields() {
			for analyzer := range j.Fields() {
				if j.Kind() == '{' {
					s.Skip(j.Line(), "%s: %s: %s", pkg, analyzer, member(j, "error"))
					continue
				}
				for range j.Items() {
					f := fact.Finding{Line: j.Line(), Severity: fact.Medium, Rule: analyzer, Package: pkg}
					for key := range j.Fields() {
						switch key {
						case "posn":
							f.Path, f.At = position(j.Text())
						case "message":
							f.Message = j.Text()
						}
					}
					s.Finding(&f)
				}
			}
		}
	}
	return j.Err()
}
