package audit

import "strings"

// checkRatings finds ratings that the document itself takes back: security in
// full next to a printed credential, a good mark for what is wholly absent, and
// a verdict on a result that is still running.
func (d *Document) checkRatings(report Report) {
	leaks := d.leaks
	absent := d.absentWork()
	for _, t := range d.Tables {
		if !t.Tree && t.ColumnLike(scoreColumn) != 1 {
			continue
		}
		for _, r := range t.Rows {
			name := strings.ToLower(r.Cell(0).Text)
			share, ok := fullShare(r)
			switch {
			case !ok:
			case len(leaks) > 0 && hasWord(name, "security") && share >= 1:
				report(Warning, r.Line, "", "security is rated in full, and line %d prints %s", leaks[0].line,
					leaks[0].what)
			case share >= 0.7 && len(strings.Fields(name)) <= 2:
				if line, n := absent(name); line > 0 {
					report(Warning, r.Line, "", "%s is rated %s, and all %d items from line %d on are crossed out",
						r.Cell(0).Text, r.Cell(1).Text, n, line)
				}
			}
		}
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.key != "verdict" || line.Mark != Tick || i == 0 {
			continue
		}
		above := d.Lines[i-1].Table
		if above == nil || above.Section != line.Section {
			continue
		}
		for _, r := range d.runningRows(above) {
			report(Warning, line.No, "", "the verdict stands although line %d %s", r.line, r.text)
		}
	}
}

// fullShare reads the score of a row as a share of what was possible.
func fullShare(r Row) (float64, bool) {
	v, ok := r.Cell(1).Value()
	switch {
	case !ok:
		return 0, false
	case v.Ratio() && v.Of > 0:
		return v.Number / v.Of, true
	case v.Unit == "%":
		return v.Number / 100, true
	}
	return 0, false
}

// absentWork finds the headings whose items are all crossed out, and gives
// for a subject the heading that names it and how many items those are.
func (d *Document) absentWork() func(subject string) (line, items int) {
	crossed, others := make([]int, len(d.Sections)), make([]int, len(d.Sections))
	for i := range d.Lines {
		line := &d.Lines[i]
		switch {
		case line.Kind != Item:
		case line.Mark == Cross && hasWord(line.Lower, "not", "missing", "absent", "none"):
			crossed[line.Section]++
		default:
			others[line.Section]++
		}
	}
	var bare []int
	for i := range d.Sections {
		if crossed[i] >= 2 && others[i] == 0 && i > 0 {
			bare = append(bare, i)
		}
	}
	return func(subject string) (int, int) {
		for _, i := range bare[:min(len(bare), 50)] {
			if hasWord(strings.ToLower(d.Sections[i].Title), subject) {
				return d.Sections[i].Line, crossed[i]
			}
		}
		return 0, 0
	}
}
