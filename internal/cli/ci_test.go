package cli

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

const usedInTests = "shop/signoff@08c6903cd8c0fde910a37f88322edcfb5dd907a8"

// generated writes the files of a CI and gives their texts by name.
func generated(t *testing.T, args ...string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if said := runHere(append([]string{"ci", "init", "-C", dir, "--use", usedInTests}, args...)); strings.Contains(said, "signoff: ") {
		t.Fatal(said)
	}
	texts := map[string]string{}
	for _, pattern := range []string{".github/workflows/*.yml", ".gitlab/*.yml"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[strings.Join(args, " ")+" "+filepath.Base(name)] = string(text)
		}
	}
	return texts
}

// ours are the workflows and the action of this repository.
func ours(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(repository, ".github", "workflows", "*.yml"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range append(names, filepath.Join(repository, "action.yml")) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(name)] = string(text)
	}
	return texts
}

var (
	pinned     = regexp.MustCompile(`^[A-Za-z0-9._/-]+@[0-9a-f]{40}$`)
	expression = regexp.MustCompile(`\$\{\{`)
	untrusted  = regexp.MustCompile(`github\.(event\.(issue|pull_request|comment|review|discussion|head_commit|commits|workflow_run)\.[a-z_.]*(title|body|label|message|ref|name|email|branch)|head_ref)`)
)

// problem says what in a workflow or an action a stranger could use.
func problem(t *testing.T, text string) []string {
	t.Helper()
	var file struct {
		On          yaml.Node
		Permissions yaml.Node
		Jobs        map[string]struct {
			RunsOn  string    `yaml:"runs-on"`
			Timeout int       `yaml:"timeout-minutes"`
			Secrets yaml.Node `yaml:"secrets"`
			If      string
			Perms   yaml.Node `yaml:"permissions"`
			Steps   []step
		}
		Runs *struct{ Steps []step }
	}
	if err := yaml.Unmarshal([]byte(text), &file); err != nil {
		t.Fatal(err)
	}
	var found []string
	add := func(bad bool, what string) {
		if bad && !slices.Contains(found, what) {
			found = append(found, what)
		}
	}
	events := namesIn(&file.On)
	steps := []step{}
	if file.Runs != nil {
		steps = file.Runs.Steps
	} else {
		add(file.Permissions.Kind != yaml.MappingNode || len(file.Permissions.Content) > 0, "permissions for every job")
	}
	for _, job := range file.Jobs {
		add(strings.HasSuffix(job.RunsOn, "-latest"), "a runner that changes")
		add(job.Timeout == 0, "a job without an end")
		add(job.Secrets.Value == "inherit", "every secret")
		add(job.Perms.Kind == yaml.ScalarNode, "permissions by one word")
		steps = append(steps, job.Steps...)
	}
	add(slices.Contains(events, "pull_request_target"), "pull_request_target")
	for _, s := range steps {
		add(s.Uses != "" && !strings.HasPrefix(s.Uses, "./") && !pinned.MatchString(s.Uses), "an action that is not pinned: "+s.Uses)
		add(expression.MatchString(s.Run), "an expression in a script")
		checkout := strings.HasPrefix(s.Uses, "actions/checkout@")
		add(checkout && s.With["persist-credentials"] != "false", "a checkout that leaves its token")
		add(checkout && slices.Contains(events, "workflow_run"), "a checkout after a stranger's run")
		add(strings.Contains(s.Run, "GITHUB_ENV"), "the environment of later steps")
		for _, value := range s.With {
			add(untrusted.MatchString(value), "a stranger's text")
		}
	}
	return found
}

type step struct {
	Uses, Run string
	With      map[string]string
}

// namesIn are the names in a list, a mapping or a word.
func namesIn(n *yaml.Node) []string {
	var list []string
	switch n.Kind {
	case yaml.ScalarNode:
		list = []string{n.Value}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			list = append(list, c.Value)
		}
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			list = append(list, n.Content[i].Value)
		}
	}
	return list
}

func TestWorkflowsGiveStrangersNothing(t *testing.T) {
	for _, texts := range []map[string]string{ours(t), generated(t, "github"), generated(t, "github", "--reusable")} {
		if len(texts) == 0 {
			t.Error("no workflow")
		}
		for name, text := range texts {
			for _, what := range problem(t, text) {
				t.Errorf("%s: %s", name, what)
			}
		}
	}
}

// TestProblemsAreFound shows that each rule can fail.
func TestProblemsAreFound(t *testing.T) {
	const good = `
on: pull_request
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        with: { persist-credentials: false }
      - run: echo "$A"
`
	if found := problem(t, good); len(found) > 0 {
		t.Errorf("found %q in nothing", found)
	}
	for _, change := range []struct{ old, new, want string }{
		{"permissions: {}", "permissions: write-all", "permissions for every job"},
		{"permissions: {}\n", "", "permissions for every job"},
		{"on: pull_request", "on: [push, pull_request_target]", "pull_request_target"},
		{"on: pull_request", "on: { workflow_run: { workflows: [x] } }", "a checkout after a stranger's run"},
		{"ubuntu-24.04", "ubuntu-latest", "a runner that changes"},
		{"    timeout-minutes: 5\n", "", "a job without an end"},
		{"{ contents: read }", "write-all", "permissions by one word"},
		{"@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "@v5", "an action that is not pinned: actions/checkout@v5"},
		{"{ persist-credentials: false }", "{ fetch-depth: 0 }", "a checkout that leaves its token"},
		{`echo "$A"`, "echo ${{ github.head_ref }}", "an expression in a script"},
		{`echo "$A"`, "echo A=b >>$GITHUB_ENV", "the environment of later steps"},
		{"persist-credentials: false", "persist-credentials: false, ref: '${{ github.event.pull_request.title }}'", "a stranger's text"},
		{"    steps:", "    secrets: inherit\n    steps:", "every secret"},
	} {
		changed := strings.Replace(good, change.old, change.new, 1)
		if changed == good || !slices.Contains(problem(t, changed), change.want) {
			t.Errorf("%s: found %q, want %q", change.new, problem(t, changed), change.want)
		}
	}
}

// flagged finds calls of signoff with their flags.
var flagged = regexp.MustCompile(`(?m)(?:\bsignoff |\()(lint|report|collect|comment|check)\b(.*)$`)

// TestScriptsCallWhatIsThere holds every flag that scripts and workflows pass
// against the commands.
func TestScriptsCallWhatIsThere(t *testing.T) {
	texts := generated(t, "github")
	for _, name := range []string{"ci/gate", "templates/readiness.yml"} {
		text, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	flag := regexp.MustCompile(`--([a-z-]+)`)
	seen := 0
	for name, text := range texts {
		for _, call := range flagged.FindAllStringSubmatch(text, -1) {
			c, _, err := newRoot(World{}).Find([]string{call[1]})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range flag.FindAllStringSubmatch(call[2], -1) {
				if seen++; c.Flag(f[1]) == nil {
					t.Errorf("%s: signoff %s has no --%s", name, call[1], f[1])
				}
			}
		}
	}
	gate, _ := os.ReadFile(filepath.Join(repository, "ci", "gate"))
	report, _, _ := newRoot(World{}).Find([]string{"report"})
	for _, f := range regexp.MustCompile(`report\+=\("--([a-z-]+)=`).FindAllStringSubmatch(string(gate), -1) {
		if seen++; report.Flag(f[1]) == nil {
			t.Errorf("ci/gate: signoff report has no --%s", f[1])
		}
	}
	if seen < 10 {
		t.Errorf("only %d flags were looked at", seen)
	}
}

// TestInstall fetches a release from a server on this machine: one that is what
// the action's tag says, and others that are not.
func TestInstall(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no curl")
	}
	script, err := os.ReadFile(filepath.Join(repository, "ci", "install"))
	if err != nil {
		t.Fatal(err)
	}
	archive := packed(t, "signoff", "#!/bin/sh\necho this is signoff\n")
	name := fmt.Sprintf("signoff_1.2.3_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	served := archive
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1.2.3/"+name {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Write(served)
	}))
	defer s.Close()
	for _, test := range []struct {
		name, release string
		served        []byte
		want          string // a part of the complaint, "" when it works
	}{
		{"as it is", fmt.Sprintf("1.2.3\n%x  %s\n", sha256.Sum256(archive), name), archive, ""},
		{"another archive", fmt.Sprintf("1.2.3\n%x  %s\n", sha256.Sum256(archive), name), packed(t, "signoff", "echo evil"), "expected "},
		{"no such platform", "1.2.3\n0123  signoff_1.2.3_plan9_mips.tar.gz\n", archive, "has no signoff_1.2.3"},
		{"no such release", fmt.Sprintf("1.2.4\n%x  %s\n", sha256.Sum256(archive), strings.Replace(name, "1.2.3", "1.2.4", 1)), archive, "can't fetch"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			served = test.served
			for file, text := range map[string]string{"ci/install": string(script), "ci/release": test.release} {
				put(t, filepath.Join(dir, file), []byte(text))
			}
			into := filepath.Join(dir, "a folder")
			cmd := exec.Command("bash", filepath.Join(dir, "ci", "install"), into)
			cmd.Env = append(os.Environ(), "SIGNOFF_RELEASES="+s.URL)
			out, err := cmd.CombinedOutput()
			if test.want != "" {
				if _, there := os.Stat(filepath.Join(into, "signoff")); err == nil || there == nil || !strings.Contains(string(out), test.want) {
					t.Errorf("%v (installed: %v): %s, want %q", err, there == nil, out, test.want)
				}
				return
			}
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if said, err := exec.Command(filepath.Join(into, "signoff")).Output(); err != nil || string(said) != "this is signoff\n" {
				t.Errorf("%q, %v", said, err)
			}
		})
	}
}

// packed is an archive of one program.
func packed(t *testing.T, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(text))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
