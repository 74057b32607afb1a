package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kubernetesFormat = reader.Format{
	Name:   "kubernetes",
	Doc:    "kubectl get -o json or -o yaml, one object or a list. A pod is healthy when it is Running and Ready and neither being removed nor waiting for a container; a workload when at least the desired replicas are ready, available and of the version that its controller has seen, and no condition says that the rollout failed; a node or another object by its condition Ready, Available or Healthy. What succeeded and ended (pods, jobs), wants no replicas or has no such state is not a service; a job that runs is unchecked. Restarts are those of a pod's containers. A page of a list (continue, remainingItemCount) is not whole.",
	Kind:   fact.Health,
	Totals: "the items that remain of a page",
	Claims: func(h *reader.Head) bool {
		if reports(h) {
			return false
		}
		list := strings.HasSuffix(h.Text("kind"), "List") && h.Has("items")
		return h.Has("apiVersion") && (list || h.Has("items[].metadata") || h.Has("kind", "status")) ||
			h.Has("[].apiVersion", "[].kind", "[].status") || !h.JSON() && kubeText(h)
	},
	Read: readKubernetes,
}

// reports tells objects that hold what a scanner found and have no state of
// health.
func reports(h *reader.Head) bool {
	for _, at := range []string{"", "items[].", "[]."} {
		switch group, _, _ := strings.Cut(h.Text(at+"apiVersion"), "/"); group {
		case "aquasecurity.github.io", "wgpolicyk8s.io", "openreports.io", "reports.x-k8s.io":
			return true
		}
	}
	return false
}

var kubeTable = lazy.Regexp(`^(?:NAMESPACE +)?NAME +(?:READY|STATUS) `)

// kubeText tells kubectl's tables, in order to refuse them.
func kubeText(h *reader.Head) bool {
	return kubeTable().MatchString(firstLine(h))
}

func readKubernetes(in *reader.Input, s *tally.Sink) error {
	if !in.Head.JSON() {
		return in.Errorf(1, "expected JSON or YAML (kubectl get -o json), found its table")
	}
	// Lists of one kind name it once, and before their items.
	kind, found := strings.TrimSuffix(in.Head.Text("kind"), "List"), false
	var o kubeObject
	var object setter
	read := service(append(o.members(), layout{{"items[]", func(v reader.Value, r *report) { object(v, r) }}}...), func(v reader.Value, r *report) {
		o.page(r)
		failed := o.kind == "Status" && o.phase == "Failure" // an error in place of objects
		if failed {
			r.sink.Incomplete(r.Line, "%s", o.message)
		}
		own := r.Name
		switch r.none = !o.service(&r.Service, v.Fail); {
		case r.none:
		case own == "":
			v.Fail("expected metadata.name of an object, found none")
		case !o.stated && o.kind != "":
			v.Fail("expected the status of %.80q, found none", own)
		}
		if o.kind == "" && v.Err() == nil {
			v.Fail("expected the kind of an object, found none")
		}
		found = found || failed || !r.none
	})
	object = func(v reader.Value, r *report) {
		outer := o
		o = newKubeObject(kind)
		read(v, r)
		o = outer
		o.items++
	}
	err := readEach(in, s, layout{{"", object}})
	if !found && err == nil {
		s.Incomplete(1, "no object that has a state of health and has not ended")
	}
	return err
}

// page says of a list that the server cut into pages what is missing. It counts
// the rest only where nothing selected the objects.
func (o *kubeObject) page(r *report) {
	switch {
	case o.remaining > 0:
		r.sink.Short(r.Line, o.items, o.items+o.remaining, "objects: the list is a page")
	case o.next != "":
		r.sink.Short(r.Line, o.items, o.items+1, "or more objects: the list is a page")
	}
}
