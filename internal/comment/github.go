package comment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"signoff/internal/httpc"
	"signoff/internal/lazy"
)

// actionsBot is who the token of a job of GitHub Actions writes as.
const actionsBot = "github-actions[bot]"

// perPage is how many comments a page has.
const perPage = 100

type gitHub struct {
	client     *httpc.Client
	repository string
	number     int
	author     string
}

// gitHubEvent is what is read of the event that started a job.
type gitHubEvent struct {
	PullRequest *struct {
		Number int
		Head   gitHubHead
	} `json:"pull_request"`
	WorkflowRun *struct {
		Event          string
		HeadSHA        string `json:"head_sha"`
		HeadBranch     string `json:"head_branch"`
		HeadRepository struct {
			Owner struct{ Login string }
		} `json:"head_repository"`
	} `json:"workflow_run"`
}

type gitHubHead struct {
	SHA  string
	Repo *struct {
		FullName string `json:"full_name"`
	}
}

var repositoryName = lazy.Regexp(`^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$`)

// openGitHub finds the pull request of a job. A job for a fork's pull request
// has no token that can write, and must not: the workflow that runs after it,
// on workflow_run, has one, and finds the request by the commit that ran.
func openGitHub(ctx context.Context, j Job, author string) (Thread, error) {
	g := gitHub{repository: j.Getenv("GITHUB_REPOSITORY"), author: author}
	token := j.Getenv("GITHUB_TOKEN")
	switch {
	case !repositoryName().MatchString(g.repository):
		return nil, fmt.Errorf("expected GITHUB_REPOSITORY as OWNER/NAME, found %q", g.repository)
	case token == "":
		return nil, errors.New("expected a token in GITHUB_TOKEN")
	case g.author == "":
		g.author = actionsBot
	}
	api := j.Getenv("GITHUB_API_URL")
	if api == "" {
		api = "https://api.github.com"
	}
	var err error
	if g.client, err = httpc.New(api, http.Header{
		"Accept":               {"application/vnd.github+json"},
		"Authorization":        {"Bearer " + token},
		"X-GitHub-Api-Version": {"2022-11-28"},
	}); err != nil {
		return nil, fmt.Errorf("GITHUB_API_URL: %w", err)
	}
	var event gitHubEvent
	if err := json.Unmarshal(j.Event, &event); len(j.Event) > 0 && err != nil {
		return nil, fmt.Errorf("GITHUB_EVENT_PATH: %w", err)
	}
	switch {
	case event.PullRequest != nil:
		head := event.PullRequest.Head
		if head.Repo == nil || head.Repo.FullName != g.repository {
			return nil, ErrFork
		}
		g.number = event.PullRequest.Number
	case event.WorkflowRun != nil && event.WorkflowRun.Event == "pull_request":
		run := event.WorkflowRun
		if g.number, err = g.requestOf(ctx, run.HeadRepository.Owner.Login+":"+run.HeadBranch, run.HeadSHA); err != nil {
			return nil, err
		}
	}
	if g.number <= 0 {
		return nil, ErrNoRequest
	}
	return &g, nil
}

// requestOf finds the open pull request of a branch whose head is the commit:
// no artifact of the run is asked, for its author is a stranger.
func (g *gitHub) requestOf(ctx context.Context, head, sha string) (int, error) {
	var list []struct {
		Number int
		Head   gitHubHead
	}
	if err := g.client.Call(ctx, http.MethodGet, "/repos/"+g.repository+"/pulls?state=open&head="+url.QueryEscape(head), nil, &list); err != nil {
		return 0, err
	}
	for _, pull := range list {
		if sha != "" && pull.Head.SHA == sha {
			return pull.Number, nil
		}
	}
	return 0, ErrNoRequest
}

func (g *gitHub) own(c comment) bool { return c.author == g.author }

func (g *gitHub) page(ctx context.Context, n int) ([]comment, bool, error) {
	var list []struct {
		ID   int64
		Body string
		User struct{ Login string }
	}
	path := fmt.Sprintf("/repos/%s/issues/%d/comments?per_page=%d&page=%d", g.repository, g.number, perPage, n)
	if err := g.client.Call(ctx, http.MethodGet, path, nil, &list); err != nil {
		return nil, false, err
	}
	comments := make([]comment, len(list))
	for i, c := range list {
		comments[i] = comment{c.ID, c.User.Login, c.Body}
	}
	return comments, len(list) == perPage, nil
}

func (g *gitHub) create(ctx context.Context, body string) error {
	path := fmt.Sprintf("/repos/%s/issues/%d/comments", g.repository, g.number)
	return g.client.Call(ctx, http.MethodPost, path, map[string]string{"body": body}, nil)
}

func (g *gitHub) update(ctx context.Context, id int64, body string) error {
	path := "/repos/" + g.repository + "/issues/comments/" + strconv.FormatInt(id, 10)
	return g.client.Call(ctx, http.MethodPatch, path, map[string]string{"body": body}, nil)
}
