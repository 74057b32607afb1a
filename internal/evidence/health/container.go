package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
)

// container is what tells the condition of a container.
type container struct {
	lined                 bool // its tool always writes a status line
	state, status, health string
	project, labelled     string // Compose's, as a member and among the labels
}

// read reads a container of a list.
func (c *container) read() setter {
	return service(layout{
		{"ID", identity},
		{"Id", identity}, // of Podman
		{"Name", containerName},
		{"Names", containerName},
		{"Image", image},
		{"State", scalar(&c.state)},
		{"Status", scalar(&c.status)},
		{"Health", scalar(&c.health)},
		{"Health.Status", into(&c.health)},
		{"Project", into(&c.project)},
		{"Labels", c.labels()},
		{"Restarts", restarts},
		{"Ports", ports},
		{"Ports[]", c.port()},
		{"Publishers[]", c.port()},
	}, c.judge)
}

// port reads where a container can be reached: as Docker's engine, Compose and
// Podman write it.
func (c *container) port() setter {
	type published struct{ host, outside, inside string }
	text := func(into func(*published) *string) func(reader.Value, *published) {
		return func(v reader.Value, p *published) {
			if kind := v.Kind(); kind != '{' && kind != '[' {
				*into(p) = v.Text()
			}
		}
	}
	host := text(func(p *published) *string { return &p.host })
	outside := text(func(p *published) *string { return &p.outside })
	inside := text(func(p *published) *string { return &p.inside })
	read := reader.Layout[published]{
		{"IP", host}, {"URL", host}, {"host_ip", host}, {"PublicPort", outside}, {"PublishedPort", outside}, {"host_port", outside},
		{"PrivatePort", inside}, {"TargetPort", inside}, {"container_port", inside},
	}.Reader()
	return func(v reader.Value, r *report) {
		var p published
		read(v, &p)
		said := p.inside
		if p.outside != "" && p.outside != "0" {
			said = cmp.Or(p.host, "*") + ":" + p.outside + "->" + p.inside
		}
		if said != "" && len(r.Ports) < longestPorts && !strings.Contains(r.Ports, said) {
			r.Ports = strings.TrimPrefix(r.Ports+", "+said, ", ")
		}
	}
}

// longestPorts bounds the text of the ports of one container.
const longestPorts = 400

// containerName reads a name, or several; the first counts.
func containerName(v reader.Value, r *report) {
	if names := v.Texts(); len(names) > 0 {
		r.Name = cmp.Or(r.Name, strings.TrimPrefix(names[0], "/"))
	}
}

const composeLabel = "com.docker.compose.project"

// labels finds Compose's project among labels: an object, or texts such as
// "a=b,c=d".
func (c *container) labels() setter {
	var name, value string
	return layout{
		{"[]", ignored},
		{"*.@", into(&name)},
		{"*", func(v reader.Value, r *report) {
			if scalar(&value)(v, r); name == composeLabel {
				c.labelled = value
			}
		}},
		{"", func(v reader.Value, _ *report) {
			for _, label := range strings.Split(v.Text(), ",") {
				if value, ok := strings.CutPrefix(label, composeLabel+"="); ok {
					c.labelled = value
				}
			}
		}},
	}.Reader()
}

// containerStates are the states of Docker and Podman; what runs is then told
// by its health check.
var containerStates = conditions{
	"up": fact.Unchecked, "running": fact.Unchecked, "restarting": fact.Unhealthy, "exited": fact.Unhealthy, "exit": fact.Unhealthy,
	"created": fact.Unhealthy, "paused": fact.Unhealthy, "dead": fact.Unhealthy, "removal": fact.Unhealthy,
	"removing": fact.Unhealthy, "stopping": fact.Unhealthy, "stopped": fact.Unhealthy, "configured": fact.Unhealthy,
	"initialized": fact.Unhealthy,
}

var containerHealth = conditions{
	"": fact.Unchecked, "none": fact.Unchecked, "starting": fact.Unchecked, "health: starting": fact.Unchecked,
	"healthy": fact.Healthy, "unhealthy": fact.Unhealthy, "paused": fact.Unhealthy,
}

var inParentheses = lazy.Regexp(`\(([^()]*)\)$`)

// judge judges the container by its status line, which knows the health check,
// and where there is none by state and health.
func (c *container) judge(v reader.Value, r *report) {
	if c.lined && c.status == "" {
		v.Fail("expected the status of a container, found none")
	}
	r.Namespace = cmp.Or(c.project, c.labelled)
	word, age, _ := strings.Cut(strings.ToLower(strings.TrimSpace(cmp.Or(c.status, c.state))), " ")
	r.Status, r.Condition = cmp.Or(strings.ToLower(c.state), word), containerStates.word(word, v.Fail)
	if r.Condition == fact.Unchecked {
		health := c.health
		if m := inParentheses().FindStringSubmatch(age); m != nil {
			health = m[1]
		}
		r.Status = cmp.Or(strings.ToLower(health), r.Status)
		r.Condition = containerHealth.word(health, v.Fail)
		if word == "up" {
			r.Uptime = age2seconds(age)
		}
	}
	*c = container{lined: c.lined}
}
