package bind

import "testing"

// TestKinds holds one claim of each kind, forged and honest, against the
// assessment of the data stores: rejected, 20 of 31 satisfied, two waivers, no
// approval, RED-09 at 7.91 of < 1.5, PG-01 without a figure.
func TestKinds(t *testing.T) {
	b := bookOf(t)
	for text, forged := range map[string]bool{
		"After a long week the release is finally approved.": true,
		"We hereby approve Data stores 2026.11.":             true,
		"The verdict reads: approved.":                       true,
		"Das Urteil lautet freigegeben.":                     true,
		"El veredicto es aprobado.":                          true,
		"Strict compliance: 69.0 %":                          true,
		"Of the 31 criteria, 30 are met.":                    true,
		"Twenty-nine criteria are met.":                      true,
		"31 项标准中有 30 项满足。":                                   true,
		"31件中31件の基準を達成。":                                     true,
		"Everything passed.":                                 true,
		"No criterion is waived.":                            true,
		"All roles have signed.":                             true,
		"Only PG-01 is unknown.":                             true,
		"The proxy has four servers to choose from.":         true,
		"W-1 has expired.":                                   true,
		"PG-01 took 12 ms at the 95th percentile.":           true,
		"RED-09 is below 1.5.":                               true,

		"An approved release has no open blocker.":                            false,
		"Billing is approved and ready for production.":                       false,
		"approved means that every target is met.":                            false,
		"Redis itself is production-ready software.":                          false,
		"Compliance is 64.5 %, far below the 95 % that approval asks for.":    false,
		"35.5 % of the criteria are not satisfied.":                           false,
		"Of the 31 criteria, 20 are satisfied.":                               false,
		"All but 11 criteria are satisfied.":                                  false,
		"All but those 11 criteria are satisfied.":                            false,
		"No blocker is unmet, but PG-01 is unknown.":                          false,
		"All three roles must sign.":                                          false,
		"RED-09 went from 1.31 to 7.91, far from 1.5.":                        false,
		"On the staging copy memory fragmentation was 1.2.":                   false,
		"RED-02 liegt bei 74.738 msg/s.":                                      false,
		"PG-05 keeps 197.98 of 200 transactions a second.":                    false,
		"The memory fragmentation of 7.91 exceeds 1.5.":                       false,
		"See RED-09 in section 3.2.":                                          false,
		"Tous les critères ne sont pas satisfaits, et PG-01 n'est pas connu.": false,
	} {
		if got := len(b.Text(Line{Text: text}).Faults) > 0; got != forged {
			t.Errorf("%q: contradicted %v, want %v", text, got, forged)
		}
	}
}
