package evidence

import (
	"cmp"
	"runtime"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// Request is what is to be gathered, and from where.
type Request struct {
	Root    *open.Root
	Formats []reader.Format
	Sources []Source
	Asks    []Ask
	// Renames asks which files were renamed between two commits, by their earlier
	// names; nil where nobody knows, and so is the func where nobody can be asked.
	Renames func(from, to string) map[string]string
	// Replay evaluates a bundle again and gives its assessment, nil of a file that is
	// none. One that comes out otherwise is an error.
	Replay func(path string) ([]byte, error)
}

// Gather reads every file of every source once for each kind that is asked of
// it. It returns the evidence register in the order of the sources, and the
// answers in the order of the asks. Problem with evidence is part of both and
// never an error. What is context for other evidence is read in a first round,
// everything else in a second.
func Gather(r Request) ([]fact.Evidence, []fact.Answer) {
	g := newGathering(r)
	context, rest := g.jobs()
	g.readAll(context)
	g.applyContext()
	g.narrow()
	g.readAll(rest)
	g.holdRecords()
	return g.register, g.answers()
}

// readAll reads files side by side and merges them in their order.
func (g *gathering) readAll(jobs []job) {
	results := make([]chan reading, len(jobs))
	for i := range results {
		results[i] = make(chan reading, 1)
	}
	// A reading holds a partial tally until its turn to be merged: the slots
	// bound how many there are at a time.
	slots := make(chan struct{}, runtime.GOMAXPROCS(0)+1)
	go func() {
		for i, j := range jobs {
			slots <- struct{}{}
			go func() { results[i] <- g.read(j) }()
		}
	}()
	for i, j := range jobs {
		g.merge(j, <-results[i])
		<-slots
	}
}

// gathering is one run of Gather.
type gathering struct {
	Request
	sets     map[want]*tally.Set
	byAsk    []slot
	groups   map[string]*group
	register []fact.Evidence
	wants    [][]want // of each source
	// first is the first path of a source with some bytes.
	first map[bytesOf]string
	contexts
	rules []tally.Rules // by source
	names []tally.Names // by source
}

// want is what files are read for: a kind, narrowed to the change of a source
// or, with "", whole.
type want struct {
	kind    fact.Kind
	changed string
}

// before orders what a file is read for.
func (w want) before(o want) int {
	return cmp.Or(cmp.Compare(w.kind, o.kind), strings.Compare(w.changed, o.changed))
}

// bytesOf is some bytes in a source, known by their digest.
type bytesOf struct {
	source int
	sha256 string
}

// slot is where an ask finds its answer: its group and the number of its
// question in the set of its kind.
type slot struct {
	group    *group
	base     *group // nil unless the question compares
	question int
}

// group is a set of sources that some ask reads as one.
type group struct {
	want
	sources []string
	fold    *tally.Fold
	// digests of the files folded so far: identical bytes count once.
	digests map[string]bool
	problem []fact.Problem
}

// job is one reading of one file.
type job struct {
	source int
	path   string
	want   // NoKind when nothing is asked of the source
	// context says that what the file states is kept for others.
	context bool
}

func newGathering(r Request) *gathering {
	g := &gathering{
		Request:  r,
		sets:     map[want]*tally.Set{},
		groups:   map[string]*group{},
		register: make([]fact.Evidence, len(r.Sources)),
		wants:    make([][]want, len(r.Sources)),
		first:    map[bytesOf]string{},

		contexts: newContexts(len(r.Sources)),
		rules:    make([]tally.Rules, len(r.Sources)),
		names:    make([]tally.Names, len(r.Sources)),
	}
	questions := map[want][]fact.Question{}
	for _, a := range r.Asks {
		kind := a.Question.Measure.Kind
		if kind == fact.Statement {
			// A person's word has no file to be gathered from.
			g.byAsk = append(g.byAsk, slot{})
			continue
		}
		w := want{kind, a.Changed}
		s := slot{group: g.group(w, a.Sources), question: len(questions[w])}
		if a.Question.Compare != fact.NotCompared {
			s.base = g.group(w, a.Base)
		}
		questions[w] = append(questions[w], a.Question)
		g.byAsk = append(g.byAsk, s)
	}
	for w, list := range questions {
		g.sets[w] = tally.Compile(w.kind, list)
	}
	for _, group := range g.groups {
		group.fold = g.sets[group.want].Fold()
	}
	for i, s := range r.Sources {
		g.register[i].ID = s.ID
		g.wants[i] = g.wantsOf(s.ID)
	}
	return g
}

// wantsOf lists what the files of a source are read for, each once.
func (g *gathering) wantsOf(id string) []want {
	var wants []want
	for _, group := range g.groups {
		if slices.Contains(group.sources, id) {
			wants = append(wants, group.want)
		}
	}
	if kind := g.contextOf(id); kind != fact.NoKind {
		wants = append(wants, want{kind: kind})
	}
	slices.SortFunc(wants, want.before)
	return slices.Compact(wants)
}

// group finds or makes the group of what is asked for and a set of sources.
func (g *gathering) group(w want, sources []string) *group {
	sorted := slices.Compact(slices.Sorted(slices.Values(sources)))
	key := w.kind.String() + "\x00" + w.changed + "\x00" + strings.Join(sorted, "\x00")
	if g.groups[key] == nil {
		g.groups[key] = &group{want: w, sources: sorted, digests: map[string]bool{}}
	}
	return g.groups[key]
}

// jobs expands the globs of every source: those that are context for others,
// and the rest. Statements are a person's word and name no files.
func (g *gathering) jobs() (context, rest []job) {
	for i, s := range g.Sources {
		paths, problem := g.expand(s)
		g.register[i].Problem = append(g.register[i].Problem, problem...)
		wants := g.wants[i]
		if len(wants) == 0 {
			wants = []want{{}}
		}
		as := g.contextOf(s.ID)
		for _, path := range paths {
			for _, w := range wants {
				j := job{source: i, path: path, want: w, context: as != fact.NoKind && w == want{kind: as}}
				if as != fact.NoKind {
					context = append(context, j)
				} else {
					rest = append(rest, j)
				}
			}
		}
	}
	return context, rest
}

// expand lists the files of a source, each once, sorted by path.
func (g *gathering) expand(s Source) ([]string, []fact.Problem) {
	var (
		paths   []string
		problem []fact.Problem
	)
	for _, pattern := range s.Paths {
		found, err := g.Root.Glob(pattern)
		switch {
		case err != nil:
			problem = append(problem, fact.Problem{Reason: fact.Unreadable, Text: err.Error()})
		case len(found) == 0:
			problem = append(problem, fact.Problem{Reason: fact.Missing, Text: "no file at " + pattern})
		}
		paths = append(paths, slices.DeleteFunc(found, func(path string) bool { return isRecord(path, pattern) })...)
	}
	slices.Sort(paths)
	return slices.Compact(paths), problem
}

// sameBytes is the first file of the source with the bytes of this one.
func (g *gathering) sameBytes(source int, f *fact.File) string {
	if f.SHA256 == "" {
		return ""
	}
	key := bytesOf{source, f.SHA256}
	first, known := g.first[key]
	if !known {
		g.first[key] = f.Path
	}
	return first
}

// besideDocument says that a file cannot be read as a kind, while others ask for
// it as a document, which any file is: the problem is then that kind's alone.
func (g *gathering) besideDocument(j job, r reading) bool {
	unreadable := func(t fact.Problem) bool { return t.Reason == fact.Unreadable }
	return j.kind != fact.Document && j.kind != fact.NoKind && slices.Contains(g.wants[j.source], want{kind: fact.Document}) &&
		slices.ContainsFunc(r.problem, unreadable)
}

// merge adds a reading to the register and to every group of its source.
func (g *gathering) merge(j job, r reading) {
	entry := &g.register[j.source]
	if n := len(entry.Files); n > 0 && entry.Files[n-1].Path == j.path {
		r.file.Same = entry.Files[n-1].Same
	} else {
		r.file.Same = g.sameBytes(j.source, &r.file)
		entry.Files = append(entry.Files, r.file)
	}
	if entry.Format == "" {
		entry.Format, entry.Kind = r.file.Format, r.kind
	}
	if g.besideDocument(j, r) {
		r.mismatch = append(r.mismatch, r.problem...)
	} else {
		for _, t := range r.problem { // a file that is read for several things says it each time
			if !slices.Contains(entry.Problem, t) {
				entry.Problem = append(entry.Problem, t)
			}
		}
	}
	if r.sink != nil {
		g.rules[j.source].Merge(r.sink.Rules())
		g.names[j.source].Merge(r.sink.Names)
		list(entry, &r)
	}
	g.keepContext(j, r)
	for _, group := range g.groups {
		if group.want != j.want || !slices.Contains(group.sources, g.Sources[j.source].ID) {
			continue
		}
		group.problem = append(group.problem, r.mismatch...)
		if r.sink != nil && !group.digests[r.file.SHA256] {
			group.digests[r.file.SHA256] = true
			group.fold.Add(r.sink)
		}
	}
}
