package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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
// chain, which is short next to that of a repository.
type refStore struct {
	*git.Chain
	// index is what the chain files, without its bytes, as of the commit tip.
	index []filedCommit
	tip   string
}

// filedCommit is an entry without its bytes, and the commit that has them.
type filedCommit struct {
	Entry
	commit string
}

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
	return &refStore{Chain: chain}, nil
}

// Add implements Store.
func (s *refStore) Add(ctx context.Context, entries []Entry) (int, error) {
	known := map[string]bool{}
	err := s.Read(ctx, recentCommits+len(entries), func(_ string, message []byte) error {
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

// all lists what the chain files, each entry once. It is read through once, and
// again when it has grown.
func (s *refStore) all(ctx context.Context) ([]filedCommit, error) {
	tip, err := s.Tip()
	if err != nil || tip == s.tip {
		return s.index, err
	}
	var index []filedCommit
	seen := map[string]bool{}
	err = s.Read(ctx, 0, func(commit string, message []byte) error {
		e, err := parted(message)
		if err == nil && !seen[e.ID] {
			seen[e.ID] = true
			e.Text = nil
			index = append(index, filedCommit{e, commit})
		}
		return err
	})
	if err == nil {
		s.index, s.tip = index, tip
	}
	return index, err
}

// parted is the entry in the message of a commit.
func parted(message []byte) (Entry, error) {
	id, text, ok := bytes.Cut(message, []byte("\n\n"))
	if !ok || !IsID(string(id)) {
		return Entry{}, fmt.Errorf("expected the id and the bytes of an entry in a commit, found %.40q", message)
	}
	return named(string(id), text), nil
}

// visit gives entries back their bytes, in their order.
func (s *refStore) visit(ctx context.Context, list []filedCommit, visit func(Entry) error) error {
	var commits strings.Builder
	for _, c := range list {
		commits.WriteString(c.commit + "\n")
	}
	if len(list) == 0 {
		return nil
	}
	return s.Texts(ctx, commits.String(), func(_ string, message []byte) error {
		e, err := parted(message)
		if err != nil {
			return err
		}
		return visit(e)
	})
}

// Select implements Store.
func (s *refStore) Select(ctx context.Context, q Query, visit func(Entry) error) error {
	invalid, err := q.invalid(ctx, s)
	if err != nil {
		return err
	}
	all, err := s.all(ctx)
	if err != nil {
		return err
	}
	var found []Entry
	commits := map[string]string{}
	for i := range all {
		e := all[i].Entry
		if e.Of == "" && (q.takes(&e) || e.broken()) && !invalid[e.ID] {
			found, commits[e.ID] = append(found, e), all[i].commit
		}
	}
	var list []filedCommit
	for _, e := range q.arrange(found) {
		list = append(list, filedCommit{e, commits[e.ID]})
	}
	return s.visit(ctx, list, visit)
}

// Invalidations implements Store.
func (s *refStore) Invalidations(ctx context.Context, visit func(Entry) error) error {
	all, err := s.all(ctx)
	if err != nil {
		return err
	}
	said := slices.DeleteFunc(slices.Clone(all), func(c filedCommit) bool { return c.Of == "" })
	return s.visit(ctx, said, visit)
}

// Remove and Compact implement Store: a chain is never written anew.
func (s *refStore) Remove(context.Context, []string) (int, error) { return 0, ErrKeeps }
func (s *refStore) Compact(context.Context) error                 { return ErrKeeps }
func (s *refStore) Close() error                                  { return nil }
