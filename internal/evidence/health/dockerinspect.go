package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
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
