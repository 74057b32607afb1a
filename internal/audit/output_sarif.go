package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"signoff/internal/markdown"
)

var sarifOutput = Output{
	Name: "sarif",
	Doc:  "SARIF 2.1.0 (OASIS), so that a code review shows findings in place",
	Write: func(w io.Writer, results []Result, version string) error {
		return writeJSON(w, sarifOf(results, version))
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
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Short   sarifText   `json:"shortDescription"`
		Full    sarifText   `json:"fullDescription"`
		Help    sarifHelp   `json:"help"`
		Default sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level Level `json:"level"`
	}
	sarifHelp struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown"`
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
		// Prints stay the same when lines move.
		Prints map[string]string `json:"partialFingerprints"`
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

func sarifOf(results []Result, version string) sarifLog {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "signoff", Version: version}}, ColumnKind: "unicodeCodePoints",
		Results: []sarifResult{}}
	index := map[string]int{}
	for i, r := range Rules {
		index[r.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			r.Name, sarifText{firstSentence(r.Doc)}, sarifText{r.Doc},
			sarifHelp{r.Doc + " What to do: " + r.Do + ".", markdown.Escape(r.Doc) + "\n\n**What to do:** " +
				markdown.Escape(r.Do) + "."},
			sarifConfig{r.Level},
		})
	}
	for _, r := range results {
		again := map[string]int{}
		for _, f := range r.Findings {
			place := sarifPhysical{Artifact: sarifArtifact{fileURI(r.Path)}}
			if f.Line > 0 {
				place.Region = f.region(r)
			}
			run.Results = append(run.Results, sarifResult{
				f.Rule, index[f.Rule], f.Level, sarifText{f.Message}, []sarifLocation{{place}},
				map[string]string{"finding/v1": f.print(r.Path, again)},
			})
		}
	}
	return sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
}

// print tells a finding from the others by its document, its rule and the text
// that it is about, and where that comes again by which of them it is.
func (f Finding) print(path string, again map[string]int) string {
	about := f.Rule + "\x00" + strings.Join(strings.Fields(f.Quote), " ")
	if f.Quote == "" {
		about += f.Message
	}
	again[about]++
	sum := sha256.Sum256([]byte(path + "\x00" + about + "\x00" + strconv.Itoa(again[about])))
	return hex.EncodeToString(sum[:16])
}

func firstSentence(s string) string {
	for i := range s {
		if strings.HasPrefix(s[i:], ": ") || strings.HasPrefix(s[i:], ". ") || strings.HasPrefix(s[i:], "; ") {
			return s[:i] + "."
		}
	}
	return s
}

// region gives the columns of the spot where the file has them: not where its
// text was mended or a credential taken out.
func (f Finding) region(r Result) *sarifRegion {
	region := &sarifRegion{StartLine: f.Line, Snippet: sarifText{f.Quote}}
	if e := f.place(r); f.spot != "" && e.Width == len(f.spot) && !r.Repaired && !strings.Contains(e.Text,
		"[redacted: ") {
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
