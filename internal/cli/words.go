package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/tree"
)

// filled is a flag whose text is not empty: where it is, a script's variable was
// not set, and what holds without the flag is not what was meant.
type filled string

// Set implements the flag's interface.
func (f *filled) Set(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("expected a value, found none")
	}
	*f = filled(text)
	return nil
}

// String implements the flag's interface.
func (f *filled) String() string { return string(*f) }

// Type implements the flag's interface.
func (f *filled) Type() string { return "string" }

// words is a flag that takes some of a few known words, once or several times,
// with commas between them. The first time replaces what stood there before.
type words struct {
	known []string
	list  *[]string
	given bool
}

func wordsFlag(c *cobra.Command, list *[]string, name string, known []string, usage string) {
	c.Flags().Var(&words{known: known, list: list}, name, usage+": "+strings.Join(known, ", "))
	choices(c, name, known...)
}

// Set implements the flag's interface.
func (w *words) Set(text string) error {
	if !w.given {
		*w.list, w.given = nil, true
	}
	for _, word := range strings.Split(text, ",") {
		if !slices.Contains(w.known, word) {
			return fmt.Errorf("expected some of %s, found %q%s", strings.Join(w.known, ", "), word, tree.Mean(word, w.known))
		}
		*w.list = append(*w.list, word)
	}
	return nil
}

// String implements the flag's interface.
func (w *words) String() string {
	if w.list == nil {
		return ""
	}
	return strings.Join(*w.list, ",")
}

// Type implements the flag's interface.
func (w *words) Type() string { return "words" }
