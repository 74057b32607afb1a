package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"signoff/internal/comment"
)

// TestComment runs the command as a job does, against a forge on this machine.
func TestComment(t *testing.T) {
	var bodies []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			var sent struct{ Body string }
			json.NewDecoder(r.Body).Decode(&sent)
			bodies = append(bodies, sent.Body)
			w.WriteHeader(http.StatusCreated)
			return
		}
		list := []map[string]any{}
		for i, body := range bodies {
			list = append(list, map[string]any{"id": i, "body": body, "user": map[string]string{"login": "github-actions[bot]"}})
		}
		json.NewEncoder(w).Encode(list)
	}))
	defer server.Close()
	event := filepath.Join(t.TempDir(), "event.json")
	run := func(head, to string) (string, int) {
		text := fmt.Sprintf(`{"pull_request": {"number": 1, "head": {"repo": {"full_name": %q}}}}`, head)
		if err := os.WriteFile(event, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w := World{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Now: time.Now, Getenv: func(name string) string {
			return map[string]string{"GITHUB_API_URL": server.URL, "GITHUB_REPOSITORY": "shop/shop", "GITHUB_TOKEN": "t", "GITHUB_EVENT_PATH": event}[name]
		}}
		code := Main([]string{"comment", "-C", filepath.Join(repository, "reports", "datastores"), "--to", to}, w)
		return out.String(), code
	}
	for _, step := range []struct {
		head, to, want string
		code           int
	}{
		{"mallory/shop", "github", "signoff: the request comes from a fork\nhint: signoff ci init github writes what comments for forks", exitMisused},
		{"shop/shop", "github", "the comment is created", exitApproved},
		{"shop/shop", "github", "the comment is unchanged", exitApproved},
		{"shop/shop", "gitlab", "signoff: the job runs for no pull or merge request", exitMisused},
		{"shop/shop", "bitbucket", `found "bitbucket"`, exitMisused},
	} {
		if said, code := run(step.head, step.to); code != step.code || !strings.Contains(said, step.want) {
			t.Errorf("%+v: exit %d, %s", step, code, said)
		}
	}
	seen, hidden, found := strings.Cut(strings.Join(bodies, ""), "<details>")
	if !found || !strings.Contains(seen, "### ✗ Rejected: Data stores") || !strings.Contains(seen, "**First:** `PG-01`") || strings.Contains(seen, "| --") || !strings.Contains(hidden, "<summary>Waivers: 2</summary>") {
		t.Errorf("seen is %.600q, hidden %.600q", seen, hidden)
	}
	if !strings.HasPrefix(seen, comment.Mark("Data stores")+"\n") || strings.Count(seen, comment.Mark("Data stores")) != 1 {
		t.Errorf("the mark stands not once, at the start: %.200q", seen)
	}
	if len(bodies) != 1 || !strings.HasPrefix(bodies[0], comment.Mark("")[:20]) || len([]rune(bodies[0])) > comment.MostCharacters || !strings.Contains(bodies[0], "Compliance") {
		t.Errorf("%d comments, %.200q", len(bodies), bodies)
	}
}
