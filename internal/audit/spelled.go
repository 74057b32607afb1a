package audit

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"signoff/internal/redact"
)

// The forms in which reports spell a credential that has no shape of its own:
// an assignment in an environment, "password is VALUE", a cell below Password;
// and shapes of tokens next to those that redact knows.
var (
	assigned = lazy.Regexp(`(?m)(?:^|[\s` + "`" +
		`])(?:export\s+)?[A-Z][A-Z0-9_]*(?:PASSWORD|PASS|PWD|SECRET|TOKEN|KEY)\s*=\s*([^\s'"` + "`" + `]{8,200})`)
	toldOf = lazy.Regexp(`(?i)(?:\b(?:password|passwort|kennwort|senha|contraseña|mot de passe)|密码|口令|パスワード)` +
		`(?:\s+(?:is|ist|es|est|é|was)\s+|\s*[:：=]\s*)\*{0,2}[` + "`" + `"']?([^\s` + "`" + `"',;|<>*]{8,200})`)
	tokens = lazy.Regexp(`\b(?:whsec_[A-Za-z0-9+/=]{16,}|hf_[A-Za-z0-9]{24,})` +
		`|https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d{10,}/[\w-]{30,}`)
)

// spelled finds such credentials; what may be a sample is none.
func spelled(text string) []redact.Finding {
	var found []redact.Finding
	add := func(rule string, start, end int, certain bool) {
		if value := text[start:end]; certain || looksSecret(value) {
			found = append(found, redact.Finding{Rule: rule, Start: start, End: end, Certain: certain})
		}
	}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		start := at
		at += len(line)
		if len(found) > mostSpelled {
			break
		}
		if strings.IndexByte(line, '=') > 0 && containsAny(line, "PASS", "PWD", "SECRET", "TOKEN", "KEY") {
			for _, m := range assigned().FindAllStringSubmatchIndex(line, most) {
				add("password", start+m[2], start+m[3], false)
			}
		}
		if containsAny(line, passwordParts...) {
			for _, m := range toldOf().FindAllStringSubmatchIndex(line, most) {
				add("password", start+m[2], start+m[3], false)
			}
		}
		if containsAny(line, "whsec_", "hf_", "/api/webhooks/") {
			for _, m := range tokens().FindAllStringIndex(line, most) {
				add("token", start+m[0], start+m[1], true)
			}
		}
	}
	return append(found, cellSecrets(text)...)
}

// mostSpelled bounds how many a text may hold, and most how many a line.
const (
	mostSpelled = 10000
	most        = 100
)

// passwordParts are parts of the words for a password, in the cases in which
// they are written.
var passwordParts = []string{
	"assw", "ASSW", "ennwort", "ENNWORT", "enha", "ENHA", "ontrase", "ONTRASE", "ot de passe", "OT DE " +
		"PASSE", "密码", "口令", "パスワード",
}

// looksSecret says whether a value is one that nobody made up for a reader: no
// variable, path or placeholder, and none of the known samples.
func looksSecret(value string) bool {
	return !redact.Sample(value) && !strings.ContainsAny(value, "${}<>()[]/…") && !strings.Contains(value, "...") &&
		!strings.Contains(value, "***") && !strings.EqualFold(value, "JBSWY3DPEHPK3PXP") &&
		value != "d41d8cd98f00b204e9800998ecf8427e"
}

// cellSecrets finds the values below the header Password or API key.
func cellSecrets(text string) []redact.Finding {
	if !strings.Contains(text, "|") {
		return nil
	}
	var found []redact.Finding
	column, at := -1, 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		start := at
		at += len(line)
		if !strings.HasPrefix(strings.TrimSpace(line), "|") {
			column = -1
			continue
		}
		if column < 0 {
			column = slices.IndexFunc(strings.Split(line, "|"), func(c string) bool {
				return words.Whole(strings.Trim(c, " *`")).Has(words.Secret)
			})
			if column < 0 {
				column = len(line) // no such header: nothing in this table
			}
			continue
		}
		from := start
		for i, cell := range strings.Split(line, "|") {
			value := strings.Trim(cell, " `*\r\n")
			if i == column && len(value) >= 8 && !strings.Contains(value, " ") && looksSecret(value) {
				begin := from + strings.Index(cell, value)
				found = append(found, redact.Finding{Rule: "password", Start: begin, End: begin + len(value)})
			}
			from += len(cell) + 1
		}
	}
	return found
}

// credentials are all that redact and the forms above find, in order.
func credentials(text string) []redact.Finding {
	found := append(redact.Find(text), spelled(text)...)
	slices.SortStableFunc(found, func(a, b redact.Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	kept := found[:0]
	for _, f := range found {
		if len(kept) == 0 || f.Start >= kept[len(kept)-1].End {
			kept = append(kept, f)
		} else if last := &kept[len(kept)-1]; f.Certain && !last.Certain && f.Start >= last.Start && f.End <= last.End {
			last.Certain, last.Rule = true, f.Rule
		}
	}
	return kept
}
