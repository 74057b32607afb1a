package httpc

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestNewRefuses(t *testing.T) {
	for _, base := range []string{"", "example.org", "http://example.org", "ftp://127.0.0.1", "https://user:word@example.org", "https://"} {
		if _, err := New(base, nil); err == nil {
			t.Errorf("%q is taken", base)
		}
	}
	for _, base := range []string{"https://example.org/api/v4", "http://127.0.0.1:8080", "http://[::1]:1", "http://localhost"} {
		if _, err := New(base, nil); err != nil {
			t.Errorf("%q: %v", base, err)
		}
	}
}

func TestCallFollowsNoRedirect(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the token went elsewhere") }))
	defer other.Close()
	s := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer s.Close()
	c, err := New(s.URL, http.Header{"Private-Token": {"secret"}})
	if err != nil {
		t.Fatal(err)
	}
	var status *StatusError
	if err := c.Call(context.Background(), http.MethodGet, "/x", nil, nil); !errors.As(err, &status) || status.Code != http.StatusTemporaryRedirect {
		t.Errorf("%v, want the redirect itself", err)
	}
}

func TestCallReads(t *testing.T) {
	answers := map[string]struct {
		code       int
		text, want string
	}{
		"/good":    {200, `{"name": "a"}`, ""},
		"/none":    {204, ``, "is not the JSON"},
		"/html":    {200, `<html>`, "is not the JSON"},
		"/no":      {403, `{"message": "Resource not accessible"}`, "GET /no answers 403 Forbidden: Resource not accessible"},
		"/strange": {422, `{"message": {"body": ["too long"]}}`, `422 Unprocessable Entity: {"body": ["too long"]}`},
		"/broken":  {500, `oh`, "GET /broken answers 500 Internal Server Error"},
		"/long":    {200, `"` + strings.Repeat("x", mostRead) + `"`, "longer than"},
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(answers[r.URL.Path].code)
		w.Write([]byte(answers[r.URL.Path].text))
	}))
	defer s.Close()
	c, err := New(s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, answer := range answers {
		var into struct{ Name string }
		err := c.Call(context.Background(), http.MethodGet, path, nil, &into)
		if answer.want == "" && (err != nil || into.Name != "a") || answer.want != "" && (err == nil || !strings.Contains(err.Error(), answer.want)) {
			t.Errorf("%s: %v, want %q", path, err, answer.want)
		}
	}
}
