package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kubernetesFormat = reader.Format{
	Name: "kubernetes",
	Doc:  "kubectl get -o json, one object or a list. A pod is healthy when it is Ready or has succeeded, a workload when at least the wanted replicas, more than none, are ready, a job when complete, and a node or another object by its condition Ready, Available or Healthy; what has no such state is not a service. Restarts are those of a pod's containers.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		list := strings.HasSuffix(h.Text("kind"), "List") && h.Has("items")
		return h.Has("apiVersion") && (list || h.Has("items[].metadata") || h.Has("kind", "status")) ||
			h.Has("[].apiVersion", "[].kind", "[].status") || !h.JSON() && kubeText(h)
	},
	Read: readKubernetes,
}

var kubeTable = lazy.Regexp(`^(?:NAMESPACE +)?NAME +(?:READY|STATUS) `)

// kubeText tells kubectl's other outputs, in order to refuse them.
func kubeText(h *reader.Head) bool {
	line := firstLine(h)
	return strings.HasPrefix(line, "apiVersion:") || kubeTable().MatchString(line)
}

func readKubernetes(in *reader.Input, s *tally.Sink) error {
	if !in.Head.JSON() {
		return in.Errorf(1, "wanted JSON (kubectl get -o json), found its YAML or table")
	}
	// Lists of one kind name it once, and before their items.
	kind, found := strings.TrimSuffix(in.Head.Text("kind"), "List"), false
	var o kubeObject
	var object setter
	read := service(append(o.members(), layout{{"items[]", func(v reader.Value, r *report) { object(v, r) }}}...), func(_ reader.Value, r *report) {
		failed := o.kind == "Status" && o.phase == "Failure" // an error in place of objects
		if failed {
			r.sink.Incomplete(r.Line, "%s", o.message)
		}
		r.none = !o.service(&r.Service)
		found = found || failed || !r.none
	})
	object = func(v reader.Value, r *report) {
		outer := o
		o = kubeObject{kind: kind, wanted: unstated, conditions: map[string]string{}}
		read(v, r)
		o = outer
	}
	err := readEach(in, s, layout{{"", object}})
	if !found && err == nil {
		s.Incomplete(1, "no object that has a state of health")
	}
	return err
}
