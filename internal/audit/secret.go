package audit

import (
	"encoding/base64"
	"strings"

	"signoff/internal/redact"
)

var secretRule = Rule{
	Name: "secret", Level: Error,
	Do: "take it out, and change it: what was printed is known",
	Doc: "The report prints a credential. The shapes of well-known tokens and private keys are errors, a " +
		"password, secret or key with a quoted value, in an environment, after \"password is\" or below a header " +
		"Password is a warning, " +
		"and so is a URL with user and password; in the code of a program, which mostly shows how to use one, " +
		"they are notes. The value itself is never shown. Samples, variables, example hosts and words in " +
		"angle brackets are left alone.",
	Check: func(d *Document, report Report) {
		for _, s := range d.leaks {
			report(s.level, s.line, s.mark, "%s is printed in clear text", s.what)
		}
		for _, s := range d.inCode {
			report(Note, s.line, s.mark, "%s is printed in code", s.what)
		}
	},
}

// leak is a credential in the text: the line where it begins, what it is, what
// stands in its place now, and how sure it is.
type leak struct {
	line       int
	what, mark string
	level      Level
}

// conceal finds the credentials of a text and gives the text without them,
// every line in its place. What may be a sample is taken out as well, and is no
// leak.
func conceal(text string) (string, []leak) {
	found := credentials(text)
	if len(found) == 0 {
		return text, nil
	}
	leaks := make([]leak, 0, len(found))
	var clean strings.Builder
	end, line := 0, 1
	for _, f := range found {
		line += strings.Count(text[end:f.Start], "\n")
		secret := text[f.Start:f.End]
		clean.WriteString(text[end:f.Start])
		mark := "[redacted: " + f.Rule + "]"
		clean.WriteString(mark)
		clean.WriteString(strings.Repeat("\n", strings.Count(secret, "\n")))
		rest := strings.TrimLeft(text[f.End:min(len(text), f.End+8)], "`\"' ")
		cut := !f.Certain &&
			(strings.HasPrefix(rest, "...") || strings.HasPrefix(rest, "…") || strings.Contains(secret, "..."))
		if n := len(leaks); !sample(secret) && !(!f.Certain && harmless(text, f)) && !cut && f.Rule != "cookie" &&
			(n == 0 || leaks[n-1].line != line) {
			leaks = append(leaks, leak{line, article(f.Rule), mark, sure(f)})
		}
		line += strings.Count(secret, "\n")
		end = f.End
	}
	clean.WriteString(text[end:])
	return clean.String(), leaks
}

func sure(f redact.Finding) Level {
	if f.Certain {
		return Error
	}
	return Warning
}

// programs are the languages of code that shows how a password is used.
var programs = []string{"js", "javascript", "jsx", "ts", "typescript", "tsx", "python", "py", "java", "kotlin", "go",
	"golang", "rust", "csharp", "cs", "cpp", "c", "ruby", "php", "swift", "dart", "scala"}

// partLeaks tells what only looks like a password in the code of a program
// from all other credentials.
func (d *Document) partLeaks(leaks []leak) {
	for _, l := range leaks {
		language := ""
		if line := d.line(l.line); line != nil && line.Kind == Code {
			language, _, _ = strings.Cut(strings.ToLower(line.Info), " ")
		}
		if l.level < Error && oneOf(language, programs) {
			d.inCode = append(d.inCode, l)
			continue
		}
		d.leaks = append(d.leaks, l)
	}
}

// samples are parts of credentials that were made up for a reader.
var samples = []string{
	"your", "example", "xxxx", "test", "demo", "dummy", "changeme", "change-me", "change_me", "placeholder",
	"password", "passw0rd", "p@ssw0rd", "secret", "token", "-key", "_key",
	"abc123", "abcdef", "123456", "qwerty", "foobar", "fake", "admin", "default", "replace", "invalid", "wrong",
	"correct", "expired",
}

func sample(secret string) bool {
	return containsAny(strings.ToLower(secret), samples...) || strings.HasPrefix(secret, "[") || madeUp(secret)
}

// madeUp says whether the claims of a JSON web token say that it is a sample.
func madeUp(secret string) bool {
	parts := strings.Split(secret, ".")
	if len(parts) < 2 || !strings.HasPrefix(secret, "ey") {
		return false
	}
	claims, err := base64.RawURLEncoding.DecodeString(parts[1])
	return err == nil && containsAny(strings.ToLower(string(claims)), samples...)
}

// harmless says whether what surrounds a credential that is not certain makes
// it none: the pass of a public meeting in its link, a word in angle brackets,
// a column of a table called so.
func harmless(text string, f redact.Finding) bool {
	begin := strings.LastIndexByte(text[:f.Start], '\n') + 1
	before := text[begin:f.Start]
	if at := strings.LastIndexAny(before, " (<\t"); at >= 0 {
		before = before[at+1:]
	}
	lower := strings.ToLower(before)
	meeting := strings.Contains(lower, "://") && containsAny(lower, "/meeting", "/j/", "zoom", "meet.")
	line, _, _ := strings.Cut(text[begin:], "\n")
	switch f.Rule {
	case "netrc":
		return !hasWord(strings.ToLower(line), "machine", "login")
	case "element":
		return !strings.Contains(line, "</")
	}
	return meeting
}

// article names what a rule finds in a sentence.
func article(rule string) string {
	name := strings.ReplaceAll(rule, "-", " ")
	if strings.ContainsRune("aeio", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}
