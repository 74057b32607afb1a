package health

import (
	"cmp"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var dockerInspectFormat = reader.Format{
	Name: "docker-inspect",
	Doc:  "docker inspect or podman inspect of containers. State.Health tells a running container's condition; without it the container is unchecked, and what does not run is unhealthy. The last health check dates the file, and uptime is from the last start to it.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].State.Running") && h.Has("[].State.StartedAt") || h.Has("State.Running", "State.StartedAt")
	},
	Read: readDockerInspect,
}

func readDockerInspect(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	each(j, func() {
		i := readInspected(j)
		v := i.service(j.Fail)
		s.Service(v)
		if i.state.running() && i.checked != "" {
			s.Dated(i.checked)
		}
	})
	return j.Err()
}

// inspected is a container with the times of its start and last check.
type inspected struct {
	container
	state   containerState
	checked string
}

type containerState struct {
	status, started string
	flags           map[string]bool
}

func (c *containerState) running() bool {
	return cmp.Or(strings.ToLower(c.status), "running") == "running" && c.flags["Running"] && !c.flags["Paused"] && !c.flags["Restarting"]
}

// word is the state; before version 1.9 Docker had only the flags.
func (c *containerState) word() string {
	switch {
	case c.status != "" && !strings.EqualFold(c.status, "running"):
		return c.status
	case c.flags["Paused"]:
		return "paused"
	case c.flags["Restarting"]:
		return "restarting"
	case c.flags["Running"]:
		return "running"
	}
	return "exited"
}

func readInspected(j *reader.JSON) *inspected {
	i := &inspected{container: container{line: j.Line(), restarts: unstated}}
	for key := range j.Fields() {
		switch key {
		case "Name":
			i.name = strings.TrimPrefix(j.Text(), "/")
		case "RestartCount":
			i.restarts = j.Int()
		case "ImageName":
			i.image = j.Text()
		case "Config":
			for key := range j.Fields() {
				switch key {
				case "Image":
					i.image = j.Text()
				case "Labels":
					i.project = composeProject(j)
				}
			}
		case "State":
			i.readState(j)
		}
	}
	i.container.state = i.state.word()
	return i
}

func (i *inspected) readState(j *reader.JSON) {
	i.state.flags = map[string]bool{}
	for key := range j.Fields() {
		switch key {
		case "Status":
			i.state.status = j.Text()
		case "Running", "Paused", "Restarting":
			i.state.flags[key] = j.Bool()
		case "StartedAt":
			i.state.started = j.Text()
		case "Health", "Healthcheck":
			for key := range j.Fields() {
				switch key {
				case "Status":
					i.health = j.Text()
				case "Log":
					i.readChecks(j)
				}
			}
		}
	}
}

// readChecks keeps when the last check ended.
func (i *inspected) readChecks(j *reader.JSON) {
	for range j.Items() {
		for key := range j.Fields() {
			if key == "End" {
				i.checked = j.Text()
			}
		}
	}
}

func (i *inspected) service(fail func(string, ...any)) *fact.Service {
	v := i.container.service(fail)
	started, _, err := quantity.ParseTime(i.state.started)
	checked, _, noCheck := quantity.ParseTime(i.checked)
	if err == nil && noCheck == nil && i.state.running() && !checked.Before(started) {
		v.Uptime = seconds(checked.Sub(started))
	}
	return v
}

func seconds(d time.Duration) *quantity.Decimal {
	return &quantity.Decimal{Mant: int64(d), Exp: -9}
}
