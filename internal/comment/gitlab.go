package comment

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"signoff/internal/httpc"
)

type gitLab struct {
	client  *httpc.Client
	project string
	request string
	author  string
}

// openGitLab finds the merge request of a job. A pipeline of a fork runs in the
// fork, without this project's token; where it runs here for one, it is refused
// all the same.
func openGitLab(ctx context.Context, j Job, author string) (Thread, error) {
	g := gitLab{project: j.Getenv("CI_PROJECT_ID"), request: j.Getenv("CI_MERGE_REQUEST_IID"), author: author}
	source, token := j.Getenv("CI_MERGE_REQUEST_SOURCE_PROJECT_ID"), j.Getenv("SIGNOFF_GITLAB_TOKEN")
	switch {
	case g.request == "":
		return nil, ErrNoRequest
	case source != g.project || j.Getenv("CI_MERGE_REQUEST_PROJECT_ID") != g.project:
		return nil, ErrFork
	case token == "":
		return nil, errors.New("expected a token in SIGNOFF_GITLAB_TOKEN")
	}
	for _, name := range []string{"CI_PROJECT_ID", "CI_MERGE_REQUEST_IID"} {
		if n, err := strconv.Atoi(j.Getenv(name)); err != nil || n <= 0 {
			return nil, fmt.Errorf("expected a number in %s, found %q", name, j.Getenv(name))
		}
	}
	var err error
	if g.client, err = httpc.New(j.Getenv("CI_API_V4_URL"), http.Header{"Private-Token": {token}}); err != nil {
		return nil, fmt.Errorf("CI_API_V4_URL: %w", err)
	}
	if g.author == "" {
		var user struct{ Username string }
		if err := g.client.Call(ctx, http.MethodGet, "/user", nil, &user); err != nil {
			return nil, err
		}
		g.author = user.Username
	}
	return &g, nil
}

func (g *gitLab) own(c comment) bool { return c.author == g.author }

func (g *gitLab) notes() string {
	return "/projects/" + g.project + "/merge_requests/" + g.request + "/notes"
}

func (g *gitLab) page(ctx context.Context, n int) ([]comment, bool, error) {
	var list []struct {
		ID     int64
		Body   string
		Author struct{ Username string }
	}
	path := fmt.Sprintf("%s?sort=asc&order_by=created_at&per_page=%d&page=%d", g.notes(), perPage, n)
	if err := g.client.Call(ctx, http.MethodGet, path, nil, &list); err != nil {
		return nil, false, err
	}
	comments := make([]comment, len(list))
	for i, c := range list {
		comments[i] = comment{c.ID, c.Author.Username, c.Body}
	}
	return comments, len(list) == perPage, nil
}

func (g *gitLab) create(ctx context.Context, body string) error {
	return g.client.Call(ctx, http.MethodPost, g.notes(), map[string]string{"body": body}, nil)
}

func (g *gitLab) update(ctx context.Context, id int64, body string) error {
	return g.client.Call(ctx, http.MethodPut, g.notes()+"/"+strconv.FormatInt(id, 10), map[string]string{"body": body}, nil)
}
