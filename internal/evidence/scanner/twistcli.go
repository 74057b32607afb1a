package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var twistcliFormat = reader.Format{
	Name:      "twistcli",
	Doc:       "Prisma Cloud's twistcli (images scan --output-file) and the CSV of its console: vulnerabilities and failed compliance checks. Severities are Prisma's own: important is high, moderate medium, unimportant and negligible info. Each image's distribution is compared with its lists.",
	Kind:      fact.Scanner,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].vulnerabilityDistribution") || h.Has("results[].complianceDistribution") || h.Has("results[].vulnerabilityScanPassed") ||
			h.Has("repository", "vulnerabilityDistribution") ||
			h.Container == reader.CSVTable && slices.Contains(h.Columns, "CVE ID") && slices.Contains(h.Columns, "Compliance ID")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if !in.Head.JSON() {
			return scan{tool: "twistcli"}.readTable(in, s, columns{
				{"!CVE ID", identified},
				{"!Severity", severity(prismaWords)},
				{"Compliance ID", filled(orElse(ruleOf))},
				{"Packages", pkg},
				{"Package Version", version},
				{"Description", message},
				{"Repository", path},
				{"Id", artefact},
				{"CVSS", filled(score(31))},
			})
		}
		compliance := finding(layout{
			{"id", rule},
			{"severity", severity(prismaWords)},
			{"title", message},
		})
		listed := map[string]*int64{"vulnerabilities": new(int64), "compliance findings": new(int64)}
		stated := map[string]int64{}
		counts := func(what string, read setter) setter {
			return func(v reader.Value, r *report) {
				*listed[what]++
				read(v, r)
			}
		}
		states := func(what string) setter {
			return func(v reader.Value, _ *report) { stated[what] += whole(v) }
		}
		target := layout{
			{"id", artefact},
			{"^name", path},
			{"^repository", path},
			{"vulnerabilities[]", counts("vulnerabilities", finding(layout{
				{"id", identified},
				{"severity", severity(prismaWords)},
				{"vector", vector},
				{"cvss", score(31)},
				{"packageName", pkg},
				{"packageVersion", version},
				{"description", message},
				{"discoveredDate", dated},
			}))},
			{"compliances[]", counts("compliance findings", compliance)},
			{"complianceIssues[]", counts("compliance findings", compliance)},
			{"vulnerabilityDistribution.total", states("vulnerabilities")},
			{"complianceDistribution.total", states("compliance findings")},
		}
		var err error
		if in.Head.Has("results") {
			err = scan{tool: "twistcli", list: "results"}.read(in, s, layout{{"results", listedBy("[]", counted("targets", within(target)))}})
		} else { // of a repository of code
			err = scan{tool: "twistcli"}.read(in, s, target)
		}
		for _, what := range []string{"vulnerabilities", "compliance findings"} {
			s.Declares(1, what, stated[what], func() int64 { return *listed[what] })
		}
		return err
	},
}

var prismaWords = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "important": fact.High, "medium": fact.Medium, "moderate": fact.Medium,
	"low": fact.Low, "unimportant": fact.Info, "negligible": fact.Info, "info": fact.Info, "none": fact.Info,
}
