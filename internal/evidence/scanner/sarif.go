package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var sarifFormat = reader.Format{
	Name: "sarif",
	Doc:  "SARIF 2.1.0 (OASIS) of any tool. security-severity of the rule by CVSS bands, else level: error high, warning medium, note low, none info. Suppressed and absent results are not findings; review and open are undecided. A run without results, or with them in other files, is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		version := h.Text("version")
		return h.Has("runs") && (strings.Contains(strings.ToLower(h.Text("$schema")), "sarif") || version == "2.1.0" || version == "2.0.0" ||
			h.Has("runs[].tool.driver") || h.Has("version", "runs[].tool", "runs[].results"))
	},
	Read: readSARIF,
}

// readSARIF reads results as they come when their run's rules stand before
// them. Where rules stand behind, as the standard allows, a second pass reads
// the results of those runs.
func readSARIF(in *reader.Input, s *tally.Sink) error {
	j := in.JSON()
	var runs []*sarifRun
	for key := range j.Fields() {
		switch key {
		case "version":
			if version := j.Text(); !strings.HasPrefix(version, "2.1") {
				j.Fail("expected SARIF 2.1.0, found version %.20q", version)
			}
		case "runs":
			for range j.Items() {
				run := &sarifRun{}
				run.read(j, s)
				runs = append(runs, run)
			}
		}
	}
	if err := j.Err(); err != nil {
		return err
	}
	if len(runs) == 0 {
		s.Incomplete(1, "no run: nothing was scanned")
	}
	if !slices.ContainsFunc(runs, func(r *sarifRun) bool { return r.late }) {
		return nil
	}
	j, n := in.JSON(), 0
	for key := range j.Fields() {
		if key != "runs" {
			continue
		}
		for range j.Items() {
			if n < len(runs) && runs[n].late {
				runs[n].results(j, s)
			}
			n++
		}
	}
	return j.Err()
}

// sarifRun is one run: its tool and that tool's rules, driver first, then
// extensions.
type sarifRun struct {
	tool       string
	components []sarifComponent
	late       bool        // results stood before the tool
	current    sarifResult // reused from one result to the next
}

func (r *sarifRun) read(j *reader.JSON, s *tally.Sink) {
	line, known := j.Line(), false
	var found list
	for key := range j.Fields() {
		switch key {
		case "tool":
			r.readTool(j, s)
			known = true
		case "results":
			found.note(j)
			if !known {
				r.late = true
				continue
			}
			for range j.Items() {
				r.result(j, s)
			}
		case "invocations":
			for range j.Items() {
				sarifInvocation(j, s)
			}
		case "versionControlProvenance":
			for range j.Items() {
				s.Commit(member(j, "revisionId"))
			}
		case "externalPropertyFileReferences":
			for key := range j.Fields() {
				if key == "results" {
					s.Incomplete(line, "a run keeps its results in other files")
					found = true
				}
			}
		}
	}
	if r.tool == "" && j.Err() == nil {
		j.Fail("expected tool.driver.name of a run, found none")
	}
	// Section 3.14.23: a run that looked and found nothing has an empty list.
	if !found {
		s.Incomplete(line, "a run without results: it did not scan")
	}
}

func (r *sarifRun) results(j *reader.JSON, s *tally.Sink) {
	for key := range j.Fields() {
		if key == "results" {
			for range j.Items() {
				r.result(j, s)
			}
		}
	}
}

func sarifInvocation(j *reader.JSON, s *tally.Sink) {
	for key := range j.Fields() {
		switch key {
		case "executionSuccessful":
			if line := j.Line(); !j.Bool() {
				s.Incomplete(line, "the tool says that its execution was not successful")
			}
		case "startTimeUtc", "endTimeUtc":
			s.Dated(j.Text())
		case "toolExecutionNotifications", "toolConfigurationNotifications":
			for range j.Items() {
				sarifNotification(j, s)
			}
		}
	}
}

// sarifNotification notes an error, which by the standard kept the tool from
// finding something.
func sarifNotification(j *reader.JSON, s *tally.Sink) {
	line, level, text := j.Line(), "", ""
	for key := range j.Fields() {
		switch key {
		case "level":
			level = j.Text()
		case "message":
			text = sarifMessage(j)
		}
	}
	if level == "error" {
		s.Skip(line, "%s", text)
	}
}
