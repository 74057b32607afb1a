package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

// kills is how often TestKilledRuns kills a run.
var kills = flag.Int("kills", 30, "how often TestKilledRuns kills a run that writes")

// writers is a project in one of two states, and what a whole run makes of each.
type writers struct {
	t    *testing.T
	dir  string
	bin  string
	full [2]map[string][]byte
}

const writersPlan = `version: 1
project: Shop
release: "2.4"
approvals: { roles: [Lead] }
history: { store: "dir:kept" }
evidence:
  a: { path: evidence/a.json, collect: "cat state.json; cat filler.txt" }
categories: [{ id: c, title: Care }]
criteria:
  - { id: C-1, title: Value, category: c, evidence: a, measure: document.value, jq: ".n", target: "< 9" }
`

var writtenTo = []string{"report", "--to", "md,html,json,junit,sarif,csv,xlsx", "--out", "out", "--as-of", "2026-11-21T12:00:00Z"}

func newWriters(t *testing.T) *writers {
	t.Helper()
	bin, err := exec.LookPath("signoff")
	if err != nil {
		t.Skip("no program to be killed")
	}
	w := &writers{t: t, dir: t.TempDir(), bin: bin}
	putDamaged(w.dir, "signoff.yaml", []byte(writersPlan))
	putDamaged(w.dir, "filler.txt", bytes.Repeat([]byte(" \n"), 100_000))
	for state := range 2 {
		w.set(state)
		w.run(writtenTo...)
		w.full[state] = w.files("out")
		if len(w.full[state]) < 7 {
			t.Fatalf("a whole run writes %d files", len(w.full[state]))
		}
	}
	return w
}

// set puts the project in a state.
func (w *writers) set(state int) {
	text := fmt.Appendf(nil, `{"n": %d}`, 7+state)
	putDamaged(w.dir, "state.json", text)
	putDamaged(w.dir, "evidence/a.json", append(text, bytes.Repeat([]byte(" \n"), 100_000)...))
}

func (w *writers) command(args ...string) *exec.Cmd {
	c := exec.Command(w.bin, append([]string{"-C", w.dir}, args...)...)
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=")
	return c
}

func (w *writers) run(args ...string) string {
	w.t.Helper()
	out, err := w.command(args...).CombinedOutput()
	if code := exitCode(err); code > exitNotApproved || code < 0 {
		w.t.Fatalf("%v: exit %d\n%s", args, code, out)
	}
	return string(out)
}

func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if ended, ok := err.(*exec.ExitError); ok {
		return ended.ExitCode()
	}
	return -1
}

// files are those of a folder that people see.
func (w *writers) files(folder string) map[string][]byte {
	w.t.Helper()
	found := map[string][]byte{}
	err := filepath.WalkDir(filepath.Join(w.dir, folder), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		found[entry.Name()], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

// holdOutputs asks that every file is a whole one of either state, and that all
// are of one where assessment.json is there.
func (w *writers) holdOutputs(when string) {
	w.t.Helper()
	found := w.files("out")
	of := func(name string) []int {
		var states []int
		for state := range w.full {
			if bytes.Equal(found[name], w.full[state][name]) {
				states = append(states, state)
			}
		}
		return states
	}
	index := of("assessment.json")
	for name, data := range found {
		states := of(name)
		if len(states) == 0 {
			w.t.Fatalf("%s: %s is %d bytes of no run", when, name, len(data))
		}
		if len(index) > 0 && !slices.ContainsFunc(states, func(s int) bool { return slices.Contains(index, s) }) {
			w.t.Fatalf("%s: %s is of another run than assessment.json", when, name)
		}
	}
	if _, there := found["assessment.json"]; there && len(found) < len(w.full[0]) {
		w.t.Fatalf("%s: assessment.json names %d files, and %d are there", when, len(w.full[0]), len(found))
	}
}

// TestKilledRuns kills commands that write, at moments of chance between their
// start and their end: what they write is there whole or not at all, and what was
// there before is not half gone.
func TestKilledRuns(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process is ended in another way here")
	}
	commands := []killed{
		{"report", func(int) []string { return writtenTo }, (*writers).holdOutputs},
		{"bundle", func(int) []string { return append(slices.Clone(writtenTo), "--bundle", "all.tar") }, (*writers).holdBundle},
		{"approve", func(i int) []string { return []string{"approve", "--role", "Lead", "--name", fmt.Sprintf("P. %d", i)} }, (*writers).holdApprovals},
		{"collect", func(int) []string { return []string{"collect", "a"} }, (*writers).holdCollected},
		{"history", func(int) []string { return []string{"history", "add", "out"} }, (*writers).holdHistory},
	}
	if testing.Short() {
		t.Skip("what is killed is another process, with nothing to race here")
	}
	many := *kills
	for k, c := range commands {
		t.Run(c.name, func(t *testing.T) {
			w, random, stopped := newWriters(t), rand.New(rand.NewPCG(51, uint64(k))), 0
			began := time.Now()
			w.run(c.args(-1)...)
			whole := time.Since(began) * 5 / 4
			for i := range many / len(commands) {
				w.set(i % 2)
				if c.name == "history" { // of which each run is another
					w.run(append(slices.Clone(writtenTo), "--as-of", time.Date(2026, 11, 1, 0, i, 0, 0, time.UTC).Format(time.RFC3339))...)
				}
				cmd := w.command(c.args(i)...)
				after := time.Duration(random.Int64N(int64(whole)))
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				end := time.AfterFunc(after, func() { cmd.Process.Kill() })
				if err := cmd.Wait(); exitCode(err) < 0 {
					stopped++
				}
				end.Stop()
				c.hold(w, fmt.Sprintf("kill %d after %s", i, after))
			}
			t.Logf("%d runs of up to %s, %d of them killed before they ended", many/len(commands), whole, stopped)
			w.set(0)
			w.run(c.args(many)...)
			c.hold(w, "in the end")
		})
	}
}

// killed is a command that writes, and what has to hold after it was killed.
type killed struct {
	name string
	args func(i int) []string
	hold func(w *writers, when string)
}

func (w *writers) holdBundle(when string) {
	w.t.Helper()
	w.holdOutputs(when)
	if _, err := os.Stat(filepath.Join(w.dir, "all.tar")); err == nil && !strings.HasPrefix(w.run("verify", "all.tar"), "reproduced") {
		w.t.Fatalf("%s: a bundle that does not verify", when)
	}
}

func (w *writers) holdHistory(when string) {
	w.t.Helper()
	if _, err := os.Stat(filepath.Join(w.dir, "kept")); err != nil {
		return
	}
	if said := w.run("history", "verify"); !strings.Contains(said, "0 faults") {
		w.t.Fatalf("%s: %s", when, said)
	}
}

// holdApprovals asks that every approval that is there is whole.
func (w *writers) holdApprovals(when string) {
	w.t.Helper()
	var card scorecard.Scorecard
	out, err := w.command("check", "-o", "json").Output()
	if code := exitCode(err); code < 0 || code > exitNotApproved || json.Unmarshal(out, &card) != nil {
		w.t.Fatalf("%s: check ends with %d", when, code)
	}
	for _, a := range card.Approvals {
		if a.State == scorecard.Invalid {
			w.t.Fatalf("%s: an approval is invalid: %+v", when, a)
		}
	}
}

// holdCollected asks that evidence is whole, and that a record is of it or of
// nothing.
func (w *writers) holdCollected(when string) {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join(w.dir, "evidence", "a.json"))
	if err != nil || len(data) != len(`{"n": 7}`)+200_000 {
		w.t.Fatalf("%s: evidence of %d bytes, %v", when, len(data), err)
	}
	if said := w.run("lint"); strings.Contains(said, "collect.yaml") {
		w.t.Fatalf("%s: %s", when, said)
	}
	w.holdApprovals(when) // and nothing else is wrong
}

// TestFullDisk lets every file be at most so many blocks long, as a disk that is
// full does: a run fails by saying so, and leaves the files of an earlier one.
func TestFullDisk(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("no shell that bounds the length of files")
	}
	w := newWriters(t)
	failed := 0
	for blocks := 0; blocks < 600; blocks += 1 + blocks {
		w.set(blocks % 2)
		line := fmt.Sprintf("trap '' XFSZ; ulimit -f %d; exec \"$0\" \"$@\"", blocks)
		for _, args := range [][]string{writtenTo, append(slices.Clone(writtenTo), "--bundle", "all.tar")} {
			cmd := exec.Command(shell, append([]string{"-c", line, w.bin, "-C", w.dir}, args...)...)
			out, err := cmd.CombinedOutput()
			when := fmt.Sprintf("%d blocks", blocks)
			switch code := exitCode(err); code {
			case exitBroken:
				failed++
				if !strings.Contains(string(out), "can't write") {
					t.Errorf("%s: %s", when, out)
				}
			case exitApproved, exitNotApproved:
			default:
				t.Errorf("%s: exit %d: %.500s", when, code, out)
			}
			w.holdBundle(when)
			if left, _ := filepath.Glob(filepath.Join(w.dir, "out", ".*.tmp")); len(left) > 0 {
				t.Errorf("%s: drafts are left: %v", when, left)
			}
		}
	}
	if failed < 4 {
		t.Errorf("only %d runs met the bound", failed)
	}
}

// TestTenRunsAtOnce writes ten runs of two states into one folder at once.
func TestTenRunsAtOnce(t *testing.T) {
	w := newWriters(t)
	states := [2]string{filepath.Join(w.dir, "first"), filepath.Join(w.dir, "second")}
	for state, dir := range states {
		w.set(state)
		for _, name := range []string{"signoff.yaml", "evidence/a.json"} {
			data, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			putDamaged(dir, name, data)
		}
	}
	for round := range 1 + *kills/100 {
		var running []*exec.Cmd
		for i := range 10 {
			args := slices.Clone(writtenTo)
			args[slices.Index(args, "out")] = filepath.Join(w.dir, "out")
			cmd := exec.Command(w.bin, append([]string{"-C", states[i%2]}, args...)...)
			cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=")
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			running = append(running, cmd)
		}
		for _, cmd := range running {
			if err := cmd.Wait(); exitCode(err) > exitNotApproved {
				t.Errorf("a run ends with %v", err)
			}
		}
		w.holdOutputs(fmt.Sprint("round ", round))
	}
}
