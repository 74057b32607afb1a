package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"signoff/internal/git"
)

// usualRef is where a history lies in git unless it is said.
const usualRef = "refs/signoff/history"

// recentCommits is how far back an entry is looked for before it is added. One
// that is further back is added once more, and is one all the same when read.
const recentCommits = 2000

// refStore keeps a commit a row under a ref of git, whose message is the id of the
// entry, an empty line, and its bytes. Readers go through the whole
// chain, which is short beside that of a repository.
type refStore struct{ *git.Chain }

func openRef(rest string, at Place) (*refStore, error) {
	if rest == "" {
		rest = usualRef
	}
	around, err := git.Around(at.Dir)
	if err != nil {
		return nil, err
	}
	chain, err := around.Chain(rest)
	if err != nil {
		return nil, err
	}
	if tip, err := chain.Tip(); err != nil || tip == "" && !at.Make {
		return nil, errors.Join(err, ErrNone)
	}
	return &refStore{chain}, nil
}

// Add implements Store.
func (s *refStore) Add(ctx context.Context, entries []Entry) (int, error) {
	known := map[string]bool{}
	err := s.Read(ctx, recentCommits+len(entries), func(message []byte) error {
		id, _, _ := bytes.Cut(message, []byte("\n"))
		known[string(id)] = true
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("can't read the history: %w", err)
	}
	var texts [][]byte
	var when []time.Time
	for _, e := range entries {
		if known[e.ID] {
			continue
		}
		known[e.ID] = true
		texts, when = append(texts, []byte(e.ID+"\n\n"+string(e.Text))), append(when, e.instant())
	}
	if len(texts) == 0 {
		return 0, nil
	}
	if err := s.Append(ctx, texts, when); err != nil {
		return 0, fmt.Errorf("can't write to the history: %w", err)
	}
	return len(texts), nil
}

// instant is what the entry is as of, or when it was said.
func (e Entry) instant() time.Time {
	at := e.AsOf
	if v, err := e.Invalidation(); err == nil {
		at = v.On
	}
	t, _ := time.Parse(time.RFC3339, at) // the zero time is as good as any
	return t
}

// all visits every entry once; what is no entry of ours has no service.
func (s *refStore) all(ctx context.Context, visit func(Entry) error) error {
	return s.Read(ctx, 0, func(message []byte) error {
		id, text, ok := bytes.Cut(message, []byte("\n\n"))
		if !ok || !IsID(string(id)) {
			return fmt.Errorf("expected the id and the bytes of an entry in a commit, found %.40q", message)
		}
		return visit(named(string(id), text))
	})
}

// Select implements Store.
func (s *refStore) Select(ctx context.Context, q Query, visit func(Entry) error) error {
	invalid, err := q.invalid(ctx, s)
	if err != nil {
		return err
	}
	var found []Entry
	err = s.all(ctx, func(e Entry) error {
		if e.Of == "" && (q.takes(&e) || e.broken()) && !invalid[e.ID] {
			found = append(found, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range q.arrange(found) {
		if err := visit(e); err != nil {
			return err
		}
	}
	return nil
}

// Invalidations implements Store.
func (s *refStore) Invalidations(ctx context.Context, visit func(Entry) error) error {
	seen := map[string]bool{}
	return s.all(ctx, func(e Entry) error {
		if e.Of == "" || seen[e.ID] {
			return nil
		}
		seen[e.ID] = true
		return visit(e)
	})
}

// Remove and Compact implement Store: a chain is never written anew.
func (s *refStore) Remove(context.Context, []string) (int, error) { return 0, ErrKeeps }
func (s *refStore) Compact(context.Context) error                 { return ErrKeeps }
func (s *refStore) Close() error                                  { return nil }
