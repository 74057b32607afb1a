package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dockerInspectFormat = reader.Format{
	Name:      "docker-inspect",
	CutUnseen: true,
	Doc:       "docker inspect or podman inspect of containers. State.Health tells a running container's condition; without it the container is unchecked, and what does not run is unhealthy. The last health check dates the file, and uptime is from the last start to it.",
	Kind:      fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].State.Running") && h.Has("[].State.StartedAt") || h.Has("State.Running", "State.StartedAt")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return readEach(in, s, layout{{"", new(inspected).read()}})
	},
}

// inspected is a container with its flags and the times of its start and last
// check.
type inspected struct {
	container
	status, started, checked    string
	running, paused, restarting bool
}

func (i *inspected) read() setter {
	return service(layout{
		{"Id", identity},
		{"Name", containerName},
		{"RestartCount", restarts},
		{"ImageName", image}, // of Podman
		{"Config.Image", image},
		{"Config.Labels", i.labels()},
		{"State.Status", into(&i.status)},
		{"State.Running", flag(&i.running)},
		{"State.Paused", flag(&i.paused)},
		{"State.Restarting", flag(&i.restarting)},
		{"State.StartedAt", into(&i.started)},
		{"State.Health.Status", into(&i.health)},
		{"State.Health.Log[].End", into(&i.checked)},
		{"State.Healthcheck.Status", into(&i.health)},
		{"State.Healthcheck.Log[].End", into(&i.checked)},
	}, i.judge)
}

func (i *inspected) judge(v reader.Value, r *report) {
	i.state = i.word()
	i.container.judge(v, r)
	if i.running && !i.paused && !i.restarting && strings.EqualFold(cmp.Or(i.status, "running"), "running") {
		r.sink.Dated(i.checked)
		started, _, err := quantity.ParseTime(i.started)
		checked, _, noCheck := quantity.ParseTime(i.checked)
		if err == nil && noCheck == nil && !checked.Before(started) {
			r.Uptime = &quantity.Decimal{Mant: int64(checked.Sub(started)), Exp: -9}
		}
	}
	*i = inspected{}
}

// word is the state; before version 1.9 Docker had only the flags.
func (i *inspected) word() string {
	switch {
	case i.status != "" && !strings.EqualFold(i.status, "running"):
		return i.status
	case i.paused:
		return "paused"
	case i.restarting:
		return "restarting"
	case i.running:
		return "running"
	}
	return "exited"
}

// flag reads a truth value that several members decide about.
func flag(b *bool) setter {
	return func(v reader.Value, _ *report) { *b = v.Bool() }
}
