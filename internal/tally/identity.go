package tally

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
)

// Renames are the files that have another name now, by the name that they had in
// the base, and where that is known from; the zero value knows none.
type Renames struct {
	Files map[string]string
	From  string
}

// moved gives the findings of a base in the files as they are called now.
func (s *Set) moved(base []compared, r Renames) []compared {
	if len(r.Files) == 0 {
		return base
	}
	list, known := slices.Clone(base), map[string]string{}
	for i := range list {
		path := fact.NormalPath(list[i].shown.Path)
		now, asked := known[path]
		if !asked {
			now = r.now(path)
			known[path] = now
		}
		if now != path {
			list[i].in(s.hash(now))
		}
	}
	return list
}

// now is how a file is called that was called so. As everywhere, a path of two
// parts or more may be the end of another, where that is so of one file alone.
func (r Renames) now(path string) string {
	if name, ok := r.Files[path]; ok {
		return fact.NormalPath(name)
	}
	found := path
	for old, name := range r.Files {
		long, short := path, old
		if len(long) < len(short) {
			long, short = short, long
		}
		lead, fits := strings.CutSuffix(long, "/"+short)
		if !fits || !strings.Contains(short, "/") {
			continue
		}
		renamed := lead + "/" + name
		if long == old {
			inside := false
			if renamed, inside = strings.CutPrefix(name, lead+"/"); !inside {
				continue
			}
		}
		if found != path {
			return path
		}
		found = fact.NormalPath(renamed)
	}
	return found
}

// withoutDigits takes out of a message what moves when lines do.
func withoutDigits(message string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, message)
}

// portion is so many of the findings that a record stands for.
type portion struct {
	*compared
	n int64
}

// identityOf chooses the highest level of identity that every finding of a tool
// has on both sides.
func identityOf(both [2][]*compared) (words string, of func(*compared) uint64, byPath bool) {
	all := slices.Concat(both[0], both[1])
	every := func(has func(*compared) bool) bool {
		return !slices.ContainsFunc(all, func(c *compared) bool { return !has(c) })
	}
	names := slices.Collect(maps.Keys(all[0].prints))
	slices.SortFunc(names, betterPrint)
	for _, name := range names {
		if every(func(c *compared) bool { return c.prints[name] != 0 }) {
			return "the tool's fingerprint " + name, func(c *compared) uint64 { return c.prints[name] }, false
		}
	}
	if every(func(c *compared) bool { return c.own != 0 }) {
		return "vulnerability, package and path", func(c *compared) uint64 { return c.own }, true
	}
	return "rule, path and message without digits", func(c *compared) uint64 { return c.said }, true
}

// betterPrint orders names of fingerprints: full ones before partial ones, then
// the highest version, then by name.
func betterPrint(a, b string) int {
	partial := func(name string) int {
		if strings.HasPrefix(name, fact.PartialPrint) {
			return 1
		}
		return 0
	}
	version := func(name string) int {
		_, digits, _ := strings.Cut(name, "/v")
		n, _ := strconv.Atoi(digits) // a name without a version is of version 0
		return n
	}
	return cmp.Or(cmp.Compare(partial(a), partial(b)), cmp.Compare(version(b), version(a)), strings.Compare(a, b))
}
