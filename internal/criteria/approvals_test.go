package criteria

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"signoff/internal/source"
)

const someDigest = "b6ad39fdfda2abeb2c13e6c572920bcbc14ed6802834ce1afb815b88398d1555"

func TestApprovalFaultsHavePlaces(t *testing.T) {
	const good = "role: Security\nname: S. Person\ndate: 2026-11-21T12:00:00Z\ndigest: " + someDigest + "\n"
	for _, tc := range []struct{ text, want string }{
		{"", "a.yaml: expected a mapping of keys to values, found an empty file"},
		{"- role", "a.yaml:1:1: expected a mapping with the keys of an approval, found a list"},
		{good + "sure: yes", `a.yaml:5:1: unknown key "sure" in an approval`},
		{strings.Replace(good, "name: S. Person\n", "", 1), `a.yaml:1:1: expected "name" in an approval, found none`},
		{strings.Replace(good, "2026-11-21T12:00:00Z", "yesterday", 1), `a.yaml:3:7: expected a date such as 2026-01-31 or 2026-01-31T15:04:05Z, found "yesterday"`},
		{strings.Replace(good, someDigest, "b6ad39fdfda2", 1), `a.yaml:4:9: expected a SHA-256 of 64 hexadecimal digits, found "b6ad39fdfda2"`},
		{good + "refused: maybe", `a.yaml:5:10: expected true or false, found "maybe"`},
		{good + "condition: patched\nrefused: true", "a.yaml:5:12: a refusal has no condition"},
		{good + "role: Legal", `a.yaml:5:1: `},
		{good + "condition: *all", "a.yaml:5:12: "},
	} {
		var faults source.List
		if _, ok := ParseApproval("a.yaml", []byte(tc.text), &faults); ok || len(faults) == 0 || !strings.HasPrefix(faults[0].Error(), tc.want) {
			t.Errorf("%q: got %v, want %s", tc.text, faults, tc.want)
		}
	}
}

func TestApprovalsReadBackAsWritten(t *testing.T) {
	hex := rapid.StringMatching(`[0-9a-f]{64}`)
	line := rapid.StringMatching(`[^\p{Z}\p{C}](.{0,30}[^\p{Z}\p{C}])?`)
	rapid.Check(t, func(t *rapid.T) {
		a := Approval{
			Role: line.Draw(t, "role"), Name: line.Draw(t, "name"), Digest: someDigest,
			Date: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "date"), 0).UTC(), Refused: rapid.Bool().Draw(t, "refused"),
		}
		if !a.Refused && rapid.Bool().Draw(t, "conditional") {
			a.Condition = line.Draw(t, "condition")
			a.Until = time.Unix(rapid.Int64Range(1, 4e9).Draw(t, "until"), 0).UTC()
		}
		if rapid.Bool().Draw(t, "whole") {
			a.Unattended, a.Commit, a.TakesBack = true, hex.Draw(t, "commit"), hex.Draw(t, "taken back")
			a.Parts, a.Meaning = rapid.SliceOfN(line, 1, 3).Draw(t, "parts"), a.Means(line.Draw(t, "project"), "")
		}
		var faults source.List
		got, ok := ParseApproval("a.yaml", a.YAML(), &faults)
		got.Declared = source.Pos{}
		if !ok || !reflect.DeepEqual(got, a) {
			t.Fatalf("%s\nis read back as %+v (%v), want %+v", a.YAML(), got, faults, a)
		}
	})
}

func FuzzParseApproval(f *testing.F) {
	f.Add([]byte("role: Security\nname: S. Person\ndate: 2026-11-21\ndigest: " + someDigest + "\nrefused: true\n"))
	f.Add([]byte("role: [\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var faults source.List
		if a, ok := ParseApproval("a.yaml", text, &faults); ok && (a.Role == "" || a.Name == "" || len(a.Digest) != 64) {
			t.Errorf("accepts %q", text)
		}
	})
}
