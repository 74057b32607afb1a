package comment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// server is a forge on this machine: it keeps comments as both forges do, and
// writes down every call.
type server struct {
	*httptest.Server
	comments []kept
	calls    []string
	pulls    string
}

type kept struct {
	id           int
	author, body string
}

func newServer(t *testing.T) *server {
	s := &server{}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.calls = append(s.calls, r.Method+" "+r.URL.Path)
	var sent struct{ Body string }
	if r.Method != http.MethodGet {
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	last := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	switch {
	case r.Header.Get("Authorization") != "Bearer secret" && r.Header.Get("Private-Token") != "secret":
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"message": "Bad credentials"}`)
	case r.URL.Path == "/user":
		fmt.Fprint(w, `{"username": "project_7_bot"}`)
	case last == "pulls":
		fmt.Fprint(w, s.pulls)
	case r.Method == http.MethodGet:
		s.list(w, r)
	case r.Method == http.MethodPost:
		s.comments = append(s.comments, kept{len(s.comments) + 1, s.author(r), sent.Body})
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, "{}")
	default:
		for i := range s.comments {
			if fmt.Sprint(s.comments[i].id) == last {
				s.comments[i].body = sent.Body
				fmt.Fprint(w, "{}")
				return
			}
		}
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *server) author(r *http.Request) string {
	if strings.Contains(r.URL.Path, "/merge_requests/") {
		return "project_7_bot"
	}
	return actionsBot
}

// list gives one page, with the ends of lines that GitHub keeps.
func (s *server) list(w http.ResponseWriter, r *http.Request) {
	var page, per int
	fmt.Sscan(r.URL.Query().Get("page"), &page)
	fmt.Sscan(r.URL.Query().Get("per_page"), &per)
	list := []map[string]any{}
	for _, c := range s.comments[min(len(s.comments), (page-1)*per):min(len(s.comments), page*per)] {
		user := map[string]string{"login": c.author, "username": c.author}
		list = append(list, map[string]any{"id": c.id, "body": strings.ReplaceAll(c.body, "\n", "\r\n"), "user": user, "author": user})
	}
	json.NewEncoder(w).Encode(list)
}

// wrote lists the calls that wrote something.
func (s *server) wrote() []string {
	return slices.DeleteFunc(slices.Clone(s.calls), func(c string) bool { return strings.HasPrefix(c, "GET ") })
}

func gitHubJob(s *server, event string) Job {
	return Job{Event: []byte(event), Getenv: func(name string) string {
		return map[string]string{"GITHUB_API_URL": s.URL, "GITHUB_REPOSITORY": "shop/shop", "GITHUB_TOKEN": "secret"}[name]
	}}
}

func gitLabJob(s *server, source string) Job {
	return Job{Getenv: func(name string) string {
		return map[string]string{"CI_API_V4_URL": s.URL, "CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "7",
			"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": source, "CI_MERGE_REQUEST_IID": "12", "SIGNOFF_GITLAB_TOKEN": "secret"}[name]
	}}
}

const ownPull = `{"pull_request": {"number": 12, "head": {"sha": "abc", "repo": {"full_name": "shop/shop"}}}}`

// TestLife follows a comment on both forges: made, left alone, written anew.
func TestLife(t *testing.T) {
	for _, f := range []struct {
		name, create, update string
		open                 func(*server) (Thread, error)
	}{
		{"github", "POST /repos/shop/shop/issues/12/comments", "PATCH /repos/shop/shop/issues/comments/102",
			func(s *server) (Thread, error) {
				return openGitHub(context.Background(), gitHubJob(s, ownPull), "")
			}},
		{"gitlab", "POST /projects/7/merge_requests/12/notes", "PUT /projects/7/merge_requests/12/notes/102",
			func(s *server) (Thread, error) {
				return openGitLab(context.Background(), gitLabJob(s, "7"), "")
			}},
	} {
		t.Run(f.name, func(t *testing.T) {
			s := newServer(t)
			// Others talk too, more than a page of them; one says the mark.
			s.comments = append(s.comments, kept{1, "mallory", Mark("Shop") + "\nmine"})
			for i := 2; i <= 101; i++ {
				s.comments = append(s.comments, kept{i, "somebody", "a word"})
			}
			thread, err := f.open(s)
			if err != nil {
				t.Fatal(err)
			}
			for _, step := range []struct {
				body string
				want Done
				call string
			}{
				{"## Readiness\n\nnot yet", Created, f.create},
				{"## Readiness\n\nnot yet\n\n", Unchanged, ""},
				{"## Readiness\n\nready", Updated, f.update},
			} {
				s.calls = nil
				got, err := Keep(context.Background(), thread, "Shop", step.body)
				if err != nil || got != step.want || strings.Join(s.wrote(), " ") != step.call {
					t.Errorf("%q: %s, %v with %v, want %s with %q", step.body, got, err, s.wrote(), step.want, step.call)
				}
			}
			if len(s.comments) != 102 || s.comments[0].body != Mark("Shop")+"\nmine" || s.comments[101].body != Mark("Shop")+"\n## Readiness\n\nready\n" {
				t.Errorf("%d comments, the first %q, the last %q", len(s.comments), s.comments[0].body, s.comments[len(s.comments)-1].body)
			}
			// Another project of the repository has a comment of its own.
			if got, err := Keep(context.Background(), thread, "Depot", "hello"); got != Created || err != nil {
				t.Errorf("another project: %s, %v", got, err)
			}
		})
	}
}

func TestKeepSendsNoMoreThanIsTaken(t *testing.T) {
	s := newServer(t)
	thread, err := openGitHub(context.Background(), gitHubJob(s, ownPull), "")
	if err != nil {
		t.Fatal(err)
	}
	room := MostCharacters - len(Mark("Shop")) - 2
	for n, fits := range map[int]bool{room: true, room + 1: false} {
		s.calls = nil
		_, err := Keep(context.Background(), thread, "Shop", strings.Repeat("ß", n))
		if (err == nil) != fits || !fits && len(s.calls) > 0 {
			t.Errorf("%d characters: %v after %v", n, err, s.calls)
		}
	}
}

// TestOpen says for which jobs there is a request to comment on.
func TestOpen(t *testing.T) {
	s := newServer(t)
	s.pulls = `[{"number": 3, "head": {"sha": "old"}}, {"number": 4, "head": {"sha": "abc"}}]`
	afterRun := `{"workflow_run": {"event": "%s", "head_sha": "%s", "head_branch": "x&state=all", "head_repository": {"owner": {"login": "mallory"}}}}`
	for _, test := range []struct {
		name string
		open func(context.Context, Job, string) (Thread, error)
		job  Job
		want string
	}{
		{"own pull request", openGitHub, gitHubJob(s, ownPull), ""},
		{"a fork's", openGitHub, gitHubJob(s, `{"pull_request": {"number": 12, "head": {"repo": {"full_name": "mallory/shop"}}}}`), ErrFork.Error()},
		{"a fork that is gone", openGitHub, gitHubJob(s, `{"pull_request": {"number": 12, "head": {"repo": null}}}`), ErrFork.Error()},
		{"a push", openGitHub, gitHubJob(s, `{"ref": "refs/heads/main"}`), ErrNoRequest.Error()},
		{"no event", openGitHub, gitHubJob(s, ""), ErrNoRequest.Error()},
		{"no JSON", openGitHub, gitHubJob(s, "pull_request"), "GITHUB_EVENT_PATH: "},
		{"after a fork's run", openGitHub, gitHubJob(s, fmt.Sprintf(afterRun, "pull_request", "abc")), ""},
		{"after a run of a commit that is not a head", openGitHub, gitHubJob(s, fmt.Sprintf(afterRun, "pull_request", "gone")), ErrNoRequest.Error()},
		{"after a run without a commit", openGitHub, gitHubJob(s, fmt.Sprintf(afterRun, "pull_request", "")), ErrNoRequest.Error()},
		{"after a push", openGitHub, gitHubJob(s, fmt.Sprintf(afterRun, "push", "abc")), ErrNoRequest.Error()},
		{"a repository that leads elsewhere", openGitHub, with(gitHubJob(s, ownPull), "GITHUB_REPOSITORY", "a/../b"), "expected GITHUB_REPOSITORY as OWNER/NAME"},
		{"no token", openGitHub, with(gitHubJob(s, ownPull), "GITHUB_TOKEN", ""), "expected a token in GITHUB_TOKEN"},
		{"in the clear", openGitHub, with(gitHubJob(s, ownPull), "GITHUB_API_URL", "http://example.org"), "GITHUB_API_URL: expected an API over https"},
		{"own merge request", openGitLab, gitLabJob(s, "7"), ""},
		{"a fork's merge request", openGitLab, gitLabJob(s, "8"), ErrFork.Error()},
		{"no merge request", openGitLab, with(gitLabJob(s, "7"), "CI_MERGE_REQUEST_IID", ""), ErrNoRequest.Error()},
		{"a request that leads elsewhere", openGitLab, with(gitLabJob(s, "7"), "CI_MERGE_REQUEST_IID", "1/../2"), "expected a number in CI_MERGE_REQUEST_IID"},
		{"a wrong token", openGitLab, with(gitLabJob(s, "7"), "SIGNOFF_GITLAB_TOKEN", "other"), "GET /user answers 401 Unauthorized: Bad credentials"},
	} {
		t.Run(test.name, func(t *testing.T) {
			thread, err := test.open(context.Background(), test.job, "")
			switch {
			case test.want == "" && (err != nil || thread == nil):
				t.Errorf("%v, want a thread", err)
			case test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want)):
				t.Errorf("%v, want %s", err, test.want)
			}
			if errors.Is(err, ErrFork) && thread != nil {
				t.Error("a thread for a fork")
			}
		})
	}
}

func with(j Job, name, value string) Job {
	plain := j.Getenv
	j.Getenv = func(n string) string {
		if n == name {
			return value
		}
		return plain(n)
	}
	return j
}
