package scanner

import (
	"slices"
	"strings"

	"signoff/internal/reader"
)

// kubeObjects tells whether a file is objects that a cluster keeps of one of
// these API groups: one, a list, or several.
func kubeObjects(h *reader.Head, groups ...string) bool {
	for _, path := range []string{"apiVersion", "items[].apiVersion", "[].apiVersion", "[].items[].apiVersion", "*[].apiVersion"} {
		group, _, _ := strings.Cut(kubeText(h, path), "/")
		if slices.Contains(groups, group) {
			return true
		}
	}
	return false
}

// kubeText is a text of a JSON file, or of the members of any name.
func kubeText(h *reader.Head, path string) (text string) {
	rest, ok := strings.CutPrefix(path, "*")
	if !ok {
		return h.Text(path)
	}
	for _, key := range h.Keys() {
		if text == "" {
			text = h.Text(key + rest)
		}
	}
	return text
}

// kubePage says of a list that the server cut into pages that more would follow.
var kubePage = layout{
	{"metadata.continue", func(v reader.Value, r *report) {
		line := v.Line()
		if v.Text() != "" {
			r.sink.Incomplete(line, "the list is a page: more objects would follow")
		}
	}},
	{"metadata.remainingItemCount", func(v reader.Value, r *report) {
		line := v.Line()
		if n := whole(v); n > 0 {
			r.sink.Incomplete(line, "the list is a page: %d more objects would follow", n)
		}
	}},
}
