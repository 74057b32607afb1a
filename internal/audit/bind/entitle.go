package bind

import (
	"slices"
)

// entitle finds the criteria that the words of the group tell: those of whose
// title most of the weight is there, and no other percentile.
func (b *Book) entitle(g *group) {
	const enough = 0.6
	g.titles, g.full, g.hinted = nil, nil, nil
	found := map[int]float64{}
	count := map[int]int{}
	tail := map[string]bool{}
	for _, s := range g.stems {
		tail[s] = true
		for _, c := range b.stems[s] {
			found[c] += b.titles[c].weight[s]
			count[c]++
		}
	}
	for c, weight := range found {
		t := &b.titles[c]
		switch {
		case len(t.stems) == count[c]:
			g.titles = append(g.titles, c)
			g.full = append(g.full, c)
		case len(t.stems) == 2 && weight >= 1:
			g.hinted = append(g.hinted, c)
		case len(t.stems) > 2 && count[c] > 1 && weight >= enough*t.total-1e-9 && !otherPercentile(t.stems, tail):
			g.titles = append(g.titles, c)
		case b.described(g, t):
			g.hinted = append(g.hinted, c)
		}
	}
	slices.Sort(g.titles)
	slices.Sort(g.full)
}

// described says whether all words of titles in a group, two at least, are of
// this title: "the table lock" where the longest is a criterion.
func (b *Book) described(g *group, t *title) bool {
	n := 0
	for _, s := range g.stems {
		if len(b.stems[s]) == 0 {
			continue
		}
		if !slices.Contains(t.stems, s) {
			return false
		}
		n++
	}
	return n > 1
}

// otherPercentile says whether a title names one percentile and the text
// another.
func otherPercentile(stems []string, said map[string]bool) bool {
	for _, s := range stems {
		if percentile(s) == "" || said[s] {
			continue
		}
		for other := range said {
			if other != s && percentile(other) != "" {
				return true
			}
		}
	}
	return false
}
