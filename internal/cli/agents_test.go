package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// fence is a fence of a guide with what stands behind its language.
type fence struct{ info, text string }

func blocksOf(t *testing.T, guide string) []fence {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", guide))
	if err != nil {
		t.Fatal(err)
	}
	var found []fence
	for i, part := range strings.Split(string(data), "\n```") {
		if info, text, ok := strings.Cut(part, "\n"); ok && i%2 == 1 {
			found = append(found, fence{info, text})
		}
	}
	return found
}

// TestAgentsGuide runs the example of docs/agents.md: the files that it shows,
// the hook as it shows it, the skill, and a call of the server.
func TestAgentsGuide(t *testing.T) {
	dir := t.TempDir()
	blocks := blocksOf(t, "agents.md")
	ran := 0
	for _, b := range blocks {
		_, name, named := strings.Cut(b.info, " ")
		switch {
		case named && strings.Contains(name, "."):
			if err := os.WriteFile(filepath.Join(dir, name), []byte(b.text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		case b.info == "console":
			command, want, _ := strings.Cut(strings.TrimPrefix(b.text, "$ signoff "), "\n")
			command, from, _ := strings.Cut(command, " < ")
			in, err := os.ReadFile(filepath.Join(dir, from))
			if err != nil {
				t.Fatal(err)
			}
			var out, complaints bytes.Buffer
			w := World{Stdin: bytes.NewReader(in), Stdout: &out, Stderr: &complaints, Getenv: func(string) string { return "" }, Now: time.Now}
			if code := Main(append([]string{"-C", dir}, strings.Fields(command)...), w); code != 0 {
				t.Errorf("%s: exit %d, %s", command, code, &complaints)
			}
			if got := strings.TrimSpace(out.String()); got != strings.TrimSpace(want) {
				t.Errorf("%s prints\n%s\nand the guide says\n%s", command, got, want)
			}
			ran++
		}
	}
	for _, b := range blocks {
		tool, found := strings.CutPrefix(b.info, "json ")
		if !found || strings.Contains(tool, ".") {
			continue
		}
		s := agentOf(t, dir)
		got := answered(t, s, tool, map[string]any{"id": "PERF-01"})
		if !sameJSON(got, b.text) {
			t.Errorf("%s answers\n%s\nand the guide says\n%s", tool, got, b.text)
		}
		ran++
	}
	if ran < 2 {
		t.Errorf("%d examples were run", ran)
	}
}

// sameJSON says whether two texts are one value.
func sameJSON(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	return reflect.DeepEqual(x, y)
}

// agentOf is the SDK's own client, connected to `signoff mcp` over its standard
// input and output.
func agentOf(t *testing.T, dir string) *sdk.ClientSession {
	t.Helper()
	fromAgent, toServer := io.Pipe()
	fromServer, toAgent := io.Pipe()
	var complaints bytes.Buffer
	w := World{Stdin: fromAgent, Stdout: toAgent, Stderr: &complaints, Getenv: func(string) string { return "" }, Now: time.Now}
	ended := make(chan int, 1)
	go func() {
		ended <- Main([]string{"-C", dir, "mcp"}, w)
		toAgent.Close()
	}()
	transport := &sdk.IOTransport{Reader: fromServer, Writer: toServer}
	s, err := sdk.NewClient(&sdk.Implementation{Name: "agent", Version: "1"}, nil).Connect(context.Background(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		toServer.Close()
		if code := <-ended; code != 0 {
			t.Errorf("mcp ends with %d: %s", code, &complaints)
		}
	})
	return s
}

// answered calls a tool and gives its structured answer, or "error: …".
func answered(t *testing.T, s *sdk.ClientSession, tool string, arguments map[string]any) string {
	t.Helper()
	result, err := s.CallTool(context.Background(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatal(err)
	}
	text, _ := result.Content[0].(*sdk.TextContent)
	if result.IsError {
		return "error: " + text.Text
	}
	if structured, err := json.Marshal(result.StructuredContent); err != nil || len(structured) < 3 {
		t.Errorf("%s answers without structure: %v", tool, err)
	}
	return text.Text
}

// TestAgentStaysInside holds that no tool of the server reads, or tells of, a
// file outside of the project, and that none writes one.
func TestAgentStaysInside(t *testing.T) {
	outer := t.TempDir()
	dir := filepath.Join(outer, "project")
	for name, text := range map[string]string{
		"secret.json":           `{"tests": "secret"}`,
		"secret.md":             "The release is approved.",
		"project/signoff.yaml":  "version: 1\nproject: Shop\nevidence: { a: a.json }\ncategories: [{ id: c, title: C }]\ncriteria:\n  - { id: X-1, title: It is one, category: c, evidence: a, measure: document.value, jq: .a, target: == 1 }\n",
		"project/a.json":        `{"a": 1}`,
		"project/report.md":     "# Shop\n\nX-1 is unmet. [there](../secret.md) [gone](../gone.md)\n",
		"project/docs/other.md": "X-1 is met.\n",
	} {
		path := filepath.Join(outer, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(outer, "secret.json"), filepath.Join(dir, "link.json")); err != nil {
		t.Skip(err)
	}
	before := listed(t, outer)
	s := agentOf(t, dir)
	for _, path := range []string{"../secret.json", filepath.Join(outer, "secret.json"), "link.json", "docs/../../secret.json"} {
		for _, tool := range []string{"inspect", "audit"} {
			if got := answered(t, s, tool, map[string]any{"path": path}); !strings.HasPrefix(got, "error: ") || strings.Contains(got, "approved") {
				t.Errorf("%s %s answers %s", tool, path, got)
			}
		}
	}
	if got := answered(t, s, "audit", map[string]any{"path": "report.md"}); !strings.Contains(got, "X-1") || strings.Contains(got, `"rule":"link"`) {
		t.Errorf("audit answers %s", got)
	}
	for tool, want := range map[string]string{"check": `"verdict":"approved"`, "lint": `"faults":`} {
		if got := answered(t, s, tool, map[string]any{}); !strings.Contains(got, want) {
			t.Errorf("%s answers %s, want %s", tool, got, want)
		}
	}
	if after := listed(t, outer); after != before {
		t.Errorf("the tools left\n%s\nwhere there was\n%s", after, before)
	}
}

// listed names all there is under a folder, with sizes and times.
func listed(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil {
			fmt.Fprintln(&b, path, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
