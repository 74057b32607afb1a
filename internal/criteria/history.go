package criteria

import (
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// History is where the rows of past runs are kept.
type History struct {
	// Store is the address of the store, "" for the usual one; Declared says that
	// the project names its history.
	Store    string
	Declared bool
	// Line is what runs are compared within, MainLine unless declared.
	Line string
	// Keep is how long runs are kept, the zero Value for ever.
	Keep quantity.Value
}

// MainLine is the line of a project that names none.
const MainLine = "main"

// historyDraft is the history as it is written.
type historyDraft struct {
	store, line string
	keep        tree.Node
}

func (h *historyDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "store", Doc: "where runs are kept: dir:FOLDER, git:REF, sqlite:FILE or postgres://HOST/DATABASE, without a secret; check and report read one outside of the project only where --history or SIGNOFF_HISTORY names it too", Default: "dir:.signoff/history", Example: "git:refs/signoff/history", Shape: tree.Text(&h.store)},
		{Name: "line", Doc: "what runs are compared within", Default: "main", Example: "release", Shape: tree.Text(&h.line)},
		{Name: "keep", Doc: "how long history prune keeps runs; the last of each release it keeps for ever", Default: "for ever", Example: "400d", Shape: tree.Keep(&h.keep, textSchema)},
	}
}

func (l *loader) readHistory() {
	h := l.project.history
	l.plan.History = History{Line: MainLine}
	if h == nil {
		return
	}
	l.plan.History = History{Store: h.store, Declared: true, Line: MainLine}
	if h.line != "" {
		l.plan.History.Line = h.line
	}
	l.plan.History.Keep = l.age(h.keep)
}
