package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/comment"
	"signoff/internal/report"
	"signoff/internal/report/wording"
	"signoff/internal/term"
)

// commentTemplate is the output, and the template, that a comment is.
const commentTemplate = "comment"

// mostEvent bounds the file in which a forge says what started a job.
const mostEvent = 4 << 20

func (g *global) commentCommand() *cobra.Command {
	var to, author, prefix string
	c := &cobra.Command{
		Use:   "comment [ASSESSMENT]",
		Short: "keep one comment on the pull request in place: what the assessment says",
		Long: `Writes what an assessment.json says (reports/ unless it is named) as a comment on
the pull or merge request that the CI job runs for. There is one for a project and prefix:
the next run writes it anew, and calls nothing where it would say the same. Only
a comment of whom the job writes as is touched. For a fork nothing is written:
its author must not get hold of a token that can.

` + forgesDoc(),
		Args:    cobra.MaximumNArgs(1),
		PreRunE: func(*cobra.Command, []string) error { return oneOf("--to", to, forgeNames()...) },
		RunE: func(_ *cobra.Command, args []string) error {
			from := "reports"
			if len(args) > 0 {
				from = args[0]
			}
			return g.comment(context.Background(), to, author, prefix, from)
		},
	}
	c.Flags().StringVar(&to, "to", "", "where to: "+strings.Join(forgeNames(), ", "))
	c.Flags().StringVar(&author, "author", "", "the `login` that the job writes as, where that is not the usual one")
	c.Flags().StringVar(&prefix, "prefix", "", "what `leads` from the root of the repository to the project: projects of one name have a comment each")
	choices(c, "to", forgeNames()...)
	return c
}

func forgeNames() []string {
	var names []string
	for _, f := range comment.Forges {
		names = append(names, f.Name)
	}
	return names
}

func forgesDoc() string {
	var lines []string
	for _, f := range comment.Forges {
		lines = append(lines, "  "+f.Name+"  "+f.Doc)
	}
	return strings.Join(lines, "\n")
}

func (g *global) comment(ctx context.Context, to, author, prefix, from string) error {
	s, err := g.assessment(from)
	if err != nil {
		return err
	}
	output, err := outputNamed(commentTemplate)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := output.Write(&body, s, report.Options{Template: shipped(commentTemplate + templateExt), TemplateName: commentTemplate, Digest: s.Digest(), Prefix: prefix}); err != nil {
		return err
	}
	job := comment.Job{Getenv: g.Getenv}
	if to == "github" {
		if job.Event, err = g.event(); err != nil {
			return err
		}
	}
	for _, f := range comment.Forges {
		if f.Name != to {
			continue
		}
		thread, err := f.Open(ctx, job, author)
		if errors.Is(err, comment.ErrFork) {
			return hinted{err, "signoff ci init " + to + " writes what comments for forks: a second job that runs nothing of theirs"}
		}
		if err != nil {
			return err
		}
		done, err := comment.Keep(ctx, thread, wording.Subject(s.Project, prefix), body.String())
		if err != nil {
			return broken{err}
		}
		fmt.Fprintf(g.Stdout, "%s: the comment is %s\n", term.Clean(s.Project), done)
	}
	return nil
}

// event reads what started a job of GitHub Actions.
func (g *global) event() ([]byte, error) {
	name := g.Getenv("GITHUB_EVENT_PATH")
	if name == "" {
		return nil, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("GITHUB_EVENT_PATH: %w", err)
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, mostEvent))
}
