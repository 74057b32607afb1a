package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/tally"
)

// TestInspectAndCheckAgree walks every sample of every format through both: what
// one calls usable the other can use, and both say why of what they cannot.
func TestInspectAndCheckAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every sample twice")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(repository, "internal", "evidence", "testdata"))); err != nil {
		t.Fatal(err)
	}
	kinds, own := map[string]fact.Kind{}, map[string]bool{}
	for _, f := range evidence.Formats() {
		kinds[f.Name], own[f.Name] = f.Kind, f.NeedsFormat || f.Kind == fact.Document
	}
	measure := map[fact.Kind]string{}
	for _, m := range tally.Measures {
		if measure[m.Kind] == "" && m.Unit.Name() == "" && !m.AnyUnit {
			measure[m.Kind] = m.Name
		}
	}
	samples, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(samples) < 300 {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	plan := "version: 1\nproject: P\ncategories: [ { id: c, title: C } ]\nevidence:\n"
	asked := "criteria:\n"
	var paths, asks []string
	for _, sample := range samples {
		format := filepath.Base(filepath.Dir(sample))
		name := path.Join(format, filepath.Base(sample))
		if own[format] || path.Base(name) == "expected.tsv" || strings.ContainsAny(name, "[]{}*?!") {
			continue
		}
		id := fmt.Sprintf("e%d", len(paths))
		paths, asks = append(paths, name), append(asks, measure[kinds[format]])
		plan += fmt.Sprintf("  %s: { path: %q }\n", id, name)
		asked += fmt.Sprintf("  - { id: C-%d, title: T, category: c, evidence: %s, measure: %s, target: \">= 0\" }\n", len(paths), id, measure[kinds[format]])
	}
	if err := os.WriteFile(filepath.Join(dir, planFile), []byte(plan+asked), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(into any, args ...string) {
		t.Helper()
		var out, faults bytes.Buffer
		w := World{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &faults, Getenv: func(string) string { return "" }, Now: time.Now}
		Main(append(args, "-C", dir, "-o", "json"), w)
		if err := json.Unmarshal(out.Bytes(), into); err != nil {
			t.Fatalf("%v: %s", err, faults.String())
		}
	}
	var seen []seenFile
	run(&seen, append([]string{"inspect"}, paths...)...)
	var assessed struct {
		Evidence []struct{ State, Path string }
		Criteria []struct{ Reason string }
	}
	run(&assessed, "check")
	if len(seen) != len(paths) || len(assessed.Evidence) != len(paths) || len(assessed.Criteria) != len(paths) {
		t.Fatalf("%d samples, %d inspected, %d assessed", len(paths), len(seen), len(assessed.Evidence))
	}
	for i, f := range seen {
		state, reason := assessed.Evidence[i].State, assessed.Criteria[i].Reason
		switch {
		case f.State != state:
			t.Errorf("%s: inspect says %s, check %s", paths[i], f.State, state)
		case f.State == "usable" && reason == "unreadable":
			t.Errorf("%s: usable, and check says %s", paths[i], reason)
		case f.State == "usable" && saysUsable(f, asks[i]) && (reason == "empty" || reason == "no-match"):
			t.Errorf("%s: inspect says %v of %s, check says %s", paths[i], f.Detail, asks[i], reason)
		case f.State == "empty" && len(f.Detail) == 0 || f.State == "unreadable" && f.Error == "":
			t.Errorf("%s: %s, and inspect does not say why", paths[i], f.State)
		}
	}
}

// saysUsable tells whether inspect gives a figure of the measure that can be used.
func saysUsable(f seenFile, measure string) bool {
	return slices.ContainsFunc(f.Measures, func(m seenMeasure) bool { return m.Name == measure && m.Reason == "" })
}
