package evaluate

import (
	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

// showDocument takes over what the project says of the report itself.
func showDocument(card *scorecard.Scorecard, d *criteria.Document) {
	card.Lang, card.Period, card.Branch = d.Lang, d.Period, d.Branch
	if d.Control != (criteria.Control{}) {
		control := scorecard.Control(d.Control)
		card.Control = &control
	}
	for _, c := range d.Contacts {
		card.Contacts = append(card.Contacts, scorecard.Contact(c))
	}
	for _, o := range d.Objectives {
		card.Objectives = append(card.Objectives, scorecard.Objective(o))
	}
}
