package scanner

import (
	"cmp"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var fortifyFormat = reader.Format{
	Name: "fortify",
	Doc:  "Fortify's FVDL (audit.fvdl of a result file), and the XML of its developer workbook. In the FVDL one finding for each vulnerability, by Fortify's priority: an impact of 2.5 and more is critical or high, less medium or low, the former where the likelihood (accuracy × confidence × probability ÷ 25) is 2.5 and more. One whose rule is not described is unrated. In the workbook one for each issue, in its friority; each of its groups must list as many as it counts, so one that shows examples is empty.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "FVDL" && h.Spaced("fortifysoftware.com/schema/fvdl") || isFortifyWorkbook(h)
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if isFortifyWorkbook(in.Head) {
			return readFortifyWorkbook(in, s)
		}
		f := fortify{rules: map[string]map[string]float64{}}
		err := scan{tool: "Fortify"}.read(in, s, closed(layout{
			{"CreatedTS", layout{{"@date", dated}}.Reader()},
			{"Vulnerabilities", closed(layout{{"Vulnerability", f.vulnerability()}}).Reader()},
			{"EngineData.EngineVersion", toolVersion},
			{"EngineData.RuleInfo.Rule", f.rule()},
		}, "WriteDate", "UUID", "Build", "ContextPool", "UnifiedNodePool", "Description", "Snippets", "ProgramData"))
		for i := range f.found {
			f.rate(&f.found[i])
			s.Finding(&f.found[i].Finding)
		}
		s.None()
		return err
	},
}

// fortify keeps the vulnerabilities until their rules are known.
type fortify struct {
	found []fortifyFinding
	rules map[string]map[string]float64
}

type fortifyFinding struct {
	fact.Finding
	class      string
	confidence float64
}

func (f *fortify) vulnerability() setter {
	var class, kind, subtype, confidence string
	place := layout{{"@path", orElse(pathOf)}, {"@line", line}}.Reader()
	return part(layout{
		{"ClassInfo.ClassID", into(&class)},
		{"ClassInfo.Type", into(&kind)},
		{"ClassInfo.Subtype", into(&subtype)},
		{"InstanceInfo.InstanceID", ignored},
		{"InstanceInfo.Confidence", into(&confidence)},
		{"AnalysisInfo.Unified.Trace.Primary.Entry.Node.SourceLocation", place},
		{"AnalysisInfo.Unified.Context.FunctionDeclarationSourceLocation", place},
	}, func(v reader.Value, r *report) {
		if class == "" || kind == "" {
			v.Fail("expected ClassID and Type of a vulnerability, found one of them or none")
		}
		x := fortifyFinding{Finding: r.Finding, class: class, confidence: fortifyNumber(confidence)}
		x.Rule, x.Message = cmp.Or(kind, class), kind
		if subtype != "" {
			x.Rule, x.Message = kind+": "+subtype, kind+": "+subtype
		}
		f.found = append(f.found, x)
		class, kind, subtype, confidence = "", "", "", ""
	})
}

func (f *fortify) rule() setter {
	name := ""
	return func(v reader.Value, r *report) {
		id, groups := "", map[string]float64{}
		layout{{"@id", into(&id)}, {"MetaInfo.Group", func(v reader.Value, r *report) {
			layout{{"@name", into(&name)}, {"", func(v reader.Value, _ *report) {
				if slices.Contains([]string{"Impact", "Probability", "Accuracy"}, name) {
					groups[name] = fortifyNumber(v.Text())
				}
			}}}.Reader()(v, r)
		}}}.Reader()(v, r)
		f.rules[id] = groups
	}
}

func fortifyNumber(text string) float64 {
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		return 0
	}
	return d.Float()
}

func (f *fortify) rate(x *fortifyFinding) {
	rule := f.rules[x.class]
	likely := rule["Accuracy"]*x.confidence*rule["Probability"]/25 >= 2.5
	switch grave := rule["Impact"] >= 2.5; {
	case rule["Impact"] == 0 || rule["Accuracy"] == 0 || rule["Probability"] == 0 || x.confidence == 0:
		x.Unrated = true
	case grave && likely:
		x.Severity = fact.Critical
	case grave:
		x.Severity = fact.High
	case likely:
		x.Severity = fact.Medium
	default:
		x.Severity = fact.Low
	}
}
