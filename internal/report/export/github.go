package export

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// mostAnnotations is how many annotations of one level GitHub shows of a step.
const mostAnnotations = 10

// mostWaivers is how many waivers are named that end soon or have no effect.
const mostWaivers = 3

// The workflow commands of GitHub Actions that make annotations.
var githubCommands = map[gravity]string{blocking: "error", open: "warning", accepted: "notice", warned: "notice"}

// What a workflow command reads as its own signs; properties end at colons and
// commas too.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// WriteGitHub prints workflow commands: a notice with the verdict and every
// count, then what is not simply met, as far as GitHub shows it, then a notice
// of how much more there is.
func WriteGitHub(w io.Writer, s *scorecard.Scorecard, prefix string) error {
	var out bytes.Buffer
	command := func(name, place, title, text string) {
		fmt.Fprintf(&out, "::%s %stitle=%s::%s\n", name, place, githubProperty.Replace(markdown.OneLine(title)), githubData.Replace(markdown.OneLine(text)))
	}
	command("notice", "", "signoff: "+string(s.Verdict.Outcome), tally(s))
	if s.Released() != nil {
		command("warning", "", "signoff: override", wording.Sentence(wording.ReleasedWhy(s)))
	}
	if s.Since != nil {
		for i, c := range s.Since.Gate {
			if i == mostAnnotations {
				break
			}
			command("notice", "", "signoff: gate "+string(c.What), c.ID+": "+c.Text)
		}
	}
	told := 0
	for i := range s.Waivers {
		w := &s.Waivers[i]
		if w.State == scorecard.InForce || told == mostWaivers {
			continue
		}
		told++
		command("notice", fmt.Sprintf("file=%s,line=%d,", githubProperty.Replace(markdown.OneLine(path.Join(prefix, w.Declared.File))), max(w.Declared.Line, 1)),
			"signoff: waiver "+w.ID, w.Criterion+", "+w.Owner+": ends "+w.Expires+"; "+wording.WaiverStanding(w))
	}
	left := map[string]int{"error": mostAnnotations, "warning": mostAnnotations, "notice": max(mostAnnotations-2-told, 1)}
	rest := map[scorecard.Outcome]int{}
	for _, a := range Annotations(s, prefix) {
		name := githubCommands[a.gravity]
		if left[name] == 0 {
			rest[a.Outcome]++
			continue
		}
		left[name]--
		place := ""
		if at := markdown.OneLine(a.path); at != "" {
			place = fmt.Sprintf("file=%s,line=%d,", githubProperty.Replace(at), max(a.line, 1))
		}
		command(name, place, a.title(), a.text())
	}
	if len(rest) > 0 {
		command("notice", "", "signoff: there is more",
			fmt.Sprintf("and %d unmet, %d unknown, %d warning that are not shown here", rest[scorecard.Unmet], rest[scorecard.Unknown], rest[scorecard.Warning]))
	}
	_, err := w.Write(out.Bytes())
	return err
}

// tally is the verdict with every count, in one line.
func tally(s *scorecard.Scorecard) string {
	c := s.Compliance
	return fmt.Sprintf("%s: %s; compliance %s satisfied: %d met, %d warning, %d unmet, %d unknown, %d not applicable",
		wording.Name(s), s.Verdict.Outcome, wording.Strictly(c), c.Met, c.Warning, c.Unmet, c.Unknown, c.NotApplicable)
}
