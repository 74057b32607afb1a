package audit

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/quantity"
)

// targetRows gives the rows with a target, and lines that state one in
// brackets or as "Target >99.9%".
func (d *Document) targetRows() []DraftCriterion {
	var found []DraftCriterion
	for _, t := range d.Tables {
		target := t.targetColumn()
		if t.Tree || target < 1 {
			continue
		}
		for _, r := range t.Rows {
			v, ok := r.Cell(target).Value()
			asked := targetOf(v)
			if !ok || asked == "" || isTotal(r) {
				continue
			}
			var names []string
			for i := range target {
				if text := r.Cell(i).Text; text != "" && t.Header[i] != "#" {
					names = append(names, text)
				}
			}
			title := strings.TrimSpace(strings.Join(append(names, v.Rest), " "))
			if title == "" {
				continue
			}
			found = append(found, DraftCriterion{Title: title, Target: asked, Line: r.Line, Quote: strings.TrimSpace(d.Source[r.Line-1])})
		}
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		lower := strings.ToLower(line.Value)
		at := strings.Index(lower, "target")
		if line.Table != nil || at < 0 || len(lower) != len(line.Value) {
			continue
		}
		v, ok := figure.Parse(strings.TrimLeft(line.Value[at+len("target"):], ": "))
		if asked := targetOf(v); ok && asked != "" && v.Qualifier != "" && line.Key != "" {
			found = append(found, DraftCriterion{Title: line.Key, Target: asked, Line: line.No, Quote: strings.TrimSpace(d.Source[line.No-1])})
		}
	}
	return found
}

// targetOf writes a figure as a target; "" when signoff.yaml has no such
// quantity.
func targetOf(v Value) string {
	sign := map[string]string{"<": "<", "<=": "<=", ">": ">", ">=": ">=", "": "==", "~": "=="}[v.Qualifier]
	if v.Plus && v.Qualifier == "" {
		sign = ">="
	}
	if v.Ratio() || sign == "" {
		return ""
	}
	number := figure.Show(v.Number)
	unit, spelled := units[v.Unit]
	if !spelled {
		unit = v.Unit
	}
	for _, text := range []string{sign + " " + number + unit, sign + " " + number} {
		if _, err := quantity.ParseTarget(text, quantity.Any); err == nil {
			return text
		}
	}
	return ""
}

// units are the words of reports as signoff.yaml spells them.
var units = map[string]string{
	"mb": "MB", "kb": "kB", "gb": "GB", "tb": "TB", "mib": "MiB", "kib": "KiB", "gib": "GiB", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"minutes": "m", "minute": "m", "min": "m", "hours": "h", "hour": "h", "days": "d", "day": "d", "μs": "µs", "rps": "requests/s", "qps": "queries/s", "req/sec": "requests/s",
}

// tickedClaims gives the ticked lines outside tables, and the ticked rows of
// tree lists.
func (d *Document) tickedClaims() []DraftCriterion {
	const longest = 160
	var found []DraftCriterion
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Mark != Tick && line.Box != Checked || line.Kind == Heading || line.Kind == Cells || line.Quoted || line.Kind == FrontMatter {
			continue
		}
		title := strings.TrimLeft(plain(strings.TrimLeft(strings.TrimSpace(line.Raw), "├└┣┗─━│ ")), "-*[]xX ")
		if title == "" || approvalRank(line) > 1 {
			continue
		}
		found = append(found, DraftCriterion{Title: shorten(title, longest), Line: line.No, Quote: strings.TrimSpace(d.Source[line.No-1])})
	}
	return found
}
