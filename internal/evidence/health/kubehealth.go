package health

import (
	"cmp"
	"fmt"
	"strings"

	"signoff/internal/fact"
)

type failer = func(format string, args ...any)

// service judges the object. It is false for objects without a state of health,
// and for what is not a service: what succeeded and ended, and what is scaled to
// zero, as deployments keep the replica sets of earlier rollouts.
func (o *kubeObject) service(v *fact.Service, fail failer) bool {
	is := true
	v.Name = strings.ToLower(o.kind) + "/" + v.Name
	switch o.kind {
	case "Pod":
		v.Restarts = o.restarts
		v.Condition, v.Status = o.pod(fail)
		is = o.phase != "Succeeded"
	case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController":
		v.Condition, v.Status, is = o.workload(fail)
	case "Job":
		v.Status = "Running"
		switch {
		case o.says("Complete", fail):
			is = false
		case o.says("Failed", fail), o.says("FailureTarget", fail):
			v.Condition, v.Status = fact.Unhealthy, "Failed"
		case o.says("Suspended", fail):
			v.Status = "Suspended"
		case o.jobFailed > 0 && o.jobActive == 0:
			v.Condition, v.Status = fact.Unhealthy, fmt.Sprintf("%d failed", o.jobFailed)
		}
	default:
		v.Condition, v.Status, is = o.conditioned(fail)
		if !is && o.kind == "Node" {
			fail("expected the condition Ready of a node, found none")
		}
	}
	if is && o.deleted != "" {
		v.Condition, v.Status = fact.Unhealthy, "Terminating"
	}
	return is
}

// says tells whether the condition of a name is true.
func (o *kubeObject) says(name string, fail failer) bool {
	c, stated := o.conditions[name]
	switch c.status {
	case "True", "False", "Unknown":
	default:
		if stated {
			fail("unknown status %.40q of the condition %s", c.status, name)
		}
	}
	return c.status == "True"
}

var podPhases = conditions{
	"running": fact.Healthy, "succeeded": fact.Healthy,
	"pending": fact.Unhealthy, "failed": fact.Unhealthy, "unknown": fact.Unhealthy,
}

// pod judges by the condition Ready, which the phase Running does not imply. A
// pod whose node was lost, or that was evicted, keeps the Ready that it had.
func (o *kubeObject) pod(fail failer) (fact.Condition, string) {
	condition := podPhases.word(o.phase, fail)
	_, stated := o.conditions["Ready"]
	ready := o.says("Ready", fail)
	if !stated {
		ready = o.containers > 0
	}
	if _, stated := o.conditions["ContainersReady"]; stated {
		ready = o.says("ContainersReady", fail) && ready
	}
	switch {
	case o.says("DisruptionTarget", fail):
		return fact.Unhealthy, cmp.Or(o.reason, o.conditions["DisruptionTarget"].reason, "DisruptionTarget")
	case o.waiting != "":
		return fact.Unhealthy, o.waiting
	case condition != fact.Healthy, !ready, o.readyContainers < max(o.containers, o.wantedContainers), o.reason == "Evicted":
		return fact.Unhealthy, cmp.Or(o.reason, o.phase)
	}
	return fact.Healthy, o.phase
}

// workload judges by replicas and by how the last rollout went: those that are
// ready may be of the version before.
func (o *kubeObject) workload(fail failer) (condition fact.Condition, status string, is bool) {
	wanted, rolls := o.wanted, o.kind == "Deployment" || o.kind == "StatefulSet" || o.kind == "DaemonSet"
	seen := o.generation <= max(o.observed, 0)
	switch {
	case wanted != unstated:
	case o.kind != "DaemonSet":
		fail("expected spec.replicas of the %s, found none", o.kind)
	case seen:
		fail("expected status.desiredNumberScheduled of a daemon set, found none")
	}
	// What a daemon set expects is what its controller has counted.
	if wanted <= 0 && (seen || o.kind != "DaemonSet") {
		return fact.Unchecked, "", false
	}
	status = fmt.Sprintf("%d/%d ready", o.ready, max(wanted, 0))
	_, available := o.conditions["Available"]
	switch progress := o.conditions["Progressing"]; {
	case !seen:
		return fact.Unhealthy, status + ", not seen by its controller", true
	case progress.reason == "ProgressDeadlineExceeded", !o.says("Progressing", fail) && progress.status == "False":
		return fact.Unhealthy, cmp.Or(progress.reason, "Progressing is False"), true
	case o.says("ReplicaFailure", fail):
		return fact.Unhealthy, "ReplicaFailure", true
	case rolls && o.updated < wanted-o.partition:
		return fact.Unhealthy, fmt.Sprintf("%s, %d updated", status, o.updated), true
	case rolls && o.kind != "StatefulSet" && max(o.available, 0) < wanted, o.available != unstated && o.available < wanted:
		return fact.Unhealthy, fmt.Sprintf("%s, %d available", status, max(o.available, 0)), true
	case o.ready < wanted, !o.says("Available", fail) && available:
		return fact.Unhealthy, status, true
	}
	return fact.Healthy, status, true
}

// conditioned judges an object of any other kind.
func (o *kubeObject) conditioned(fail failer) (fact.Condition, string, bool) {
	for _, name := range []string{"Ready", "Available", "Healthy"} {
		c, stated := o.conditions[name]
		switch {
		case !stated:
		case !o.says(name, fail):
			return fact.Unhealthy, name + " is " + c.status, true
		case o.observed != unstated && o.observed < o.generation:
			return fact.Unhealthy, name + ", of an earlier generation", true
		default:
			return fact.Healthy, name, true
		}
	}
	return fact.Unchecked, "", false
}
