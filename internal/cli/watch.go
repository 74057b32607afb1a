package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	// lookEvery is how often a watch looks for changes, and mostWatched at how many
	// files.
	lookEvery   = 500 * time.Millisecond
	mostWatched = 50_000
)

// watch does its work again whenever a file of the project changes, until it is
// told to stop: what is written itself does not count.
func (g *global) watch(o reportOptions, work func() error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ticks := time.NewTicker(lookEvery)
	defer ticks.Stop()
	return g.watching(ctx, ticks.C, o.out, work)
}

// watching looks at every tick.
func (g *global) watching(ctx context.Context, ticks <-chan time.Time, out string, work func() error) error {
	seen := ""
	for {
		now, err := g.stateOf(out)
		if err != nil {
			return broken{err}
		}
		if now != seen {
			seen = now
			if err := work(); err != nil {
				var code exit
				if !errors.As(err, &code) {
					g.report(err) // a fault is mended while it is watched
				}
			}
			fmt.Fprintln(g.Stderr, "watching for changes; Ctrl-C ends")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticks:
		}
	}
}

// stateOf is a digest over names, sizes and times of the files of the project,
// without those that are written and without git's.
func (g *global) stateOf(out string) (string, error) {
	root := g.path(".")
	skip := []string{filepath.Clean(g.path(out))}
	sum, n := sha256.New(), 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // a file that is gone meanwhile is a change of its folder
		case entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".git") || entry.Name() == "node_modules" || slices.Contains(skip, filepath.Clean(path))):
			return filepath.SkipDir
		case !entry.Type().IsRegular():
			return nil
		}
		if n++; n > mostWatched {
			return fmt.Errorf("--watch: expected at most %d files in the project, found more", mostWatched)
		}
		if info, err := entry.Info(); err == nil {
			fmt.Fprintf(sum, "%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

// show opens a page in the browser of the person at the terminal.
func (g *global) show(path string) error {
	name, args := "xdg-open", []string{path}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", path}
	}
	if named := g.Getenv("BROWSER"); named != "" && !strings.ContainsAny(named, " :%") {
		name = named
	}
	if err := exec.Command(name, args...).Start(); err != nil {
		return hinted{fmt.Errorf("--open: %w", err), "the page is " + path}
	}
	return nil
}
