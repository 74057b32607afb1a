package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
)

// container is what a list of containers says of one.
type container struct {
	line                                        int
	name, image, project, state, status, health string
	restarts                                    int64
}

func readContainer(j *reader.JSON) *container {
	c := &container{line: j.Line(), restarts: unstated}
	for key := range j.Fields() {
		switch key {
		case "Name", "Names":
			if names := j.Texts(); c.name == "" && len(names) > 0 {
				c.name = strings.TrimPrefix(names[0], "/")
			}
		case "Image":
			c.image = j.Text()
		case "State":
			c.state = textOr(j)
		case "Status":
			c.status = textOr(j)
		case "Health":
			c.health = readHealthWord(j)
		case "Project":
			c.project = j.Text()
		case "Labels":
			if project := composeProject(j); c.project == "" {
				c.project = project
			}
		case "Restarts":
			c.restarts = j.Int()
		}
	}
	return c
}

// readHealthWord reads a health that is a word, or an object with a Status.
func readHealthWord(j *reader.JSON) (word string) {
	if j.Kind() != '{' {
		return textOr(j)
	}
	for key := range j.Fields() {
		if key == "Status" {
			word = j.Text()
		}
	}
	return word
}

const composeLabel = "com.docker.compose.project"

// composeProject finds Compose's project among labels: an object, or texts
// such as "a=b,c=d".
func composeProject(j *reader.JSON) (project string) {
	if j.Kind() == '{' {
		for key := range j.Fields() {
			if key == composeLabel {
				project = j.Text()
			}
		}
		return project
	}
	for _, label := range strings.Split(textOr(j), ",") {
		if value, ok := strings.CutPrefix(label, composeLabel+"="); ok {
			project = value
		}
	}
	return project
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

// service judges the container by its status line, which knows the health
// check, and where there is none by state and health.
func (c *container) service(fail func(string, ...any)) *fact.Service {
	v := &fact.Service{Line: c.line, Name: c.name, Image: c.image, Namespace: c.project, Restarts: c.restarts}
	status := c.status
	if status == "" {
		status = c.state
	}
	word, age, _ := strings.Cut(strings.ToLower(strings.TrimSpace(status)), " ")
	v.Status, v.Condition = word, containerStates.word(word, fail)
	if c.state != "" {
		v.Status = strings.ToLower(c.state)
	}
	if v.Condition != fact.Unchecked {
		return v
	}
	health := c.health
	if m := inParentheses().FindStringSubmatch(age); m != nil {
		health = m[1]
	}
	if health != "" {
		v.Status = strings.ToLower(health)
	}
	v.Condition = containerHealth.word(health, fail)
	if word == "up" {
		v.Uptime = age2seconds(age)
	}
	return v
}
