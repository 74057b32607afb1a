package report

import (
	"html/template"

	"signoff/internal/markdown"
)

// openFold begins a part that is folded away: its title is seen, and with it how
// much there is. A fold with nothing in it is left out.
func openFold(v *view, at call) piece {
	v.out.expect(heading{level: foldLevel, words: text(at.first()), plain: markdown.OneLine(at.first())})
	return piece{}
}

// closeFold ends it.
func closeFold(v *view, _ call) piece {
	o := v.out
	if n := len(o.pending); n > 0 && o.pending[n-1].level == foldLevel {
		o.pending = o.pending[:n-1]
		return piece{}
	}
	o.folding = -1
	return piece{Markdown: "</details>\n", HTML: "</details>\n"}
}

// foldLevel is below that of any heading, so that a heading which stands before a
// fold is written before it.
const foldLevel = 7

// fold writes the opening of a fold; its title may still grow.
func (o *outline) fold(h heading) piece {
	o.folding = len(o.parts)
	return folded(h.words)
}

func folded(title piece) piece {
	return piece{Markdown: "<details><summary>" + string(title.HTML) + "</summary>\n",
		HTML: template.HTML(`<details class="fold"><summary>`) + title.HTML + "</summary>\n"}
}

// counted adds to the title of the open fold how much there is in it.
func (o *outline) counted(n string) {
	if o.folding < 0 || n == "" {
		return
	}
	o.parts[o.folding] = folded(text(o.title + ": " + n))
	o.folding = -1 // the first count stands for the fold
}

// checkFolds finds folds that are not ended, that stand in each other, or that
// hold a section.
func (m manuscript) checkFolds(doc *markdown.Doc, fault func(call markdown.Call, format string, args ...any)) {
	var open *markdown.Call
	for _, b := range doc.Blocks() {
		switch {
		case b.Level > 0 && b.Level < 4 && open != nil:
			fault(*open, "expected no heading of level %d within fold, found %q", b.Level, b.Words())
		case b.Call == nil:
		case b.Call.Name == "fold" && open != nil:
			fault(*b.Call, "expected end before the next fold")
		case b.Call.Name == "fold":
			open = b.Call
		case b.Call.Name == "end" && open == nil:
			fault(*b.Call, "expected fold before end")
		case b.Call.Name == "end":
			open = nil
		}
	}
	if open != nil {
		fault(*open, "expected end after fold, on a line of its own")
	}
}
