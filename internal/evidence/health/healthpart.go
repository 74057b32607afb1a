package health

import (
	"cmp"
	"slices"
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

type healthDocument struct {
	j *reader.JSON
	s *tally.Sink
	// item is the place of the next object in a list of instances of one name,
	// from 1; 0 for what is not in one.
	item int
}

// object reads the document, a component or a check, and reports its parts or
// itself. It returns how many services that were and whether one is unhealthy.
// Without a status or parts it counts only where a check is expected.
func (d *healthDocument) object(name string, expected bool) (services int, bad bool) {
	j := d.j
	v := fact.Service{Line: j.Line(), Restarts: unstated}
	item := d.item
	d.item = 0
	own, unit, stated := "", "", false
	var observed quantity.Decimal
	add := func(n int, unhealthy bool) { services, bad = services+n, bad || unhealthy }
	for key := range j.Fields() {
		kind := j.Kind()
		switch {
		case slices.Contains(healthStatusKeys, key) && kind != '{' && kind != '[' && kind != 'n':
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
			// Actuator 1 has its components next to the status.
			add(d.object(key, false))
		}
	}
	if services == 0 && !stated && expected && (name == "" || own != "") {
		j.Fail("expected a status, found none")
	}
	unspoken := v.Condition == fact.Unhealthy && !bad
	if services > 0 && !unspoken || services == 0 && !stated && !expected {
		return services, bad
	}
	v.Name = cmp.Or(name, own, "overall")
	if item > 0 {
		v.ID = v.Name + "#" + strconv.Itoa(item)
	}
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
			for i := range j.Items() {
				d.item = i + 1
				one(name, true)
			}
			d.item = 0
		case expected && (kind == '"' || kind == 't' || kind == 'f'):
			v := fact.Service{Line: j.Line(), Name: name, Status: j.Text(), Restarts: unstated}
			v.Condition = healthWords.word(v.Status, j.Fail)
			services, bad = services+1, bad || v.Condition == fact.Unhealthy
			d.s.Service(&v)
		case expected && kind == 'n':
			j.Fail("expected the status of %.80q, found none", name)
		default:
			one(name, expected)
		}
	}
	return services, bad
}
