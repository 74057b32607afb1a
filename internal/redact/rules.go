package redact

import (
	"regexp"
	"strings"
	"sync"
)

// rule is one form of secret. Its pattern runs only on texts that hold one of
// its literals, in lower case. The secret is the first group that matched, or
// the whole match where the pattern has no group.
type rule struct {
	name     string
	literals []string
	pattern  func() *regexp.Regexp
	certain  bool
	harmless func(match, secret string) bool
}

// rules lists every form of secret, those without doubt first.
var rules = []rule{
	token("aws-key", `\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b`, "akia", "asia", "abia", "acca"),
	token("azure-key", `\bAccountKey=([A-Za-z0-9+/]{86}==)`, "accountkey="),
	token("github-token", `\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})`, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
	token("gitlab-token", `\bgl(?:pat|dt|rt|ptt|cbt|oas)-[A-Za-z0-9_-]{20,}`, "glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "gloas-"),
	token("google-key", `\b(?:AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{28})`, "aiza", "gocspx-"),
	token("slack-token", `\bxox[abeoprs]-[A-Za-z0-9-]{10,}`, "xox"),
	token("slack-webhook", `\bhooks\.slack\.com/services/(T[A-Z0-9]{7,}/B[A-Z0-9]{7,}/[A-Za-z0-9]{20,})`, "hooks.slack.com/"),
	token("stripe-key", `\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}`, "k_live_", "k_test_"),
	token("sk-key", `\bsk-(?:[a-z]+(?:-v?[0-9]+)?-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{40,})`, "sk-"),
	token("npm-token", `\bnpm_[A-Za-z0-9]{36}\b`, "npm_"),
	token("pypi-token", `\bpypi-AgE[A-Za-z0-9_-]{50,}`, "pypi-age"),
	token("docker-token", `\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{27,}`, "dckr_"),
	token("sendgrid-key", `\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b`, "sg."),
	token("digitalocean-token", `\bdo[opr]_v1_[a-f0-9]{64}\b`, "_v1_"),
	token("vault-token", `\bhv[bsr]\.[A-Za-z0-9_-]{24,}`, "hvb.", "hvs.", "hvr."),
	token("shopify-token", `\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b`, "shpat_", "shpca_", "shppa_", "shpss_"),
	token("grafana-token", `\bglsa_[A-Za-z0-9]{32}_[a-f0-9]{8}\b`, "glsa_"),
	token("hub-token", `\bhf_[A-Za-z0-9]{34}\b`, "hf_"),
	token("telegram-token", `\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`, ":aa"),
	token("jwt", `\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`, "eyj"),
	{"private-key", []string{"private key"}, lazy(privateKey), true, keyMention},
	{"authorization", []string{"authorization"}, lazy(authorization), false, notAPassword},
	{"url-password", []string{"://"}, lazy(addressed), false, harmlessAddress},
	{"password", []string{"pass", "pwd", "secret", "token", "key"}, lazy(assigned), false, notAPassword},
}

const (
	// A block ends with its last line, else with the text or where something
	// stands that a key cannot contain. Escaped line breaks are those of JSON.
	keyBlock   = `-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|[A-Za-z0-9+/=:,.() -])*?`
	privateKey = `(` + keyBlock + `-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)|(` + keyBlock + `)(?:\z|[^\s\\A-Za-z0-9+/=:,.() -])`

	authorization = `(?i)\bauthorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+([A-Za-z0-9._~+/=-]{16,})`
	addressed     = `(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@"'<>]*:([^\s/@"'<>]{3,})@[^\s/"'<>?#]+`
	assigned      = `(?i)(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|account|auth|encryption|private|secret|signing)[_-]?key)` +
		`\\?["']?\s*(?::=|=>|[:=])\s*(?:\\?"([^"\\\s]{8,})(?:\\?"|\z)|'([^'\\\s]{8,})(?:'|\z))`
)

// token is a rule for a shape that leaves no doubt: what has all of it is masked
// whatever words are in it.
func token(name, pattern string, literals ...string) rule {
	return rule{name, literals, lazy(pattern), true, never}
}

// lazy compiles a pattern when a text first needs it.
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

func (r rule) possible(lower string) bool {
	for _, l := range r.literals {
		if strings.Contains(lower, l) {
			return true
		}
	}
	return false
}

func (r rule) find(s string) []Finding {
	var found []Finding
	for _, m := range r.pattern().FindAllStringSubmatchIndex(s, -1) {
		start, end := m[0], m[1]
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				start, end = m[g], m[g+1]
				break
			}
		}
		if !r.harmless(s[m[0]:m[1]], s[start:end]) {
			found = append(found, Finding{r.name, start, end, r.certain})
		}
	}
	return found
}
