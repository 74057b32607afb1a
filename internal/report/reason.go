package report

import (
	"cmp"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// reason is one sentence of the verdict, then the criteria that it is about,
// each once and as a link, the first few of many.
func (v *view) reason(r scorecard.Reason) piece {
	said, about := wording.Saying(wording.Clip(r.Text), r.IDs)
	if blockers := v.blockers(r.Code, about); len(blockers) > 0 {
		p := join(": ", v.linked(wording.Sentence(said)), join("; ", blockers...))
		p.HTML = v.linked(wording.Sentence(said)).HTML + ": " + join(" ", blockers...).HTML
		return p
	}
	p := join(": ", v.linked(wording.Sentence(said)), v.about(about))
	return piece{Markdown: p.Markdown + ".", HTML: p.HTML + "."}
}

// blockers tells the few blockers of a reason one by one: what each asks, what
// was found, and who is to close it by when. Many are only named.
func (v *view) blockers(code scorecard.Code, ids []string) []piece {
	if code != scorecard.BlockerUnmet && code != scorecard.BlockerUnknown && code != scorecard.BlockerWaived || len(ids) > wording.MostTold {
		return nil
	}
	var told []piece
	for _, id := range ids {
		c := v.criteria[id]
		if c == nil {
			continue
		}
		said := []piece{join(" ", text("The target is"), join("", measure(c.Target.Shown()), text(":"))), join("", found(c), text("."))}
		if c.Owner != "" || c.Due != "" {
			whose := text("Owner: " + cmp.Or(c.Owner, wording.Unowned))
			if c.Due != "" {
				whose = join(", due ", whose, dated(c.Due))
			}
			said = append(said, join("", whose, text(".")))
		}
		if c.Target.IsZero() {
			said = said[1:]
		}
		p := join(" ", v.ref(id), written(wording.Clip(c.Title)), small(join(" ", said...)))
		but := ""
		if c.Outcome == scorecard.Unknown {
			but = "but"
		}
		p.Markdown = join(" ", v.ref(id), text(wording.Clip(c.Title)+": target "+strings.TrimLeft(c.Target.Shown(), "= "+wording.NoBreak)+","), text(but), found(c)).Markdown
		told = append(told, p)
	}
	return told
}

// found says what was measured, or why there is nothing to compare.
func found(c *scorecard.Criterion) piece {
	if c.Outcome == scorecard.Unknown {
		return got(c)
	}
	return join(" ", text("measured"), got(c))
}

// linked makes links of the ids of criteria in a sentence.
func (v *view) linked(s string) piece {
	var pieces []piece
	named := false
	for _, word := range strings.Fields(s) {
		id := strings.Trim(word, ",;:()")
		if v.criteria[id] == nil {
			pieces = append(pieces, text(word))
			continue
		}
		named = true
		before, after, _ := strings.Cut(word, id)
		pieces = append(pieces, join("", text(before), v.ref(id), text(after)))
	}
	if !named {
		return text(s)
	}
	return join(" ", pieces...)
}
