package mcp

import (
	"errors"

	"signoff/internal/audit"
)

// InspectQuery names a file of the project and pages its measures.
type InspectQuery struct {
	Path   string `json:"path"`
	Offset int    `json:"offset,omitempty"`
}

// File is what one evidence file says.
type File struct {
	Path     string    `json:"path"`
	Format   string    `json:"format,omitempty"`
	Kind     string    `json:"kind,omitempty"`
	Tool     string    `json:"tool,omitempty"`
	Produced string    `json:"produced_at,omitempty"`
	Commit   string    `json:"commit,omitempty"`
	State    string    `json:"state"`
	Detail   []string  `json:"detail,omitempty"`
	Measures []Measure `json:"measures"`
	Total    int       `json:"total"`
	Next     int       `json:"next_offset,omitempty"`
}

// Measure is one figure of a file.
type Measure struct {
	Name  string `json:"name"`
	Of    string `json:"of,omitempty"` // the series that it is of
	Value string `json:"value"`
}

func (p Project) inspect(q InspectQuery) (File, error) {
	f, err := p.Inspect(q.Path)
	if err != nil {
		return File{}, err
	}
	f.Total = len(f.Measures)
	f.Measures, f.Next, err = paged(f.Measures, q.Offset, mostMeasures)
	return f, err
}

// AuditQuery names a report, or gives its text.
type AuditQuery struct {
	Path   string  `json:"path,omitempty" jsonschema:"of the report, or where text will stand"`
	Text   *string `json:"text,omitempty"`
	Offset int     `json:"offset,omitempty"`
}

// Audit is one page of what was found, the worst first.
type Audit struct {
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Findings []Finding `json:"findings"`
	Total    int       `json:"total"`
	Next     int       `json:"next_offset,omitempty"`
}

// Finding is one thing in a report that cannot be trusted.
type Finding struct {
	Line    int    `json:"line"`
	Level   string `json:"level"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Quote   string `json:"quote,omitempty"`
}

func (p Project) audit(q AuditQuery) (Audit, error) {
	if q.Path == "" && q.Text == nil {
		return Audit{}, errors.New("expected path or text, found neither")
	}
	found, err := p.Audit(q.Path, q.Text)
	if err != nil {
		return Audit{}, err
	}
	var out Audit
	list := make([]Finding, 0, len(found))
	for _, level := range []audit.Level{audit.Error, audit.Warning, audit.Note} {
		for _, f := range found {
			if f.Level == level {
				list = append(list, Finding{f.Line, level.String(), f.Rule, cut(f.Message), cut(f.Quote)})
			}
		}
		switch level {
		case audit.Error:
			out.Errors = len(list)
		case audit.Warning:
			out.Warnings = len(list) - out.Errors
		}
	}
	out.Total = len(list)
	out.Findings, out.Next, err = paged(list, q.Offset, mostFindings)
	return out, err
}

// LintQuery pages the faults.
type LintQuery struct {
	Offset int `json:"offset,omitempty"`
}

// Lint is one page of the faults of signoff.yaml.
type Lint struct {
	Faults []Fault `json:"faults"`
	Total  int     `json:"total"`
	Next   int     `json:"next_offset,omitempty"`
}

// Fault is one thing that is wrong in the criteria, or deserves a look.
type Fault struct {
	At      string `json:"at"` // file:line:col
	Level   string `json:"level"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

func (p Project) lint(q LintQuery) (Lint, error) {
	list, err := p.Lint()
	if err != nil {
		return Lint{}, err
	}
	out := Lint{Total: len(list)}
	out.Faults, out.Next, err = paged(list, q.Offset, mostFindings)
	return out, err
}
