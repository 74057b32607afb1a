package export

import (
	"encoding/json"
	"io"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// The objects follow SARIF 2.1.0 (OASIS), as far as code hosts read it.
type (
	SARIFLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Automation sarifAutomation  `json:"automationDetails"`
		Results    []sarifResult    `json:"results"`
		Properties *sarifProperties `json:"properties,omitempty"`
	}
	sarifProperties struct {
		Override string `json:"override"`
	}
	sarifAutomation struct {
		ID string `json:"id"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string       `json:"id"`
		Name  string       `json:"name"`
		Short sarifMessage `json:"shortDescription"`
		Full  sarifMessage `json:"fullDescription"`
		Help  sarifMessage `json:"help"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region *sarifRegion `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
)

// WriteSARIF lists what is unmet or unknown, located where the evidence says
// so, else where the criterion is declared. A waiver is a suppression.
func WriteSARIF(w io.Writer, s *scorecard.Scorecard, prefix string) error {
	run := sarifRun{Results: []sarifResult{}}
	run.Automation.ID = "signoff/" + scopeOfRun(s, prefix) + "/"
	run.Tool.Driver = sarifDriver{Name: s.Tool.Name, Version: s.Tool.Version, Rules: []sarifRule{}}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if c.Outcome != scorecard.Unmet && c.Outcome != scorecard.Unknown {
			continue
		}
		run.Results = append(run.Results, sarifOf(s, c, prefix, len(run.Tool.Driver.Rules)))
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{ID: c.ID, Name: markdown.OneLine(c.Title),
			Short: sarifMessage{markdown.OneLine(c.Title)}, Full: sarifMessage{either(c.Why, c.Title)}, Help: sarifMessage{either(c.Fix, wording.Unadvised(c))}})
	}
	if s.Released() != nil {
		run.Properties = &sarifProperties{markdown.OneLine(wording.Sentence(wording.ReleasedWhy(s)))}
	}
	return writeIndented(w, SARIFLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// writeIndented writes JSON for people and tools, texts as they are.
func writeIndented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// fingerprint identifies a criterion as long as it asks the same, apart from that
// of another project of the repository.
func fingerprint(scope string, c *scorecard.Criterion) string {
	return scope + ":" + c.ID + ":" + c.Revision
}

// scopeOfRun tells the projects of one repository apart.
func scopeOfRun(s *scorecard.Scorecard, prefix string) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(s.Project), "-")+"/"+prefix, "/")
}

func sarifOf(s *scorecard.Scorecard, c *scorecard.Criterion, prefix string, index int) sarifResult {
	r := sarifResult{RuleID: c.ID, RuleIndex: index, Level: "warning", Message: sarifMessage{markdown.OneLine(c.Title + ": " + summary(c))},
		Locations: []sarifLocation{sarifAt(c, prefix)}, Fingerprints: map[string]string{"criterion/v1": fingerprint(scopeOfRun(s, prefix), c)}}
	if c.Blocker {
		r.Level = "error"
	}
	if w := wording.WaiverOf(s, c.Waiver); w != nil && c.Waived {
		r.Suppressions = []sarifSuppression{{"external", "accepted", markdown.OneLine(wording.Clip(w.Reason) + " (" + w.Owner + ", until " + w.Expires + ")")}}
	}
	return r
}

func sarifAt(c *scorecard.Criterion, prefix string) sarifLocation {
	path, line := located(c, prefix)
	var l sarifLocation
	l.Physical.Artifact.URI = wording.URIPath(path)
	if line > 0 {
		l.Physical.Region = &sarifRegion{line}
	}
	return l
}

// either is the first text that says something, on one line a paragraph.
func either(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return xmlText(strings.TrimSpace(t))
		}
	}
	return ""
}
