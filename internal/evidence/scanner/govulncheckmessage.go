package scanner

import (
	"strings"

	"signoff/internal/reader"
)

// message reads one message: of the configuration, of progress, of an entry of
// the database, or of a finding; or the whole report of the first versions.
func (g *govulncheck) message() layout {
	checked := func(reader.Value, *report) { g.checked = true }
	vulnerability, key := g.vulnerability(), ""
	return layout{
		{"config.scanner_version", toolVersion},
		{"config.protocol_version", func(v reader.Value, _ *report) {
			g.configured = g.configured || strings.HasPrefix(v.Text(), "v0.")
		}},
		{"config.scan_level", func(v reader.Value, _ *report) {
			level, known := govulncheckLevels[v.Text()]
			if g.level, g.configured = level, true; !known {
				v.Fail("expected a scan level of symbol, package or module")
			}
		}},
		{"progress.message", func(v reader.Value, _ *report) {
			text := v.Text()
			g.checked = g.checked || strings.HasPrefix(text, "Checking") || strings.HasPrefix(text, "Scanning")
		}},
		{"SBOM", ignored},
		{"progress", ignored},
		{"osv.@", checked},
		{"osv", part(layout{
			{"id", rule},
			{"aliases", aliases},
			{"summary", message},
		}, g.describe)},
		{"finding.@", checked},
		{"finding", g.finding()},
		{"Vulns.@", checked},
		{"Vulns[]", func(v reader.Value, r *report) {
			g.configured = true
			vulnerability(v, r)
		}},
		{"Calls", ignored},
		{"Imports", ignored},
		{"Requires", ignored},
		{"Modules", ignored},
		{"*.@", into(&key)},
		{"*", func(v reader.Value, r *report) {
			if v.Kind() == '{' {
				r.sink.Skip(v.Line(), "a message %.40q is none that is known", key)
			}
		}},
	}
}

var govulncheckLevels = map[string]reach{"symbol": called, "package": imported, "module": required}

// describe keeps what an entry of the database says.
func (g *govulncheck) describe(_ reader.Value, r *report) {
	v := g.of(r.Rule)
	v.CVE, v.Message = r.CVE, r.Message
}

// finding reads one message of a vulnerability. Its trace begins at the
// vulnerable symbol, package or module, which says how near it comes, and ends
// in the code.
func (g *govulncheck) finding() setter {
	at := required
	frame := layout{
		{"module", orElse(packageOf)},
		{"version", orElse(versionOf)},
		{"position.filename", path},
		{"position.line", line},
	}
	near := func(n reach) setter {
		return func(v reader.Value, _ *report) {
			if v.Text() != "" {
				at = max(at, n)
			}
		}
	}
	begins, traced := append(layout{{"package", near(imported)}, {"function", near(called)}}, frame...).Reader(), false
	return part(layout{
		{"osv", rule},
		{"trace[0]", func(v reader.Value, r *report) {
			traced = true
			begins(v, r)
		}},
		{"trace[]", frame.Reader()},
	}, func(v0 reader.Value, r *report) {
		if r.Rule == "" || !traced {
			v0.Fail("expected osv and trace of a finding, found one of them or none")
		}
		traced = false
		v := g.add(r.Rule, r.Line, at)
		v.Package, v.Version = r.Package, r.Version
		if r.Path != "" {
			v.Path, v.At = r.Path, r.At
		}
		at = required
	})
}

// vulnerability reads one symbol of a vulnerability as the first versions
// wrote it, where the numbers of sinks say how near it comes.
func (g *govulncheck) vulnerability() setter {
	at := required
	near := func(n reach) setter {
		return func(v reader.Value, _ *report) {
			if v.Int() != 0 {
				at = max(at, n)
			}
		}
	}
	return part(layout{
		{"OSV.id", rule},
		{"OSV.aliases", aliases},
		{"OSV.summary", message},
		{"ModPath", pkg},
		{"ImportSink", near(imported)},
		{"CallSink", near(called)},
	}, func(v reader.Value, r *report) {
		if r.Rule == "" {
			v.Fail("expected OSV.id of a vulnerability, found none")
		}
		g.describe(v, r)
		g.add(r.Rule, r.Line, at).Package = r.Package
		at = required
	})
}
