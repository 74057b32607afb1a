package cli

import (
	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evidence/declared"
	"signoff/internal/report/export"
	"signoff/internal/scorecard"
	"signoff/internal/tally"
)

// schemas lists what has a JSON Schema; the first is printed unless another is
// named.
var schemas = []struct {
	name string
	of   func() map[string]any
}{
	{planFile, func() map[string]any { return criteria.Schema(tally.Measures) }},
	{"case", criteria.CaseSchema},
	{"records", declared.Schema},
	{"reader", declared.ReaderSchema},
	{"assessment", scorecard.JSONSchema},
	{"readiness", export.ReadinessSchema},
}

func (g *global) schemaCommand() *cobra.Command {
	names := make([]string, len(schemas))
	for i, s := range schemas {
		names[i] = s.name
	}
	return &cobra.Command{
		Use:   "schema [NAME]",
		Short: "print a JSON Schema: of signoff.yaml, of a case (an example for signoff test), of records (the neutral evidence), of a reader in YAML, of assessment.json or of the predicate readiness/v1",
		Args:  cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs), ValidArgs: names,
		RunE: func(_ *cobra.Command, args []string) error {
			for _, s := range schemas {
				if len(args) > 0 && args[0] != s.name {
					continue
				}
				schema := s.of()
				schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
				return g.printJSON(schema)
			}
			return nil
		},
	}
}
