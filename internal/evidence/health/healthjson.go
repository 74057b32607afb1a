package health

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var healthJSONFormat = reader.Format{
	Name: "health-json",
	Doc:  "What a health endpoint answers: application/health+json (draft-inadarei-api-health-check), Spring Boot Actuator 1 to 3, MicroProfile Health, ASP.NET, Terminus, etcd. Services are the innermost components or checks, or the whole without any; an overall status worse than each of its parts is one more. pass, ok, UP and Healthy are healthy; fail, warn, DOWN, OUT_OF_SERVICE and Degraded unhealthy; UNKNOWN and no status unchecked.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return healthShape(h) && !h.Has("apiVersion") && !h.Has("cluster_name") && !h.Has("data") && !h.Has("errorType")
	},
	Read: readHealthJSON,
}

// healthShape takes a document with an overall status and parts, or parts
// alone, or little besides a status.
func healthShape(h *reader.Head) bool {
	_, known := healthWords[strings.ToLower(h.Text("status"))]
	short := h.Whole && h.Bytes < 2<<10
	for _, parts := range []string{
		"components.*.status", "checks.*[].status", "checks[].status", "details.*.status", "details.*[].status", "entries.*.status",
	} {
		if h.Has(parts) && (known || h.Text("status") == "") {
			return true
		}
	}
	answers := h.Has("serviceId") || h.Has("releaseId") || h.Has("*.status") || h.Has("checks") || h.Has("components") || h.Has("details")
	return known && h.Text("status") != "" && (answers || short) ||
		h.Has("[].endpoint", "[].health") || short && (isBool(h.Text("health")) || isBool(h.Text("healthy")))
}

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

func readHealthJSON(in *reader.Input, s *fact.Sink) error {
	d := healthDocument{j: in.JSON(), s: s}
	each(d.j, func() { d.object("", true) })
	return d.j.Err()
}

type healthDocument struct {
	j *reader.JSON
	s *fact.Sink
}

// object reads the document, a component or a check, and reports its parts or
// itself. It returns how many services that were and whether one is unhealthy.
// Without a status or parts it counts only where a check is expected.
func (d *healthDocument) object(name string, expected bool) (services int, bad bool) {
	j := d.j
	v := fact.Service{Line: j.Line(), Restarts: unstated}
	own, unit, stated := "", "", false
	var observed quantity.Decimal
	add := func(n int, unhealthy bool) { services, bad = services+n, bad || unhealthy }
	for key := range j.Fields() {
		kind := j.Kind()
		switch {
		case slices.Contains(healthStatusKeys, key) && kind != '{' && kind != '[':
			stated, v.Status = true, j.Text()
			v.Condition = healthWords.word(v.Status, j.Fail)
		case slices.Contains(healthNameKeys, key) && own == "" && kind == '"':
			own = j.Text()
		case key == "time" && kind == '"':
			d.s.Dated(j.Text())
		case key == "observedUnit" && kind == '"':
			unit = j.Text()
		case key == "observedValue" && kind == '0':
			observed = j.Decimal()
		case slices.Contains(healthPartKeys, key):
			add(d.parts(name, key != "details"))
		case name == "" && kind == '{' && !slices.Contains(healthOtherKeys, key):
			// Actuator 1 has its components beside the status.
			add(d.object(key, false))
		}
	}
	unspoken := v.Condition == fact.Unhealthy && !bad
	if services > 0 && !unspoken || services == 0 && !stated && !expected {
		return services, bad
	}
	v.Name = cmp.Or(name, own, "overall")
	if name == "uptime" && unit == "s" && observed.Sign() >= 0 {
		v.Uptime = &observed // the draft's check of the time since the start
	}
	d.s.Service(&v)
	return services + 1, bad || v.Condition == fact.Unhealthy
}

// parts reads named parts, each an object, a list of objects or a word, or a
// list of parts that name themselves. What may hold other things too has parts
// only where a status says so.
func (d *healthDocument) parts(parent string, expected bool) (services int, bad bool) {
	j := d.j
	one := func(name string, expected bool) {
		if j.Kind() != '{' {
			return
		}
		n, unhealthy := d.object(name, expected)
		services, bad = services+n, bad || unhealthy
	}
	if j.Kind() == '[' {
		for range j.Items() {
			one(parent, expected)
		}
		return services, bad
	}
	if j.Kind() != '{' {
		return 0, false
	}
	for name := range j.Fields() {
		if parent != "" {
			name = parent + "/" + name
		}
		switch kind := j.Kind(); {
		case kind == '[':
			for range j.Items() {
				one(name, true)
			}
		case expected && (kind == '"' || kind == 't' || kind == 'f'):
			v := fact.Service{Line: j.Line(), Name: name, Status: j.Text(), Restarts: unstated}
			v.Condition = healthWords.word(v.Status, j.Fail)
			services, bad = services+1, bad || v.Condition == fact.Unhealthy
			d.s.Service(&v)
		default:
			one(name, expected)
		}
	}
	return services, bad
}
