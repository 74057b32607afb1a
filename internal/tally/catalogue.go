package tally

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// maxCatalogued bounds the entries of one file that are kept for others.
const maxCatalogued = 1 << 21

// Catalogue is what catalogues of vulnerabilities say, which findings are looked up
// in: which vulnerabilities are known to be exploited, and how likely each is to
// be. The zero value knows nothing. It is filled while catalogues are read and only
// read afterwards.
type Catalogue struct {
	exploited map[string]bool   // nil when no catalogue of them was read
	scores    map[string]string // as written, a part of 1
}

// add keeps an entry.
func (c *Catalogue) add(e *fact.Catalogued) error {
	id := strings.ToUpper(strings.TrimSpace(e.ID))
	switch {
	case !strings.HasPrefix(id, "CVE-"):
		return fmt.Errorf("expected a vulnerability such as CVE-2026-0101, found %.40q", e.ID)
	case len(c.exploited)+len(c.scores) >= maxCatalogued:
		return fmt.Errorf("expected at most %d vulnerabilities", maxCatalogued)
	case e.Exploited:
		if c.exploited == nil {
			c.exploited = map[string]bool{}
		}
		c.exploited[id] = true
		return nil
	}
	score, ok := new(big.Rat).SetString(e.Score)
	switch {
	case !ok || score.Sign() < 0 || score.Cmp(big.NewRat(1, 1)) > 0:
		return fmt.Errorf("expected a probability from 0 to 1 for %s, found %.40q", id, e.Score)
	case c.scores == nil:
		c.scores = map[string]string{}
	}
	if other, twice := c.scores[id]; twice && other != e.Score {
		return errors.New("the catalogue has two scores of " + id)
	}
	c.scores[id] = strings.Clone(e.Score)
	return nil
}

// Merge adds what another file says; of two scores the greater holds.
func (c *Catalogue) Merge(o *Catalogue) {
	for id := range o.exploited {
		if c.exploited == nil {
			c.exploited = map[string]bool{}
		}
		c.exploited[id] = true
	}
	for id, score := range o.scores {
		if c.scores == nil {
			c.scores = map[string]string{}
		}
		known, a := new(big.Rat).SetString(c.scores[id])
		if b, _ := new(big.Rat).SetString(score); !a || b.Cmp(known) > 0 {
			c.scores[id] = score
		}
	}
}

// idsOf are the vulnerabilities of a finding by which catalogues know them, and
// whether it has any id at all.
func idsOf(f *fact.Finding) (cves []string, any bool) {
	ids := distinctIDs(f.CVE)
	if rule := strings.ToUpper(f.Rule); strings.HasPrefix(rule, "CVE-") {
		ids = distinctIDs(append([]string{rule}, f.CVE...))
	}
	for _, id := range ids {
		if strings.HasPrefix(id, "CVE-") {
			cves = append(cves, id)
		}
	}
	return cves, len(ids) > 0 || f.Package != ""
}

// isExploited is the value of the field kev: what is no vulnerability is on no
// list, and of one that has no CVE nobody knows.
func (c *Catalogue) isExploited(f *fact.Finding) string {
	cves, vulnerable := idsOf(f)
	switch {
	case c == nil || c.exploited == nil:
		return unrated
	case slices.ContainsFunc(cves, func(id string) bool { return c.exploited[id] }):
		return "true"
	case vulnerable && len(cves) == 0:
		return unrated
	}
	return "false"
}

// likelihood is the value of the field epss: the greatest of a finding, as a
// percentage. It is not known where any of its vulnerabilities has none.
func (c *Catalogue) likelihood(f *fact.Finding) string {
	cves, vulnerable := idsOf(f)
	switch {
	case c == nil || c.scores == nil:
		return unrated
	case !vulnerable:
		return ""
	case len(cves) == 0:
		return unrated
	}
	greatest := new(big.Rat)
	for _, id := range cves {
		score, ok := new(big.Rat).SetString(c.scores[id])
		if !ok {
			return unrated
		}
		if score.Cmp(greatest) > 0 {
			greatest = score
		}
	}
	percent := greatest.Mul(greatest, big.NewRat(100, 1))
	digits, _ := percent.FloatPrec()
	return percent.FloatString(digits) + "%"
}

// says is what catalogues say of a finding, for people; "" when none was read.
func (c *Catalogue) says(f *fact.Finding) string {
	if c == nil {
		return ""
	}
	var said []string
	if c.exploited != nil {
		switch c.isExploited(f) {
		case "true":
			said = append(said, "known to be exploited")
		case unrated:
			said = append(said, "without a CVE")
		}
	}
	if c.scores != nil {
		if likely := c.likelihood(f); likely == unrated {
			said = append(said, "without an EPSS score")
		} else if likely != "" {
			said = append(said, "EPSS "+likely)
		}
	}
	return strings.Join(said, ", ")
}

// openUnlisted says why findings may or may not count.
func openUnlisted(n int64) string {
	return fmt.Sprintf("of %d findings no catalogue says what is asked: they name no CVE, or it has no EPSS score, or no such catalogue is among the context of their evidence", n)
}

// split parts the filters that a finding passes for sure from those that it may
// pass, since nobody knows what a catalogue says of it.
func (t *scannerTable) split(f *fact.Finding, passed *combination) (sure, open *combination) {
	if t.set.lookedUp == nil {
		return passed, nil
	}
	unknown := t.set.filters.none()
	for field, of := range map[string]func(*fact.Finding) string{kevField: t.file.Catalogue.isExploited, epssField: t.file.Catalogue.likelihood} {
		if of(f) == unrated {
			unknown.take(t.set.lookedUp[field])
		}
	}
	if !passed.set.meets(unknown) {
		return passed, nil
	}
	maybe := passed.set.and(unknown)
	certain := slices.Clone(passed.set)
	for filter := range maybe.elements {
		certain.remove(filter)
	}
	return &combination{set: certain}, &combination{set: maybe}
}

// The fields whose values catalogues give.
const (
	kevField  = "kev"
	epssField = "epss"
)

// asked are the filters that ask something of a field.
func (f *filters) asked(name string) bitset {
	set := f.none()
	for i := range f.fields {
		if f.fields[i].field.Name != name {
			continue
		}
		for k := range f.fields[i].clauses {
			f.fields[i].clauses[k].addTo(set)
		}
	}
	return set
}
