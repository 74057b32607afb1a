package health

import (
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

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
