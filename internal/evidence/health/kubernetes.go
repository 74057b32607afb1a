package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
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

func readKubernetes(in *reader.Input, s *fact.Sink) error {
	if !in.Head.JSON() {
		return in.Errorf(1, "wanted JSON (kubectl get -o json), found its YAML or table")
	}
	k := kubernetes{j: in.JSON(), s: s}
	// Lists of one kind name it once, and before their items.
	kind := strings.TrimSuffix(in.Head.Text("kind"), "List")
	each(k.j, func() { k.object(kind) })
	if k.services == 0 && !k.failed && k.j.Err() == nil {
		s.Incomplete(1, "no object that has a state of health")
	}
	return k.j.Err()
}

type kubernetes struct {
	j        *reader.JSON
	s        *fact.Sink
	services int
	failed   bool
}

// object reads an object or the objects of a list.
func (k *kubernetes) object(kind string) {
	j := k.j
	o := kubeObject{line: j.Line(), kind: kind, wanted: unstated}
	message := ""
	for key := range j.Fields() {
		switch key {
		case "kind":
			o.kind = j.Text()
		case "items":
			for range j.Items() {
				k.object(kind)
			}
		case "metadata":
			o.readMetadata(j)
		case "spec":
			o.readSpec(j)
		case "status":
			if j.Kind() == '{' {
				o.readStatus(j)
			} else {
				o.phase = j.Text()
			}
		case "conditions":
			o.readConditions(j)
		case "message":
			message = textOr(j)
		}
	}
	if o.kind == "Status" && o.phase == "Failure" {
		k.failed = true
		k.s.Incomplete(o.line, "%s", message)
	}
	if v, ok := o.service(); ok {
		k.services++
		k.s.Service(v)
	}
}
