package audit

import (
	"regexp"
	"strings"
)

var secretRule = Rule{
	Name: "secret", Level: Error,
	Doc: "The report prints a credential. The shapes of well-known tokens and private keys are errors, a password, secret or key with a quoted value is a warning, " +
		"and so is a URL with user and password. The value itself is never shown. Samples, variables, example hosts and words in angle brackets are left alone.",
	Check: func(d *Document, report Report) {
		for _, s := range d.leaks {
			report(s.level, s.line, "", "%s is printed in clear text", s.what)
		}
	},
}

// leak is a credential in the text.
type leak struct {
	line  int
	what  string
	level Level
}

var (
	tokenShapes = []struct {
		prefix string
		shape  func() *regexp.Regexp
		what   string
	}{
		{"AKIA", lazily(`\bAKIA[0-9A-Z]{16}\b`), "an AWS access key"},
		{"gh", lazily(`\bgh[pousr]_[A-Za-z0-9]{30,}\b`), "a GitHub token"},
		{"github_pat_", lazily(`\bgithub_pat_[A-Za-z0-9_]{40,}\b`), "a GitHub token"},
		{"sk_live_", lazily(`\bsk_live_[A-Za-z0-9]{16,}\b`), "a Stripe key"},
		{"sk-", lazily(`\bsk-(?:or-v1-|ant-|proj-)?[A-Za-z0-9_-]{32,}\b`), "an API key"},
		{"xox", lazily(`\bxox[abprs]-[A-Za-z0-9-]{20,}\b`), "a Slack token"},
		{"PRIVATE KEY", lazily(`-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----`), "a private key"},
		{"AIza", lazily(`\bAIza[0-9A-Za-z_-]{35}\b`), "a Google API key"},
		{"eyJ", lazily(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`), "a signed token"},
	}
	quotedSecret = lazily("(?i)(password|passwd|passphrase|secret|api[_ -]?key|access[_ -]?key|auth[_ -]?token|token)s?\\b([\"'`]?(?:\\s+(?:authentication|auth|value|is))?\\s*[:=]\\s*)([\"'`])([^\\s\"'`]{8,128})[\"'`]")
	userInURL    = lazily(`([a-z][a-z0-9+.-]*://)([^\s:/@"'<>]+):([^\s:/@"'<>]{4,})@([^\s/:"'<>)]+)`)
)

// findSecrets finds the credentials in the lines of a document.
func findSecrets(lines []string) []leak {
	var found []leak
	for i, source := range lines {
		if len(source) > longestLine {
			source = source[:longestLine]
		}
		what, level, ok := secretIn(source)
		if !ok || strings.Contains(source, "PRIVATE KEY") && (elided(source) || i+1 < len(lines) && elided(lines[i+1])) {
			continue
		}
		found = append(found, leak{i + 1, what, level})
	}
	return found
}

// shortestSecret is the length below which no line holds a credential.
const shortestSecret = 12

// elided says that the body of a key is left out, as in documentation.
func elided(s string) bool {
	return containsAny(s, "...", "…", "XXX", "xxx", "<")
}

func secretIn(s string) (what string, level Level, ok bool) {
	if len(s) < shortestSecret {
		return "", Note, false
	}
	for _, t := range tokenShapes {
		if strings.Contains(s, t.prefix) {
			if hit := t.shape().FindString(s); hit != "" && !sample(hit) {
				return t.what, Error, true
			}
		}
	}
	if strings.ContainsAny(s, "\"'`") && strings.ContainsAny(s, ":=") && containsAny(strings.ToLower(s), "pass", "secret", "key", "token") {
		for _, m := range quotedSecret().FindAllStringSubmatch(s, 4) {
			if random(m[4]) {
				return "a " + strings.ToLower(m[1]), Warning, true
			}
		}
	}
	if strings.Contains(s, "@") && strings.Contains(s, "://") {
		if m := userInURL().FindStringSubmatch(s); m != nil && !sample(m[3]) && m[2] != "user" && m[2] != "username" && !local(m[4]) && !sample(m[2]+m[4]) && random(m[3]) {
			return "a password in a URL", Warning, true
		}
	}
	return "", Note, false
}

// random says whether a quoted value looks like a credential and not like a
// sample, a variable or a sentence.
func random(s string) bool {
	letters, digits := false, false
	for i := 0; i < len(s); i++ {
		letters, digits = letters || isLetter(s[i]), digits || isDigit(s[i])
	}
	return letters && digits && !sample(s) && !strings.ContainsAny(s, "(){}<>[]$,;") && !strings.Contains(s, "://") && !strings.Contains(s, "::") &&
		!strings.HasPrefix(s, "/") && !strings.HasSuffix(s, "/") && !envName().MatchString(s)
}

var envName = lazily(`^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+$`)

// sample says whether a value was made up for a reader.
func sample(s string) bool {
	lower := strings.ToLower(s)
	for _, word := range []string{
		"...", "…", "<", "${", "{{", "your", "example", "xxxx", "****", "test", "demo", "dummy", "changeme", "change-me", "change_me", "placeholder", "redacted",
		"password", "passw0rd", "p@ssw0rd", "secret", "abc123", "123456", "qwerty", "foobar", "fake", "user:pass", "admin", "default", "replace", "invalid", "wrong", "correct", "mytoken", "expired", "sha256", "hunter2", "token",
	} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return counting().MatchString(lower)
}

// counting matches words that a sample numbers: secure123.
var counting = lazily(`^[a-z]+123[0-9]{0,3}[!@#]?$`)

func local(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "0.0.0.0" || host == "host" || host == "db" || host == "postgres" || host == "redis" || strings.HasPrefix(host, "$")
}

const concealed = "[concealed]"

// conceal takes credentials out of a text that is about to be shown.
func conceal(s string) string {
	for _, t := range tokenShapes {
		if strings.Contains(s, t.prefix) {
			s = t.shape().ReplaceAllString(s, concealed)
		}
	}
	s = quotedSecret().ReplaceAllString(s, "$1$2$3"+concealed+"$3")
	if !strings.Contains(s, "@") {
		return s
	}
	return userInURL().ReplaceAllString(s, "$1$2:"+concealed+"@$4")
}
