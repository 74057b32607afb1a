package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var githubRunsFormat = reader.Format{
	Name:   "github-runs",
	Doc:    "gh run list --json with conclusion, status, workflowName, createdAt and headSha, or GitHub's /actions/runs. The latest run of each workflow is a service: success is healthy; failure, timed_out, startup_failure, action_required and stale unhealthy; neutral, skipped, cancelled and what is not completed unchecked. Those runs date the file and name its commits. total_count is compared with the runs listed.",
	Kind:   fact.Health,
	Totals: "total_count",
	Claims: func(h *reader.Head) bool {
		return h.Has("workflow_runs") || h.Has("[].conclusion") && (h.Has("[].workflowName") || h.Has("[].headSha") || h.Has("[].status"))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var g githubRuns
		one := g.run()
		err := read(in, s, layout{
			{"[]", one},
			{"workflow_runs[]", one},
			{"total_count", func(v reader.Value, r *report) {
				r.sink.Declares(v.Line(), "runs", v.Int(), func() int64 { return g.listed })
			}},
		})
		g.give(s)
		return err
	},
}

var runConclusions = conditions{
	"success": fact.Healthy,
	"failure": fact.Unhealthy, "timed_out": fact.Unhealthy, "startup_failure": fact.Unhealthy,
	"action_required": fact.Unhealthy, "stale": fact.Unhealthy,
	"neutral": fact.Unchecked, "skipped": fact.Unchecked, "cancelled": fact.Unchecked,
}

// runStates are those of a run; only one that is completed has a conclusion.
var runStates = conditions{
	"completed": fact.Healthy, "queued": fact.Unchecked, "in_progress": fact.Unchecked, "waiting": fact.Unchecked,
	"requested": fact.Unchecked, "pending": fact.Unchecked,
}

// workflowRun is one run of a workflow.
type workflowRun struct {
	run
	workflow, conclusion string
	concluded            bool // a conclusion is stated, if only as none
}

// judge judges the run by its conclusion once it is over.
func (n *workflowRun) judge(fail func(format string, args ...any)) {
	state := runStates.word(cmp.Or(n.Status, "completed"), fail)
	switch {
	case state == fact.Unchecked, n.Status == "" && n.conclusion == "" && n.concluded:
		n.Condition, n.Status = fact.Unchecked, strings.ToLower(n.Status)
	default:
		n.Condition, n.Status = runConclusions.word(n.conclusion, fail), n.conclusion
	}
}

// githubRuns are the latest run of each workflow, and how many there are in all.
type githubRuns struct {
	latest
	listed int64
}

func (g *githubRuns) run() setter {
	var n workflowRun
	return service(layout{
		{"workflowName", into(&n.workflow)},
		{"name", name},
		{"conclusion", func(v reader.Value, _ *report) {
			n.conclusion, n.concluded = strings.ToLower(v.Text()), true
		}},
		{"status", status},
		{"createdAt", into(&n.created)},
		{"created_at", into(&n.created)},
		{"updatedAt", into(&n.updated)},
		{"updated_at", into(&n.updated)},
		{"headSha", into(&n.commit)},
		{"head_sha", into(&n.commit)},
	}, func(v reader.Value, r *report) {
		g.listed++
		n.Service = r.Service
		n.Name = cmp.Or(n.workflow, n.Name)
		n.judge(v.Fail)
		g.add(n.run)
		n = workflowRun{}
	}, none)
}
