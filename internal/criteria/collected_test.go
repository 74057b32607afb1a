package criteria

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"signoff/internal/source"
)

func TestCollectRecordFaultsHavePlaces(t *testing.T) {
	const good = "command: make\nexit: 0\nstarted: 2026-11-21T12:00:00Z\nfinished: 2026-11-21T12:00:05Z\nfiles:\n  a.xml: " + someDigest + "\n"
	for _, tc := range []struct{ text, want string }{
		{"", "r.yaml: expected a mapping of keys to values, found an empty file"},
		{good + "by: Ann", `r.yaml:7:1: unknown key "by" in a collect record`},
		{strings.Replace(good, "command: make\n", "", 1), `r.yaml:1:1: expected "command" in a collect record, found none`},
		{strings.Replace(good, "exit: 0", "exit: -1", 1), `r.yaml:2:7: expected a whole number`},
		{strings.Replace(good, "2026-11-21T12:00:00Z", "noon", 1), "r.yaml:3:10: expected a date such as"},
		{strings.Replace(good, "12:00:05Z", "11:59:59Z", 1), "r.yaml:4:11: expected an end that is not before the start"},
		{strings.Replace(good, someDigest, "b6ad", 1), "r.yaml:6:10: expected a SHA-256 of 64 hexadecimal digits"},
		{good + "  a.xml: " + someDigest, "r.yaml:7:3: "},
	} {
		var faults source.List
		if _, ok := ParseCollected("r.yaml", []byte(tc.text), &faults); ok || len(faults) == 0 || !strings.HasPrefix(faults[0].Error(), tc.want) {
			t.Errorf("%q: got %v, want %s", tc.text, faults, tc.want)
		}
	}
}

func TestCollectRecordsReadBackAsWritten(t *testing.T) {
	line := rapid.StringMatching(`[^\p{Z}\p{C}](.{0,30}[^\p{Z}\p{C}])?`)
	rapid.Check(t, func(t *rapid.T) {
		started := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "started"), 0).UTC()
		c := Collected{
			Command: line.Draw(t, "command"), Exit: rapid.IntRange(0, 255).Draw(t, "exit"), Started: started, Files: map[string]string{},
			Finished: started.Add(time.Duration(rapid.IntRange(0, 9999).Draw(t, "seconds")) * time.Second),
		}
		if rapid.Bool().Draw(t, "repository") {
			c.Commit, c.Modified = someDigest[:40], rapid.Bool().Draw(t, "modified")
		}
		for _, path := range rapid.SliceOfN(line, 1, 4).Draw(t, "paths") {
			c.Files[path] = someDigest
		}
		var faults source.List
		if got, ok := ParseCollected("r.yaml", c.YAML(), &faults); !ok || !reflect.DeepEqual(got, c) {
			t.Fatalf("%s\nis read back as %+v (%v), want %+v", c.YAML(), got, faults, c)
		}
	})
}

func FuzzParseCollected(f *testing.F) {
	f.Add([]byte("command: make\nstarted: 2026-11-21\nfinished: 2026-11-21\nfiles: { a: " + someDigest + " }\n"))
	f.Add([]byte("files: [\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var faults source.List
		if c, ok := ParseCollected("r.yaml", text, &faults); ok && (c.Command == "" || c.Started.IsZero() || c.Finished.Before(c.Started)) {
			t.Errorf("%q is read as %+v", text, c)
		}
	})
}
