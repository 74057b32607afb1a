// Package history keeps rows of past assessments and answers what they were: a
// line of a row a run, append only, by the digest of its bytes. There are four
// stores behind one interface: a folder, a ref of git, a file of SQLite and a
// PostgreSQL database; all answer the same queries.
//
// A row is signoff.run/v1 (scorecard.Run), and that a run does not count is an
// entry of its own. An entry is never changed: Verify names one that was. What
// is judged here is nothing; rows hold no name of a person, and no secret is
// taken from an address.
package history

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"signoff/internal/scorecard"
)

// Store keeps entries. Its methods may be used by several processes at once; an
// entry is kept whole or not at all.
type Store interface {
	// Add keeps those entries that are not kept yet and says how many these were.
	// Once it returned they outlast the end of the process. Entries are parsed.
	Add(ctx context.Context, entries []Entry) (int, error)
	// Select visits the runs that a query asks for, in its order.
	Select(ctx context.Context, q Query, visit func(Entry) error) error
	// Invalidations visits what was said of runs that do not count.
	Invalidations(ctx context.Context, visit func(Entry) error) error
	// Remove takes runs out for good and says how many; what was said of them
	// stays. Compact makes the store as small as its entries. A store that never
	// forgets refuses both with ErrKeeps.
	Remove(ctx context.Context, ids []string) (int, error)
	Compact(ctx context.Context) error
	Close() error
}

// ErrKeeps says that a store forgets nothing.
var ErrKeeps = errors.New("the store never forgets: retention is for dir, sqlite and postgres")

// Query says which runs to visit. The zero value asks for all.
type Query struct {
	// Service and Line, when not "", select the runs of one.
	Service, Line string
	// Since and Until, when not "", bound as_of, both inclusive (RFC 3339, UTC).
	Since, Until string
	// Before, when not "", asks for runs before that instant.
	Before string
	// ID selects by the start of an id.
	ID string
	// Valid leaves out runs that were invalidated.
	Valid bool
	// Last, when not 0, asks for so many newest of each service and line.
	Last int
	// Newest, when not 0, asks for so many newest of all, newest first. Otherwise
	// runs come by service and line, and the newest of each first.
	Newest int
}

// Entry is one thing that a store keeps: its bytes, and their SHA-256 in
// hexadecimal as its name.
type Entry struct {
	ID   string
	Text []byte
	// Line is the service, line and instant of a run, "" for an invalidation.
	Service, Line, AsOf string
	// Of is the run that an invalidation is about.
	Of string
}

// Invalidation says that a run does not count, and who says so.
type Invalidation struct {
	Schema  string `json:"schema"`
	Run     string `json:"run"`
	Because string `json:"because"`
	By      string `json:"by"`
	On      string `json:"on"` // RFC 3339, UTC
}

// InvalidationSchema names the JSON of an Invalidation.
const InvalidationSchema = "signoff.invalidation/v1"

// longestWord bounds the texts of an invalidation, in bytes.
const longestWord = 2000

// OfRun is the entry of a run.
func OfRun(r *scorecard.Run) (Entry, error) {
	text, err := r.JSON()
	if err != nil {
		return Entry{}, err
	}
	return Entry{ID: digest(text), Text: text, Service: r.Service, Line: r.Line, AsOf: r.AsOf}, nil
}

// OfInvalidation is the entry of an invalidation.
func OfInvalidation(run, because, by string, on time.Time) (Entry, error) {
	v := Invalidation{InvalidationSchema, run, because, by, on.UTC().Format(time.RFC3339)}
	text, err := v.text()
	if err != nil {
		return Entry{}, err
	}
	return Parse(text)
}

func (v *Invalidation) text() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// Parse reads the bytes of an entry, strictly.
func Parse(text []byte) (Entry, error) {
	if bytes.HasPrefix(text, []byte(`{"schema":"`+InvalidationSchema+`"`)) {
		v, err := parseInvalidation(text)
		if err != nil {
			return Entry{}, err
		}
		return Entry{ID: digest(text), Text: text, Of: v.Run}, nil
	}
	r, err := scorecard.ParseRun(text)
	if err != nil {
		return Entry{}, err
	}
	return Entry{ID: digest(text), Text: text, Service: r.Service, Line: r.Line, AsOf: r.AsOf}, nil
}

func parseInvalidation(text []byte) (*Invalidation, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	v := &Invalidation{}
	if err := decoder.Decode(v); err != nil {
		return nil, fmt.Errorf("expected an invalidation: %w", err)
	}
	again, err := v.text()
	switch {
	case err != nil:
		return nil, err
	case !bytes.Equal(again, text):
		return nil, errors.New("the invalidation is not written as signoff writes it")
	case !IsID(v.Run):
		return nil, fmt.Errorf("run: expected the id of a run, found %.80q", v.Run)
	case v.Because == "" || v.By == "" || len(v.Because) > longestWord || len(v.By) > longestWord:
		return nil, fmt.Errorf("expected because and by of 1 to %d bytes", longestWord)
	}
	if _, err := time.Parse(time.RFC3339, v.On); err != nil {
		return nil, fmt.Errorf("on: expected a time, found %.40q", v.On)
	}
	return v, nil
}

// Run reads the run of an entry in full.
func (e Entry) Run() (*scorecard.Run, error) {
	if got := digest(e.Text); got != e.ID {
		return nil, fmt.Errorf("run %.12s: the row was changed: its bytes have the digest %.12s", e.ID, got)
	}
	r, err := scorecard.ParseRun(e.Text)
	if err != nil {
		return nil, fmt.Errorf("run %.12s: %w", e.ID, err)
	}
	return r, nil
}

// Head reads a run without its criteria, which costs less.
func (e Entry) Head() (*scorecard.Run, error) {
	head, _, ok := bytes.Cut(e.Text, []byte(`,"criteria":[`))
	r := &scorecard.Run{}
	if err := json.Unmarshal(append(head[:len(head):len(head)], '}'), r); err != nil || !ok {
		return nil, fmt.Errorf("run %.12s: expected a run, found something else", e.ID)
	}
	return r, nil
}

// Invalidation reads the invalidation of an entry.
func (e Entry) Invalidation() (*Invalidation, error) { return parseInvalidation(e.Text) }

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// IsID says whether a text is the id of an entry in full.
func IsID(s string) bool { return len(s) == 64 && isHex(s) }

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }

// takes says whether a run is one that the query asks for, but for Valid, Last
// and Newest.
func (q *Query) takes(e *Entry) bool {
	return (q.Service == "" || q.Service == e.Service) && (q.Line == "" || q.Line == e.Line) &&
		(q.Since == "" || q.Since <= e.AsOf) && (q.Until == "" || e.AsOf <= q.Until) && (q.Before == "" || e.AsOf < q.Before) &&
		strings.HasPrefix(e.ID, q.ID)
}

// invalid are the runs that were invalidated, where the query leaves these out.
// What was changed by hand is an error: it may hide one.
func (q *Query) invalid(ctx context.Context, s Store) (map[string]bool, error) {
	if !q.Valid {
		return nil, nil
	}
	runs := map[string]bool{}
	return runs, s.Invalidations(ctx, func(e Entry) error {
		if digest(e.Text) != e.ID || !IsID(e.Of) {
			return fmt.Errorf("invalidation %.12s: it was changed, so that nobody knows what counts", e.ID)
		}
		runs[e.Of] = true
		return nil
	})
}

// compare orders entries by service, line, and the newest first.
func compare(a, b Entry) int {
	if c := strings.Compare(a.Service, b.Service); c != 0 {
		return c
	}
	if c := strings.Compare(a.Line, b.Line); c != 0 {
		return c
	}
	return newest(a, b)
}

func newest(a, b Entry) int {
	if c := strings.Compare(b.AsOf, a.AsOf); c != 0 {
		return c
	}
	return strings.Compare(b.ID, a.ID)
}

// arrange orders what a store without an index read, and keeps what the query
// asks for of it; equal entries are one.
func (q *Query) arrange(list []Entry) []Entry {
	slices.SortFunc(list, compare)
	list = slices.CompactFunc(list, func(a, b Entry) bool { return a.ID == b.ID })
	if q.Last > 0 {
		kept, run := list[:0], 0
		for i, e := range list {
			if run++; i == 0 || e.Service != list[i-1].Service || e.Line != list[i-1].Line {
				run = 1
			}
			if run <= q.Last {
				kept = append(kept, e)
			}
		}
		list = kept
	}
	if q.Newest > 0 {
		slices.SortFunc(list, newest)
		list = list[:min(q.Newest, len(list))]
	}
	return list
}
