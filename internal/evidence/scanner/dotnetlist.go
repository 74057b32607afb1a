package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dotnetListFormat = reader.Format{
	Name: "dotnet-list",
	Doc:  "dotnet list package --vulnerable --format json: one finding for each advisory of a package of a project and framework, in NuGet's severities. A problem that it states makes the run incomplete, and a list that was not asked for vulnerabilities is refused.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("parameters", "projects") && (h.Has("sources") || h.Has("projects[].frameworks") || h.Has("version"))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		name, resolved := "", ""
		vulnerability := finding(layout{
			{"severity", severity(ratings)},
			{"advisoryurl", func(v reader.Value, r *report) {
				url := v.Text()
				r.Rule = url[strings.LastIndexByte(url, '/')+1:]
				r.CVE = append(r.CVE, vulnerabilityIDs(url)...)
			}},
		}, func(_ reader.Value, r *report) { r.Package, r.Version = name, resolved })
		one := within(closed(layout{
			{"^id", into(&name)},
			{"^resolvedVersion", into(&resolved)},
			{"vulnerabilities[]", vulnerability},
		}, "deprecationReasons"))
		framework := within(closed(layout{
			{"topLevelPackages[]", one},
			{"transitivePackages[]", one},
		}))
		asked := ""
		return scan{tool: "dotnet", list: "projects"}.read(in, s, closed(layout{
			{"parameters", func(v reader.Value, _ *report) {
				if asked = v.Text(); !strings.Contains(asked, "--vulnerable") {
					v.Fail("expected a list of vulnerable packages, found one of %q", asked)
				}
			}},
			{"problems[]", part(layout{{"text", message}}, func(_ reader.Value, r *report) {
				r.sink.Incomplete(r.Line, "%s", r.Message)
			})},
			{"projects", listed(counted("projects", within(closed(layout{
				{"^path", path},
				{"frameworks[]", framework},
			}))))},
		}, "sources"))
	},
}
