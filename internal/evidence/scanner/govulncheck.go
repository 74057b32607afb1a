package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var govulncheckFormat = reader.Format{
	Name: "govulncheck",
	Doc:  "govulncheck's messages (-format json), as a stream or an array, and the object of its first versions: one finding for each OSV id, rated as its own SARIF does. High is what it says that the code is affected by: a called symbol, or with -scan package or module an imported package or a required module; medium is one step short of that (imported), low two (required). A run that ended before its check is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("config.scanner_name") || h.Has("[].config.scanner_name") || h.Has("Calls.Functions", "Calls.Entries") || h.Has("Calls.Functions.*.CallSites") ||
			h.Has("config.protocol_version") || h.Has("[].config.protocol_version")
	},
	Read: readGovulncheck,
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
	found   []*vulnerable
	byID    map[string]*vulnerable
}

// vulnerable is what messages of both kinds say about one OSV id: the
// database's entry, also of those that do not concern the code, and findings.
type vulnerable struct {
	fact.Finding
	reach reach
	known bool // there is a finding
}

func readGovulncheck(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("govulncheck", "")
	g := govulncheck{level: called, byID: map[string]*vulnerable{}}
	for range j.Values() {
		if j.Kind() == '{' {
			g.message(j, s)
			continue
		}
		for range j.Items() {
			g.message(j, s)
		}
	}
	if err := j.Err(); err != nil {
		return err
	}
	if !g.checked {
		s.Incomplete(1, "the run ended before it checked anything")
	}
	for _, v := range g.found {
		v.Severity = fact.High - fact.Severity(g.level-min(v.reach, g.level))
		s.Finding(&v.Finding)
	}
	return nil
}

func (g *govulncheck) message(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "config":
			g.config(j, s)
		case "progress":
			text := member(j, "message")
			g.checked = g.checked || strings.HasPrefix(text, "Checking") || strings.HasPrefix(text, "Scanning")
		case "osv":
			g.entry(j)
		case "finding":
			g.finding(j)
		case "Vulns":
			g.checked = true
			for range j.Items() {
				g.vulnerability(j)
			}
		}
	}
}

func (g *govulncheck) config(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "scanner_version":
			s.Named("govulncheck", j.Text())
		case "scan_level":
			switch j.Text() {
			case "module":
				g.level = required
			case "package":
				g.level = imported
			}
		}
	}
}

// entry reads an entry of the database and gives its id.
func (g *govulncheck) entry(j *reader.JSON) string {
	g.checked = true
	f, aliases := fact.Finding{}, []string(nil)
	for key := range j.Fields() {
		switch key {
		case "id":
			f.Rule = j.Text()
		case "aliases":
			aliases = j.Texts()
		case "summary":
			f.Message = j.Text()
		}
	}
	v := g.of(f.Rule)
	v.CVE, v.Message = aliases, f.Message
	return f.Rule
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
