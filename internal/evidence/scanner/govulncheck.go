package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var govulncheckFormat = reader.Format{
	Name:      "govulncheck",
	CutUnseen: true,
	Doc:       "govulncheck's messages (-format json), as a stream or an array, and the object of its first versions: one finding for each OSV id, rated as its own SARIF does. High is what it says that the code is affected by: a called symbol, or with -scan package or module an imported package or a required module; medium is one step short of that (imported), low two (required). A run that ended before its check is incomplete.",
	Kind:      fact.Scanner,
	Codes:     []int{0, 3},
	Claims: func(h *reader.Head) bool {
		return h.Has("config.scanner_name") || h.Has("[].config.scanner_name") || h.Has("Calls.Functions", "Calls.Entries") || h.Has("Calls.Functions.*.CallSites") ||
			h.Has("config.protocol_version") || h.Has("[].config.protocol_version")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		g := govulncheck{level: called, byID: map[string]*vulnerable{}}
		err := scan{tool: "govulncheck"}.readEach(in, s, g.message())
		if err != nil {
			return err
		}
		if !g.configured && len(g.found) > 0 {
			return in.Errorf(1, "expected the message config of the run with its scan_level, found none")
		}
		if !g.checked {
			s.Incomplete(1, "the run ended before it checked anything")
		}
		s.None() // as far as no message tells of one
		for _, v := range g.found {
			v.Severity = fact.High - fact.Severity(g.level-min(v.reach, g.level))
			s.Finding(&v.Finding)
		}
		return nil
	},
}

// reach is how near a vulnerability comes to the code.
type reach uint8

const (
	required reach = iota
	imported
	called
)

// govulncheck joins the messages of one run.
type govulncheck struct {
	level   reach // of the scan
	checked bool
	// configured says that the level is stated, or that the protocol has none.
	configured bool
	found      []*vulnerable
	byID       map[string]*vulnerable
}

// vulnerable is what messages of both kinds say about one OSV id: the
// database's entry, also of those that do not concern the code, and findings.
type vulnerable struct {
	fact.Finding
	reach reach
	known bool // there is a finding
}

func (g *govulncheck) of(id string) *vulnerable {
	v := g.byID[id]
	if v == nil {
		v = &vulnerable{Finding: fact.Finding{Rule: id}}
		g.byID[id] = v
	}
	return v
}

// add notes a finding, whose nearest reach counts.
func (g *govulncheck) add(id string, line int, at reach) *vulnerable {
	v := g.of(id)
	if !v.known {
		v.known, v.Line = true, line
		g.found = append(g.found, v)
	}
	v.reach = max(v.reach, at)
	return v
}
