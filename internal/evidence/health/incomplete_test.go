package health

import (
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// Answers that say nothing about health are incomplete and never clean.
func TestIncomplete(t *testing.T) {
	for _, c := range []struct {
		format  reader.Format
		text    string
		because string
	}{
		{prometheusAPIFormat, `{"status":"error","errorType":"bad_data","error":"parse error"}`, "bad_data: parse error"},
		{prometheusAPIFormat, `{"status":"success","data":{"resultType":"vector","result":[]}}`, "among 0"},
		{prometheusAPIFormat, `{"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":"a"},"value":[1,"1"]}]}}`, "among 1"},
		{prometheusAPIFormat, `{"status":"success","isPartial":true,"data":{"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1,"1"]}]}}`, "partial"},
		{prometheusTextFormat, "# TYPE go_goroutines gauge\ngo_goroutines 8\n", "no sample of up"},
		{kubernetesFormat, `{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \"none\" not found","code":404}`, "not found"},
		{kubernetesFormat, `{"apiVersion":"v1","items":[],"kind":"List","metadata":{}}`, "no object"},
		{elasticsearchHealthFormat, `{"error":{"root_cause":[]},"status":503}`, "an error"},
	} {
		in := reader.Of("evidence", []byte(c.text))
		if !c.format.Claims(in.Head) {
			t.Errorf("%s does not claim %s", c.format.Name, c.text)
		}
		s := tally.Compile(fact.Health, nil).Sink("evidence")
		if err := c.format.Read(in, s); err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		if got := s.Facts.Incomplete; len(got) != 1 || !strings.Contains(got[0].Text, c.because) {
			t.Errorf("%s: incomplete because of %v, want %q", c.text, got, c.because)
		}
	}
}
