package report

import (
	"html/template"
	"path"
	"slices"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// mostLines is how many lines one quotation shows.
const mostLines = 40

// quoted are the excerpts of a matter.
func (v *view) quoted(matter scorecard.Matter) []*scorecard.Excerpt {
	var list []*scorecard.Excerpt
	for i := range v.s.Excerpts {
		if v.s.Excerpts[i].Matter == matter {
			list = append(list, &v.s.Excerpts[i])
		}
	}
	return list
}

// excerpts shows what is quoted for a part of the report, or what no part has.
func excerpts(v *view, at call) piece { return v.excerpted(at.first()) }

func (v *view) excerpted(under string) piece {
	var parts []piece
	for _, e := range v.quoted(scorecard.OfRecords) {
		if e.Under != under {
			continue
		}
		from := join(" ", strong(text(e.Title+",")), text("quoted from"), code(strings.Join(e.Evidence, ", ")))
		if e.Problem != "" {
			from = join("; ", from, text("not usable for criteria: "+wording.Clip(e.Problem)))
		}
		shown := v.quote(e)
		if shown.Empty() {
			shown = para("s", text("The query finds nothing."))
		}
		parts = append(parts, wrap("<div>", blocks(para("sub s", from), shown), "</div>\n"))
	}
	return wrap(`<div class="behind">`+"\n", blocks(parts...), "</div>\n")
}

// quote shows the rows of an excerpt as a table; what has several lines is shown
// as it stands in the file.
func (v *view) quote(e *scorecard.Excerpt) piece {
	if slices.ContainsFunc(e.Rows, func(q scorecard.Quoted) bool { return len(q.Cells) == 1 && strings.Contains(q.Cells[0], "\n") }) {
		var parts []piece
		for _, q := range e.Rows {
			parts = append(parts, para("s", spotted(q.At)), passage(q.Cells[0]))
		}
		return blocks(append(parts, remaining(int(e.More)))...)
	}
	width := 1
	for _, q := range e.Rows {
		width = max(width, len(q.Cells))
	}
	heads := slices.Clone(e.Heads)
	for len(heads) < width {
		heads = append(heads, map[bool]string{true: "Found", false: "Also"}[len(heads) == 0])
	}
	return v.listing(heads, e.Rows, e.More)
}

// passage quotes lines as they stand in a file.
func passage(lines string) piece {
	list := strings.Split(strings.TrimRight(lines, "\n"), "\n")
	if len(list) > mostLines {
		list = append(list[:mostLines], "…")
	}
	list = undented(list)
	for i, line := range list {
		list[i] = markdown.OneLine(strings.ReplaceAll(line, "\t", "    "))
		indent := len(line) - len(strings.TrimLeft(line, " "))
		list[i] = strings.Repeat(" ", min(indent, 40)) + strings.TrimLeft(list[i], " ")
	}
	said := strings.Join(list, "\n")
	return piece{Markdown: markdown.Fence("", said), HTML: "<pre><code>" + template.HTML(template.HTMLEscapeString(said)) + "</code></pre>\n"}
}

// undented takes away what all lines are indented by.
func undented(list []string) []string {
	least := -1
	for _, line := range list {
		if n := len(line) - len(strings.TrimLeft(line, " ")); strings.TrimSpace(line) != "" && (least < 0 || n < least) {
			least = n
		}
	}
	out := slices.Clone(list)
	for i, line := range out {
		if least > 0 && len(line) >= least {
			out[i] = line[least:]
		}
	}
	return out
}

// listing is a table of what evidence lists, with remarks where there are any, and
// where each row stands.
func (v *view) listing(heads []string, rows []scorecard.Quoted, more int64) piece {
	return v.listed(piece{}, heads, rows, more, false)
}

// listed is that with columns of figures, or of words.
func (v *view) listed(caption piece, heads []string, rows []scorecard.Quoted, more int64, figures bool) piece {
	t := table{class: "stack", caption: caption}
	for i, h := range heads {
		if i == 0 || !figures {
			h = wording.Sentence(h)
		}
		t.columns = append(t.columns, column{head: string(esc(h)), right: i > 0 && figures})
	}
	remarked := slices.ContainsFunc(rows, func(q scorecard.Quoted) bool { return !v.remarkOn(q.Cells[0]).Empty() })
	if remarked {
		t.columns = append(t.columns, column{head: remarkHead})
	}
	t.columns = append(t.columns, column{head: "Where"})
	for _, q := range rows {
		cells := make([]piece, 0, len(t.columns))
		for i := range heads {
			said := wording.None
			if i < len(q.Cells) && q.Cells[i] != "" {
				said = wording.Clip(q.Cells[i])
			}
			cells = append(cells, isolate(said, i == 0))
		}
		if remarked {
			cells = append(cells, v.remarkOn(q.Cells[0]))
		}
		t.rows = append(t.rows, row{cells: append(cells, spotted(q.At))})
	}
	rest := max(0, len(t.rows)-mostInDomain)
	t.rows = t.rows[:len(t.rows)-rest]
	return blocks(t.piece(), remaining(rest+int(more)))
}

// isolate shows what a machine wrote: a name as code, all else as a figure.
func isolate(said string, name bool) piece {
	if name {
		return code(said)
	}
	return measure(said)
}

// remarkHead says whose words a remark is.
const remarkHead = "Remark, a person’s word"

// remarkOn is what somebody says about a name; of several patterns that fit, the
// first.
func (v *view) remarkOn(name string) piece {
	for _, r := range v.s.Remarks {
		if fits, err := path.Match(r.About, name); fits && err == nil {
			said := written(r.Text)
			if r.By != "" {
				said = join(", ", said, written(r.By))
			}
			return said
		}
	}
	return piece{}
}

// spotted says where evidence says something, the first few places of many.
func spotted(at []scorecard.Spot) piece {
	var places []piece
	for i, s := range at {
		if i == wording.MostTold && len(at) > i+1 {
			places = append(places, text("and "+wording.Thousands(int64(len(at)-i))+" more"))
			break
		}
		places = append(places, code(wording.Place(s.Path, s.Line)))
	}
	return join(", ", places...)
}

// services lists every service that the evidence names, each once a place.
func services(v *view, _ call) piece {
	var heads []string
	var rows []scorecard.Quoted
	more := int64(0)
	list := v.quoted(scorecard.OfServices)
	for _, e := range list {
		for _, h := range e.Heads {
			if !slices.Contains(heads, h) {
				heads = append(heads, h)
			}
		}
	}
	seen := map[string]bool{}
	for _, e := range list {
		again := true
		for _, q := range e.Rows {
			in := scorecard.Quoted{Cells: make([]string, len(heads)), At: q.At}
			for i, said := range q.Cells {
				in.Cells[slices.Index(heads, e.Heads[i])] = said
			}
			key := strings.Join(in.Cells, "\x00") + string(spotted(in.At).HTML)
			if !seen[key] {
				seen[key], again = true, false
				rows = append(rows, in)
			}
		}
		if !again {
			more += e.More
		}
	}
	if len(rows) == 0 {
		return piece{}
	}
	heads[0] = "service"
	return v.listing(heads, rows, more)
}

// checkLists lists what each tool looked at, passed beside failed.
func checkLists(v *view, _ call) piece {
	var parts []piece
	for _, e := range v.quoted(scorecard.OfChecks) {
		passed := 0
		for _, q := range e.Rows {
			if q.Cells[1] == "passed" {
				passed++
			}
		}
		said := join(" ", text(wording.Share(passed, len(e.Rows))+" passed in"), join("", code(e.Evidence[0]), text(".")))
		parts = append(parts, v.checkTable(said, e))
	}
	return blocks(parts...)
}

func (v *view) checkTable(caption piece, e *scorecard.Excerpt) piece {
	outcomes := map[string]scorecard.Outcome{"passed": scorecard.Met, "failed": scorecard.Unmet, "error": scorecard.Unmet, "skipped": scorecard.NotApplicable}
	remarked := slices.ContainsFunc(e.Rows, func(q scorecard.Quoted) bool { return !v.remarkOn(q.Cells[0]).Empty() })
	t := table{class: "stack", caption: caption, columns: []column{{head: "Check"}, {head: "Outcome"}}}
	if remarked {
		t.columns = append(t.columns, column{head: remarkHead})
	}
	t.columns = append(t.columns, column{head: "Where"})
	for _, q := range e.Rows {
		cells := []piece{code(q.Cells[0]), state(outcomes[q.Cells[1]], q.Cells[1])}
		if remarked {
			cells = append(cells, v.remarkOn(q.Cells[0]))
		}
		t.rows = append(t.rows, row{cells: append(cells, spotted(q.At))})
	}
	rest := max(0, len(t.rows)-mostInDomain)
	t.rows = t.rows[:len(t.rows)-rest]
	return blocks(t.piece(), remaining(rest+int(e.More)))
}

// percentiles sets the figures of each series of a benchmark next to each other.
func percentiles(v *view, _ call) piece {
	var parts []piece
	for _, e := range v.quoted(scorecard.OfFigures) {
		from := join(" ", text("Every series of"), join("", code(strings.Join(e.Evidence, ", ")), text(".")))
		parts = append(parts, v.listed(from, e.Heads, e.Rows, e.More, true))
	}
	return blocks(parts...)
}
