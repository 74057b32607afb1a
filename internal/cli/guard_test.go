package cli

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestGuardBreaksWorkflowCommands(t *testing.T) {
	for in, want := range map[string]string{
		"::error::x\n":            `\u003a:error::x` + "\n",
		" \t::set-env name=a::b":  " \t" + `\u003a:set-env name=a::b`,
		"std::vec ::x\n":          "std::vec ::x\n",
		"a\n::b\nc\n":             "a\n" + `\u003a:b` + "\nc\n",
		"\u00a0::x\n":             "\u00a0" + `\u003a:x` + "\n",
		"see ##[error]x ##[group": `see ##\u005berror]x ##\u005bgroup`,
		"##vso[task.x]":           `##vso\u005btask.x]`,
		"plain\n\n":               "plain\n\n",
	} {
		var out bytes.Buffer
		g := &guard{to: &out}
		g.Write([]byte(in))
		g.flush()
		if out.String() != want {
			t.Errorf("%q became %q, want %q", in, out.String(), want)
		}
	}
}

// However a text is cut into writes, the same comes out, no line of it is a
// command, and nothing else is changed.
func TestGuardDoesNotDependOnWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{":", "::", "#", "##", "[", "##[", "vso[", "\n", " ", "x", "\r"})).Draw(t, "parts")
		var whole, cut bytes.Buffer
		once, often := &guard{to: &whole}, &guard{to: &cut}
		once.Write([]byte(strings.Join(parts, "")))
		for _, p := range parts {
			often.Write([]byte(p))
		}
		once.flush()
		often.flush()
		if whole.String() != cut.String() {
			t.Fatalf("%q became %q in one, %q in several writes", parts, whole.String(), cut.String())
		}
		if strings.Contains(whole.String(), "##[") {
			t.Errorf("%q keeps a command", parts)
		}
		for line := range strings.Lines(whole.String()) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") {
				t.Errorf("%q keeps a command", parts)
			}
		}
		if back := strings.NewReplacer(`\u003a`, ":", `\u005b`, "[").Replace(whole.String()); back != strings.Join(parts, "") {
			t.Errorf("%q became %q", parts, back)
		}
	})
}
