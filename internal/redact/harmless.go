package redact

import (
	"strings"

	"signoff/internal/lazy"
)

// keyMaterial is what tells a private key from the mention of one.
var keyMaterial = lazy.Regexp(`[A-Za-z0-9+/=]{20,}`)

// never is for secrets that nothing makes harmless.
func never(_, _ string) bool { return false }

func keyMention(_, secret string) bool { return !keyMaterial().MatchString(secret) }

// shapes are parts of texts that only show the shape of a secret.
var shapes = []string{"...", "…", "EXAMPLE", "example", "1234567", "abcdefg", "ABCDEFG", "xxxx", "XXXX", "****", "0000000"}

func placeholder(_, secret string) bool { return containsAny(secret, shapes) }

// stands are parts of what people write where a password would stand.
var stands = []string{"your", "example", "placeholder", "changeme", "change-me", "change_me", "replace", "insert", "redacted", "masked", "hidden", "dummy", "undefined"}

// weak matches the passwords of samples: password123 and its friends.
var weak = lazy.Regexp(`(?i)^(?:(?:my|super|the|new|old|some|very|strong|secure|user|admin|root|db|test|demo|sample|fake|mock|dev|local|` +
	`qwerty|letmein|foo|bar|baz|pass|passw[o0]rd|pwd|secret|token|key|api|hunter|change|me|it)[-_.@!]?)+[0-9]{0,8}[!@#$]*$`)

// reference matches what says where a secret is kept: variables and templates
// (${X}, {{ x }}, <x>, %X%, $X), addresses and paths, NAMES_LIKE_THIS and
// names-like-this-1.
var reference = lazy.Regexp(`^[$%]\w+%?$|[$%#][({]|[{<].*[}>]|^[A-Za-z]+://|^[./~]|^[A-Z0-9]+(?:_[A-Z0-9]+)+$|^[a-z]+(?:[-_.][a-z]+)+[-_.]?[0-9]{0,3}$`)

// notAPassword reports whether a quoted value is none: a placeholder, a sample,
// a reference, or a value without letters or without digits.
func notAPassword(match, secret string) bool {
	lower := strings.ToLower(secret)
	plain := !strings.ContainsAny(secret, "0123456789") || lower == strings.ToUpper(secret)
	return plain || placeholder(match, secret) || containsAny(lower, stands) ||
		weak().MatchString(secret) || reference().MatchString(secret)
}

// isCall matches what computes a value in place of being one.
var isCall = lazy.Regexp(`^[A-Za-z_][\w.:>-]*[([]|^[A-Za-z_]\w{0,9}(?:\.[A-Za-z_]\w*)+$|^[A-Za-z_]+(?:\.[A-Za-z_]\w*)+$`)

// notAValue reports whether what stands without quotes behind the name of a
// secret is none.
func notAValue(match, secret string) bool {
	secret = strings.TrimRight(secret, ",.)]}")
	return len(secret) < 8 || isCall().MatchString(secret) || notAPassword(match, secret)
}

// notACookie reports whether no cookie of a list has a value to hide.
func notACookie(_, secret string) bool {
	for pair := range strings.SplitSeq(secret, ";") {
		if _, value, _ := strings.Cut(pair, "="); len(value) >= 8 && !notAPassword("", value) {
			return false
		}
	}
	return true
}

// illustrative lists hosts that no secret opens, and ends of such hosts.
var illustrative = []string{"host", "hostname", "server", "localhost", "127.0.0.1", "0.0.0.0", "[::1]", ".example", "example.com", "example.org", "example.net", ".local"}

// harmlessAddress reports whether the password or the host of an address is that
// of an illustration or of a service on the same machine.
func harmlessAddress(match, secret string) bool {
	host := strings.ToLower(match[strings.LastIndexByte(match, '@')+1:])
	if port := strings.LastIndexByte(host, ':'); port > strings.LastIndexByte(host, ']') {
		host = host[:port]
	}
	for _, h := range illustrative {
		if host == h || strings.HasPrefix(h, ".") && strings.HasSuffix(host, h) || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return placeholder(match, secret) || containsAny(strings.ToLower(secret), stands) ||
		weak().MatchString(secret) || reference().MatchString(secret) || strings.Trim(secret, "*xX") == ""
}

// harmlessUser reports whether the user of an address is none that opens it.
func harmlessUser(match, secret string) bool {
	return !strings.ContainsAny(secret, "0123456789") || harmlessAddress(match, secret)
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// Sample reports whether a value is not a password: a placeholder, a sample, a
// reference, or a text without letters or without digits.
func Sample(value string) bool { return notAPassword(value, value) }
