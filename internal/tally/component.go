package tally

import (
	"net/url"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// component is a package by name, and by version where one is named.
type component struct{ name, version string }

// wholes lists the types of package URL that name what is examined as a whole,
// an image or a repository, and no package in it.
var wholes = []string{"oci", "docker", "github", "gitlab", "bitbucket"}

// componentsOf lists the packages that a statement is about: the parts that it
// names, else its product. It is empty when the statement names no package.
func componentsOf(v *fact.VEX) []component {
	names := v.Parts
	if len(names) == 0 {
		names = []string{v.Product}
	}
	var list []component
	for _, name := range names {
		c, ok := parseComponent(name)
		if !ok {
			return nil
		}
		list = append(list, c)
	}
	return list
}

// parseComponent reads a package URL (purl-spec: pkg:type/namespace/name@version)
// or a plain name. It is false for what names no package.
func parseComponent(text string) (component, bool) {
	rest, isURL := strings.CutPrefix(text, "pkg:")
	if !isURL {
		return component{name: spelled(text)}, text != ""
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	kind, name, ok := strings.Cut(strings.TrimLeft(rest, "/"), "/")
	if !ok || slices.Contains(wholes, strings.ToLower(kind)) {
		return component{}, false
	}
	version := ""
	if at := strings.LastIndexByte(name, '@'); at > 0 {
		name, version = name[:at], name[at+1:]
	}
	return component{spelled(unescaped(name)), unescaped(version)}, true
}

// is says whether a package of a finding is the component. Scanners name a
// package with or without its namespace; a version counts where both name one.
func (c component) is(name, version string) bool {
	name = spelled(name)
	last := c.name[strings.LastIndexByte(c.name, '/')+1:]
	if name != c.name && name != last {
		return false
	}
	return c.version == "" || version == "" || strings.TrimPrefix(c.version, "v") == strings.TrimPrefix(version, "v")
}

// spelled brings package names in one spelling: letters in lower case, a
// group before a slash, dashes for underscores.
func spelled(name string) string {
	return strings.NewReplacer(":", "/", "_", "-").Replace(strings.ToLower(strings.TrimSpace(name)))
}

func unescaped(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}
