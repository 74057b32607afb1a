package health

import (
	"cmp"
	"fmt"
	"strings"

	"signoff/internal/fact"
)

// service judges the object. It is false for objects without a state of health, and for replica
// sets scaled to zero, which deployments keep of earlier rollouts.
func (o *kubeObject) service(v *fact.Service) bool {
	v.Name = strings.ToLower(o.kind) + "/" + v.Name
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
			return o.kind != "ReplicaSet"
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
		return o.conditioned(v)
	}
	return true
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
