package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"signoff/internal/report"
)

// pdfName is what --to calls a page that a browser prints.
const pdfName = "pdf"

// pdfMark is how every file of that kind begins.
const pdfMark = "%PDF-"

// printTime is how long a browser may take.
const printTime = time.Minute

// browsers are the names under which Chromium and its like are installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge", "brave-browser"}

// printed is the output of a page that a browser prints: what is written to it is
// the page.
func printed() (report.Output, error) {
	page, err := outputNamed("html")
	page.Name, page.Ext, page.Mark = pdfName, ".pdf", pdfMark
	page.Doc = "the page, printed by an installed Chromium (its bytes are not the same twice)"
	return page, err
}

// browser finds a Chromium, or says how to get one.
func (g *global) browser() (string, error) {
	if named := g.Getenv("SIGNOFF_CHROMIUM"); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("SIGNOFF_CHROMIUM: %w", err)
		}
		return path, nil
	}
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", hinted{errors.New("--to pdf: expected Chromium or Chrome on the PATH, found none"),
		"install chromium, name one in SIGNOFF_CHROMIUM, or print the html yourself: it is set for paper"}
}

// print has a browser print a page: without network, in a profile of its own that
// is thrown away.
func (g *global) print(page []byte) ([]byte, error) {
	browser, err := g.browser()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "signoff-print-")
	if err != nil {
		return nil, broken{err}
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(in, page, 0o600); err != nil {
		return nil, broken{err}
	}
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-background-networking",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + filepath.Join(dir, "profile"), "--no-pdf-header-footer", "--print-to-pdf=" + out}
	if os.Geteuid() == 0 { // its sandbox refuses the superuser; the page may ask for nothing
		args = append(args, "--no-sandbox")
	}
	ctx, stop := context.WithTimeout(context.Background(), printTime)
	defer stop()
	cmd := exec.CommandContext(ctx, browser, append(args, "file://"+filepath.ToSlash(in))...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	inGroup(cmd)
	cmd.Cancel = func() error { endGroup(cmd); return nil }
	ran := cmd.Run()
	data, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(data, []byte(pdfMark)) {
		why := strings.TrimSpace(said.String())
		if lines := strings.Split(why, "\n"); len(lines) > 3 {
			why = strings.Join(lines[len(lines)-3:], "\n")
		}
		return nil, broken{fmt.Errorf("%s printed no page: %v\n%s", filepath.Base(browser), errors.Join(ran, ctx.Err()), why)}
	}
	return data, nil
}
