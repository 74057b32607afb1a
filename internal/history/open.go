package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Usual is the store of a project that names none.
const Usual = "dir:.signoff/history"

// Kind is one kind of store.
type Kind struct {
	// Scheme stands before the colon of its address, and Form shows the whole.
	Scheme, Form, Doc string
	// reach is what an address leads to.
	reach reach
	open  func(ctx context.Context, rest string, at Place) (Store, error)
}

// reach is what the address of a store leads to.
type reach uint8

const (
	repository reach = iota // the one around the project
	files                   // of this machine
	server                  // over the network
)

// ErrBeyond says that an address leads to where only who runs the tool may send it.
var ErrBeyond = errors.New("a file of the project may name no store outside of it")

// held keeps an address that a repository holds within the project: it may be a
// stranger's, and what answers is asked with this machine's secrets.
func (r reach) held(rest string, at Place) error {
	switch r {
	case repository:
		return nil
	case server:
		return ErrBeyond
	}
	root, err := os.OpenRoot(at.Path("."))
	if err != nil {
		return bare(err)
	}
	defer root.Close()
	if _, err := root.Stat(rest); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return ErrBeyond
	}
	return nil
}

// Place is where addresses start from.
type Place struct {
	// Path gives a file or folder as this process reaches it.
	Path func(name string) string
	// Dir is the project's folder, which a repository of git is looked for around.
	Dir string
	// Make says that a store that is not there is made.
	Make bool
	// Declared says that a file of the project names the store, and not who runs
	// the tool: then it is ErrBeyond to lead out of the project.
	Declared bool
}

// Kinds lists every kind of store.
func Kinds() []Kind {
	return append([]Kind{
		{"dir", "dir:FOLDER", "one file a run", files, func(_ context.Context, rest string, at Place) (Store, error) {
			if rest == "" {
				return nil, errors.New("expected dir:FOLDER")
			}
			return asStore(openDir(at.Path(rest), at.Make))
		}},
		{"git", "git:REF", "a commit a run under a ref of its own, which goes along with the repository", repository, func(_ context.Context, rest string, at Place) (Store, error) {
			return asStore(openRef(rest, at))
		}},
	}, databases...)
}

// asStore keeps a nil pointer from becoming a store.
func asStore[S Store](s S, err error) (Store, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// ErrNone says that there is no store at an address yet.
var ErrNone = errors.New("there is no history yet")

// IsAddress says whether a text begins as the address of a store does.
func IsAddress(text string) bool {
	scheme, _, ok := strings.Cut(text, ":")
	for _, k := range Kinds() {
		if ok && k.Scheme == scheme {
			return true
		}
	}
	return false
}

// Open opens the store at an address. What is not there and not to be made is
// ErrNone.
func Open(ctx context.Context, address string, at Place) (Store, error) {
	scheme, rest, ok := strings.Cut(address, ":")
	var forms []string
	for _, k := range Kinds() {
		forms = append(forms, k.Form)
		if !ok || k.Scheme != scheme {
			continue
		}
		if at.Declared {
			if err := k.reach.held(rest, at); err != nil {
				return nil, fmt.Errorf("%s: %w", Shown(address), err)
			}
		}
		s, err := k.open(ctx, rest, at)
		if errors.Is(err, fs.ErrNotExist) {
			err = ErrNone
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", Shown(address), err)
		}
		return s, nil
	}
	return nil, fmt.Errorf("expected a store as %s, found %q", strings.Join(forms, ", "), Shown(address))
}

// Shown is an address without what may be a secret in it.
func Shown(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	host, query, _ := strings.Cut(rest, "?")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		user, _, _ := strings.Cut(host[:i], ":")
		host = user + host[i:]
	}
	if query != "" {
		host += "?…"
	}
	return scheme + "://" + host
}
