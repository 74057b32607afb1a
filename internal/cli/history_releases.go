package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/git"
	"signoff/internal/history"
	"signoff/internal/scorecard"
)

// releaseOf is one release of the auditor's list.
type releaseOf struct {
	Tag     string `json:"tag"`
	Date    string `json:"date"`
	Commit  string `json:"commit"`
	Run     string `json:"run,omitempty"`
	AsOf    string `json:"as_of,omitempty"`
	Verdict string `json:"verdict,omitempty"`
	// Override is until when a person's override released it.
	Override string `json:"override,omitempty"`
	// Approvals counts those that are signed or recorded, and Signed says whether
	// the last of them came before the tag or after it.
	Approvals  int    `json:"approvals"`
	Signed     string `json:"signed,omitempty"`
	Assessment string `json:"assessment,omitempty"`
	Missing    bool   `json:"missing,omitempty"`
}

func (g *global) historyReleases(o *historyOptions) *cobra.Command {
	var as, tags, since string
	c := &cobra.Command{
		Use:   "releases",
		Short: "the auditor's list: every tag, its run, its verdict, and whether it was signed before",
		Long: `Lists the tags of the repository with the last valid run of the commit that each
names, on any line. A tag without a run is "no assessment", and then the exit code
is 1.`,
		Args:    cobra.NoArgs,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(*cobra.Command, []string) error {
			return g.withHistory(o, false, func(h *opened) error {
				list, err := h.releases(tags, since)
				if err != nil {
					return err
				}
				return h.printReleases(list, as)
			})
		},
	}
	c.Flags().Var((*filled)(&o.service), "service", "the `project` that is released")
	c.Flags().StringVar(&tags, "tags", "*", "only tags that match this `pattern`, such as v*")
	c.Flags().Var((*filled)(&since), "since", "only tags of this `date` or later")
	outputFlag(c, &as)
	return c
}

func (h *opened) releases(pattern, since string) ([]releaseOf, error) {
	from := ""
	if since != "" {
		var err error
		if from, err = h.instant("--since", since); err != nil {
			return nil, err
		}
	}
	around, err := git.Around(h.dir)
	if err != nil {
		return nil, err
	}
	tags, err := around.Tags(pattern)
	if err != nil {
		return nil, fmt.Errorf("--tags: %w", err)
	}
	service, err := h.service()
	if err != nil {
		return nil, err
	}
	byCommit := map[string]history.Entry{}
	q := history.Query{Service: service, Valid: true}
	err = h.Select(context.Background(), q, func(e history.Entry) error {
		r, err := e.Head()
		if err != nil {
			return whichRow(err)
		}
		if kept, ok := byCommit[r.Commit]; r.Commit != "" && (!ok || kept.AsOf < e.AsOf) {
			byCommit[r.Commit] = e
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	list := []releaseOf{}
	for _, tag := range tags {
		date := tag.Date.Format(time.RFC3339)
		if date < from {
			continue
		}
		release := releaseOf{Tag: tag.Name, Date: date, Commit: tag.Commit, Missing: true}
		for commit, e := range byCommit {
			if strings.HasPrefix(tag.Commit, commit) && release.AsOf <= e.AsOf {
				if err := release.of(e, tag.Date); err != nil {
					return nil, err
				}
			}
		}
		list = append(list, release)
	}
	return list, nil
}

// of fills in what the run of the release says.
func (r *releaseOf) of(e history.Entry, tagged time.Time) error {
	run, err := e.Run()
	if err != nil {
		return whichRow(err)
	}
	r.Run, r.AsOf, r.Verdict, r.Approvals, r.Assessment, r.Missing, r.Signed = e.ID, run.AsOf, string(run.Verdict), run.Signed, run.Assessment, false, ""
	r.Override = run.Override
	if run.SignedOn != "" {
		r.Signed = signedWhen(run, tagged)
	}
	return nil
}

// signedWhen says whether the last approval came before a tag or after it. Of a
// day alone, the day of the tag is neither.
func signedWhen(run *scorecard.Run, tagged time.Time) string {
	on, day := run.SignedOn, tagged.Format(time.DateOnly)
	if t, err := time.Parse(time.RFC3339, on); err == nil {
		on, day = t.UTC().Format(time.RFC3339), tagged.Format(time.RFC3339)
	}
	switch {
	case on < day:
		return "before"
	case on > day:
		return "after"
	}
	return "same day"
}

// overridden is a verdict, and that an override released it all the same.
func overridden(verdict, until string) string {
	if until == "" {
		return verdict
	}
	return verdict + ", override"
}

func (h *opened) printReleases(list []releaseOf, as string) error {
	missing := 0
	var rows [][]string
	for _, r := range list {
		verdict, approvals := overridden(r.Verdict, r.Override), strconv.Itoa(r.Approvals)
		if r.Missing {
			missing++
			verdict, approvals = "no assessment", ""
		}
		rows = append(rows, []string{r.Tag, r.Date, cut(r.Commit), cut(r.Run), verdict, approvals, r.Signed})
	}
	print := func() error { return h.printJSON(list) }
	if as == "table" {
		print = func() error {
			return h.table([]string{"tag", "date", "commit", "run", "verdict", "approvals", "signed"}, rows)
		}
	}
	if err := print(); err != nil {
		return err
	}
	if missing > 0 {
		fmt.Fprintf(h.Stderr, "exit 1: %s without an assessment\n", count(missing, "release"))
		return exit(exitNotApproved)
	}
	return nil
}
