package history

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// packs visits the runs in the packs, which are called by a month and the digest
// of their bytes. A line is the id and the bytes of an
// entry, with a space between them. Of a month only those of that one.
func (d *dirStore) packs(of string, visit func(Entry) error) error {
	files, err := d.names(packsFolder, "")
	if err != nil {
		return err
	}
	for _, file := range files {
		if !strings.HasSuffix(file, packExt) || !strings.HasPrefix(file, of) {
			continue
		}
		if err := d.pack(path.Join(packsFolder, file), visit); err != nil {
			return err
		}
	}
	return nil
}

func (d *dirStore) pack(name string, visit func(Entry) error) error {
	file, err := d.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // Compact took it away just now, and put all that it held elsewhere
	}
	if err != nil {
		return fmt.Errorf("can't read the history: %w", bare(err))
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, longestEntry)
	for number := 1; lines.Scan(); number++ {
		id, text, ok := bytes.Cut(lines.Bytes(), []byte(" "))
		if !ok || !IsID(string(id)) {
			return fmt.Errorf("%s:%d: expected the id and the bytes of an entry, found %.40q", name, number, lines.Bytes())
		}
		if err := visit(named(string(id), bytes.Clone(text))); err != nil {
			return err
		}
	}
	return lines.Err()
}

// Remove implements Store. Packs are written anew without what is removed before
// the old ones go.
func (d *dirStore) Remove(ctx context.Context, ids []string) (int, error) {
	gone, removed := map[string]bool{}, map[string]bool{}
	for _, id := range ids {
		gone[id] = true
	}
	err := d.runs(Query{}, nil, func(e Entry) error {
		if !gone[e.ID] {
			return ctx.Err()
		}
		removed[e.ID] = true
		if err := d.root.Remove(e.place()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		return len(removed), fmt.Errorf("can't remove from the history: %w", bare(err))
	}
	err = d.repack(func(_ string, e Entry) bool {
		if gone[e.ID] {
			removed[e.ID] = true
		}
		return !gone[e.ID]
	}, nil)
	return len(removed), err
}

// Compact implements Store: it puts the runs of each month that is over into one
// pack. What people said of runs stays in files of its own, and so does what was
// changed by hand, for Verify to name.
func (d *dirStore) Compact(ctx context.Context) error {
	loose := map[string][]Entry{}
	newest := ""
	err := d.runs(Query{}, nil, func(e Entry) error {
		if e.AsOf != "" && digest(e.Text) == e.ID {
			loose[month(e)] = append(loose[month(e)], e)
			newest = max(newest, month(e))
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	delete(loose, newest)
	if err := d.repack(func(string, Entry) bool { return true }, loose); err != nil {
		return err
	}
	for _, entries := range loose {
		for _, e := range entries {
			if err := d.root.Remove(e.place()); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("can't compact the history: %w", bare(err))
			}
		}
	}
	return nil
}

// month is the one that a run is as of.
func month(e Entry) string { return e.AsOf[:len("2026-11")] }

// repack writes the packs anew that lose a run or gain some, then takes the old
// ones away. Whatever moment it ends at, each entry is there.
func (d *dirStore) repack(keep func(pack string, e Entry) bool, more map[string][]Entry) error {
	files, err := d.names(packsFolder, "")
	if err != nil {
		return err
	}
	held, old := map[string][]Entry{}, map[string][]string{}
	changed := map[string]bool{}
	for _, file := range files {
		if !strings.HasSuffix(file, packExt) || len(file) < len("2026-11") {
			continue
		}
		m := file[:len("2026-11")]
		changed[m] = changed[m] || len(old[m]) > 0 || len(more[m]) > 0
		old[m] = append(old[m], file)
		err := d.pack(path.Join(packsFolder, file), func(e Entry) error {
			if keep(file, e) {
				held[m] = append(held[m], e)
			} else {
				changed[m] = true
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for m, entries := range more {
		changed[m] = true
		held[m] = append(held[m], entries...)
	}
	for m := range changed {
		if !changed[m] {
			continue
		}
		if err := d.writePack(m, held[m], old[m]); err != nil {
			return fmt.Errorf("can't compact the history: %w", bare(err))
		}
	}
	return nil
}

// writePack writes the pack of a month and takes away those that it replaces.
func (d *dirStore) writePack(month string, entries []Entry, old []string) error {
	slices.SortFunc(entries, compare)
	entries = slices.CompactFunc(entries, func(a, b Entry) bool { return a.ID == b.ID && bytes.Equal(a.Text, b.Text) })
	var text bytes.Buffer
	for _, e := range entries {
		text.WriteString(e.ID + " ")
		text.Write(e.Text)
		text.WriteByte('\n')
	}
	name := ""
	if len(entries) > 0 {
		name = month + "-" + digest(text.Bytes())[:16] + packExt
		if err := d.put(path.Join(packsFolder, name), text.Bytes()); err != nil {
			return err
		}
	}
	for _, other := range old {
		if other == name {
			continue
		}
		if err := d.root.Remove(path.Join(packsFolder, other)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
