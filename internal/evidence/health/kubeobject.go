package health

import (
	"cmp"

	"signoff/internal/reader"
)

// kubeObject is what a Kubernetes object says about its health.
type kubeObject struct {
	kind, phase, reason, message string
	wanted, ready                int64 // replicas
	containers, readyContainers  int
	restarts                     int64
	conditions                   map[string]string
}

// members reads an object. Objects of other kinds may have anything under these
// names.
func (o *kubeObject) members() layout {
	return layout{
		{"kind", into(&o.kind)},
		{"metadata.name", name},
		{"metadata.namespace", namespace},
		{"spec.replicas", func(v reader.Value, _ *report) {
			if v.Kind() == '0' {
				o.wanted = v.Int()
			}
		}},
		{"spec.containers", ignored},
		{"spec.containers[].image", firstImage},
		{"spec.template", ignored},
		{"spec.template.spec", ignored},
		{"spec.template.spec.containers", ignored},
		{"spec.template.spec.containers[].image", firstImage},
		{"status", into(&o.phase)},
		{"status.phase", scalar(&o.phase)},
		{"status.reason", scalar(&o.reason)},
		{"status.readyReplicas", number(&o.ready)},
		{"status.numberReady", number(&o.ready)},
		{"status.desiredNumberScheduled", number(&o.wanted)},
		{"status.conditions", ignored},
		{"status.conditions[]", o.condition()},
		{"status.containerStatuses[]", o.container()},
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

func (o *kubeObject) condition() setter {
	var kind, status string
	read := layout{{"type", into(&kind)}, {"status", into(&status)}}.Reader()
	return func(v reader.Value, r *report) {
		kind, status = "", ""
		read(v, r)
		o.conditions[kind] = status
	}
}

// container reads the state of a container, and why one waits or has ended.
func (o *kubeObject) container() setter {
	read := layout{
		{"ready", func(v reader.Value, _ *report) {
			if v.Bool() {
				o.readyContainers++
			}
		}},
		{"restartCount", func(v reader.Value, _ *report) { o.restarts += v.Int() }},
		{"state.running", ignored},
		{"state.*.reason", into(&o.reason)},
	}.Reader()
	return func(v reader.Value, r *report) {
		o.containers++
		read(v, r)
	}
}
