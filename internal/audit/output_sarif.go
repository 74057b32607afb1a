package audit

import (
	"io"
	"net/url"
	"strings"
	"unicode/utf8"
)

var sarifOutput = Output{
	Name: "sarif",
	Doc:  "SARIF 2.1.0 (OASIS), so that a code review shows findings in place",
	Write: func(w io.Writer, results []Result) error {
		return writeJSON(w, sarifOf(results))
	},
}

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Full    sarifText   `json:"fullDescription"`
		Default sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level Level `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     Level           `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int       `json:"startLine"`
		StartColumn int       `json:"startColumn,omitempty"`
		EndColumn   int       `json:"endColumn,omitempty"`
		Snippet     sarifText `json:"snippet"`
	}
)

func sarifOf(results []Result) sarifLog {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "signoff"}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	index := map[string]int{}
	for i, r := range Rules {
		index[r.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{r.Name, sarifText{r.Doc}, sarifConfig{r.Level}})
	}
	for _, r := range results {
		for _, f := range r.Findings {
			place := sarifPhysical{Artifact: sarifArtifact{fileURI(r.Path)}}
			if f.Line > 0 {
				place.Region = f.region(r)
			}
			run.Results = append(run.Results, sarifResult{
				f.Rule, index[f.Rule], f.Level, sarifText{f.Message}, []sarifLocation{{place}},
			})
		}
	}
	return sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
}

// region gives the columns of the spot where the file has them: not where its
// text was mended or a credential taken out.
func (f Finding) region(r Result) *sarifRegion {
	region := &sarifRegion{StartLine: f.Line, Snippet: sarifText{f.Quote}}
	if e := f.place(r); f.spot != "" && e.Width == len(f.spot) && !r.Repaired && !strings.Contains(e.Text, "[redacted: ") {
		region.StartColumn = utf8.RuneCountInString(e.Text[:e.Pos.Col-1]) + 1
		region.EndColumn = region.StartColumn + utf8.RuneCountInString(f.spot)
	}
	return region
}

// fileURI makes a relative reference of a path; a colon in its first part
// would otherwise read as a scheme.
func fileURI(path string) string {
	uri := (&url.URL{Path: strings.ReplaceAll(path, `\`, "/")}).EscapedPath()
	if first, _, _ := strings.Cut(uri, "/"); strings.Contains(first, ":") {
		return "./" + uri
	}
	return uri
}
