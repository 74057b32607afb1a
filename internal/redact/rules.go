package redact

import "strings"

// rule is one form of secret. Each of its anchors, in lower case, stands where
// the secret may begin, unless begin looks back from there; the pattern is
// tried at such places only. The secret is the first group that matched, or
// the whole match where the pattern has no group.
type rule struct {
	name     string
	anchors  []string
	begin    func(s string, anchor int) int // nil: at the anchor; -1: nowhere
	word     bool                           // it begins at the start of a word
	pattern  string
	certain  bool
	harmless func(match, secret string) bool
}

// rules lists every form of secret, those without doubt first.
var rules = []rule{
	token("aws-key", `(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b`, "akia", "asia", "abia", "acca"),
	token("azure-key", `AccountKey=([A-Za-z0-9+/]{86}==)`, "accountkey="),
	token("github-token", `(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})`, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
	token("gitlab-token", `gl(?:pat|dt|rt|ptt|cbt|oas)-[A-Za-z0-9_-]{20,}`, "glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "gloas-"),
	token("google-key", `(?:AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{28})`, "aiza", "gocspx-"),
	token("slack-token", `xox[abeoprs]-[A-Za-z0-9-]{10,}`, "xox"),
	token("slack-webhook", `hooks\.slack\.com/services/(T[A-Z0-9]{7,}/B[A-Z0-9]{7,}/[A-Za-z0-9]{20,})`, "hooks.slack.com/"),
	token("stripe-key", `[rs]k_(?:live|test)_[A-Za-z0-9]{16,}`, "rk_live_", "rk_test_", "sk_live_", "sk_test_"),
	token("sk-key", `sk-(?:[a-z]+(?:-v?[0-9]+)?-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{40,})`, "sk-"),
	token("npm-token", `npm_[A-Za-z0-9]{36}\b`, "npm_"),
	token("pypi-token", `pypi-AgE[A-Za-z0-9_-]{50,}`, "pypi-age"),
	token("docker-token", `dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,}`, "dckr_"),
	token("sendgrid-key", `SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b`, "sg."),
	token("digitalocean-token", `do[opr]_v1_[a-f0-9]{64}\b`, "doo_v1_", "dop_v1_", "dor_v1_"),
	token("vault-token", `hv[bsr]\.[A-Za-z0-9_-]{24,}`, "hvb.", "hvs.", "hvr."),
	token("shopify-token", `shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b`, "shpat_", "shpca_", "shppa_", "shpss_"),
	token("grafana-token", `glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}\b`, "glsa_"),
	token("hub-token", `hf_[A-Za-z0-9]{34}\b`, "hf_"),
	{"telegram-token", []string{":aa"}, digits, true, `[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`, true, never},
	token("jwt", `eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`, "eyj"),
	{"private-key", []string{"-----begin "}, nil, false, privateKey, true, keyMention},
	{"authorization", []string{"authorization"}, nil, true, authorization, false, notAPassword},
	{"url-password", []string{"://"}, address, true, addressed, false, harmlessAddress},
	{"password", passwords(), nil, false, assigned, false, notAPassword},
}

const (
	// A block ends with its last line, else with the text or where something
	// stands that a key cannot contain. Escaped line breaks are those of JSON.
	keyBlock   = `-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|[A-Za-z0-9+/=:,.() -])*?`
	privateKey = `(` + keyBlock + `-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)|(` + keyBlock + `)(?:\z|[^\s\\A-Za-z0-9+/=:,.() -])`

	authorization = `(?i)authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+([A-Za-z0-9._~+/=-]{16,})`
	addressed     = `(?i)[a-z][a-z0-9+.-]*://[^\s/:@"'<>]*:([^\s/@"'<>]{3,})@[^\s/"'<>?#]+`
	assigned      = `(?i)(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|account|auth|encryption|private|secret|signing)[_-]?key)` +
		`\\?["']?(?: (?:authentication|auth|value|is))?\*{0,2}\s*(?::=|=>|[:=])\*{0,2}\s*(?:\\?"([^"\\\s]{8,})(?:\\?"|\z)|'([^'\\\s]{8,})(?:'|\z)|` + "`([^`\\\\\\s]{8,})(?:`|\\z))"
)

// token is a rule for a shape that leaves no doubt: what has all of it is masked
// whatever words are in it.
func token(name, pattern string, anchors ...string) rule {
	return rule{name, anchors, nil, true, pattern, true, never}
}

// digits looks back over the number before an anchor.
func digits(s string, anchor int) int {
	for anchor > 0 && '0' <= s[anchor-1] && s[anchor-1] <= '9' {
		anchor--
	}
	return anchor
}

// address looks back over what may be the scheme of an address, to the first
// word in it, when a user stands in the address.
func address(s string, anchor int) int {
	begin := -1
	rest := s[anchor+len("://"):]
	if at := strings.IndexAny(rest, "@/\"'<> \t\n\f\r"); at < 0 || rest[at] != '@' {
		return begin
	}
	for i := anchor - 1; i >= 0 && (isWord(s[i]) && s[i] != '_' || s[i] == '+' || s[i] == '.' || s[i] == '-'); i-- {
		if isLetter(s[i]) && startsWord(s, i) {
			begin = i
		}
	}
	return begin
}

// passwords lists how the names of passwords begin.
func passwords() []string {
	list := []string{"passwd", "password", "passphrase", "pwd", "secret", "token"}
	for _, of := range []string{"api", "access", "account", "auth", "encryption", "private", "signing"} {
		list = append(list, of+"key", of+"_key", of+"-key")
	}
	return list
}

// startsWord is \b before a word.
func startsWord(s string, at int) bool { return at == 0 || !isWord(s[at-1]) }

func isWord(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' || c == '_' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
