package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gitLabPipelinesFormat = reader.Format{
	Name: "gitlab-pipelines",
	Doc:  "GitLab's pipelines (glab api --paginate projects/ID/pipelines) and the jobs of one (…/pipelines/ID/jobs). The latest pipeline of each branch or tag, or the latest run of each job, is a service: success is healthy, failed unhealthy, also where the job is allowed to fail; canceled, skipped, manual and what is not over unchecked. Those date the file and name its commits.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		for _, at := range []string{"[].", "[][].", ""} {
			if h.Has(at+"iid", at+"ref", at+"sha", at+"status") || h.Has(at+"stage", at+"status", at+"pipeline") {
				return true
			}
		}
		return false
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var runs latest
		one := gitLabRun(&runs)
		err := readEach(in, s, layout{{"", one}, {"[]", one}})
		runs.give(s)
		return err
	},
}

var gitLabStates = conditions{
	"success": fact.Healthy, "failed": fact.Unhealthy,
	"canceled": fact.Unchecked, "canceling": fact.Unchecked, "skipped": fact.Unchecked, "manual": fact.Unchecked,
	"created": fact.Unchecked, "waiting_for_resource": fact.Unchecked, "waiting_for_callback": fact.Unchecked, "preparing": fact.Unchecked,
	"pending": fact.Unchecked, "running": fact.Unchecked, "scheduled": fact.Unchecked,
}

// gitLabRun reads a pipeline, or a run of a job.
func gitLabRun(runs *latest) setter {
	var n run
	var job, ref, parent string
	return service(layout{
		{"name", into(&job)},
		{"stage", namespace},
		{"ref", into(&ref)},
		{"pipeline.id", into(&parent)},
		{"status", status},
		{"sha", into(&n.commit)},
		{"commit.id", into(&n.commit)},
		{"created_at", into(&n.created)},
		{"updated_at", into(&n.updated)},
		{"finished_at", into(&n.updated)},
	}, func(_ reader.Value, r *report) {
		r.Status = strings.ToLower(r.Status)
	}, judged(gitLabStates), func(v reader.Value, r *report) {
		n.Service = r.Service
		if n.Name = ref; parent != "" { // it is a job of one
			n.Name = job
		}
		switch {
		case n.Name == "":
			v.Fail("expected the name or the ref of a run, found none")
		case parent != "" && r.Namespace == "", parent == "" && r.Namespace != "":
			v.Fail("expected the pipeline and the stage of a job, found one of them")
		}
		runs.add(n)
		n, job, ref, parent = run{}, "", "", ""
	}, none)
}
