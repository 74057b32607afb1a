package portfolio

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// Output is one form of a portfolio.
type Output struct {
	Name, Ext, Doc string
	// Mark is a text that a file of this output holds: one without it was not
	// written by us.
	Mark  string
	Write func(w io.Writer, p *Portfolio, theme string) error
}

// Outputs lists every output.
var Outputs = []Output{
	{"html", ".html", "one self-contained page to filter, sort and print", `content="signoff portfolio"`, writePage},
	{"md", ".md", "a document in GitHub-flavoured Markdown", "signoff.portfolio/v1", writeMarkdown},
	{"json", ".json", "all of it as data (" + Schema + ")", `"schema": "` + Schema + `"`, writeJSON},
	{"csv", ".csv", "a row a service (RFC 4180)", csvHead, writeCSV},
}

func writeJSON(w io.Writer, p *Portfolio, _ string) error {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(p); err != nil {
		return err
	}
	_, err := out.WriteTo(w)
	return err
}

// csvColumns are the columns of the table, in order.
var csvColumns = []struct {
	name string
	cell func(s *Service) string
}{
	{"service", func(s *Service) string { return s.Name }},
	{"team", func(s *Service) string { return s.Team }},
	{"owner", func(s *Service) string { return s.Owner }},
	{"line", func(s *Service) string { return s.Line }},
	{"state", func(s *Service) string { return s.State }},
	{"verdict", func(s *Service) string { return string(s.Verdict) }},
	{"override", func(s *Service) string { return s.Override }},
	{"because", func(s *Service) string { return s.Because }},
	{"compliance", func(s *Service) string { return s.Compliance }},
	{"score", func(s *Service) string { return s.Score }},
	{"as_of", func(s *Service) string { return s.AsOf }},
	{"release", func(s *Service) string { return s.Release }},
	{"commit", func(s *Service) string { return s.Commit }},
	{"policy", func(s *Service) string { return s.Policy }},
	{"expires_next", func(s *Service) string { return s.Expires }},
	{"expires_what", func(s *Service) string { return s.What }},
	{"run", func(s *Service) string { return s.Run }},
}

// csvHead is how the row of names begins.
const csvHead = "service,team,owner,line,state,verdict,"

func writeCSV(w io.Writer, p *Portfolio, _ string) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(csvColumns))
	for i, c := range csvColumns {
		row[i] = c.name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for i := range p.Services {
		for k, c := range csvColumns {
			row[k] = harmless(c.cell(&p.Services[i]))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from computing a cell.
func harmless(cell string) string {
	cell = markdown.OneLine(cell)
	if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "-") || strings.HasPrefix(cell, "@") {
		return "'" + cell
	}
	return cell
}

// mostRows is how many services a document lists.
const mostRows = 200

func writeMarkdown(w io.Writer, p *Portfolio, _ string) error {
	var b strings.Builder
	cell := func(text string) string { return markdown.Escape(markdown.OneLine(text)) }
	table := func(heads []string, rows [][]string) {
		for _, row := range rows {
			for i := range row {
				row[i] = cell(row[i])
			}
		}
		b.WriteString(markdown.Table(heads, make([]bool, len(heads)), rows) + "\n")
	}
	fmt.Fprintf(&b, "<!-- signoff.portfolio/v1 -->\n# %s\n\n%s\n\n%s\n\n", cell(p.Title), cell(p.headline()), cell(p.told()))
	fmt.Fprintf(&b, "As of %s, the last valid run of each service on the line %s.\n\n", cell(instant(p.AsOf)), cell(p.Line))
	fmt.Fprintf(&b, "Gate: %s\n\n", cell(p.gateSaid()))
	var states [][]string
	for _, s := range States {
		states = append(states, []string{s, thousands(p.Counts[s])})
	}
	table([]string{"State", "Services"}, states)
	section := func(title string, heads []string, rows [][]string) {
		if len(rows) > 0 {
			fmt.Fprintf(&b, "## %s\n\n", title)
			table(heads, rows)
		}
	}
	section("No longer ready since a week ago", []string{"Service", "Team", "Before", "Now", "Because", "Last run"}, p.worseRows())
	section("Expires in the next 30 days", []string{"On", "In days", "Service", "What", "Team"}, p.expiryRows())
	section("Fails most", []string{"Criterion", "Unmet in", "Unknown in", "Asked in"}, p.failingRows())
	section("Teams", []string{"Team", "In use", "Ready", "Share"}, p.teamRows())
	section("Policies", []string{"Policy", "Services"}, p.policyRows())
	var rows [][]string
	for _, s := range p.Services[:min(mostRows, len(p.Services))] {
		rows = append(rows, []string{s.Name, s.Team, s.State, s.Because, percent(s.Compliance), day(s.AsOf), s.Expires})
	}
	section("Services", []string{"Service", "Team", "State", "Because", "Compliance", "Last run", "Next expiry"}, rows)
	if rest := len(p.Services) - len(rows); rest > 0 {
		fmt.Fprintf(&b, "And %s more: the page and the files have all of them.\n", thousands(rest))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mostListed is how many of a list a document shows.
const mostListed = 25

func (p *Portfolio) worseRows() [][]string {
	var rows [][]string
	for _, t := range p.Worse[:min(mostListed, len(p.Worse))] {
		rows = append(rows, []string{t.Service, t.Team, string(t.Before), t.Now, t.Because, day(t.AsOf)})
	}
	return rows
}

func (p *Portfolio) expiryRows() [][]string {
	var rows [][]string
	for _, e := range p.Expiring[:min(mostListed, len(p.Expiring))] {
		rows = append(rows, []string{e.On, fmt.Sprint(e.Days), e.Service, e.What, e.Team})
	}
	return rows
}

func (p *Portfolio) failingRows() [][]string {
	var rows [][]string
	for _, c := range p.Failing {
		rows = append(rows, []string{c.ID, thousands(c.Unmet), thousands(c.Unknown), thousands(c.Services)})
	}
	return rows
}

func (p *Portfolio) teamRows() [][]string {
	var rows [][]string
	for _, t := range p.Teams {
		rows = append(rows, []string{t.Name, thousands(t.InUse), thousands(t.Ready), share(t.Ready, t.InUse)})
	}
	return rows
}

func (p *Portfolio) policyRows() [][]string {
	var rows [][]string
	for _, x := range p.Policies {
		rows = append(rows, []string{x.Name, thousands(x.Services)})
	}
	return rows
}

// headline is the one sentence of the portfolio.
func (p *Portfolio) headline() string {
	n := p.Counts[string(scorecard.Approved)] + p.Counts[string(scorecard.Conditional)]
	return fmt.Sprintf("%s of %s are ready", thousands(n), thousands(p.InUse))
}

// told says what the headline leaves out.
func (p *Portfolio) told() string {
	c := p.Counts
	said := fmt.Sprintf("Of the services in use %s are approved and %s approved with conditions (%s).", thousands(c[string(scorecard.Approved)]),
		thousands(c[string(scorecard.Conditional)]), share(c[string(scorecard.Approved)]+c[string(scorecard.Conditional)], p.InUse))
	if p.Overrides > 0 {
		said += fmt.Sprintf(" %s, not approved, went out by an override in an emergency.", thousands(p.Overrides))
	}
	if silent := c[Stale] + c[Never]; silent > 0 {
		said += fmt.Sprintf(" %s more say nothing: %s stale, %s never assessed.", thousands(silent), thousands(c[Stale]), thousands(c[Never]))
	}
	if c[Retired] > 0 {
		said += fmt.Sprintf(" %s retired left out.", thousands(c[Retired]))
	}
	return said
}

func (p *Portfolio) gateSaid() string {
	asks := strings.Join(p.Gate.Asks, ", ")
	if p.Gate.Holds {
		return "holds (" + asks + ")"
	}
	return "does not hold: " + strings.Join(p.Gate.Because, "; ")
}
