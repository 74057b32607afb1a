package git

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Tag is a tag that names a commit, with the date that it was made or, of a
// lightweight one, that of the commit.
type Tag struct {
	Name, Commit string
	Date         time.Time
}

// Tags lists the tags whose name matches a pattern of path.Match, the oldest
// first. Tags of anything but a commit are left out.
func (r *Repository) Tags(pattern string) ([]Tag, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	listing, err := r.run("", "for-each-ref", "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00%(creatordate:unix)", "refs/tags")
	if err != nil {
		return nil, err
	}
	var tags []Tag
	for line := range strings.Lines(string(listing)) {
		words := strings.Split(strings.TrimSuffix(line, "\n"), "\x00")
		if len(words) != 6 {
			continue
		}
		commit := words[2]
		if words[1] == "tag" {
			words[1], commit = words[3], words[4]
		}
		seconds, err := strconv.ParseInt(words[5], 10, 64)
		if matched, _ := path.Match(pattern, words[0]); !matched || words[1] != "commit" || err != nil {
			continue
		}
		tags = append(tags, Tag{words[0], commit, time.Unix(seconds, 0).UTC()})
	}
	slices.SortStableFunc(tags, func(a, b Tag) int { return a.Date.Compare(b.Date) })
	return tags, nil
}
