package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dockerPSFormat = reader.Format{
	Name:      "docker-ps",
	CutUnseen: true,
	Doc:       "docker ps or podman ps --format json (lines or an array), and the Engine's /containers/json. Up (healthy) is healthy, (unhealthy), paused, restarting, created and exited unhealthy, Up without a check or still starting unchecked. Uptime is the age as printed, which Docker rounds: 'Up 3 days' is 72 h, a month 30 days.",
	Kind:      fact.Health,
	Claims: func(h *reader.Head) bool {
		return strings.HasPrefix(firstLine(h), "CONTAINER ID ") || !composeShape(h) &&
			(h.Has("Names", "Status") || h.Has("Names", "State") || h.Has("[].Names", "[].Status") || h.Has("[].Names", "[].State"))
	},
	Read: readContainers,
}

var dockerComposePSFormat = reader.Format{
	Name:      "docker-compose-ps",
	CutUnseen: true,
	Doc:       "docker compose ps --format json: an array before version 2.21, lines since. State and Health are read as docker-ps reads them; the project is the namespace.",
	Kind:      fact.Health,
	Claims:    composeShape,
	Read:      readContainers,
}

var composeTable = lazy.Regexp(`^NAME .* SERVICE +CREATED +STATUS|^ *Name +Command +State +Ports`)

func composeShape(h *reader.Head) bool {
	return h.Has("Service", "State", "Name") || h.Has("[].Service", "[].State", "[].Name") || composeTable().MatchString(firstLine(h))
}

func readContainers(in *reader.Input, s *tally.Sink) error {
	if !in.Head.JSON() {
		return in.Errorf(1, "expected JSON (--format json), found the table that is made for people")
	}
	one := container{lined: !composeShape(in.Head)}
	return readEach(in, s, layout{{"", one.read()}})
}
