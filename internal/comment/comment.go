// Package comment keeps one comment on a pull or merge request in place: it is
// found by a mark that no reader sees and by its author, written anew only when
// it says something else, and never written twice. It knows what the CI of a
// forge tells of the request that it runs for; what the comment says is not its
// business, and it reads neither environment nor disk itself.
package comment

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MostCharacters is the length of the longest comment that is sent: that of
// GitHub, the narrower of the two.
const MostCharacters = 65_536

// mostPages bounds how many pages of comments are looked through.
const mostPages = 50

// ErrFork says that the job runs for a fork, whose author must not get hold of
// a token that can write.
var ErrFork = errors.New("the request comes from a fork")

// ErrNoRequest says that the job runs for no pull or merge request.
var ErrNoRequest = errors.New("the job runs for no pull or merge request")

// Job is what the CI tells of itself: its environment, and the file of the event
// that started it, nil where there is none.
type Job struct {
	Getenv func(string) string
	Event  []byte
}

// Forge is one way to keep comments.
type Forge struct {
	Name, Doc string
	// Open finds the request that a job runs for.
	Open func(ctx context.Context, j Job, author string) (Thread, error)
}

// Forges lists the forges.
var Forges = []Forge{
	{"github", "GitHub: GITHUB_TOKEN, with permission pull-requests: write", openGitHub},
	{"gitlab", "GitLab: SIGNOFF_GITLAB_TOKEN, a project token that may write notes", openGitLab},
}

// Thread is the comments of one request.
type Thread interface {
	// page lists one page of comments, from 1; more says that there are others.
	page(ctx context.Context, n int) (list []comment, more bool, err error)
	create(ctx context.Context, body string) error
	update(ctx context.Context, id int64, body string) error
	// own says whether a comment was written by whom this job writes as.
	own(c comment) bool
}

// comment is one comment of a request.
type comment struct {
	id     int64
	author string
	body   string
}

// Done says what became of a comment.
type Done string

// What becomes of comments.
const (
	Created   Done = "created"
	Updated   Done = "updated"
	Unchanged Done = "unchanged"
)

// Mark is the line by which the comment of a subject is found again.
func Mark(subject string) string {
	return fmt.Sprintf("<!-- signoff comment %.16x -->", sha256.Sum256([]byte(subject)))
}

// Keep makes the comment of a subject say what the body says. The error is
// there too when the comment would be longer than comments may be.
func Keep(ctx context.Context, t Thread, subject, body string) (Done, error) {
	mark := Mark(subject)
	body = strings.TrimSpace(body) + "\n"
	if !strings.HasPrefix(body, mark) {
		body = mark + "\n" + body
	}
	if n := utf8.RuneCountInString(body); n > MostCharacters {
		return "", fmt.Errorf("the comment has %d characters, and at most %d are taken", n, MostCharacters)
	}
	for n := 1; n <= mostPages; n++ {
		list, more, err := t.page(ctx, n)
		if err != nil {
			return "", err
		}
		for _, c := range list {
			if !t.own(c) || !strings.HasPrefix(c.body, mark) {
				continue
			}
			if same(c.body, body) {
				return Unchanged, nil
			}
			return Updated, t.update(ctx, c.id, body)
		}
		if !more {
			return Created, t.create(ctx, body)
		}
	}
	return "", fmt.Errorf("no own comment in the first %d pages, and there are more", mostPages)
}

// same compares as servers keep comments: with their own ends of lines.
func same(a, b string) bool {
	plain := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	return plain(a) == plain(b)
}
