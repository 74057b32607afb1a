package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var zapFormat = reader.Format{
	Name: "zap",
	Doc:  "ZAP's traditional JSON and XML reports: one finding for each alert of a site, however many instances it has. Risk 3 is high, 2 medium, 1 low, 0 info; a false positive is suppressed. Without a site nothing was scanned.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "OWASPZAPReport" || h.Has("@version", "site") || h.Has("site[].alerts")
	},
	Read: func(in *reader.Input, s *fact.Sink) error {
		s.Named("zap", "")
		z := zapReport{s: s}
		if in.Head.JSON() {
			return z.readJSON(in.JSON())
		}
		return z.readXML(in.XML())
	},
}

var zapRisks = reader.Severities{"3": fact.High, "2": fact.Medium, "1": fact.Low, "0": fact.Info}

// zapReport gives the alerts of both forms to the sink.
type zapReport struct {
	s     *fact.Sink
	sites int // with a list of alerts
}

// value is what both cursors read a scalar with.
type value interface {
	Text() string
	Fail(format string, args ...any)
}

func (z *zapReport) readJSON(j *reader.JSON) error {
	for key := range j.Fields() {
		switch key {
		case "@version":
			z.s.Named("zap", j.Text())
		case "@generated":
			z.s.Dated(j.Text())
		case "site":
			if j.Kind() == '{' {
				z.siteJSON(j)
				continue
			}
			for range j.Items() {
				z.siteJSON(j)
			}
		}
	}
	return z.end(j.Err())
}

func (z *zapReport) siteJSON(j *reader.JSON) {
	name := ""
	for key := range j.Fields() {
		switch key {
		case "@name":
			name = j.Text()
		case "alerts":
			z.sites++
			for range j.Items() {
				f := fact.Finding{Line: j.Line(), Path: name}
				for key := range j.Fields() {
					zapAlert(key, j, &f)
				}
				z.s.Finding(&f)
			}
		}
	}
}

func (z *zapReport) readXML(x *reader.XML) error {
	for range x.Elements() {
		z.s.Named("zap", x.Attr("version"))
		z.s.Dated(x.Attr("generated"))
		for range children(x, "site") {
			name := x.Attr("name")
			for range children(x, "alerts") {
				z.sites++
				for range x.Elements() {
					f := fact.Finding{Line: x.Line(), Path: name}
					for name := range x.Elements() {
						zapAlert(name, x, &f)
					}
					z.s.Finding(&f)
				}
			}
		}
	}
	return z.end(x.Err())
}

func (z *zapReport) end(err error) error {
	if err == nil && z.sites == 0 {
		z.s.Incomplete(1, "no site with alerts: nothing was scanned")
	}
	return err
}

func zapAlert(name string, v value, f *fact.Finding) {
	switch name {
	case "pluginid":
		f.Rule = strings.TrimSpace(v.Text())
	case "alert":
		f.Message = v.Text()
	case "riskcode":
		f.Severity = zapRisks.Of(v)
	case "confidence":
		f.Suppressed = strings.TrimSpace(v.Text()) == "0"
	case "cweid":
		if id := strings.TrimSpace(v.Text()); id != "" && id != "0" && id != "-1" {
			f.CWE = []string{"CWE-" + id}
		}
	}
}
