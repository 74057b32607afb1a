package cli

import (
	"slices"
	"testing"
)

func TestToolsOf(t *testing.T) {
	for command, want := range map[string][]string{
		"":                               nil,
		"redis-benchmark --csv -t get":   {"redis-benchmark"},
		"cd app && npm audit --json":     {"npm"},
		"CI=1 go test ./... | tee a.txt": {"go", "tee"},
		"gosec ./... || [ $? -eq 1 ]":    {"gosec"},
		"env A=b nice trivy fs .":        {"trivy"},
		"sh -c 'a | b; c'":               {"sh"},
		"./gradlew test":                 {"./gradlew"},
		"$TOOL run; go vet && go test":   {"go"},
		"(cd x; make)":                   {"make"},
		`cmake -B "a & b" && ctest`:      {"cmake", "ctest"},
	} {
		if got := toolsOf(command); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
}
