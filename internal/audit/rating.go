package audit

import "strings"

// checkRatings finds ratings that the document itself takes back: security in
// full beside a printed credential, a good mark for what is wholly absent, and
// a verdict on a result that is still running.
func (d *Document) checkRatings(report Report) {
	leaks := d.secrets()
	for _, t := range d.Tables {
		for _, r := range t.Rows {
			name := strings.ToLower(r.Cell(0).Text)
			share, ok := fullShare(t, r)
			switch {
			case !ok:
			case len(leaks) > 0 && hasWord(name, "security") && share >= 1:
				report(Warning, r.Line, "", "security is rated in full, and line %d prints %s", leaks[0].line, leaks[0].what)
			case share >= 0.7 && len(strings.Fields(name)) <= 2:
				if line, n := d.absentWork(name); line > 0 {
					report(Warning, r.Line, "", "%s is rated %s, and all %d items from line %d on are crossed out", r.Cell(0).Text, r.Cell(1).Text, n, line)
				}
			}
		}
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		if !strings.EqualFold(line.Key, "verdict") || line.Mark != Tick || i == 0 {
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
func fullShare(t *Table, r Row) (float64, bool) {
	if !t.Tree && t.ColumnLike(func(h string) bool { return hasWord(h, "score", "rating", "grade") }) != 1 {
		return 0, false
	}
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

// absentWork finds a heading that names the subject and whose items are all
// crossed out, and how many there are.
func (d *Document) absentWork(name string) (line, items int) {
	for i, s := range d.Sections {
		if i == 0 || !hasWord(strings.ToLower(s.Title), name) {
			continue
		}
		crossed, others := 0, 0
		for j := s.First + 1; j < s.End; j++ {
			if d.Lines[j].Kind != Item || d.Lines[j].Section != i {
				continue
			}
			if d.Lines[j].Mark == Cross && hasWord(d.Lines[j].Lower, "not", "missing", "absent", "none") {
				crossed++
			} else {
				others++
			}
		}
		if crossed >= 2 && others == 0 {
			return s.Line, crossed
		}
	}
	return 0, 0
}
