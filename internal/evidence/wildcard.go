package evidence

import (
	"regexp"
	"strconv"
	"strings"

	"signoff/internal/tally"
)

// readingOf is how one file of the source is to be taken: {1} in root and strip
// stands for what the first wildcard of its path matched.
func (s *Source) readingOf(path string) tally.Reading {
	r := s.Reading
	r.ID = s.ID
	if !strings.Contains(r.Root+strings.Join(r.Strip, ""), "{") {
		return r
	}
	matched := s.wildcards(path)
	r.Root = filled(r.Root, matched)
	r.Strip = append([]string(nil), r.Strip...)
	for i := range r.Strip {
		r.Strip[i] = filled(r.Strip[i], matched)
	}
	return r
}

// wildcards is what each wildcard of the first pattern that stands for the path
// matched.
func (s *Source) wildcards(path string) []string {
	for _, pattern := range s.Paths {
		if found := wildcardPattern(pattern).FindStringSubmatch(path); found != nil {
			return found[1:]
		}
	}
	return nil
}

// filled puts what wildcards matched in the place of their numbers.
func filled(text string, matched []string) string {
	for i, m := range matched {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i+1)+"}", m)
	}
	return text
}

// wildcardPattern is a glob whose wildcards capture: *, ?, [a-z], {a,b}, and **
// with the slash after it, which is one.
func wildcardPattern(glob string) *regexp.Regexp {
	var p strings.Builder
	p.WriteString("^")
	for rest := strings.TrimPrefix(glob, "./"); rest != ""; {
		length, written := 1, ""
		switch end := strings.IndexAny(rest, "]}"); {
		case strings.HasPrefix(rest, "**/"):
			length, written = 3, "(?:(.*)/)?"
		case strings.HasPrefix(rest, "**"):
			length, written = 2, "(.*)"
		case rest[0] == '*':
			written = "([^/]*)"
		case rest[0] == '?':
			written = "([^/])"
		case rest[0] == '[' && end > 1:
			length = end + 1
			class := regexp.QuoteMeta(strings.TrimLeft(rest[1:end], "!^"))
			class = strings.ReplaceAll(class, `\-`, "-")
			if rest[1] == '!' || rest[1] == '^' {
				class = "^" + class
			}
			written = "([" + class + "])"
		case rest[0] == '{' && end > 1:
			length = end + 1
			written = "(" + strings.ReplaceAll(regexp.QuoteMeta(rest[1:end]), ",", "|") + ")"
		default:
			written = regexp.QuoteMeta(rest[:1])
		}
		p.WriteString(written)
		rest = rest[length:]
	}
	pattern, err := regexp.Compile(p.String() + "$")
	if err != nil { // a class that is not one; the glob matches nothing either
		return regexp.MustCompile(`^\z.`)
	}
	return pattern
}
