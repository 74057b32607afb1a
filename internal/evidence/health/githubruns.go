package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var githubRunsFormat = reader.Format{
	Name: "github-runs",
	Doc:  "gh run list --json with conclusion, status, workflowName, createdAt and headSha, or GitHub's /actions/runs. The latest run of each workflow is a service: success is healthy; failure, cancelled, timed_out, startup_failure, action_required and stale unhealthy; neutral, skipped and unfinished unchecked. Those runs date the file and name its commits.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("workflow_runs") || h.Has("[].conclusion") && (h.Has("[].workflowName") || h.Has("[].headSha") || h.Has("[].status"))
	},
	Read: readGitHubRuns,
}

var runConclusions = conditions{
	"success": fact.Healthy,
	"failure": fact.Unhealthy, "cancelled": fact.Unhealthy, "timed_out": fact.Unhealthy, "startup_failure": fact.Unhealthy,
	"action_required": fact.Unhealthy, "stale": fact.Unhealthy,
	"neutral": fact.Unchecked, "skipped": fact.Unchecked, "": fact.Unchecked,
}

// run is one run of a workflow. Dates are in UTC, so that their text sorts.
type run struct {
	service                    fact.Service
	workflow, created, updated string
	commit, state              string
}

func readGitHubRuns(in *reader.Input, s *fact.Sink) error {
	g := githubRuns{j: in.JSON(), latest: map[string]*run{}}
	if in.Head.Kind("") == '{' {
		for key := range g.j.Fields() {
			if key == "workflow_runs" {
				g.runs()
			}
		}
	} else {
		g.runs()
	}
	for _, name := range g.order {
		r := g.latest[name]
		s.Commit(r.commit)
		if at := cmp.Or(r.updated, r.created); at != "" {
			s.Dated(at)
		}
		s.Service(&r.service)
	}
	return g.j.Err()
}

type githubRuns struct {
	j      *reader.JSON
	latest map[string]*run
	order  []string
}

// runs keeps the latest run of each workflow; of runs without a date it is the
// first, which is how GitHub lists them.
func (g *githubRuns) runs() {
	for range g.j.Items() {
		r := g.run()
		name := r.service.Name
		known := g.latest[name]
		if known == nil {
			g.order = append(g.order, name)
		}
		if known == nil || r.created > known.created {
			g.latest[name] = r
		}
	}
}

func (g *githubRuns) run() *run {
	j := g.j
	r := &run{service: fact.Service{Line: j.Line(), Restarts: unstated}}
	conclusion := ""
	for key := range j.Fields() {
		switch key {
		case "workflowName":
			r.workflow = j.Text()
		case "name":
			r.service.Name = j.Text()
		case "conclusion":
			conclusion = strings.ToLower(j.Text())
			r.service.Condition = runConclusions.word(conclusion, j.Fail)
		case "status":
			r.state = strings.ToLower(j.Text())
		case "createdAt", "created_at":
			r.created = j.Text()
		case "updatedAt", "updated_at":
			r.updated = j.Text()
		case "headSha", "head_sha":
			r.commit = j.Text()
		}
	}
	r.service.Name = cmp.Or(r.workflow, r.service.Name)
	r.service.Status = cmp.Or(conclusion, r.state)
	return r
}
