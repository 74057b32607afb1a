package git

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// digestsOf is the hash by which a repository names its objects.
func digestsOf(t Tree) func() hash.Hash {
	for _, blob := range t {
		if len(blob) == 2*sha256.Size {
			return sha256.New
		}
		break
	}
	return sha1.New
}

// blobs names the blob of each path, "" where none can be read.
func (d disk) blobs(names []string) []string {
	list := make([]string, len(names))
	var next sync.Mutex
	at := 0
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for {
				next.Lock()
				from := at
				at += 64
				next.Unlock()
				if from >= len(names) {
					return
				}
				for i := from; i < min(from+64, len(names)); i++ {
					list[i] = d.blob(names[i])
				}
			}
		})
	}
	wait.Wait()
	return list
}

func (d disk) blob(path string) string {
	name := filepath.FromSlash(path)
	info, err := d.root.Lstat(name)
	switch {
	case err != nil:
		return ""
	case info.IsDir():
		return gitlink
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := d.root.Readlink(name)
		if err != nil {
			return ""
		}
		return d.named([]byte(target))
	case !info.Mode().IsRegular():
		return ""
	}
	file, err := d.root.Open(name)
	if err != nil {
		return "unreadable"
	}
	defer file.Close()
	sum := d.digests()
	fmt.Fprintf(sum, "blob %d\x00", info.Size())
	if n, err := io.Copy(sum, io.LimitReader(file, info.Size()+1)); err != nil || n != info.Size() {
		return "unreadable"
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// named is the name of a blob with these bytes.
func (d disk) named(data []byte) string {
	sum := d.digests()
	fmt.Fprintf(sum, "blob %d\x00", len(data))
	sum.Write(data)
	return hex.EncodeToString(sum.Sum(nil))
}

// forgive gives the commit's blob to files that hold the same in other words:
// CRLF for the commit's LF, and what a pointer of Git LFS points at.
func (r *Repository) forgive(d disk, commit, working Tree, differ []string) {
	var rest []string
	for _, path := range differ {
		data := d.text(path)
		if bytes.Contains(data, []byte("\r\n")) && d.named(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))) == commit[path] {
			working[path] = commit[path]
			continue
		}
		rest = append(rest, path)
	}
	pointers := r.pointers(commit, rest)
	for _, path := range rest {
		if oid := pointers[commit[path]]; oid != "" && d.sha256(path) == oid {
			working[path] = commit[path]
		}
	}
}

// text is a file of text, nil for anything else.
func (d disk) text(path string) []byte {
	name := filepath.FromSlash(path)
	info, err := d.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > longestText {
		return nil
	}
	file, err := d.root.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, longestText))
	if err != nil || bytes.IndexByte(data, 0) >= 0 {
		return nil
	}
	return data
}

func (d disk) sha256(path string) string {
	file, err := d.root.Open(filepath.FromSlash(path))
	if err != nil {
		return ""
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// pointers gives the SHA-256 that a blob points at when it is a pointer of Git
// LFS.
func (r *Repository) pointers(commit Tree, names []string) map[string]string {
	if len(names) == 0 {
		return nil
	}
	var input strings.Builder
	for _, path := range names {
		fmt.Fprintln(&input, commit[path])
	}
	sizes, err := r.feed(input.String(), "cat-file", "--batch-check")
	if err != nil {
		return nil
	}
	input.Reset()
	for line := range strings.Lines(sizes) {
		var blob, kind string
		var size int64
		if n, _ := fmt.Sscan(line, &blob, &kind, &size); n == 3 && kind == "blob" && size <= longestPointer {
			fmt.Fprintln(&input, blob)
		}
	}
	texts, err := r.feed(input.String(), "cat-file", "--batch")
	if err != nil {
		return nil
	}
	return pointed(texts)
}

// feed gives what git prints when it reads a text.
func (r *Repository) feed(input string, args ...string) (string, error) {
	out, err := r.run(input, args...)
	return string(out), err
}

// pointed reads what cat-file --batch prints: a line "BLOB blob SIZE", the
// bytes, and a new line.
func pointed(texts string) map[string]string {
	found := map[string]string{}
	for texts != "" {
		head, rest, ok := strings.Cut(texts, "\n")
		var blob, kind string
		var size int
		n, _ := fmt.Sscan(head, &blob, &kind, &size)
		if texts = rest; n < 3 { // "BLOB missing"
			continue
		}
		if !ok || size < 0 || size >= len(rest) {
			break
		}
		text := rest[:size]
		texts = rest[size+1:]
		if !strings.HasPrefix(text, "version https://git-lfs.github.com/spec/v1\n") {
			continue
		}
		for line := range strings.Lines(text) {
			if oid, ok := strings.CutPrefix(strings.TrimSpace(line), "oid sha256:"); ok {
				found[blob] = oid
			}
		}
	}
	return found
}
