package proof

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"signoff/internal/source"
)

// Signers are whose keys sign: an allowed_signers file, as ssh-keygen(1)
// describes it.
type Signers struct{ lines []signer }

// signer is one line: a key, and under which names and when it signs.
type signer struct {
	principals    []string
	key           PublicKey
	namespaces    []string // patterns; none asks nothing
	after, before time.Time
	authority     bool // signs certificates, and nothing here
}

// ParseSigners reads an allowed_signers file; name stands in positions. A line
// that is not understood is a fault, and so is a file without a key: nobody is
// trusted less, or more, because a line was passed over. Times without a zone
// are UTC, so that they mean the same on every machine.
func ParseSigners(name string, text []byte, faults *source.List) *Signers {
	s := &Signers{}
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimRight(line, "\r \t")
		if trimmed := strings.TrimLeft(line, " \t"); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		found, err := parseSigner(line)
		if err != nil {
			faults.Add(source.Pos{File: name, Line: i + 1, Col: 1}, "%v", err)
			continue
		}
		s.lines = append(s.lines, found)
	}
	if len(s.lines) == 0 && len(faults.Faults()) == 0 {
		faults.Add(source.Pos{File: name}, "expected a key of who signs, found none")
	}
	return s
}

// parseSigner reads one line: principals, options, and a key.
func parseSigner(line string) (signer, error) {
	words, err := fields(line)
	if err != nil {
		return signer{}, err
	}
	s := signer{principals: strings.Split(unquoted(words[0]), ",")}
	for _, p := range s.principals {
		if p == "" || strings.ContainsAny(p, "*?!") {
			return signer{}, fmt.Errorf("expected the names of who signs, found %.80q: a key that signs for anybody names nobody", words[0])
		}
	}
	words = words[1:]
	if len(words) > 0 && !isKeyType(words[0]) {
		if err := s.options(words[0]); err != nil {
			return signer{}, err
		}
		words = words[1:]
	}
	if len(words) < 2 || !isKeyType(words[0]) {
		return signer{}, errors.New("expected names, options and a public key, found no key")
	}
	if s.key, err = ReadPublicKey([]byte(words[0] + " " + words[1])); err != nil || s.key.key.Type() != words[0] {
		return signer{}, fmt.Errorf("expected a public key of type %.40s, found another thing", words[0])
	}
	return s, nil
}

func isKeyType(word string) bool {
	return strings.HasPrefix(word, "ssh-") || strings.HasPrefix(word, "ecdsa-") || strings.HasPrefix(word, "sk-")
}

// options reads what a line asks of a signature.
func (s *signer) options(text string) (err error) {
	for _, option := range split(text, ',') {
		name, value, _ := strings.Cut(option, "=")
		value = unquoted(value)
		switch strings.ToLower(name) {
		case "cert-authority":
			s.authority = true
		case "namespaces":
			s.namespaces = strings.Split(value, ",")
		case "valid-after":
			s.after, err = instant(value)
		case "valid-before":
			s.before, err = instant(value)
		default:
			err = fmt.Errorf("expected cert-authority, namespaces, valid-after or valid-before, found %.40q", name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// instant reads a time of allowed_signers.
func instant(text string) (time.Time, error) {
	digits := strings.TrimSuffix(text, "Z")
	for _, layout := range []string{"20060102", "200601021504", "20060102150405"} {
		if t, err := time.Parse(layout, digits); err == nil && len(layout) == len(digits) {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("expected a time such as 20261231 or 202612312359Z, found %.40q", text)
}

// Who names the principals whose key signs for a namespace at an instant. The
// error says why there is none, as the end of a sentence about the record.
func (s *Signers) Who(key PublicKey, namespace string, at time.Time) ([]string, error) {
	var names []string
	why := fmt.Errorf("is signed by the key %s, which signs for nobody", key.Fingerprint())
	for _, l := range s.lines {
		if l.authority || !l.key.Same(key) {
			continue
		}
		who := strings.Join(l.principals, ", ")
		switch {
		case len(l.namespaces) > 0 && !matches(l.namespaces, namespace):
			why = fmt.Errorf("is signed by %s, whose key is kept for %s", who, strings.Join(l.namespaces, ", "))
		case !l.after.IsZero() && at.Before(l.after):
			why = fmt.Errorf("is signed by %s, whose key signs from %s", who, l.after.Format(time.RFC3339))
		case !l.before.IsZero() && at.After(l.before):
			why = fmt.Errorf("is signed by %s, whose key signed until %s", who, l.before.Format(time.RFC3339))
		default:
			names = append(names, l.principals...)
		}
	}
	if len(names) == 0 {
		return nil, why
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// matches is the pattern list of OpenSSH: one pattern has to match and none that
// begins with ! may.
func matches(patterns []string, word string) bool {
	found := false
	for _, p := range patterns {
		pattern, not := strings.CutPrefix(p, "!")
		if ok, err := path.Match(strings.NewReplacer(`\`, `\\`, `[`, `\[`).Replace(pattern), word); err == nil && ok {
			if not {
				return false
			}
			found = true
		}
	}
	return found
}

// fields splits a line at the blanks outside quotes.
func fields(line string) ([]string, error) {
	if strings.Count(line, `"`)%2 != 0 {
		return nil, errors.New("expected a second quote, found none")
	}
	line = strings.ReplaceAll(strings.TrimLeft(line, " \t"), "\t", " ")
	return slices.DeleteFunc(split(line, ' '), func(w string) bool { return w == "" }), nil
}

// split cuts at a byte outside quotes.
func split(text string, at byte) []string {
	var parts []string
	quoted, from := false, 0
	for i := range len(text) {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] == at && !quoted:
			parts = append(parts, text[from:i])
			from = i + 1
		}
	}
	return append(parts, text[from:])
}

func unquoted(text string) string { return strings.ReplaceAll(text, `"`, "") }
