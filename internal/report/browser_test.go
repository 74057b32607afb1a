package report

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// browser drives a headless Chromium over a pipe, by the DevTools protocol
// (https://chromedevtools.github.io/devtools-protocol/). It needs no network.
type browser struct {
	t       *testing.T
	in      *os.File
	out     *bufio.Reader
	session string
	last    int
	events  []event
	told    bool   // which font it uses
	origin  string // of the page
}

// event is a message of the browser: an answer, or something that happened.
type event struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// newBrowser starts one with the fonts of the machine, or skips the test where
// none is installed.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	return startBrowser(t)
}

// startBrowser starts one with an environment.
func startBrowser(t *testing.T, environment ...string) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && program == "" {
			program = path
		}
	}
	if program == "" {
		t.Skip("no chromium is installed")
	}
	theirIn, in := pipe(t)
	out, theirOut := pipe(t)
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--remote-debugging-pipe", "--no-first-run", "--user-data-dir="+t.TempDir(), "about:blank")
	cmd.Env = append(os.Environ(), environment...)
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirIn.Close()
	theirOut.Close()
	if err := out.SetReadDeadline(time.Now().Add(5 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		// A browser that is killed leaves processes behind, which write on.
		fmt.Fprintf(in, `{"id": %d, "method": "Browser.close"}%c`, b.last+1, 0)
		if _, err := io.Copy(io.Discard, b.out); err != nil {
			cmd.Process.Kill()
		}
		cmd.Wait()
		in.Close()
		out.Close()
	})
	var targets struct {
		TargetInfos []struct{ TargetID, Type string }
	}
	b.call("Target.getTargets", nil, &targets)
	for _, target := range targets.TargetInfos {
		if target.Type == "page" && b.session == "" {
			var attached struct{ SessionID string }
			b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
			b.session = attached.SessionID
		}
	}
	for _, domain := range []string{"Page", "Runtime", "Log", "Network", "DOM"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

func pipe(t *testing.T) (r, w *os.File) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	return r, w
}

func (b *browser) read() event {
	b.t.Helper()
	message, err := b.out.ReadBytes(0)
	if err != nil {
		b.t.Fatalf("the browser is gone: %v", err)
	}
	var e event
	if err := json.Unmarshal(message[:len(message)-1], &e); err != nil {
		b.t.Fatal(err)
	}
	return e
}

// call sends a command and waits for its answer; events on the way are kept.
func (b *browser) call(method string, params any, result any) {
	b.t.Helper()
	b.last++
	message := map[string]any{"id": b.last, "method": method}
	if params != nil {
		message["params"] = params
	}
	if b.session != "" {
		message["sessionId"] = b.session
	}
	text, err := json.Marshal(message)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(text, 0)); err != nil {
		b.t.Fatal(err)
	}
	for {
		e := b.read()
		switch {
		case e.ID != b.last:
			b.events = append(b.events, e)
			continue
		case e.Error != nil:
			b.t.Fatalf("%s: %s", method, e.Error.Message)
		case result != nil:
			if err := json.Unmarshal(e.Result, result); err != nil {
				b.t.Fatal(err)
			}
		}
		return
	}
}

// open serves a page from this machine and opens it, at a fragment if there is
// one. Files are no common origin to a browser, which would complain of that.
func (b *browser) open(page, fragment string) {
	b.t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, page)
	}))
	b.t.Cleanup(server.Close)
	b.events, b.origin = nil, server.URL+"/"
	b.call("Page.navigate", map[string]any{"url": b.origin + fragment}, nil)
	for !b.happened("Page.loadEventFired") {
		b.events = append(b.events, b.read())
	}
	if !b.told {
		b.told = true
		b.t.Logf("text is set in %s", b.typeface())
	}
}

func (b *browser) happened(method string) bool {
	for _, e := range b.events {
		if e.Method == method {
			return true
		}
	}
	return false
}

// eval runs an expression in the page and decodes what it gives.
func (b *browser) eval(expression string, into any) {
	b.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Exception struct{ Description string }
		}
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}, &answer)
	if answer.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, answer.ExceptionDetails.Exception.Description)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(answer.Result.Value, into); err != nil {
		b.t.Fatalf("%s gives %s: %v", expression, answer.Result.Value, err)
	}
}

func (b *browser) text(expression string) (s string) { b.t.Helper(); b.eval(expression, &s); return s }
func (b *browser) number(expression string) (n float64) {
	b.t.Helper()
	b.eval(expression, &n)
	return n
}
func (b *browser) holds(expression string) (ok bool) {
	b.t.Helper()
	b.eval(expression, &ok)
	return ok
}

// complaints are what the console says, and requests for anything but the
// page itself.
func (b *browser) complaints() []string {
	var said []string
	for _, e := range b.events {
		switch e.Method {
		case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded":
			said = append(said, e.Method+" "+string(e.Params))
		case "Network.requestWillBeSent":
			var sent struct{ Request struct{ URL string } }
			if err := json.Unmarshal(e.Params, &sent); err != nil || !strings.HasPrefix(sent.Request.URL, b.origin) && !strings.HasPrefix(sent.Request.URL, "data:") {
				said = append(said, "request "+sent.Request.URL)
			}
		}
	}
	return said
}

// pdf prints the page.
func (b *browser) pdf() string { b.t.Helper(); return b.pdfOn(8.27, 11.69) }

// pdfOn prints it on paper of so many inches.
func (b *browser) pdfOn(width, height float64) string {
	b.t.Helper()
	var printed struct{ Data string }
	b.call("Page.printToPDF", map[string]any{"paperWidth": width, "paperHeight": height, "marginTop": 0.4, "printBackground": true, "preferCSSPageSize": true}, &printed)
	data, err := base64.StdEncoding.DecodeString(printed.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(data)
}

func (b *browser) window(width, height int) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

func (b *browser) scheme(name string) {
	b.t.Helper()
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": name}}}, nil)
}
