package evidence

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

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
		case f.Name != name:
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
// belong to the tool that the path names, if it lists them as its clean run;
// where that leaves none or several, the error names them.
func recognise(in *reader.Input, formats []reader.Format) (*reader.Format, error) {
	f, err := claimed(in.Head, formats)
	if f == nil && err == nil && in.LookFurther() {
		f, err = claimed(in.Head, formats)
	}
	if f == nil && err == nil {
		return cleanRun(in.Head, formats)
	}
	return f, err
}

// claimed finds the one format that claims a file; none is no error.
func claimed(h *reader.Head, formats []reader.Format) (*reader.Format, error) {
	var claims []*reader.Format
	for i := range formats {
		f := &formats[i]
		if f.Claims == nil || !f.Claims(h) {
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

func cleanRun(h *reader.Head, formats []reader.Format) (*reader.Format, error) {
	content, short := shortContent(h)
	if ext := strings.ToLower(path.Ext(h.Path)); short && content == "" && (ext == ".xml" || ext == ".sarif") {
		return nil, fmt.Errorf("the file is empty, which is no document: the tool did not write it")
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
	case short && content == "":
		return nil, fmt.Errorf("the file is empty, which is no tool's clean run")
	}
	return nil, fmt.Errorf("no known format has this shape: see signoff formats")
}

// longestClean bounds the contents that may be a clean run by themselves.
const longestClean = 100

// shortContent is what a short file holds, without white space.
func shortContent(h *reader.Head) (string, bool) {
	if !h.Whole || h.Bytes > 2*longestClean {
		return "", false
	}
	return strings.Join(strings.Fields(strings.Join(h.Lines, " ")), ""), true
}

func describe(content string) string {
	if content == "" {
		return "the file is empty"
	}
	return fmt.Sprintf("the file holds only %s", content)
}

// namesTool says whether a word of the path is the tool's name.
func namesTool(file string, f *reader.Format) bool {
	file = strings.ToLower(path.Clean(file))
	for _, word := range append([]string{f.Name}, f.Hints...) {
		if strings.Contains(file, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// decided finds the format that the project names, which decides: what its
// reader refuses is no evidence of it, whatever the file looks like.
func decided(in *reader.Input, formats []reader.Format, name string) (*reader.Format, error) {
	f, ok := named(in.Head, formats, name)
	if !ok {
		return nil, fmt.Errorf("unknown format %q", name)
	}
	if f.Claims != nil && !f.Claims(in.Head) {
		in.LookFurther() // a reader may go by what stands last
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
