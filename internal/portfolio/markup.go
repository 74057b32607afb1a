package portfolio

import (
	"html/template"
	"strconv"

	"signoff/internal/markdown"
)

// The markup of the page. Constants are HTML as they stand; a text has to pass
// through esc, or it doesn't compile.

func esc(text string) template.HTML { return markdown.EscapeHTML(text) }

func count(n int) template.HTML { return esc(strconv.Itoa(n)) }

// html is the whole page.
func (d *pageData) html() template.HTML {
	var styles, bar, said, states template.HTML
	for _, css := range d.Styles {
		styles += "<style>" + template.HTML(css) + "</style>\n"
	}
	for _, s := range d.Shown {
		said += " " + esc(s.Name) + " " + esc(s.Count) + ";"
		states += `<li><a href="#services" data-show="` + esc(s.Name) + `"><b>` + esc(s.Count) + "</b>" + s.html("") + "</a></li>"
	}
	for _, p := range d.Bar {
		bar += `<rect class="p ` + esc(p.Class) + `" x="` + esc(p.From) + `" y="0" width="` + esc(p.Width) + `" height="16"/>`
	}
	teams := template.HTML("")
	if len(d.Teams) > 0 {
		teams = ", " + count(len(d.Teams)) + " teams"
	}
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="` + esc(d.Policy) + `">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="signoff portfolio">
<title>` + esc(d.Title) + ": " + esc(d.Headline) + `</title>
<link rel="icon" href="data:,">
` + styles + `</head>
<body>
` + template.HTML(pageSymbols) + `<a class="skip" href="#services">Skip to the services</a>
<div class="page"><main>
<header><p class="eyebrow">Portfolio</p><h1>` + esc(d.Title) + `</h1><ul class="meta"><li>` + count(len(d.Services)) + " services" + teams + `</li><li>as of ` + esc(d.Day) + `</li><li>last valid run of each service on its line, ` + esc(d.Line) + ` unless declared</li></ul></header>
<div class="hero" id="answer"><div><h2 class="vh">Summary</h2><p class="verdict">` + esc(d.Headline) + `</p>
<p class="answer">` + esc(d.Told) + `</p><p class="s q">Gate ` + esc(d.GateSaid) + `</p></div>
<div><dl class="figs"><dt>no longer ready<br>since a week ago</dt><dd>` + count(len(d.Portfolio.Worse)) + `</dd><dt>expire in the<br>next 30 days</dt><dd>` + count(len(d.Portfolio.Expiring)) + `</dd></dl></div></div>
<svg class="gauge" height="16" role="img" aria-label="Services in use by state:` + said + `">` + bar + `</svg>
<ul class="states">` + states + `</ul>
` + d.tables() + d.services() + `<footer><p>Ready: approved, or conditional with its conditions. Stale: the last run is older than the <code>expect_every</code> of the service. Never assessed: declared in <code>portfolio.yaml</code>, no run. Nothing was judged here: each line is the row of a run, which names its assessment. The same as data: portfolio.json and portfolio.csv.</p></footer>
</main></div>
<script>` + template.HTML(pageScript) + `</script>
</body>
</html>
`
}

// html is a state with its mark, and what is said under it.
func (s state) html(under string) template.HTML {
	small := template.HTML("")
	if under != "" {
		small = "<small>" + esc(under) + "</small>"
	}
	return `<span class="o ` + esc(s.Class) + `"><svg class="m" aria-hidden="true"><use href="#k-` + esc(s.Mark) + `"/></svg><span>` + esc(s.Name) + small + "</span></span>"
}

// services is the table of all of them, with what narrows it.
func (d *pageData) services() template.HTML {
	options := func(list []string) template.HTML {
		all := template.HTML(`<option value="">all</option>`)
		for _, name := range list {
			all += "<option>" + esc(name) + "</option>"
		}
		return all
	}
	return `<section id="services"><h2>Services</h2>
<div class="stick"><form class="tools" hidden role="search" aria-label="Services"><label>Find <input id="q" type="search" autocomplete="off"></label><label>State <select id="fs">` + options(d.States) + `</select></label><label>Team <select id="ft">` + options(d.TeamNames) + `</select></label><button type="button" id="clear">Clear</button><output id="n" tabindex="-1" aria-live="polite"></output></form></div>
<table class="t stack svc" id="svc"><caption>Gravest first. Trend: compliance of the last eight runs, from 50 to 100 %</caption><thead><tr><th scope="col">Service</th><th scope="col">Team</th><th scope="col">State</th><th scope="col" class="r">Compliance</th><th scope="col">Trend</th><th scope="col">Last run</th><th scope="col">Next expiry</th></tr></thead><tbody>
` + d.Rows + `</tbody></table><p class="need screen"><button type="button" id="more" hidden>Show all</button></p></section>
`
}
