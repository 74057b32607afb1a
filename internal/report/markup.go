package report

import (
	"html/template"
	"net/url"
	"strconv"

	"signoff/internal/scorecard"
)

// The markup of the page. Constants are HTML as they stand; a text has to pass
// through esc, or it doesn't compile.

// criterionRow is one criterion of the page's list.
type criterionRow struct {
	ID, Class, Owner, Share, Title                                   string
	Open, Changed, Long                                              bool
	Mark, Tags, Measured, Target, Bar, Found, Asked, Extra, Fix, Why template.HTML
}

// when is HTML that only stands there under a condition.
func when(is bool, html template.HTML) template.HTML {
	if is {
		return html
	}
	return ""
}

// html is the whole page.
func (d *pageData) html() template.HTML {
	var styles, contents template.HTML
	for _, s := range d.Styles {
		styles += "<style>" + template.HTML(s) + "</style>\n"
	}
	if len(d.Entries) > 0 {
		contents = d.contents()
	}
	return `<!doctype html>
<html lang="` + esc(d.Lang) + `" dir="` + esc(d.Dir) + `">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="` + esc(d.Policy) + `">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>` + esc(d.Title) + `</title>
<link rel="icon" href="data:,">
<link rel="expect" href="#page-end" blocking="render">
` + styles + `</head>
<body` + when(d.Class != "", ` class="`+esc(d.Class)+`"`) + `>
<a class="skip" href="#main">Skip to the report</a>
` + template.HTML(pageSymbols) + `<div class="page` + when(len(d.Entries) > 0, " with-toc") + `">
` + contents + `<main id="main">
` + d.Body + `<footer><p class="max">Every figure is computed from the registered evidence. The same assessment as data: assessment.json. Made by ` + esc(d.Tool) + `.</p></footer>
</main>
</div>
<script>` + template.HTML(pageScript) + `</script>
<i id="page-end" hidden></i>
</body>
</html>
`
}

// contents is the table of contents.
func (d *pageData) contents() template.HTML {
	html := `<nav class="toc" aria-label="Contents"><div class="now" aria-hidden="true"><b>` + d.Mark + " " + esc(d.Verdict) + "</b>" + esc(d.Name) + `</div>
<details><summary>Contents</summary><ol>
`
	for _, e := range d.Entries {
		html += `<li><a href="#` + esc(url.PathEscape(e.ID)) + `"><span>` + esc(e.Number) + "</span>" + esc(e.Title) +
			when(e.Note != "", "<b>"+esc(e.Note)+"</b>") + "</a></li>\n"
	}
	return html + "</ol></details></nav>\n"
}

// columns heads a list of criteria.
func columns(last string) template.HTML {
	return `<div class="cols" aria-hidden="true"><span>Outcome</span><span>Criterion</span><span>Measured</span><span>Target</span><span>` +
		esc(last) + "</span></div>\n"
}

// details is a criterion with its panel.
func (r criterionRow) details() template.HTML {
	return `<details class="c"` + r.data() + when(r.Open, " open") + `>
<summary>` + r.head() + r.Bar + `</summary>
<div class="panel" id="` + esc(r.ID) + `"><div>` + when(r.Why != "", `<div class="s q">`+r.Why+"</div>") + "\n" +
		r.Found + when(r.Fix != "", `<div class="s"><b>To do.</b> `+r.Fix+"</div>") + "</div>\n" +
		r.Asked + "\n" +
		when(r.Extra != "", `<div class="extra">`+r.Extra+"</div>") + `
</div></details>
`
}

// slim is a criterion without a panel.
func (r criterionRow) slim() template.HTML {
	return `<div class="c row" id="` + esc(r.ID) + `"` + r.data() + ">" + r.head() + "</div>\n"
}

func (r criterionRow) head() template.HTML {
	return "<span>" + r.Mark + `</span><h4><span class="id` + when(r.Long, " long") + `">` + esc(r.ID) + "</span> <bdi>" + esc(r.Title) + "</bdi> " + r.Tags +
		`</h4><span class="v">` + r.Measured + `</span><span class="w">` + r.Target + "</span>"
}

// data is what the filter goes by.
func (r criterionRow) data() template.HTML {
	return ` data-o="` + esc(r.Class) + `"` + when(r.Owner != "", ` data-owner="`+esc(r.Owner)+`"`) +
		when(r.Share != "", ` data-share="`+esc(r.Share)+`"`) + when(r.Changed, " data-changed")
}

// filter is what the criteria can be narrowed to.
type filter struct {
	Outcomes   []choice
	Changed    int
	Categories []scorecard.Category
	Owners     []string
}

type choice struct {
	Class, Word string
	Count       int
	Mark        template.HTML
}

// form is the filter as people use it.
func (f filter) form() template.HTML {
	var outcomes, categories, owners template.HTML
	for _, o := range f.Outcomes {
		outcomes += `<label class="box"><input type="checkbox" name="o" value="` + esc(o.Class) + `"><span class="` + esc(o.Class) + `">` + o.Mark + "</span>" +
			esc(o.Word+" "+strconv.Itoa(o.Count)) + "</label>"
	}
	for _, c := range f.Categories {
		categories += `<option value="` + esc(c.ID) + `">` + esc(c.Title) + "</option>"
	}
	for _, o := range f.Owners {
		owners += "<option>" + esc(o) + "</option>"
	}
	return `<div class="stick"><form class="tools" id="tools" hidden role="search" aria-label="Criteria">
<input type="search" name="q" placeholder="Find any word" aria-label="Find any word" autocomplete="off">
<fieldset><legend class="vh">Outcome</legend>` + outcomes +
		when(f.Changed > 0, `<label class="box"><input type="checkbox" name="changed" value="yes">changed `+esc(strconv.Itoa(f.Changed))+"</label>") + `</fieldset>
<select name="cat" aria-label="Category"><option value="">All categories</option>` + categories + `</select>
` + when(owners != "", `<select name="owner" aria-label="Owner"><option value="">All owners</option>`+owners+"</select>\n") +
		`<select name="sort" aria-label="Order"><option value="">As declared</option><option value="worst">Worst first</option><option value="share">Worth most first</option></select>
<button type="reset">Clear</button><button type="button" id="all">Open all</button>
<output id="shown"></output>
</form></div>
<p id="none" class="none" hidden>No criterion matches this filter.</p>
`
}
