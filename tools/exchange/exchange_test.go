// Package exchange holds the exchange outputs against what others publish: the
// schema of OSCAL, and the libraries of Gemara and sigstore.
package exchange

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/defenseunicorns/go-oscal/src/pkg/validation"
	gemara "github.com/gemaraproj/go-gemara"
)

// files are the outputs that are checked in, and those of a folder that
// EXCHANGE names: go test ./internal/report -run WritesExchange fills it.
func files(t *testing.T, ends string) []string {
	t.Helper()
	list, err := filepath.Glob("../../internal/report/testdata/*" + ends)
	if err != nil || len(list) == 0 {
		t.Fatalf("no %s is checked in (%v)", ends, err)
	}
	if folder := os.Getenv("EXCHANGE"); folder != "" {
		more, err := filepath.Glob(filepath.Join(folder, "*"+ends))
		if err != nil || len(more) == 0 {
			t.Fatalf("no %s in %s (%v)", ends, folder, err)
		}
		list = append(list, more...)
	}
	t.Logf("%d files %s", len(list), ends)
	return list
}

func TestOSCALFitsItsSchema(t *testing.T) {
	for _, ends := range []string{".oscal.json", ".poam.json"} {
		for _, file := range files(t, ends) {
			v, err := validation.NewValidator(read(t, file))
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if got := v.GetSchemaVersion(); got != "1.1.3" {
				t.Errorf("%s: version %s", file, got)
			}
			if err := v.Validate(); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

func TestGemaraReadsItsLog(t *testing.T) {
	for _, file := range files(t, ".gemara.json") {
		var plain map[string]any
		if err := json.Unmarshal(read(t, file), &plain); err != nil {
			t.Fatal(err)
		}
		evaluations := plain["evaluations"].([]any)
		for _, e := range evaluations {
			for _, l := range e.(map[string]any)["assessment-logs"].([]any) {
				// Steps are functions to the library, which reads none back.
				delete(l.(map[string]any), "steps")
			}
		}
		data, err := json.Marshal(plain)
		if err != nil {
			t.Fatal(err)
		}
		var log gemara.EvaluationLog
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&log); err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if log.Metadata.Type != gemara.EvaluationLogArtifact || len(log.Evaluations) != len(evaluations) {
			t.Errorf("%s: read as %v with %d evaluations", file, log.Metadata.Type, len(log.Evaluations))
		}
		for i, e := range log.Evaluations {
			if got, want := e.Result.String(), evaluations[i].(map[string]any)["result"]; got != want {
				t.Errorf("%s: %s is read as %s, want %s", file, e.Name, got, want)
			}
		}
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
