package health

import (
	"cmp"
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
		g := gitLabRuns{latest: map[string]gitLabRun{}}
		one := g.run()
		err := readEach(in, s, layout{{"", one}, {"[]", one}})
		for _, name := range g.order {
			r := g.latest[name]
			s.Commit(r.commit)
			s.Dated(cmp.Or(r.updated, r.created))
			s.Service(&r.Service)
		}
		return err
	},
}

var gitLabStates = conditions{
	"success": fact.Healthy, "failed": fact.Unhealthy,
	"canceled": fact.Unchecked, "canceling": fact.Unchecked, "skipped": fact.Unchecked, "manual": fact.Unchecked,
	"created": fact.Unchecked, "waiting_for_resource": fact.Unchecked, "waiting_for_callback": fact.Unchecked, "preparing": fact.Unchecked,
	"pending": fact.Unchecked, "running": fact.Unchecked, "scheduled": fact.Unchecked,
}

// gitLabRun is a pipeline, or a run of a job.
type gitLabRun struct {
	fact.Service
	created, updated, commit string
}

// gitLabRuns keeps the latest run of each name; dates are in one zone, so that
// their text sorts, and without dates the first counts, which is how GitLab
// lists them.
type gitLabRuns struct {
	latest map[string]gitLabRun
	order  []string
}

func (g *gitLabRuns) run() setter {
	var n gitLabRun
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
		known, seen := g.latest[n.Name]
		if !seen {
			g.order = append(g.order, n.Name)
		}
		if !seen || n.created > known.created {
			g.latest[n.Name] = n
		}
		n, job, ref, parent = gitLabRun{}, "", "", ""
	}, none)
}
