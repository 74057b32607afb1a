package health

import (
	"signoff/internal/reader"
)

// kubeObject is what a Kubernetes object says about its health.
type kubeObject struct {
	line                         int
	kind, name, namespace, image string
	wanted, ready                int64 // replicas
	phase, reason                string
	containers, readyContainers  int
	restarts                     int64
	conditions                   map[string]string
}

func (o *kubeObject) readMetadata(j *reader.JSON) {
	for key := range j.Fields() {
		switch key {
		case "name":
			o.name = j.Text()
		case "namespace":
			o.namespace = j.Text()
		}
	}
}

func (o *kubeObject) readSpec(j *reader.JSON) {
	for key := range j.Fields() {
		switch key {
		case "replicas":
			if j.Kind() == '0' {
				o.wanted = j.Int()
			}
		case "template":
			if j.Kind() != '{' {
				continue
			}
			for key := range j.Fields() {
				if key == "spec" && j.Kind() == '{' {
					o.readSpec(j)
				}
			}
		case "containers":
			o.readContainers(j)
		}
	}
}

// readContainers keeps the image of the first container.
func (o *kubeObject) readContainers(j *reader.JSON) {
	if j.Kind() != '[' {
		return
	}
	for range j.Items() {
		for key := range j.Fields() {
			if key == "image" && o.image == "" {
				o.image = j.Text()
			}
		}
	}
}

func (o *kubeObject) readStatus(j *reader.JSON) {
	for key := range j.Fields() {
		switch key {
		case "phase":
			o.phase = textOr(j)
		case "reason":
			o.reason = textOr(j)
		case "readyReplicas", "numberReady":
			o.ready = j.Int()
		case "desiredNumberScheduled":
			o.wanted = j.Int()
		case "conditions":
			o.readConditions(j)
		case "containerStatuses":
			o.readContainerStatuses(j)
		}
	}
}

func (o *kubeObject) readConditions(j *reader.JSON) {
	if j.Kind() != '[' {
		return
	}
	o.conditions = map[string]string{}
	for range j.Items() {
		kind, status := "", ""
		for key := range j.Fields() {
			switch key {
			case "type":
				kind = j.Text()
			case "status":
				status = j.Text()
			}
		}
		o.conditions[kind] = status
	}
}

func (o *kubeObject) readContainerStatuses(j *reader.JSON) {
	for range j.Items() {
		o.containers++
		for key := range j.Fields() {
			switch key {
			case "ready":
				if j.Bool() {
					o.readyContainers++
				}
			case "restartCount":
				o.restarts += j.Int()
			case "state":
				o.readContainerState(j)
			}
		}
	}
}

// readContainerState keeps why a container waits or has ended.
func (o *kubeObject) readContainerState(j *reader.JSON) {
	for state := range j.Fields() {
		for key := range j.Fields() {
			if key == "reason" && state != "running" {
				o.reason = j.Text()
			}
		}
	}
}
