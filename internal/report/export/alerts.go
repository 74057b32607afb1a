package export

import (
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// alerting are the kinds of measures that a running system goes on giving.
var alerting = []string{"benchmark", "services", "health"}

// Alerts writes the targets and warn bands of benchmark and health criteria as
// alerting rules of Prometheus. A rule watches the figure that signoff exports, in
// the unit of the target, unless an expression is given for its criterion: that is
// PromQL in base units (seconds, bytes, ratios). A criterion whose target is no
// bound of a figure has no rule. It returns the criteria that have rules.
func Alerts(w io.Writer, s *scorecard.Scorecard, expressions map[string]string) ([]string, error) {
	var rules strings.Builder
	var ids []string
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if !watched(c) {
			continue
		}
		text := rulesOf(s, c, expressions[c.ID])
		if text == "" {
			continue
		}
		ids = append(ids, c.ID)
		rules.WriteString(text)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	_, err := fmt.Fprintf(w, "# Rules for Prometheus by signoff: %s\ngroups:\n  - name: %s\n    rules:\n%s", markdown.OneLine(s.Project), quoted("signoff "+s.Project), rules.String())
	return ids, err
}

func watched(c *scorecard.Criterion) bool {
	if c.Outcome == scorecard.NotApplicable || c.Informs {
		return false
	}
	return slices.Contains(alerting, c.Subject())
}

// rulesOf are the rules of one criterion: that its target is missed, and that its
// warn band is left.
func rulesOf(s *scorecard.Scorecard, c *scorecard.Criterion, expression string) string {
	severity := "warning"
	if c.Blocker {
		severity = "critical"
	}
	var out strings.Builder
	for _, bound := range []struct{ alert, text, severity, said string }{
		{"SignoffTargetMissed", c.Target.String(), severity, "misses its target"},
		{"SignoffWarnBandLeft", c.Warn.String(), "info", "is past its warn bound"},
	} {
		target, err := quantity.ParseTarget(bound.text, quantity.Any)
		if bound.text == "" || err != nil || !target.A.Known() {
			continue
		}
		condition := missed(target, expression, fmt.Sprintf("signoff_criterion_figure{project=%s,criterion=%s}", quoted(s.Project), quoted(c.ID)))
		fmt.Fprintf(&out, "      - alert: %s\n        expr: %s\n        labels:\n          severity: %s\n          project: %s\n          criterion: %s\n"+
			"        annotations:\n          summary: %s\n          description: %s\n",
			bound.alert, quoted(condition), bound.severity, label(s.Project), label(c.ID),
			label(c.ID+" "+bound.said+" "+bound.text), quoted(plainText(c.Title)+": {{ $value }}, target "+plainText(bound.text)))
	}
	return out.String()
}

// missed is the condition under which a target is not satisfied.
func missed(t quantity.Target, expression, gauge string) string {
	number := func(v quantity.Value) string { return decimal(v.Base()) }
	if expression == "" {
		expression = gauge
		number = func(v quantity.Value) string {
			if v.Dimension() == quantity.Proportion {
				return decimal(v.Base())
			}
			return decimal(v.Number())
		}
	} else {
		expression = "(" + expression + ")"
	}
	opposite := map[quantity.Op]string{quantity.LT: ">=", quantity.LE: ">", quantity.GT: "<=", quantity.GE: "<", quantity.EQ: "!="}
	if t.Op == quantity.Between {
		return fmt.Sprintf("%s < %s or %s > %s", expression, number(t.A), expression, number(t.B))
	}
	return expression + " " + opposite[t.Op] + " " + number(t.A)
}

// decimal is a number as PromQL writes it: the nearest double.
func decimal(r *big.Rat) string {
	if r.IsInt() {
		return r.RatString()
	}
	f, _ := r.Float64()
	return fmt.Sprint(f)
}

// quoted is a text in double quotes, as YAML and PromQL both read it.
func quoted(text string) string {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(markdown.OneLine(text)); err != nil {
		return `""`
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// plainText is a text in which Prometheus finds no template.
func plainText(text string) string { return strings.ReplaceAll(text, "{{", "{ {") }

// label is the value of a label or an annotation that is meant as it is.
func label(text string) string { return quoted(plainText(text)) }
