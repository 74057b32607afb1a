package health

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var healthJSONFormat = reader.Format{
	Name: "health-json",
	Doc:  "What a health endpoint answers: application/health+json (draft-inadarei-api-health-check), Spring Boot Actuator 1 to 3, MicroProfile Health, ASP.NET, Terminus, etcd. Services are the innermost components or checks, or the whole without any; an overall status worse than each of its parts is one more. pass, ok, UP and Healthy are healthy; fail, warn, DOWN, OUT_OF_SERVICE and Degraded unhealthy; UNKNOWN and no status unchecked.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return strings.HasPrefix(firstLine(h), "HTTP/") || healthShape(h) && !h.Has("apiVersion") && !h.Has("cluster_name") && !h.Has("data") && !h.Has("errorType")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if !in.Head.JSON() {
			return in.Errorf(1, "expected the body of an answer alone, found its headers before it (curl -i)")
		}
		d := healthDocument{j: in.JSON(), s: s}
		for range d.j.Values() {
			if d.j.Kind() != '[' {
				d.object("", true)
				continue
			}
			for range d.j.Items() {
				d.object("", true)
			}
		}
		return d.j.Err()
	},
}

// healthShape takes a document whose parts have a status, or that has little
// besides one: a status alone may be that of anything.
func healthShape(h *reader.Head) bool {
	_, known := healthWords[strings.ToLower(h.Text("status"))]
	stated := known && h.Text("status") != ""
	for _, parts := range []string{
		"components.*.status", "checks.*[].status", "checks[].status", "details.*.status", "details.*[].status", "entries.*.status",
	} {
		if h.Has(parts) && (stated || h.Text("status") == "") {
			return true
		}
	}
	flag := h.Whole && (isBool(h.Text("health")) || isBool(h.Text("healthy")))
	return stated && (h.Has("serviceId") || h.Has("releaseId")) || h.Has("[].endpoint", "[].health") ||
		(stated || flag) && !slices.ContainsFunc(h.Keys(), func(key string) bool {
			return !slices.Contains(healthKeys, key) && !h.Has(key+".status")
		})
}

// healthKeys are what stands next to the status of a whole.
var healthKeys = slices.Concat(healthStatusKeys, healthNameKeys, healthPartKeys, healthOtherKeys, []string{
	"version", "releaseId", "description", "notes", "output", "message", "time", "timestamp", "uptime", "duration", "totalDuration",
})

func isBool(text string) bool { return text == "true" || text == "false" }

var healthWords = conditions{
	"pass": fact.Healthy, "ok": fact.Healthy, "up": fact.Healthy, "healthy": fact.Healthy, "passing": fact.Healthy,
	"green": fact.Healthy, "true": fact.Healthy, "alive": fact.Healthy, "ready": fact.Healthy, "available": fact.Healthy,
	"connected": fact.Healthy, "operational": fact.Healthy,
	"warn": fact.Unhealthy, "warning": fact.Unhealthy, "degraded": fact.Unhealthy, "yellow": fact.Unhealthy,
	"fail": fact.Unhealthy, "failed": fact.Unhealthy, "failing": fact.Unhealthy, "error": fact.Unhealthy, "down": fact.Unhealthy,
	"unhealthy": fact.Unhealthy, "out_of_service": fact.Unhealthy, "critical": fact.Unhealthy, "red": fact.Unhealthy,
	"false": fact.Unhealthy, "unavailable": fact.Unhealthy, "disconnected": fact.Unhealthy, "shutting_down": fact.Unhealthy,
	"unknown": fact.Unchecked, "disabled": fact.Unchecked, "starting": fact.Unchecked, "": fact.Unchecked,
}

// What the keys of a health document hold.
var (
	healthStatusKeys = []string{"status", "health", "healthy", "outcome"}
	healthNameKeys   = []string{"name", "endpoint", "serviceId"}
	healthPartKeys   = []string{"components", "checks", "entries", "details", "services", "dependencies"}
	// Terminus repeats its details, sorted by what became of them.
	healthOtherKeys = []string{"info", "error", "data", "links", "groups", "tags"}
)
