package history

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// The names in the folder of a dir store. A run lies in runs/SERVICE/LINE/ under
// its instant and id, an invalidation in invalidations/ under the run and its id,
// and the runs of a month that Compact put together in a file of packs/, one a line.
const (
	runsFolder  = "runs"
	saidFolder  = "invalidations"
	packsFolder = "packs"
	rowExt      = ".json"
	packExt     = ".jsonl"
	draftExt    = ".tmp"
)

// dirStore keeps one file a run in a folder. A file appears whole under its name
// or not at all; nothing that lies there is changed.
type dirStore struct{ root *os.Root }

func openDir(dir string, make bool) (*dirStore, error) {
	if make {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, fmt.Errorf("can't make the folder of the history: %w", bare(err))
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, bare(err)
	}
	return &dirStore{root}, nil
}

// bare is an error of the file system without the path, which only this machine
// knows.
func bare(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func (d *dirStore) Close() error { return d.root.Close() }

// Add implements Store.
func (d *dirStore) Add(ctx context.Context, entries []Entry) (int, error) {
	added, packed, looked := 0, map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		if e.Of == "" && !looked[month(e)] {
			looked[month(e)] = true
			err := d.packs(month(e), func(e Entry) error { packed[e.ID] = true; return ctx.Err() })
			if err != nil {
				return added, err
			}
		}
		name := e.place()
		if _, err := d.root.Lstat(name); err == nil || packed[e.ID] {
			continue
		}
		if err := d.put(name, append(slices.Clone(e.Text), '\n')); err != nil {
			return added, fmt.Errorf("can't write to the history: %w", bare(err))
		}
		added++
	}
	return added, nil
}

// put writes a file beside its place, has it on the disk, and puts it there.
func (d *dirStore) put(name string, text []byte) error {
	if err := d.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	draft := path.Join(path.Dir(name), "."+rand.Text()[:12]+draftExt)
	err := d.write(draft, text)
	if err == nil {
		err = d.root.Rename(draft, name)
	}
	if err != nil {
		d.root.Remove(draft)
		return err
	}
	return d.sync(path.Dir(name))
}

func (d *dirStore) write(name string, text []byte) error {
	file, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Sync(), file.Close())
}

// sync has a folder on the disk, as far as the system can.
func (d *dirStore) sync(name string) error {
	dir, err := d.root.Open(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	_ = dir.Sync() // a file system that cannot do this has the file all the same
	return nil
}

// Select implements Store.
func (d *dirStore) Select(ctx context.Context, q Query, visit func(Entry) error) error {
	invalid, err := q.invalid(ctx, d)
	if err != nil {
		return err
	}
	var found []Entry
	take := func(e Entry) error {
		if e.Of == "" && (q.takes(&e) || e.broken()) && !invalid[e.ID] { // nobody may miss what cannot be read
			found = append(found, e)
		}
		return ctx.Err()
	}
	if err := errors.Join(d.packs("", take), d.runs(q, invalid, take)); err != nil {
		return err
	}
	for _, e := range q.arrange(found) {
		if err := visit(e); err != nil {
			return err
		}
	}
	return nil
}

// runs visits the files of runs that may be asked for: of a service and a line
// when these are known.
func (d *dirStore) runs(q Query, invalid map[string]bool, visit func(Entry) error) error {
	services, err := d.names(runsFolder, q.Service)
	if err != nil {
		return err
	}
	for _, service := range services {
		lines, err := d.names(path.Join(runsFolder, service), q.Line)
		if err != nil {
			return err
		}
		for _, line := range lines {
			if err := d.line(path.Join(runsFolder, service, line), q, invalid, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// line visits the files of one line that the query takes, the newest first, and no
// more of them than can count. Their names say when they are of.
func (d *dirStore) line(folder string, q Query, invalid map[string]bool, visit func(Entry) error) error {
	files, err := d.names(folder, "")
	if err != nil {
		return err
	}
	slices.Reverse(files)
	count := map[[2]string]int{} // a file system may take two names for one
	for _, file := range files {
		id, ok := rowID(file)
		named := Entry{ID: id, Service: q.Service, Line: q.Line, AsOf: instantOf(file)}
		if !ok || invalid[id] || !q.takes(&named) {
			continue
		}
		e, err := d.read(path.Join(folder, file), id)
		if err == nil {
			if e.AsOf != "" {
				e.AsOf = named.AsOf // as it is filed; Verify looks whether the row says so
			}
			err = visit(e)
		}
		if err != nil {
			return err
		}
		of := [2]string{e.Service, e.Line}
		if count[of]++; len(count) == 1 && count[of] == max(q.Last, q.Newest) && (q.Last == 0 || q.Newest == 0) {
			break
		}
	}
	return nil
}

// names lists a folder, sorted; of services and lines only the one of a name.
// What is not there holds nothing.
func (d *dirStore) names(folder, only string) ([]string, error) {
	if only != "" {
		if _, err := d.root.Stat(path.Join(folder, slug(only))); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return []string{slug(only)}, nil
	}
	dir, err := d.root.Open(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("can't read the history: %w", bare(err))
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasPrefix(n, ".") })
	slices.Sort(names)
	return names, err
}

// read gives the entry of a file, whose name says its id.
func (d *dirStore) read(name, id string) (Entry, error) {
	file, err := d.root.Open(name)
	if err != nil {
		return Entry{}, fmt.Errorf("can't read the history: %w", bare(err))
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, longestEntry+1))
	if err != nil || len(text) > longestEntry {
		return Entry{}, fmt.Errorf("run %.12s: expected at most %d bytes", id, longestEntry)
	}
	return named(id, bytes.TrimSuffix(text, []byte("\n"))), nil
}

// Invalidations implements Store.
func (d *dirStore) Invalidations(ctx context.Context, visit func(Entry) error) error {
	files, err := d.names(saidFolder, "")
	if err != nil {
		return err
	}
	for _, file := range files {
		id, ok := rowID(file)
		if !ok {
			continue
		}
		e, err := d.read(path.Join(saidFolder, file), id)
		if err == nil {
			err = errors.Join(ctx.Err(), visit(e))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
