package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var goVetFormat = reader.Format{
	Name:      "go-vet",
	CutUnseen: true,
	Doc:       "go vet's JSON (-json), one object a package with or without the package lines between them, and its plain output. It states no severity: findings are medium. A package that does not compile makes the run incomplete.",
	Kind:      fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("*.*[].posn", "*.*[].message") || !h.JSON() && goVetText(h.Lines)
	},
	Clean: []string{"", "{}"},
	Hints: []string{"govet", "vet"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("go vet", "")
		switch {
		case in.Head.Container == reader.Empty:
			return nil
		case in.Head.JSON():
			return goVetJSON(in, s)
		case in.Head.Line("{"):
			text, err := in.Bytes(maxVetBytes)
			if err != nil {
				return err
			}
			return goVetJSON(reader.Of(in.Path, withoutComments(text)), s)
		}
		return goVetLines(in.Lines(), s)
	},
}

// goVetJSON reads packages, their analyzers, and what each of these found: a
// list, or an object with its error.
func goVetJSON(in *reader.Input, s *tally.Sink) error {
	return scan{severity: fact.Medium}.readEach(in, s, layout{
		{"*.@", pkg},
		{"*", func(v reader.Value, r *report) { v.Fail("expected the analyzers of %.80q, found none", r.Package) }},
		{"*.*.@", rule},
		{"*.*[]", finding(layout{
			{"posn", func(v reader.Value, r *report) { r.Path, r.At = position(v.Text()) }},
			{"message", message},
		})},
		{"*.*", part(layout{{"error", message}}, func(_ reader.Value, r *report) {
			r.sink.Skip(r.Line, "%s: %s: %s", r.Package, r.Rule, r.Message)
		})},
	})
}
