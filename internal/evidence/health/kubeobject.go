package health

import (
	"cmp"
	"fmt"
	"strings"

	"signoff/internal/fact"
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

// service is false for objects without a state of health, and for replica
// sets scaled to zero, which deployments keep of earlier rollouts.
func (o *kubeObject) service() (*fact.Service, bool) {
	v := &fact.Service{
		Line: o.line, Name: strings.ToLower(o.kind) + "/" + o.name, Namespace: o.namespace, Image: o.image, Restarts: unstated,
	}
	switch o.kind {
	case "Pod":
		v.Restarts = o.restarts
		v.Condition, v.Status = o.pod()
	case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController":
		wanted := o.wanted
		if wanted == unstated && o.kind != "DaemonSet" {
			wanted = 1
		}
		v.Status = fmt.Sprintf("%d/%d ready", o.ready, max(wanted, 0))
		switch {
		case wanted <= 0:
			return v, o.kind != "ReplicaSet"
		case o.ready >= wanted:
			v.Condition = fact.Healthy
		default:
			v.Condition = fact.Unhealthy
		}
	case "Job":
		switch {
		case o.conditions["Complete"] == "True":
			v.Condition, v.Status = fact.Healthy, "Complete"
		case o.conditions["Failed"] == "True":
			v.Condition, v.Status = fact.Unhealthy, "Failed"
		default:
			v.Status = "Running"
		}
	default:
		return v, o.conditioned(v)
	}
	return v, true
}

// pod judges by the condition Ready, which the phase Running does not imply.
func (o *kubeObject) pod() (fact.Condition, string) {
	ready, stated := o.conditions["Ready"]
	switch {
	case o.phase == "Succeeded":
		return fact.Healthy, o.phase
	case ready == "True", !stated && o.phase == "Running" && o.containers > 0 && o.containers == o.readyContainers:
		return fact.Healthy, o.phase
	}
	return fact.Unhealthy, cmp.Or(o.reason, o.phase)
}

// conditioned judges an object of any other kind.
func (o *kubeObject) conditioned(v *fact.Service) bool {
	for _, name := range []string{"Ready", "Available", "Healthy"} {
		status, ok := o.conditions[name]
		if !ok {
			continue
		}
		v.Condition, v.Status = fact.Unhealthy, name+" is "+status
		if status == "True" {
			v.Condition, v.Status = fact.Healthy, name
		}
		return true
	}
	return false
}
