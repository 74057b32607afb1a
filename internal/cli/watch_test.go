package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A watch works once at the start and once for each change, whatever the work
// itself writes, and goes on after a fault.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("signoff.yaml", "a")
	var said bytes.Buffer
	g := &global{World: World{Stdout: &said, Stderr: &said, Getenv: func(string) string { return "" }}, dir: dir}
	ctx, stop := context.WithCancel(context.Background())
	ticks, steps, done := make(chan time.Time), make(chan bool), make(chan error)
	worked := 0
	go func() {
		done <- g.watching(ctx, ticks, "reports", func() error {
			worked++
			write("reports/assessment.md", strings.Repeat("x", worked))
			steps <- true
			return errors.New("a fault")
		})
	}()
	<-steps
	quiet := func() {
		t.Helper()
		for range 2 { // the second is taken once the first was looked at
			select {
			case ticks <- time.Time{}:
			case <-steps:
				t.Error("worked, and nothing had changed")
			}
		}
	}
	quiet() // but what the work wrote
	aside := filepath.Join(t.TempDir(), "opening.md")
	if err := errors.Join(os.WriteFile(aside, []byte("b"), 0o666), os.Rename(aside, filepath.Join(dir, "opening.md"))); err != nil {
		t.Fatal(err)
	}
	for waiting := true; waiting; {
		select {
		case ticks <- time.Time{}:
		case <-steps:
			waiting = false
		}
	}
	write(".git/index", "c")
	quiet()
	stop()
	if err := <-done; err != nil || worked != 2 || strings.Count(said.String(), "a fault") != 2 {
		t.Errorf("worked %d times, %v: %s", worked, err, said.String())
	}
}

func TestPrintWithoutABrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var said bytes.Buffer
	w := World{Stdin: strings.NewReader(""), Stdout: &said, Stderr: &said, Getenv: func(string) string { return "" }, Now: time.Now}
	code := Main([]string{"report", "-C", filepath.Join(repository, "reports", "datastores"), "--to", "pdf", "--as-of", "2026-11-21", "--out", t.TempDir()}, w)
	if code != exitMisused || !strings.Contains(said.String(), "--to pdf: expected Chromium or Chrome on the PATH, found none\nhint: install chromium") {
		t.Errorf("exit %d: %s", code, said.String())
	}
}

// TestPrint has the page printed by the browser that is installed.
func TestPrint(t *testing.T) {
	g := &global{World: World{Getenv: func(string) string { return "" }}}
	if _, err := g.browser(); err != nil || testing.Short() {
		t.Skip("no browser, or it takes too long")
	}
	data, err := g.print([]byte("<!DOCTYPE html><title>x</title><p>Rejected</p>"))
	if err != nil || !bytes.HasPrefix(data, []byte(pdfMark)) {
		t.Fatalf("%v: %.40q", err, data)
	}
}
