package history

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

// shelf is one kind of store under test.
type shelf struct {
	// place makes the address of a store of its own, and says where it starts from.
	place func(t *testing.T) (string, Place)
	// tamper changes the bytes of one row by hand.
	tamper func(t *testing.T, address string, at Place, id string)
	keeps  bool // it forgets nothing
}

func here(dir string) Place {
	return Place{Dir: dir, Make: true, Path: func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(dir, name)
	}}
}

var shelves = map[string]shelf{
	"dir": {
		place: func(t *testing.T) (string, Place) { return "dir:history", here(t.TempDir()) },
		tamper: func(t *testing.T, _ string, at Place, id string) {
			files, _ := filepath.Glob(filepath.Join(at.Dir, "history/runs/*/*/*-"+id+".json"))
			if len(files) != 1 {
				t.Fatalf("%d files of %s", len(files), id)
			}
			text, err := os.ReadFile(files[0])
			if err == nil {
				err = os.WriteFile(files[0], []byte(strings.Replace(string(text), "rejected", "approved", 1)), 0o666)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	},
	"git": {
		keeps: true,
		place: func(t *testing.T) (string, Place) {
			t.Setenv("HOME", t.TempDir())
			dir := t.TempDir()
			run(t, dir, "git", "init", "-q")
			return "git:", here(dir)
		},
		tamper: func(t *testing.T, _ string, at Place, id string) { // the whole chain is written anew
			chain := opened(t, "git:", at).(*refStore)
			var messages [][]byte
			err := chain.Read(t.Context(), 0, func(_ string, message []byte) error {
				if bytes.HasPrefix(message, []byte(id)) {
					message = bytes.Replace(message, []byte("rejected"), []byte("approved"), 1)
				}
				messages = append(messages, message)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			slices.Reverse(messages)
			run(t, at.Dir, "git", "update-ref", "-d", usualRef)
			if err := chain.Append(t.Context(), messages, make([]time.Time, len(messages))); err != nil {
				t.Fatal(err)
			}
		},
	},
}

// run calls a program in a folder.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return strings.TrimSpace(string(out))
}

// onShelves runs a test on every store.
func onShelves(t *testing.T, test func(t *testing.T, s shelf, address string, at Place)) {
	for name, s := range shelves {
		t.Run(name, func(t *testing.T) {
			address, at := s.place(t)
			test(t, s, address, at)
		})
	}
}

func opened(t *testing.T, address string, at Place) Store {
	t.Helper()
	s, err := Open(t.Context(), address, at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// row makes an entry of a run: a day after 2026-01-01 of a service and line.
func row(t *testing.T, service, line string, day int, edit ...func(*scorecard.Run)) Entry {
	t.Helper()
	e, err := rowOf(service, line, day, edit...)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func rowOf(service, line string, day int, edit ...func(*scorecard.Run)) (Entry, error) {
	r := &scorecard.Run{
		Schema: scorecard.RunSchema, Service: service, Line: line, AsOf: time.Date(2026, 1, 1+day, 6, 0, 0, 0, time.UTC).Format(time.RFC3339),
		Assessment: digest([]byte(service)), Plan: digest([]byte(line)), Verdict: scorecard.Rejected,
		Compliance: scorecard.RunFigure{Strict: "50.0", Exact: "1/2"}, Counts: scorecard.RunCounts{Met: 1, Unmet: 1},
		Criteria: []scorecard.RunCriterion{
			{ID: "A-1", Revision: "0a1b2c3d", Outcome: scorecard.Met, Value: "0"},
			{ID: "A-2", Revision: "4e5f6071", Outcome: scorecard.Unmet, Value: fmt.Sprint(day), Unit: "ms", Waived: true},
		},
	}
	for _, e := range edit {
		e(r)
	}
	return OfRun(r)
}

func add(t *testing.T, s Store, want int, entries ...Entry) {
	t.Helper()
	if got, err := s.Add(t.Context(), entries); err != nil || got != want {
		t.Fatalf("added %d, %v; want %d", got, err, want)
	}
}

// selected lists what a query finds as SERVICE/LINE/DAY.
func selected(t *testing.T, s Store, q Query) []string {
	t.Helper()
	list := []string{}
	err := s.Select(t.Context(), q, func(e Entry) error {
		r, err := e.Run()
		if err != nil {
			return err
		}
		if r.Service != e.Service || r.Line != e.Line || r.AsOf != e.AsOf {
			t.Errorf("filed as %s %s %s: %s", e.Service, e.Line, e.AsOf, e.Text)
		}
		list = append(list, r.Service+"/"+r.Line+"/"+r.AsOf[5:10])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestSelect asks every store the same and wants the same.
func TestSelect(t *testing.T) {
	onShelves(t, func(t *testing.T, _ shelf, address string, at Place) {
		s := opened(t, address, at)
		odd := row(t, "söme / Shop", "main", 3)
		add(t, s, 7, row(t, "b", "main", 1), row(t, "a", "main", 2), row(t, "a", "main", 0), row(t, "a", "main", 1), row(t, "a", "rel", 5), row(t, "b", "main", 4), odd)
		for _, test := range []struct {
			q    Query
			want string
		}{
			{Query{}, "a/main/01-03 a/main/01-02 a/main/01-01 a/rel/01-06 b/main/01-05 b/main/01-02 söme / Shop/main/01-04"},
			{Query{Service: "a"}, "a/main/01-03 a/main/01-02 a/main/01-01 a/rel/01-06"},
			{Query{Service: "a", Line: "main", Last: 2}, "a/main/01-03 a/main/01-02"},
			{Query{Line: "main", Last: 1}, "a/main/01-03 b/main/01-05 söme / Shop/main/01-04"},
			{Query{Newest: 3}, "a/rel/01-06 b/main/01-05 söme / Shop/main/01-04"},
			{Query{Last: 1, Newest: 2}, "a/rel/01-06 b/main/01-05"},
			{Query{Since: "2026-01-03T06:00:00Z", Until: "2026-01-05T06:00:00Z"}, "a/main/01-03 b/main/01-05 söme / Shop/main/01-04"},
			{Query{Before: "2026-01-03T06:00:00Z", Last: 1}, "a/main/01-02 b/main/01-02"},
			{Query{Service: "söme / Shop"}, "söme / Shop/main/01-04"},
			{Query{ID: odd.ID[:10]}, "söme / Shop/main/01-04"},
			{Query{Service: "gone"}, ""},
		} {
			if got := strings.Join(selected(t, s, test.q), " "); got != test.want {
				t.Errorf("%+v\ngot  %s\nwant %s", test.q, got, test.want)
			}
		}
	})
}

// TestSameRunTwice keeps one.
func TestSameRunTwice(t *testing.T) {
	onShelves(t, func(t *testing.T, _ shelf, address string, at Place) {
		s := opened(t, address, at)
		e := row(t, "a", "main", 1)
		add(t, s, 1, e)
		add(t, s, 0, e)
		add(t, opened(t, address, at), 0, e)
		if got := selected(t, s, Query{}); len(got) != 1 {
			t.Errorf("kept %q", got)
		}
	})
}

// TestInvalidated leaves out what does not count, where that is asked.
func TestInvalidated(t *testing.T) {
	onShelves(t, func(t *testing.T, _ shelf, address string, at Place) {
		s := opened(t, address, at)
		last := row(t, "a", "main", 2)
		add(t, s, 2, row(t, "a", "main", 1), last)
		said, err := OfInvalidation(last.ID, "the runner was broken", "A. Lead", time.Unix(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		add(t, s, 1, said)
		add(t, s, 0, said)
		for _, test := range []struct {
			q    Query
			want string
		}{
			{Query{Last: 1, Valid: true}, "a/main/01-02"},
			{Query{Newest: 5, Valid: true}, "a/main/01-02"},
			{Query{Valid: true}, "a/main/01-02"},
			{Query{Last: 1}, "a/main/01-03"},
		} {
			if got := strings.Join(selected(t, s, test.q), " "); got != test.want {
				t.Errorf("%+v: got %s, want %s", test.q, got, test.want)
			}
		}
		if why, err := Invalidated(t.Context(), s); err != nil || why[last.ID] != "the runner was broken" {
			t.Errorf("%v, %v", why, err)
		}
	})
}

// TestRetention removes what is older, but for releases and for what was said.
func TestRetention(t *testing.T) {
	onShelves(t, func(t *testing.T, on shelf, address string, at Place) {
		s := opened(t, address, at)
		of := func(release string) func(*scorecard.Run) { return func(r *scorecard.Run) { r.Release = release } }
		void := row(t, "a", "main", 42, of("1.0"))
		add(t, s, 8, row(t, "a", "main", 1), row(t, "a", "main", 40, of("1.0")), row(t, "a", "main", 41, of("1.0")), void, row(t, "a", "main", 43),
			row(t, "a", "main", 70), row(t, "a", "main", 99), row(t, "b", "rel", 2))
		said, err := OfInvalidation(void.ID, "broken", "A. Lead", time.Unix(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		add(t, s, 1, said)
		for range 2 { // what was compacted is forgotten, too
			ids, err := Spent(t.Context(), s, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			if n, err := s.Remove(t.Context(), ids); on.keeps {
				if err != ErrKeeps || s.Compact(t.Context()) != ErrKeeps {
					t.Fatalf("removed %d: %v", n, err)
				}
				return
			} else if err != nil || n != len(ids) {
				t.Fatalf("removed %d of %d: %v", n, len(ids), err)
			}
			if err := s.Compact(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := strings.Join(selected(t, s, Query{}), " "), "a/main/04-10 a/main/03-12 a/main/02-12 a/main/02-11"; got != want {
			t.Errorf("left %s, want %s", got, want)
		}
		if got := strings.Join(selected(t, s, Query{Last: 9, Valid: true, Until: "2026-03-01T00:00:00Z"}), " "); got != "a/main/02-11" {
			t.Errorf("valid in the end: %s", got)
		}
		add(t, s, 0, row(t, "a", "main", 41, of("1.0")))
		v, err := Verify(t.Context(), s)
		if err != nil || v.Runs != 4 || v.Invalidations != 1 || len(v.Faults) != 0 {
			t.Errorf("%+v, %v", v, err)
		}
	})
}

// TestChanged names the row that was changed by hand.
func TestChanged(t *testing.T) {
	onShelves(t, func(t *testing.T, on shelf, address string, at Place) {
		s := opened(t, address, at)
		e := row(t, "a", "main", 2)
		add(t, s, 3, row(t, "a", "main", 1), e, row(t, "a", "main", 3))
		if v, err := Verify(t.Context(), s); err != nil || len(v.Faults) != 0 || v.Runs != 3 {
			t.Fatalf("%+v, %v", v, err)
		}
		on.tamper(t, address, at, e.ID)
		v, err := Verify(t.Context(), s)
		if err != nil || len(v.Faults) != 1 || v.Faults[0].ID != e.ID {
			t.Errorf("%+v, %v", v, err)
		}
	})
}

// TestWritersAtOnce has several write at the same time, and finds what each wrote.
func TestWritersAtOnce(t *testing.T) {
	onShelves(t, func(t *testing.T, _ shelf, address string, at Place) {
		const writers, each = 4, 6
		opened(t, address, at)
		var all sync.WaitGroup
		faults := make(chan error, writers*each)
		for w := range writers {
			s := opened(t, address, at)
			var mine []Entry
			for i := range each {
				mine = append(mine, row(t, "a", fmt.Sprint("line", w%2), w*each+i))
			}
			all.Go(func() {
				for _, e := range mine {
					if n, err := s.Add(context.Background(), []Entry{e}); err != nil || n != 1 {
						faults <- fmt.Errorf("added %d: %w", n, err)
					}
				}
			})
		}
		all.Wait()
		close(faults)
		for err := range faults {
			t.Error(err)
		}
		if got := selected(t, opened(t, address, at), Query{}); len(got) != writers*each {
			t.Errorf("kept %d of %d", len(got), writers*each)
		}
	})
}

// TestMany adds as many rows as are written in another way than a few are.
func TestMany(t *testing.T) {
	onShelves(t, func(t *testing.T, _ shelf, address string, at Place) {
		s := opened(t, address, at)
		var entries []Entry
		for i := range 60 {
			entries = append(entries, row(t, "a", "main", i))
		}
		add(t, s, 60, entries...)
		add(t, s, 1, append(entries, row(t, "a", "main", 60))...)
		got := selected(t, s, Query{Last: 2})
		if !slices.Equal(got, []string{"a/main/03-02", "a/main/03-01"}) || len(selected(t, s, Query{})) != 61 {
			t.Errorf("got %q", got)
		}
	})
}

// TestNone does not make what is only asked.
func TestNone(t *testing.T) {
	onShelves(t, func(t *testing.T, _ shelf, address string, at Place) {
		at.Make = false
		if s, err := Open(t.Context(), address, at); err == nil || !strings.Contains(err.Error(), ErrNone.Error()) {
			t.Errorf("opened %v, %v", s, err)
		}
	})
}

// TestAddresses refuses what is no address, and shows no secret of one.
func TestAddresses(t *testing.T) {
	at := here(t.TempDir())
	for address, want := range map[string]string{
		"":            "expected a store as dir:FOLDER",
		"history":     "expected a store as dir:FOLDER",
		"ftp:history": "expected a store as dir:FOLDER",
		"dir:":        "expected dir:FOLDER",
	} {
		if _, err := Open(t.Context(), address, at); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if got := Shown("postgres://a:secret@db.example.org:5432/x?sslmode=require&sslpassword=secret"); strings.Contains(got, "secret") || !strings.Contains(got, "a@db.example.org:5432/x") {
		t.Error(got)
	}
}

// escaped is a path as it may stand in an address.
func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// TestIsFile tells what a folder of a history holds from what else lies there.
func TestIsFile(t *testing.T) {
	e := row(t, "a shop", "main", 1)
	said, err := OfInvalidation(e.ID, "broken", "A. Lead", time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	at := here(t.TempDir())
	s := opened(t, "dir:h", at)
	add(t, s, 3, e, said, row(t, "a shop", "main", 60))
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(at.Dir, "h", "*", "*"))
	more, _ := filepath.Glob(filepath.Join(at.Dir, "h", "runs", "*", "*", "*"))
	count := 0
	for _, file := range append(files, more...) {
		name, _ := filepath.Rel(filepath.Join(at.Dir, "h"), file)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			count++
			if !IsFile(filepath.ToSlash(name)) {
				t.Errorf("%s is not taken for a file of the history", name)
			}
		}
	}
	if count != 3 {
		t.Errorf("%d files", count)
	}
	for _, name := range []string{"main.go", "runs/main.go", "runs/a/main/x.json", "packs/a.jsonl", "packs/2026-11-zz.jsonl", "src/" + e.place()} {
		if IsFile(name) {
			t.Errorf("%s is taken for a file of the history", name)
		}
	}
}
