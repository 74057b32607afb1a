package portfolio

import (
	"crypto/sha256"
	_ "embed" // style, script and symbols
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"signoff/internal/scorecard"
)

var (
	//go:embed page/portfolio.js
	pageScript string
	//go:embed page/portfolio.css
	pageStyle string
	// pageSymbols are the marks that the page refers to.
	//go:embed page/symbols.svg
	pageSymbols string
)

// pageData is what the page is made of.
type pageData struct {
	*Portfolio
	Policy, Headline, Told, GateSaid, Day string
	Bar                                   []part
	Shown                                 []state
	States, TeamNames                     []string
	Worse                                 []turn
	Expiring, Failing, Policies           [][]string
	Teams                                 []teamRow
	Rows                                  template.HTML
	Styles                                []string
}

// part is one state of the bar: from where, and how wide, in hundredths of it.
type part struct{ Class, From, Width string }

// state is a state with its count and its mark.
type state struct {
	Name, Class, Mark string
	Count             string
}

type turn struct {
	Turn
	Was, Is state
	Day     string
}

type teamRow struct {
	Team
	Share, Width string
	Counted      []int
}

// marks are the mark of a state and the class of its colour. Each state has its
// own shape and its word, so that colour says nothing alone.
var marks = map[string]state{
	string(scorecard.Approved):      {Class: "met", Mark: "met"},
	string(scorecard.Conditional):   {Class: "warning", Mark: "warning"},
	string(scorecard.Rejected):      {Class: "unmet", Mark: "unmet"},
	string(scorecard.Indeterminate): {Class: "unknown", Mark: "unknown"},
	Stale:                           {Class: "na", Mark: "stale"},
	Never:                           {Class: "na", Mark: "never"},
	Retired:                         {Class: "na", Mark: "na"},
}

func marked(name string) state {
	s := marks[name]
	s.Name = name
	return s
}

// barOrder is that in which the bar shows the states, and teams count them.
var barOrder = []string{string(scorecard.Approved), string(scorecard.Conditional), string(scorecard.Rejected), string(scorecard.Indeterminate), Stale, Never}

func writePage(w io.Writer, p *Portfolio, theme string) error {
	data := pageData{
		Portfolio: p, Headline: p.headline(), Told: p.told(), GateSaid: p.gateSaid(), Day: instant(p.AsOf), States: States,
		Expiring: p.expiryRows(), Failing: p.failingRows(), Policies: p.policyRows(), Rows: p.rows(),
		Styles: []string{theme, pageStyle},
	}
	data.bar(p)
	for _, t := range p.Worse[:min(mostListed, len(p.Worse))] {
		data.Worse = append(data.Worse, turn{t, marked(string(t.Before)), marked(t.Now), day(t.AsOf)})
	}
	for _, t := range p.Teams {
		row := teamRow{Team: t, Share: share(t.Ready, t.InUse), Width: fmt.Sprintf("%.1f%%", 100*float64(t.Ready)/float64(max(1, t.InUse)))}
		for _, s := range barOrder {
			row.Counted = append(row.Counted, t.Counts[s])
		}
		data.Teams = append(data.Teams, row)
	}
	data.TeamNames = p.teamNames()
	data.Policy = "default-src 'none'; style-src"
	for _, s := range data.Styles {
		data.Policy += " '" + hash(s) + "'"
	}
	data.Policy += "; script-src '" + hash(pageScript) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	_, err := io.WriteString(w, string(data.html()))
	return err
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (d *pageData) bar(p *Portfolio) {
	from := 0.0
	for _, s := range barOrder {
		width := 100 * float64(p.Counts[s]) / float64(max(1, p.InUse))
		if width > 0 {
			d.Bar = append(d.Bar, part{marks[s].Class, fmt.Sprintf("%.2f%%", from), fmt.Sprintf("%.2f%%", max(width-0.25, 0.3))})
		}
		from += width
	}
	for _, name := range append(append([]string{}, barOrder...), Retired) {
		s := marked(name)
		s.Count = thousands(p.Counts[name])
		d.Shown = append(d.Shown, s)
	}
}

func (p *Portfolio) teamNames() []string {
	var names []string
	for _, t := range p.Teams {
		names = append(names, t.Name)
	}
	return names
}

// rows are the rows of the table of services. There may be thousands, so a row is
// as short as HTML allows: cells need no end, and what a cell is its column says.
func (p *Portfolio) rows() template.HTML {
	var b strings.Builder
	for i := range p.Services {
		s := &p.Services[i]
		m := marks[s.State]
		fmt.Fprintf(&b, "<tr><th scope=row>%s<td>%s<td class=%s><svg class=m><use href=#k-%s /></svg> %s", esc(s.Name), esc(s.Team), m.Class, m.Mark, s.State)
		if s.Because != "" && s.State != string(scorecard.Approved) {
			fmt.Fprintf(&b, "<small>%s</small>", esc(s.Because))
		}
		fmt.Fprintf(&b, "<td>%s<td>%s<td>%s<td>%s\n", esc(s.Compliance), spark(s.Trend), day(s.AsOf), esc(s.Expires))
	}
	return template.HTML(b.String())
}

// The line of a service, in its own pixels.
const (
	sparkWidth, sparkHeight = 64.0, 20.0
	sparkStep               = 8.6
)

// spark draws the compliance of the last runs on the scale from 50 to 100 %, what
// is below at its foot.
func spark(trend []string) string {
	var points []string
	for i, figure := range trend {
		f, ok := number(figure)
		if !ok {
			continue
		}
		y := sparkHeight - 2 - (max(50, min(100, f))-50)/50*(sparkHeight-4)
		points = append(points, fmt.Sprintf("%.0f,%.0f", 2+sparkStep*float64(i+8-len(trend)), y))
	}
	if len(points) < 2 {
		return ""
	}
	return `<svg class=tr><polyline points="` + strings.Join(points, " ") + `"/></svg>`
}
