package health

import (
	"cmp"

	"signoff/internal/reader"
)

// kubeObject is what a Kubernetes object says about its health. Counts are
// unstated where it does not state them.
type kubeObject struct {
	kind, phase, reason, message string
	wanted, ready                int64 // replicas
	updated, available           int64
	partition                    int64 // replicas that a stateful set keeps as they were
	generation, observed         int64
	deleted                      string // since when it is being removed
	stated                       bool   // it has a status
	wantedContainers             int    // of its specification
	jobFailed, jobActive         int64  // pods
	containers, readyContainers  int
	waiting                      string // why a container waits
	restarts                     int64
	conditions                   map[string]kubeCondition

	items, remaining int64  // of a list
	next             string // its continue token
}

type kubeCondition struct{ status, reason string }

func newKubeObject(kind string) kubeObject {
	return kubeObject{
		kind: kind, wanted: unstated, available: unstated, observed: unstated, conditions: map[string]kubeCondition{},
	}
}

// members reads an object. Objects of other kinds may have anything under these
// names.
func (o *kubeObject) members() layout {
	return layout{
		{"kind", into(&o.kind)},
		{"metadata.name", name},
		{"metadata.namespace", namespace},
		{"metadata.generation", scaled(&o.generation)},
		{"metadata.deletionTimestamp", into(&o.deleted)},
		{"metadata.continue", into(&o.next)},
		{"metadata.remainingItemCount", scaled(&o.remaining)},
		{"spec.replicas", scaled(&o.wanted)},
		{"spec.updateStrategy.rollingUpdate.partition", scaled(&o.partition)},
		{"spec.updateStrategy.rollingUpdate", ignored},
		{"spec.updateStrategy", ignored},
		{"spec.containers", ignored},
		{"spec.containers[]", layout{
			{"^name", func(reader.Value, *report) { o.wantedContainers++ }},
			{"image", firstImage},
		}.Reader()},
		{"spec.template", ignored},
		{"spec.template.spec", ignored},
		{"spec.template.spec.containers", ignored},
		{"spec.template.spec.containers[].image", firstImage},
		{"status.@", func(reader.Value, *report) { o.stated = true }},
		{"status", func(v reader.Value, _ *report) {
			o.stated = v.Kind() == '"' // of an answer in place of an object
			o.phase = v.Text()
		}},
		{"status.failed", scaled(&o.jobFailed)},
		{"status.active", scaled(&o.jobActive)},
		{"status.phase", scalar(&o.phase)},
		{"status.reason", scalar(&o.reason)},
		{"status.readyReplicas", number(&o.ready)},
		{"status.numberReady", number(&o.ready)},
		{"status.desiredNumberScheduled", scaled(&o.wanted)},
		{"status.updatedReplicas", scaled(&o.updated)},
		{"status.updatedNumberScheduled", scaled(&o.updated)},
		{"status.availableReplicas", scaled(&o.available)},
		{"status.numberAvailable", scaled(&o.available)},
		{"status.observedGeneration", scaled(&o.observed)},
		{"status.conditions", ignored},
		{"status.conditions[]", o.condition()},
		{"status.containerStatuses[]", o.container()},
		{"status.initContainerStatuses", ignored},
		{"status.initContainerStatuses[]", o.state()},
		{"conditions", ignored},
		{"conditions[]", o.condition()},
		{"message", scalar(&o.message)},
	}
}

func firstImage(v reader.Value, r *report) { r.Image = cmp.Or(r.Image, v.Text()) }

// number reads a whole number that several members decide about.
func number(n *int64) setter {
	return func(v reader.Value, _ *report) { *n = v.Int() }
}

// scaled is number for what may be something else, which says nothing.
func scaled(n *int64) setter {
	return func(v reader.Value, _ *report) {
		if v.Kind() == '0' {
			*n = v.Int()
		}
	}
}

func (o *kubeObject) condition() setter {
	var kind string
	var c kubeCondition
	read := layout{{"type", into(&kind)}, {"status", into(&c.status)}, {"reason", scalar(&c.reason)}}.Reader()
	return func(v reader.Value, r *report) {
		kind, c = "", kubeCondition{}
		if read(v, r); kind == "" {
			v.Fail("expected the type of a condition, found none")
		}
		o.conditions[kind] = c
	}
}

// container reads the state of a container, and why one waits or has ended.
func (o *kubeObject) container() setter {
	ended := layout{{"reason", into(&o.reason)}}.Reader()
	told := false
	tells := func(reader.Value, *report) { told = true }
	read := layout{
		{"ready", func(v reader.Value, _ *report) {
			if v.Bool() {
				o.readyContainers++
			}
		}},
		{"restartCount", func(v reader.Value, _ *report) { o.restarts += v.Int() }},
		{"state.running", tells},
		{"state.waiting", o.waits()},
		{"state.terminated", func(v reader.Value, r *report) {
			tells(v, r)
			ended(v, r)
		}},
	}.Reader()
	return func(v reader.Value, r *report) {
		o.containers++
		told = false
		if read(v, r); !told {
			o.waiting = cmp.Or(o.waiting, "Waiting") // which is what none of them says
		}
	}
}

// state reads whether a container that prepares a pod waits.
func (o *kubeObject) state() setter {
	told := false
	tells := func(reader.Value, *report) { told = true }
	read := layout{{"state.running", tells}, {"state.terminated", tells}, {"state.waiting", o.waits()}}.Reader()
	return func(v reader.Value, r *report) {
		told = false
		if read(v, r); !told {
			o.waiting = cmp.Or(o.waiting, "Waiting")
		}
	}
}

// waits reads why a container waits, as one that crashes again and again does.
func (o *kubeObject) waits() setter {
	read := layout{{"reason", into(&o.waiting)}}.Reader()
	return func(v reader.Value, r *report) {
		if v.Kind() == '{' {
			o.waiting = "Waiting"
			read(v, r)
		}
	}
}
