package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/source"
)

// named finds a format by its contract name. Of several with one name, one for
// each kind of evidence, it is the one that claims the file, else the first,
// which says what is wrong with the file.
func named(h *reader.Head, formats []reader.Format, name string) (found *reader.Format, ok bool) {
	for i := range formats {
		f := &formats[i]
		switch {
		case f.Name != name || f.Second:
		case f.Claims != nil && f.Claims(h):
			return f, true
		case found == nil:
			found = f
		}
	}
	return found, found != nil
}

// recognise finds the one format that claims the file, by its first bytes and,
// where those do not tell, by the top levels of all of it. A file that is made
// for a format which has to be named is none's. Contents that prove nothing
// belong to the tool of which they are the clean run: see cleanRun. Silent says
// that no bytes at all are a clean run, whose ever it is.
func recognise(in *reader.Input, formats []reader.Format, silent bool) (*reader.Format, error) {
	f, err := claimed(in.Head, formats)
	if f == nil && err == nil && in.LookFurther() {
		f, err = claimed(in.Head, formats)
	}
	if f == nil && err == nil {
		f, err = claimedAsYAML(in, formats)
	}
	if f == nil && err == nil {
		return cleanRun(in.Head, formats, silent)
	}
	return f, err
}

// claimedAsYAML finds the one format that claims the JSON which a file of YAML
// stands for; none is not an error.
func claimedAsYAML(in *reader.Input, formats []reader.Format) (f *reader.Format, err error) {
	_, damage := in.AsYAML(func(h *reader.Head) bool {
		f, err = claimed(h, formats)
		return f != nil
	})
	return f, cmp.Or(err, damage)
}

// claimed finds the one format that claims a file; none is not an error.
func claimed(h *reader.Head, formats []reader.Format) (*reader.Format, error) {
	var claims []*reader.Format
	for i := range formats {
		f := &formats[i]
		if f.Claims == nil || f.Second || !f.Claims(h) {
			continue
		}
		if f.NeedsFormat {
			return nil, fmt.Errorf("the file looks like %s, which are read only where format: says so", f.Name)
		}
		claims = append(claims, f)
	}
	switch len(claims) {
	case 0:
		return nil, nil
	case 1:
		return claims[0], nil
	}
	return nil, fmt.Errorf("the file looks like several formats (%s), and format: does not say which", names(claims))
}

// second finds the reader of another kind of what a format claims, where that
// kind is asked for; the format itself when there is none.
func second(in *reader.Input, formats []reader.Format, f *reader.Format, kind fact.Kind) *reader.Format {
	for i := range formats {
		other := &formats[i]
		if kind == f.Kind || !other.Second || other.Name != f.Name || other.Kind != kind {
			continue
		}
		if other.Claims(in.Head) || in.LookFurther() && other.Claims(in.Head) {
			return other
		}
	}
	return f
}

// cleanRun finds the one format of which the bare content of a file is a clean
// run. Any tool might have written it, so the path has to name one of those.
func cleanRun(h *reader.Head, formats []reader.Format, silent bool) (*reader.Format, error) {
	content, short := shortContent(h)
	if short && content == "" && !silent {
		return nil, errSilent
	}
	var able, named []*reader.Format
	for i := range formats {
		f := &formats[i]
		if !short || !slices.Contains(f.Clean, content) {
			continue
		}
		able = append(able, f)
		if namesTool(h.Path, f) {
			named = append(named, f)
		}
	}
	switch {
	case len(named) == 1:
		return named[0], nil
	case len(named) > 1:
		return nil, fmt.Errorf("%s, and the path names several tools: %s", describe(content), names(named))
	case len(able) > 0:
		return nil, fmt.Errorf("%s, which proves nothing by itself: name the tool in the path or with format: (%s)", describe(content), names(able))
	}
	return nil, fmt.Errorf("no known format has this shape: see signoff formats")
}

// errSilent is why an empty file is not evidence.
var errSilent = errors.New("the file is empty, and no bytes prove nothing: " +
	"a record of signoff collect, or quiet: clean next to format:, says that silence is a clean run")

// longestClean bounds the contents that may be a clean run by themselves.
const longestClean = 100

// shortContent is what a short file holds, without white space.
func shortContent(h *reader.Head) (string, bool) {
	if h.Whole && h.Kind("") == '{' && len(h.Keys()) == 0 {
		return "{}", true // one or several, as go vet prints for each package
	}
	if !h.Whole || h.Bytes > 2*longestClean {
		return "", false
	}
	return strings.Join(strings.Fields(strings.Join(h.Lines, " ")), ""), true
}

func describe(content string) string {
	if content == "" {
		return "the file is empty, as a clean run of its tool is"
	}
	return fmt.Sprintf("the file holds only %s", content)
}

// namesTool says whether whole words of the path are the tool's name.
func namesTool(file string, f *reader.Format) bool {
	inPath := words(path.Clean(file))
	for _, name := range append([]string{f.Name}, f.Hints...) {
		if strings.Contains(inPath, words(name)) {
			return true
		}
	}
	return false
}

// words writes the words of a name in lower case, with a space around each. A
// word ends where letters turn to digits, and before a capital behind a small
// letter.
func words(name string) string {
	var out strings.Builder
	last, before := ' ', ' '
	for _, r := range name {
		is := ' '
		switch {
		case unicode.IsLetter(r):
			is = 'a'
		case unicode.IsDigit(r):
			is = '0'
		}
		if is != ' ' {
			if is != last || is == 'a' && unicode.IsUpper(r) && !unicode.IsUpper(before) {
				out.WriteByte(' ')
			}
			out.WriteRune(unicode.ToLower(r))
		}
		last, before = is, r
	}
	return out.String() + " "
}

// decided finds the format that the project names, which decides: what its
// reader refuses is not evidence of it, whatever the file looks like. Only no
// bytes at all are looked at before it.
func decided(in *reader.Input, formats []reader.Format, name string, silent bool) (*reader.Format, error) {
	f, ok := named(in.Head, formats, name)
	switch {
	case !ok:
		return nil, fmt.Errorf("unknown format %q", name)
	case in.Head.Container != reader.Empty || f.Kind == fact.Document:
	case !f.Quiet():
		return nil, fmt.Errorf("the file is empty, which %s never leaves: the tool did not write it", name)
	case !silent:
		return nil, errSilent
	}
	if f.Claims != nil && !f.Claims(in.Head) {
		in.LookFurther() // a reader may go by what stands last
		if _, err := in.AsYAML(f.Claims); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// looksLike adds to what a reader refuses which other format claims the file.
func looksLike(in *reader.Input, formats []reader.Format, f *reader.Format, err error) error {
	other, _ := claimed(in.Head, formats)
	placed := (*source.Error)(nil)
	if other == nil || other.Name == f.Name || !errors.As(err, &placed) {
		return err
	}
	hinted := *placed
	hinted.Msg += "; the file looks like " + other.Name
	return &hinted
}

func names(formats []*reader.Format) string {
	list := make([]string, len(formats))
	for i, f := range formats {
		list[i] = f.Name
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}
