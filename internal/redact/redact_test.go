package redact

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// made joins the parts of a token, so that no scanner takes this file for a leak.
func made(parts ...string) string { return strings.Join(parts, "") }

const noise = "q7Zt3mKp9Wb2Lx8Rv5Yd4Hs6Nc1Jf7Gq3Tk9Pm2Bz8Xw5Vr4Ls6Dh1Cn7Fy3Aq9Me2Uo8Ii5Ee4Kk6Ss1Tt7Vv3Zz9"

// masked are secrets without doubt and the rules that find them.
func masked() []struct{ rule, secret string } {
	pem := made("-----BEGIN RSA PRIV", "ATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n", noise, "\n", noise[:30], "\n-----END RSA PRIV", "ATE KEY-----")
	return []struct{ rule, secret string }{
		{"aws-key", made("AK", "IA", "QZ3LMNO7PTRSWXYB")},
		{"azure-key", noise[:86] + "=="},
		{"github-token", made("gh", "p_", noise[:36])},
		{"github-token", made("github", "_pat_", noise[:22], "_", noise[:59])},
		{"github-token", made("gh", "p_", noise[:29], "abcdefg")},
		{"github-token", made("gh", "p_1234567", noise[:29])},
		{"gitlab-token", made("gl", "pat-", noise[:20])},
		{"google-key", made("AI", "za", noise[:35])},
		{"slack-token", made("xo", "xb-", "918273645546-", noise[:24])},
		{"slack-webhook", made("T0", "9KQ27MZ/B04", "PL81XQ/", noise[:24])},
		{"stripe-key", made("sk", "_live_", noise[:24])},
		{"sk-key", made("sk", "-or-v1-", strings.ToLower(noise[:64]))},
		{"sk-key", made("sk", "-", noise[:48])},
		{"npm-token", made("np", "m_", noise[:36])},
		{"pypi-token", made("py", "pi-AgE", noise[:60])},
		{"docker-token", made("dc", "kr_pat_", noise[:27])},
		{"sendgrid-key", made("S", "G.", noise[:22], ".", noise[:43])},
		{"digitalocean-token", made("do", "p_v1_", strings.Repeat("9f8e7d6c", 8))},
		{"vault-token", made("hv", "s.", noise[:24])},
		{"shopify-token", made("sh", "pat_", strings.Repeat("9f8e7d6c", 4))},
		{"grafana-token", made("gl", "sa_", noise[:32], "_9f8e7d6c")},
		{"hub-token", made("h", "f_", noise[:34])},
		{"telegram-token", made("918273645", ":A", "A", noise[:33])},
		{"jwt", made("ey", "Jhb", noise[:20], ".ey", "Jzd", noise[:30], ".", noise[:43])},
		{"private-key", pem},
		{"private-key", strings.ReplaceAll(pem, "\n", `\n`)},
	}
}

func TestRedactMasksTokens(t *testing.T) {
	for _, test := range masked() {
		before, after := "found it at ", ", line 7"
		switch test.rule {
		case "azure-key":
			before = "AccountKey="
		case "slack-webhook":
			before = "https://hooks.slack.com/services/"
		}
		clean, rules := Redact(before + test.secret + after)
		if want := before + "[redacted: " + test.rule + "]" + after; clean != want || !slices.Equal(rules, []string{test.rule}) {
			t.Errorf("%s: got %q, %v", test.rule, clean, rules)
		}
		for _, f := range Find(before + test.secret + after) {
			if !f.Certain {
				t.Errorf("%s is not certain", test.rule)
			}
		}
	}
}

// passwordTexts hold what looks like a password.
var passwordTexts = []struct{ text, want string }{
	{`password = "kX9mLqd2Zt"`, `password = "[redacted: password]"`},
	{`Possible hardcoded password: 'S3cr3tP@ssX!'`, `Possible hardcoded password: '[redacted: password]'`},
	{`{"db_password":"kX9mLqd2Zt","n":1}`, `{"db_password":"[redacted: password]","n":1}`},
	{`{\"apiKey\": \"kX9mLqd2Zt\"}`, `{\"apiKey\": \"[redacted: password]\"}`},
	{`const clientSecret := "kX9mLqd2Zt"`, `const clientSecret := "[redacted: password]"`},
	{`access-key => 'kX9mLqd2Zt'`, `access-key => '[redacted: password]'`},
	{`TOKEN="kX9mLqd2Zt`, `TOKEN="[redacted: password]`}, // cut off
	{"Redis password authentication: `kX9mLqd2Zt`", "Redis password authentication: `[redacted: password]`"},
	{"- **Password:** `kX9mLqd2Zt`, **secret** = `kX9mLqd2Zu`", "- **Password:** `[redacted: password]`, **secret** = `[redacted: password]`"},
	{`Authorization: Bearer kX9mLqd2ZtkX9mLqd2Zt`, `Authorization: Bearer [redacted: authorization]`},
	{`"authorization": "Basic a1g5bUxxZDJadDprWDk="`, `"authorization": "Basic [redacted: authorization]"`},
	{`postgres://app:kX9mLqd2Zt@db.internal:5432/app?x=1`, `postgres://app:[redacted: url-password]@db.internal:5432/app?x=1`},
	{`redis://:kX9mLqd2Zt@10.0.0.7`, `redis://:[redacted: url-password]@10.0.0.7`},
}

func TestRedactMasksPasswords(t *testing.T) {
	for _, test := range passwordTexts {
		clean, rules := Redact(test.text)
		if clean != test.want || len(rules) != 1 {
			t.Errorf("%q became %q, %v; want %q", test.text, clean, rules, test.want)
		}
		if again, rules := Redact(clean); again != clean || rules != nil {
			t.Errorf("%q became %q, %v the second time", clean, again, rules)
		}
	}
}

func TestRedactLeavesTheRest(t *testing.T) {
	for _, s := range []string{
		"", "no secrets here", "Token usage: 12345678", "token: 12345678", `"key": "PERF-0001"`,
		`password = "..."`, `password = "<your-password-1>"`, `password = "${DB_PASSWORD1}"`, `token: "{{ .Values.token1 }}"`,
		`token = "your-token-here-1"`, `password: "password123"`, `secret: "mysecret123"`, `password = "changeme1"`,
		`password = "short1"`, `password = "lettersonly"`, `token = "1234567890"`, `token = "GITHUB_TOKEN_2"`,
		`secret: "/run/secrets/db1"`, `token: "https://issuer/1"`, `secret: "db-credentials-1"`, `pwd = "$ENV1VAR"`,
		made("AK", "IA", "EXAMPLE"), made("gh", "p_", strings.Repeat("x", 20)), made("sk", "_live_..."),
		"sk-learn-and-other-words", "task-force-one-two-three", "xoxo", "a -----BEGIN RSA PRIVATE KEY----- header is refused",
		"`-----BEGIN PRIVATE KEY-----`", "postgres://user:pass@host:5432/db", "postgres://app:kX9mLqd2Zt@localhost:5432",
		"postgres://app:kX9mLqd2Zt@[::1]:5432", "https://u:kX9mLqd2Zt@api.example.com/", "amqp://app:${PW}@mq", "http://host:8080/a@b",
		"see https://docs.internal/a:b", "mail a@b.c", "Authorization: Bearer <token>", "Authorization: Bearer $TOKEN1234567890123",
	} {
		if clean, rules := Redact(s); clean != s || rules != nil {
			t.Errorf("%q became %q, %v", s, clean, rules)
		}
	}
}

func TestFindOverlaps(t *testing.T) {
	token := made("gh", "p_", noise[:36])
	s := `token = "` + token + `" and password = "kX9mLqd2Zt"`
	found := Find(s)
	if len(found) != 2 || found[0].Rule != "github-token" || s[found[0].Start:found[0].End] != token || found[1].Certain {
		t.Errorf("got %+v", found)
	}
	clean, rules := Redact(s + s)
	if strings.Contains(clean, noise[:20]) || !slices.Equal(rules, []string{"github-token", "password"}) {
		t.Errorf("got %q, %v", clean, rules)
	}
}

func TestRulesAreWhole(t *testing.T) {
	for i, r := range rules {
		for _, a := range r.anchors {
			if a != strings.ToLower(a) || len(a) < 3 {
				t.Errorf("%s: the anchor %q must be in lower case, and a triple at least", r.name, a)
			}
		}
		if ready().forms[i].compiled().NumSubexp() > 3 || len(r.anchors) == 0 {
			t.Errorf("%s: no anchor, or more groups than one an alternative", r.name)
		}
	}
}

// everywhere is search without anchors: each pattern is tried at every place
// that its rule may begin at.
func everywhere(s string) (found []Finding) {
	for i := range rules {
		f := &ready().forms[i]
		end := 0
		for at := range len(s) + 1 {
			if at < end || !begins(f, s, at) {
				continue
			}
			m := f.compiled().FindStringSubmatchIndex(s[at:])
			if m == nil {
				continue
			}
			start, stop := secret(m)
			end = at + m[1]
			if f.name == "assignment" || f.name == "query" {
				stop = start + len(strings.TrimRight(s[at+start:at+stop], ",.)]}"))
			}
			if secret := s[at+start : at+stop]; !f.harmless(s[at:end], secret) {
				found = append(found, Finding{f.name, at + start, at + stop, f.certain})
			}
		}
	}
	return found
}

// begins says whether a rule may begin at a place, whatever its anchors are.
func begins(f *form, s string, at int) bool {
	if f.word && !startsWord(s, at) {
		return false
	}
	if f.begin == nil {
		return true
	}
	for anchor := at; anchor < len(s) && anchor < at+100; anchor++ {
		if (f.name != "url-password" && f.name != "url-token" || strings.HasPrefix(s[anchor:], "://")) && f.begin(s, anchor) == at {
			return true
		}
	}
	return false
}

// parts are secrets, what nearly is one, and what stands around them.
func parts() []string {
	list := []string{
		" ", "\n", "_", "-", ".", "'", `"`, `\"`, ":", "=", " := ", "=>", "/", "@", "AA", "é", "key", "db.internal", "localhost",
		"PRIVATE KEY-----", "http", "a+b.c", "12345678", "v1_", noise[:20], noise[:36], "AccountKey=", "hooks.slack.com/services/",
	}
	for _, r := range rules {
		list = append(list, r.anchors...)
	}
	for _, test := range masked() {
		list = append(list, test.secret)
	}
	for _, test := range passwordTexts {
		list = append(list, test.text)
	}
	return list
}

// TestSearchMissesNothing holds what is found by anchors against what the
// patterns find by themselves.
func TestSearchMissesNothing(t *testing.T) {
	part := rapid.SampledFrom(parts())
	text := rapid.Custom(func(t *rapid.T) string {
		s := part.Draw(t, "part")
		switch rapid.IntRange(0, 5).Draw(t, "how") {
		case 0:
			return s[:rapid.IntRange(0, len(s)).Draw(t, "end")]
		case 1:
			return strings.ToUpper(s)
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(text, 0, 8).Draw(t, "texts"), "")
		if got, want := search(s), everywhere(s); !slices.Equal(got, want) {
			t.Errorf("%q: got %+v, want %+v", s, got, want)
		}
	})
}

// BenchmarkFind searches the text of ordinary reports.
func BenchmarkFind(b *testing.B) {
	line := "The build of package internal/open failed: 3 tests of 120 passed after a retry; see https://docs.example.org/a?b=c for the key to the colours, or access the account page.\n"
	text := strings.Repeat(line, 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if found := Find(text); found != nil {
			b.Fatal(found)
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add(`password = "kX9mLqd2Zt"`)
	f.Add("postgres://app:kX9mLqd2Zt@db:5432 " + made("gh", "p_", noise[:36]))
	f.Add("-----BEGIN PRIV" + "ATE KEY-----" + noise + "`")
	f.Add("Authorization: Basic a1g5bUxxZDJadDprWDk=")
	f.Fuzz(func(t *testing.T, s string) {
		clean, rules := Redact(s)
		if (clean == s) != (rules == nil) {
			t.Fatalf("%q: changed without a rule, or a rule without a change", s)
		}
		if utf8.ValidString(s) && !utf8.ValidString(clean) {
			t.Fatalf("%q became invalid", s)
		}
		// Without regard to case, K and s are also the signs of Kelvin and the long s.
		if len(s) > 300 {
			return // the oracle is slow
		}
		if got, want := search(s), everywhere(s); !slices.Equal(got, want) && !strings.ContainsAny(s, "\u212a\u017f") {
			t.Fatalf("%q: got %+v, want %+v", s, got, want)
		}
		end := 0
		for _, found := range Find(s) {
			if found.Start < end || found.End <= found.Start || found.End > len(s) {
				t.Fatalf("%q: %+v after %d", s, found, end)
			}
			end = found.End
		}
	})
}
