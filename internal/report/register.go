package report

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func countEvidence(v *view) string { return fmt.Sprint(len(v.s.Evidence)) }

// evidenceTable is the register: every file with its digest and date.
func evidenceTable(v *view, _ call) piece {
	if len(v.s.Evidence) == 0 {
		return para("", text("No evidence was declared."))
	}
	t := table{class: "stack", caption: text(v.registered()),
		columns: []column{{head: "Name"}, {head: "Source", plain: true}, {head: "Date"}, {head: "Read for"}}}
	for i := range v.s.Evidence {
		e := &v.s.Evidence[i]
		readers := v.refs(e.UsedBy)
		if len(e.UsedBy) == 0 {
			readers = text("no criterion")
		}
		t.rows = append(t.rows, row{id: "e:" + e.ID, cells: []piece{join("", code(e.ID), evidenceState(e)), join("", files(e), formatOf(e)), v.dated(e), readers}})
	}
	return t.piece()
}

// registered counts the evidence by state.
func (v *view) registered() string {
	states := map[string]int{}
	var order []string
	for i := range v.s.Evidence {
		s := v.s.Evidence[i].State
		if states[string(s)] == 0 {
			order = append(order, string(s))
		}
		states[string(s)]++
	}
	var words []string
	for _, s := range order {
		words = append(words, fmt.Sprintf("%d %s", states[s], s))
	}
	return wording.Count(len(v.s.Evidence), "source", "sources") + ": " + strings.Join(words, ", ") +
		". Dates in UTC, by the file itself unless said otherwise."
}

// mostFiles is how many files of one evidence are listed.
const mostFiles = 20

// files names an evidence and its files with their digests.
func files(e *scorecard.Evidence) piece {
	var pieces []piece
	if e.Path != "" {
		pieces = append(pieces, code(e.Path))
	}
	if e.Statement != nil {
		word := "holds"
		if !e.Statement.Holds {
			word = "does not hold"
		}
		said := fmt.Sprintf("“%s” %s, says %s on %s", e.Statement.Text, word, e.Statement.By, e.Statement.On)
		if e.Statement.Proof != "" {
			said += "; proof " + e.Statement.Proof
		}
		pieces = append(pieces, text(wording.Clip(said)))
	}
	for i, f := range e.Files {
		if i == mostFiles {
			pieces = append(pieces, small(text(fmt.Sprintf("and %d more files", len(e.Files)-i))))
			break
		}
		if len(e.Files) > 1 || f.Path != e.Path {
			pieces = append(pieces, small(code(f.Path)))
		}
		if f.Same != "" {
			pieces = append(pieces, small(text("identical to "+f.Same+", read once")))
		}
		if f.SHA256 != "" {
			pieces = append(pieces, piece{Markdown: "; sha256 " + code(wording.Brief(f.SHA256)).Markdown, HTML: "<small>sha256 " + code(wording.Brief(f.SHA256)).HTML + "</small>"})
		}
	}
	if e.Collect != "" {
		pieces = append(pieces, small(join(" ", text("collected by"), code(wording.Clip(e.Collect)))))
	}
	return join("", pieces...)
}

// formatOf says what read the evidence, and what the tool says it examined.
func formatOf(e *scorecard.Evidence) piece {
	var about []string
	if e.Format == "" || e.Format != e.Kind {
		about = append(about, e.Kind)
	}
	if e.Bytes != nil {
		about = append(about, wording.Size(*e.Bytes))
	}
	if e.Tool != nil && strings.TrimSpace(e.Tool.Name+" "+e.Tool.Version) != e.Format {
		about = append(about, strings.TrimSpace(e.Tool.Name+" "+e.Tool.Version))
	}
	for _, n := range e.Scope {
		about = append(about, wording.Thousands(n.Count)+" "+n.Name)
	}
	said := append([]string{e.Format}, about...)
	pieces := []piece{small(text(strings.TrimPrefix(strings.Join(said, ", "), ", ")))}
	if e.Transcribed != "" {
		pieces = append(pieces, small(text("transcribed from "+e.Transcribed)))
	}
	return join("", pieces...)
}

// dated says when evidence was produced, who says so when the file does not,
// and which commit it belongs to.
func (v *view) dated(e *scorecard.Evidence) piece {
	facts := v.stamps(e)
	for i := range facts[1:] {
		facts[i+1] = small(facts[i+1])
	}
	return join("", facts...)
}

// stamp is the same on one line.
func (v *view) stamp(e *scorecard.Evidence) piece { return join(", ", v.stamps(e)...) }

func (v *view) stamps(e *scorecard.Evidence) []piece {
	facts := []piece{dated(wording.Moment(e.ProducedAt))}
	switch {
	case e.DatedBy == scorecard.DatedByNothing || e.ProducedAt == "":
		facts = []piece{text("no date")}
	case e.DatedBy == scorecard.DatedByPerson && e.DatedName != "":
		facts = append(facts, text("date stated by "+e.DatedName))
	case e.DatedBy != scorecard.DatedByFile && e.Statement == nil:
		facts = append(facts, text("dated by "+string(e.DatedBy)))
	}
	switch {
	case e.Commit != "" && e.Bound == scorecard.BoundByTree:
		facts = append(facts, join(" ", code(wording.Brief(e.Commit)), text("with the same tree")))
	case e.Commit != "":
		facts = append(facts, code(wording.Brief(e.Commit)))
	case len(e.Files) > 0 && e.Bound == scorecard.Unbound && v.s.Commit != "":
		facts = append(facts, text("no commit"))
	}
	return facts
}

// evidenceState marks the exception and leaves the rule plain.
func evidenceState(e *scorecard.Evidence) piece {
	if e.State == scorecard.Usable {
		return piece{}
	}
	p := strong(text(string(e.State)))
	if len(e.Detail) > 0 {
		p = join(": ", p, text(wording.Clip(e.Detail[0].Text)))
	}
	return small(p)
}

func countLimits(v *view) string { return fmt.Sprint(len(v.s.Limits)) }

// limits lists what the report cannot show; an argument bounds how many.
func limits(v *view, at call) piece {
	shown := v.s.Limits
	if at.given() {
		shown = shown[:min(len(shown), at.rows())]
	}
	var items []piece
	for _, l := range shown {
		said := join(": ", text(wording.Sentence(l.Text)), v.about(l.IDs))
		items = append(items, join(" ", join("", said, text(".")), wrap(`<span class="q">`, code(string(l.Code)), "</span>")))
	}
	if styled := v.styled(); styled != "" {
		items = append(items, text(styled+"."))
	}
	return blocks(para("lead", text("What this report cannot show:")), list("s limits", true, items))
}

// about names criteria, evidence or whatever else ids stand for.
func (v *view) about(ids []string) piece {
	var pieces []piece
	for i, id := range ids {
		if i == wording.MostRefs && len(ids) > wording.MostRefs+1 {
			pieces = append(pieces, text(fmt.Sprintf("and %d more", len(ids)-i)))
			break
		}
		switch {
		case v.criteria[id] != nil:
			pieces = append(pieces, v.ref(id))
		case v.evidence[id] != nil:
			pieces = append(pieces, v.to("evidence", "e:"+id, code(id)))
		default:
			pieces = append(pieces, text(id))
		}
	}
	return join(", ", pieces...)
}

func limitCount(v *view, _ call) piece {
	return para("s", text(fmt.Sprintf("This report has %s; the assessment lists them.", wording.Count(len(v.s.Limits), "limit", "limits"))))
}
