package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var githubRunsFormat = reader.Format{
	Name: "github-runs",
	Doc:  "gh run list --json with conclusion, status, workflowName, createdAt and headSha, or GitHub's /actions/runs. The latest run of each workflow is a service: success is healthy; failure, cancelled, timed_out, startup_failure, action_required and stale unhealthy; neutral, skipped and unfinished unchecked. Those runs date the file and name its commits.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("workflow_runs") || h.Has("[].conclusion") && (h.Has("[].workflowName") || h.Has("[].headSha") || h.Has("[].status"))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		g := githubRuns{latest: map[string]run{}}
		one := g.run()
		err := read(in, s, layout{{"[]", one}, {"workflow_runs[]", one}})
		for _, name := range g.order {
			r := g.latest[name]
			s.Commit(r.commit)
			s.Dated(cmp.Or(r.updated, r.created))
			s.Service(&r.Service)
		}
		return err
	},
}

var runConclusions = conditions{
	"success": fact.Healthy,
	"failure": fact.Unhealthy, "cancelled": fact.Unhealthy, "timed_out": fact.Unhealthy, "startup_failure": fact.Unhealthy,
	"action_required": fact.Unhealthy, "stale": fact.Unhealthy,
	"neutral": fact.Unchecked, "skipped": fact.Unchecked, "": fact.Unchecked,
}

// run is one run of a workflow. Dates are in UTC, so that their text sorts.
type run struct {
	fact.Service
	workflow, conclusion, created, updated, commit string
}

// githubRuns keeps the latest run of each workflow; of runs without a date it
// is the first, which is how GitHub lists them.
type githubRuns struct {
	latest map[string]run
	order  []string
}

func (g *githubRuns) run() setter {
	var n run
	return service(layout{
		{"workflowName", into(&n.workflow)},
		{"name", name},
		{"conclusion", func(v reader.Value, r *report) {
			n.conclusion = strings.ToLower(v.Text())
			r.Condition = runConclusions.word(n.conclusion, v.Fail)
		}},
		{"status", status},
		{"createdAt", into(&n.created)},
		{"created_at", into(&n.created)},
		{"updatedAt", into(&n.updated)},
		{"updated_at", into(&n.updated)},
		{"headSha", into(&n.commit)},
		{"head_sha", into(&n.commit)},
	}, func(_ reader.Value, r *report) {
		n.Service = r.Service
		n.Name = cmp.Or(n.workflow, n.Name)
		n.Status = cmp.Or(n.conclusion, strings.ToLower(n.Status))
		known, seen := g.latest[n.Name]
		if !seen {
			g.order = append(g.order, n.Name)
		}
		if !seen || n.created > known.created {
			g.latest[n.Name] = n
		}
		n = run{}
	}, none)
}
