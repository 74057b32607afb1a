package criteria

import (
	"regexp"
	"strings"

	"signoff/internal/redact"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// secretLeftOut is the warning about a secret, by the rule that found it.
const secretLeftOut = "this holds a secret (%s), which is left out of every report"

// takeSecrets masks the secrets in every text of a file, before any output can
// show them.
func takeSecrets(root tree.Node) {
	root.Rewrite(func(at tree.Node, text string) string {
		clean, secrets := redact.Redact(text)
		for _, secret := range secrets {
			at.Warn(secretLeftOut, secret)
		}
		return clean
	})
}

// takeSecret masks the value of a parameter; the name of one says when its
// value is a password.
func takeSecret(name, value string) (clean string, secrets []string) {
	before, after := name+` = "`, `"`
	clean, secrets = redact.Redact(before + value + after)
	return strings.TrimSuffix(strings.TrimPrefix(clean, before), after), secrets
}

// maskExcerpts hides secrets in the lines that messages show: known ones, and
// those that show by themselves.
func maskExcerpts(list source.List, known ...string) {
	for _, e := range list {
		for _, secret := range known {
			e.Text = strings.ReplaceAll(e.Text, secret, strings.Repeat("*", len(secret)))
		}
		line := []byte(e.Text)
		for _, f := range redact.Find(e.Text) {
			copy(line[f.Start:f.End], strings.Repeat("*", f.End-f.Start))
		}
		e.Text = string(line)
	}
}

// longestPattern bounds a pattern of the project's own.
const longestPattern = 1000

// readRedact compiles what the project calls secret.
func (l *loader) readRedact() {
	for _, n := range l.project.redact {
		written, ok := n.Text()
		if !ok {
			continue
		}
		pattern, err := regexp.Compile(written)
		switch {
		case len(written) > longestPattern || err != nil:
			n.Expected("a pattern in the syntax of RE2, of up to 1000 characters")
		case pattern.MatchString(""):
			n.Fail("the pattern %q matches where nothing stands, and so everywhere", written)
		default:
			l.plan.Redact = append(l.plan.Redact, pattern)
		}
	}
}
