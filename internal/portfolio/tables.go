package portfolio

import (
	"fmt"
	"html/template"
	"strings"
)

// column is one of a table: what heads it, and the class of its cells. Class r
// are figures, and hidden is a column whose head only says to who can't see it
// what it draws.
type column struct{ name, class string }

const hidden = "vh"

func (c column) head() template.HTML {
	switch c.class {
	case "r":
		return `<th scope="col" class="r">` + esc(c.name) + "</th>"
	case hidden:
		return `<th scope="col"><span class="vh">` + esc(c.name) + "</span></th>"
	}
	return `<th scope="col">` + esc(c.name) + "</th>"
}

// cell is one of a row, the first of which heads it.
func (c column) cell(first bool, html template.HTML) template.HTML {
	class := template.HTML("")
	if c.class != "" {
		class = ` class="` + esc(c.class) + `"`
	}
	switch {
	case first:
		return `<th scope="row"` + class + ">" + html + "</th>"
	case c.class == hidden:
		return "<td>" + html + "</td>"
	}
	return "<td" + class + ` data-l="` + esc(c.name) + `">` + html + "</td>"
}

// table is a section with a table, if there is anything in it.
func table(title, caption string, columns []column, rows [][]template.HTML) template.HTML {
	if len(rows) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<section><h2>%s</h2><table class="t stack"><caption>%s</caption><thead><tr>`, esc(title), esc(caption))
	for _, c := range columns {
		b.WriteString(string(c.head()))
	}
	b.WriteString("</tr></thead><tbody>\n")
	for _, row := range rows {
		b.WriteString("<tr>")
		for i, cell := range row {
			b.WriteString(string(columns[i].cell(i == 0, cell)))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table></section>\n")
	return template.HTML(b.String())
}

// tables are those above that of the services.
func (d *pageData) tables() template.HTML {
	return table("No longer ready since a week ago", "The cause is the first reason of the verdict"+ofAll(len(d.Worse), len(d.Portfolio.Worse)),
		[]column{{"Service", ""}, {"Team", "sm"}, {"Before", ""}, {"Now", ""}, {"Last run", "n"}}, d.worse()) +
		table("Expires in the next 30 days", "Of services that are ready today"+ofAll(len(d.Expiring), len(d.Portfolio.Expiring)),
			[]column{{"Ends 24:00 UTC", "n"}, {"In days", "r"}, {"Service", ""}, {"What", ""}, {"Team", "sm"}}, texts(d.Expiring)) +
		table("Fails most", "Criteria by the number of services in which they are unmet or unknown",
			[]column{{"Criterion", ""}, {"Unmet in", "r"}, {"Unknown in", "r"}, {"Asked in", "r"}}, texts(d.Failing)) +
		table("Teams", "Lowest share of ready services first",
			[]column{{"Team", ""}, {"In use", "r"}, {"Ready", "r"}, {"Share", "r"}, {"Bar", hidden}, {"Approved", "r"}, {"Conditional", "r"},
				{"Rejected", "r"}, {"Indeterminate", "r"}, {"Stale", "r"}, {"Never assessed", "r"}}, d.teams()) +
		table("Policies", "By version, of the last run", []column{{"Policy", ""}, {"Services", "r"}}, texts(d.Policies))
}

// ofAll says that a table shows the first of more.
func ofAll(shown, all int) string {
	if all <= shown {
		return ""
	}
	return fmt.Sprintf("; the first %d of %d", shown, all)
}

func texts(rows [][]string) [][]template.HTML {
	all := make([][]template.HTML, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			all[i] = append(all[i], esc(cell))
		}
	}
	return all
}

func (d *pageData) worse() [][]template.HTML {
	var rows [][]template.HTML
	for _, t := range d.Worse {
		rows = append(rows, []template.HTML{esc(t.Service), esc(t.Team), t.Was.html(""), t.Is.html(t.Because), esc(t.Day)})
	}
	return rows
}

func (d *pageData) teams() [][]template.HTML {
	var rows [][]template.HTML
	for _, t := range d.Teams {
		row := []template.HTML{esc(t.Name), count(t.InUse), count(t.Ready), esc(t.Share),
			`<svg class="gauge thin" height="10" aria-hidden="true"><rect class="track" width="100%" height="10"/><rect class="done" width="` + esc(t.Width) + `" height="10"/></svg>`}
		for _, n := range t.Counted {
			row = append(row, count(n))
		}
		rows = append(rows, row)
	}
	return rows
}
