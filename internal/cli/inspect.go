package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/quantity"
	"signoff/internal/redact"
	"signoff/internal/term"
)

// seenFile is an element of `inspect -o json`, a contract.
type seenFile struct {
	Path       string        `json:"path"`
	Format     string        `json:"format,omitempty"`
	Kind       string        `json:"kind,omitempty"`
	Tool       *seenTool     `json:"tool,omitempty"`
	ProducedAt string        `json:"produced_at,omitempty"`
	DatedBy    string        `json:"dated_by,omitempty"` // collect, when the file itself states no date
	Commit     string        `json:"commit,omitempty"`
	About      []string      `json:"about,omitempty"` // the artefacts that it names, as sha256:DIGEST
	SHA256     string        `json:"sha256,omitempty"`
	Bytes      *int64        `json:"bytes,omitempty"` // nil when there is no file
	State      string        `json:"state"`
	Measures   []seenMeasure `json:"measures"`
	More       int64         `json:"more,omitempty"`   // series that are left out of measures
	Detail     []string      `json:"detail,omitempty"` // why it, or a measure of it, is empty
	Error      string        `json:"error,omitempty"`
}

type seenTool struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

type seenMeasure struct {
	Name   string            `json:"name"`
	Labels map[string]string `json:"labels"`
	Value  json.RawMessage   `json:"value"`
	Unit   string            `json:"unit,omitempty"`
	Reason string            `json:"reason,omitempty"` // why check cannot use it
	figure fact.Figure
}

func (g *global) inspectCommand() *cobra.Command {
	var (
		as, format string
		all        bool
	)
	c := &cobra.Command{
		Use:     "inspect FILE…",
		Short:   "show what evidence files say: format, tool, date, digest, every measure",
		Args:    cobra.MinimumNArgs(1),
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(_ *cobra.Command, paths []string) error {
			root := open.NewRoot(g.dir, open.Limits{})
			root.Outside, root.OnRead = true, g.reading
			if err := g.readerNamed(format); err != nil {
				return err
			}
			formats := g.formats()
			failed := false
			files := make([]seenFile, 0, len(paths))
			for _, path := range paths {
				source := evidence.Source{Format: format, Record: g.recordBeside(path)}
				found := evidence.Inspect(root, formats, path, source, all)
				f := seen(found)
				failed = failed || f.Error != ""
				if as == "table" {
					if err := g.showInspection(f, found); err != nil {
						return err
					}
				}
				files = append(files, f)
			}
			if as == "json" {
				if err := g.printJSON(files); err != nil {
					return err
				}
			}
			if failed {
				return exit(exitNotApproved)
			}
			return nil
		},
	}
	outputFlag(c, &as)
	c.Flags().StringVar(&format, "format", "", "read the files as this format, or by this reader in YAML, instead of recognising it")
	c.Flags().BoolVar(&all, "all", false, "show every series, not the first 1,000")
	return c
}

// seen turns an inspection into the element of the contract.
func seen(i evidence.Inspection) seenFile {
	f := seenFile{
		Path: masked(i.File.Path), Format: i.File.Format, SHA256: i.File.SHA256,
		State: "usable", Measures: []seenMeasure{},
	}
	if f.SHA256 != "" {
		f.Bytes = &i.File.Bytes
	}
	if i.Kind != fact.NoKind {
		f.Kind = i.Kind.String()
	}
	if i.File.Tool != "" {
		f.Tool = &seenTool{i.File.Tool, i.File.Version}
	}
	switch {
	case !i.File.Oldest.IsZero():
		f.ProducedAt = i.File.Oldest.UTC().Format(time.RFC3339)
	case !i.File.Collected.IsZero():
		f.ProducedAt, f.DatedBy = i.File.Collected.Format(time.RFC3339), "collect"
	}
	if len(i.File.Commits) > 0 {
		f.Commit = i.File.Commits[0]
	}
	for _, digest := range i.File.Artefacts {
		f.About = append(f.About, "sha256:"+digest)
	}
	if t := i.Problem; t != nil {
		f.State, f.Error = string(t.Reason), placed(*t)
		return f
	}
	for _, t := range i.File.Unfinished(false) {
		f.State = string(fact.Empty)
		f.Detail = append(f.Detail, placed(t))
	}
	for _, a := range i.Answers {
		reason, why := unusable(i.Kind, &a.Answer)
		if why != "" && !slices.Contains(f.Detail, why) {
			f.Detail = append(f.Detail, why)
		}
		for _, figure := range a.Answer.Figures {
			m := seenFigure(a.Measure, figure)
			m.Reason = string(reason)
			f.Measures = append(f.Measures, m)
		}
		f.More = max(f.More, a.Answer.Unlisted)
	}
	return f
}

// unusable says why check cannot use an answer that has figures, if so.
func unusable(kind fact.Kind, a *fact.Answer) (fact.Reason, string) {
	switch {
	case len(a.Problem) > 0 && a.Problem[0].Reason == fact.Empty:
		return a.Problem[0].Reason, placed(a.Problem[0])
	case kind.Vacuous() && a.Seen == 0:
		return fact.Empty, fmt.Sprintf("there is no record of the kind %s", kind)
	}
	return "", ""
}

// placed is a problem with its place in the file, if it has one.
func placed(t fact.Problem) string {
	if t.At.Line == 0 {
		return t.Text
	}
	return fmt.Sprintf("%s:%d: %s", masked(t.At.Path), t.At.Line, t.Text)
}

// masked is the name of a file without the secrets in it.
func masked(path string) string {
	clean, _ := redact.Redact(path)
	return clean
}

func seenFigure(m *fact.Measure, f fact.Figure) seenMeasure {
	s := seenMeasure{Name: m.Name, Labels: map[string]string{}, Unit: f.Value.Unit().Name(), figure: f}
	if f.Label != "" {
		s.Labels["name"] = f.Label
	}
	if f.Value.Known() {
		s.Value = json.RawMessage(f.Value.Decimal())
	} else {
		s.Value, _ = json.Marshal(f.Text)
	}
	return s
}

// shown is the figure as people read it.
func (s seenMeasure) shown() string {
	if s.figure.Value.Known() {
		return quantity.Show(s.figure.Value, nil)
	}
	return s.figure.Text
}

// replacedIn counts the characters of a file that its format does not allow.
func replacedIn(f *fact.File) string {
	if f.Replaced == 0 {
		return ""
	}
	return fmt.Sprintf("%d characters that the format does not allow", f.Replaced)
}

// showInspection prints one file for a person.
func (g *global) showInspection(f seenFile, found evidence.Inspection) error {
	facts := [][]string{{"file", f.Path}}
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, []string{name, value})
		}
	}
	if f.Format != "" {
		add("format", f.Format+" ("+f.Kind+")")
	}
	if f.Tool != nil {
		add("tool", f.Tool.Name+" "+f.Tool.Version)
	}
	add("produced", f.ProducedAt)
	add("dated by", f.DatedBy)
	add("commit", f.Commit)
	add("about", some(f.About))
	add("sha256", f.SHA256)
	if f.Bytes != nil {
		add("size", quantity.Show(quantity.Int(*f.Bytes, quantity.Byte), nil))
	}
	add("replaced", replacedIn(&found.File))
	add("state", f.State)
	add("error", f.Error)
	for _, why := range f.Detail {
		add("", why)
	}
	if err := term.Table(g.Stdout, nil, facts, term.Options{Width: g.width()}); err != nil {
		return broken{err}
	}
	if len(f.Measures) > 0 {
		rows := make([][]string, len(f.Measures))
		for i, m := range f.Measures {
			rows[i] = []string{m.Name, m.figure.Label, m.shown()}
		}
		if err := term.Table(g.Stdout, []string{"measure", "of", "value"}, rows, term.Options{Width: g.width()}); err != nil {
			return broken{err}
		}
	}
	if f.More > 0 {
		fmt.Fprintf(g.Stdout, "and %d more series: --all shows them\n", f.More)
	}
	return g.showExhibits(found)
}

// showExhibits prints the worst records, once for the whole file.
func (g *global) showExhibits(found evidence.Inspection) error {
	for _, a := range found.Answers {
		if len(a.Answer.Exhibits) == 0 {
			continue
		}
		var rows [][]string
		for _, e := range a.Answer.Exhibits {
			rows = append(rows, []string{e.Rank, e.Name, e.Subject, e.Text, fmt.Sprintf("line %d", e.At.Line)})
		}
		if err := term.Table(g.Stdout, []string{"worst", "what", "where", "says", "at"}, rows, term.Options{Width: g.width()}); err != nil {
			return broken{err}
		}
		if a.Answer.More > 0 {
			fmt.Fprintf(g.Stdout, "and %d more\n", a.Answer.More)
		}
		return nil
	}
	return nil
}
