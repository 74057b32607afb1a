package scorecard

// Trends gives the assessment what became of its criteria in those before, which
// are the oldest first. It changes the list of criteria for a new one.
func (s *Scorecard) Trends(before []*Scorecard) {
	if len(before) == 0 {
		return
	}
	criteria := append([]Criterion{}, s.Criteria...)
	revisions := make([]string, len(criteria))
	for _, past := range before {
		byID, digest := map[string]*Criterion{}, past.Digest()
		for i := range past.Criteria {
			byID[past.Criteria[i].ID] = &past.Criteria[i]
		}
		for i := range criteria {
			c := &criteria[i]
			old := byID[c.ID]
			for k := 0; old == nil && k < len(c.Was); k++ {
				old = byID[c.Was[k]]
			}
			if old == nil {
				continue
			}
			p := TrendPoint{Assessment: digest, AsOf: past.AsOf, Outcome: old.Outcome, Step: revisions[i] != "" && old.Revision != revisions[i]}
			switch {
			case old.Job != nil:
				p.Exact, p.Unit = old.Job.Exact, old.Job.Unit
			case old.Measured != nil && old.Exact != "":
				p.Exact, p.Unit = old.Exact, old.Measured.Unit
			}
			revisions[i] = old.Revision
			c.Trend = append(c.Trend, p)
		}
	}
	s.Criteria = criteria
}
