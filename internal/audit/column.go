package audit

import (
	"signoff/internal/lazy"

	"signoff/internal/audit/figure"
)

var columnRule = Rule{
	Name: "column", Level: Warning,
	Do: "put the values under the header that they are of",
	Doc: "A column holds something other than its header says: addresses under uptime, duration or latency; or " +
		"current c/d against a target a/b of another whole.",
	Check: func(d *Document, report Report) {
		for _, t := range d.Tables {
			checkAddresses(t, report)
			checkWholes(t, report)
		}
	},
}

var address = lazy.Regexp(`^(?:\d{1,3}(?:\.\d{1,3}){3}|\[?::\]?|localhost|\*)?:\d{2,5}\b`)

func checkAddresses(t *Table, report Report) {
	for column, h := range t.Header {
		if !hasWord(h, "uptime", "duration", "latency", "response time", "age", "elapsed") {
			continue
		}
		for _, r := range t.Rows {
			if c := r.Cell(column); address().MatchString(c.Text) {
				report(Warning, r.Line, c.Raw, "the column %q holds an address, %s", h, c.Text)
			}
		}
	}
}

func checkWholes(t *Table, report Report) {
	target := t.Column("target")
	current := t.Column("current", "actual", "achieved")
	if target < 0 || current < 0 {
		return
	}
	for _, r := range t.Rows {
		want, okW := r.Cell(target).Value()
		got, okG := r.Cell(current).Value()
		if okW && okG && want.Ratio() && got.Ratio() && want.Of != got.Of && want.Unit == got.Unit {
			report(Warning, r.Line, "", "the target counts out of %s, the current value out of %s",
				figure.Show(want.Of), figure.Show(got.Of))
		}
	}
}
