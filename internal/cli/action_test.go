package cli

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestAction runs the steps of action.yml as a runner does: inputs through the
// environment, a release fetched from a server on this machine, the path and the
// outputs handed on in files.
func TestAction(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no curl")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The program of the release is this one: it is signoff when it is called so.
	archive := packed(t, "signoff", fmt.Sprintf("#!/bin/bash\nexec -a signoff %q \"$@\"\n", self))
	name := fmt.Sprintf("signoff_1.2.3_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/shop/signoff/releases/download/v1.2.3/"+name {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Write(archive)
	}))
	defer server.Close()

	dir := t.TempDir()
	action := filepath.Join(dir, "an action")
	for _, file := range []string{"install", "gate"} {
		text, err := os.ReadFile(filepath.Join(repository, "ci", file))
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(action, "ci", file), text)
		if err := os.Chmod(filepath.Join(action, "ci", file), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	put(t, filepath.Join(action, "ci", "release"), []byte(fmt.Sprintf("1.2.3\n%x  %s\n", sha256.Sum256(archive), name)))
	put(t, filepath.Join(dir, "work", "my shop", planFile), []byte(`{version: 1, project: Shop, evidence: {unit: {path: unit.xml}}, categories: [{id: t, title: T}],
criteria: [{id: T-1, title: No test fails, category: t, evidence: unit, measure: tests.failed, target: == 0, blocker: true}], approvals: {roles: [Engineering]}}`))
	put(t, filepath.Join(dir, "work", "my shop", "unit.xml"), []byte(`<testsuite name="a" tests="1"><testcase classname="a" name="one"/></testsuite>`))

	for _, test := range []struct {
		accept, verdict string
		fails           bool
	}{
		{"", "conditional", true},
		{"approval-missing", "conditional", false},
	} {
		r := runner{t: t, dir: dir, action: action, inputs: map[string]string{"directory": "my shop", "accept": test.accept}, env: map[string]string{
			"GITHUB_SERVER_URL": server.URL, "GITHUB_ACTION_PATH": action, "RUNNER_TEMP": filepath.Join(dir, "temp"),
		}}
		r.env["PATH"] = os.Getenv("PATH")
		said, err := r.run()
		if (err != nil) != test.fails || r.outputs["verdict"] != test.verdict || r.outputs["code"] == "" {
			t.Errorf("accept %q: %v, outputs %v:\n%s", test.accept, err, r.outputs, said)
		}
		for _, file := range []string{"assessment.json", "assessment.sarif", "executive.html"} {
			if _, err := os.Stat(filepath.Join(dir, "work", "my shop", "reports", file)); err != nil {
				t.Errorf("accept %q: %v\n%s", test.accept, err, said)
			}
		}
		if !strings.Contains(said, "::") {
			t.Errorf("no annotation in\n%s", said)
		}
	}
}

// runner runs a composite action.
type runner struct {
	t                    *testing.T
	dir, action          string
	inputs, env, outputs map[string]string
}

var filledIn = regexp.MustCompile(`\$\{\{ *([a-z_.-]+) *\}\}`)

func (r *runner) run() (said string, err error) {
	text, err := os.ReadFile(filepath.Join(repository, "action.yml"))
	if err != nil {
		r.t.Fatal(err)
	}
	var file struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Shell, Run, If string
				Env            map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		r.t.Fatal(err)
	}
	value := func(expression string) string {
		return filledIn.ReplaceAllStringFunc(expression, func(e string) string {
			name := filledIn.FindStringSubmatch(e)[1]
			input, ok := strings.CutPrefix(name, "inputs.")
			switch given, set := r.inputs[input]; {
			case name == "github.action_repository":
				return "shop/signoff"
			case ok && set:
				return given
			case ok:
				return file.Inputs[input].Default
			}
			r.t.Fatalf("nothing fills in %s", e)
			return ""
		})
	}
	output, path := filepath.Join(r.dir, "output"), filepath.Join(r.dir, "path")
	for _, step := range file.Runs.Steps {
		if step.Shell != "bash" {
			r.t.Fatalf("a step runs in %q", step.Shell)
		}
		put(r.t, output, nil)
		added, _ := os.ReadFile(path)
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
		cmd.Dir = filepath.Join(r.dir, "work")
		cmd.Env = []string{"GITHUB_OUTPUT=" + output, "GITHUB_PATH=" + path, "HOME=" + r.dir}
		for name, v := range r.env {
			if name == "PATH" {
				v = strings.ReplaceAll(strings.TrimSpace(string(added)), "\n", ":") + ":" + v
			}
			cmd.Env = append(cmd.Env, name+"="+v)
		}
		for name, v := range step.Env {
			cmd.Env = append(cmd.Env, name+"="+value(v))
		}
		out, failed := cmd.CombinedOutput()
		said += string(out)
		r.outputs = map[string]string{}
		text, _ := os.ReadFile(output)
		for line := range strings.Lines(string(text)) {
			if name, v, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
				r.outputs[name] = v
			}
		}
		if failed != nil {
			return said, failed
		}
	}
	return said, nil
}
