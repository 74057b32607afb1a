package criteria

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// Source is where a plan comes from.
type Source struct {
	// Path is the criteria file as messages show it, with forward slashes.
	// What it includes is looked up from its folder.
	Path string
	// ReadFile gives the bytes of a file by such a path.
	ReadFile func(path string) ([]byte, error)
	// ReadOutside gives the bytes of a file that may lie outside of the project:
	// a pinned one, or the policy. nil refuses all such.
	ReadOutside func(path string) ([]byte, error)
	// Policy is the criteria file that is included first and cannot be left out;
	// without a path there is none. A digest pins it.
	Policy struct{ Path, SHA256 string }
	// Packs holds the packs that ship with the tool, as NAME.yaml.
	Packs fs.FS
	// Formats are the formats that evidence may declare.
	Formats []FormatInfo
	// Measures are the figures that may be asked for.
	Measures []fact.Measure
	// Reader parses a reader that evidence names by its path, and says what it
	// yields: no kind when it has faults, which it adds to the list.
	Reader func(path string, text []byte, faults *source.List) fact.Kind
	// Env is the chosen environment, "" for none.
	Env string
	// Set overrides parameters, as "name=value", the last one winning.
	Set []string
}

// FormatInfo is a format by name, what it yields, and whether its tool prints
// nothing when it finds nothing.
type FormatInfo struct {
	Name  string
	Kind  fact.Kind
	Quiet bool
}

// Load reads the criteria file and all it includes. The list holds every fault
// and warning of every file, sorted by place; the plan is nil when there is a
// fault.
func Load(in Source) (*Plan, source.List) {
	l := newLoader(in)
	l.load()
	l.faults.Sort()
	maskExcerpts(l.faults, l.secrets...)
	if len(l.faults.Faults()) > 0 {
		return nil, l.faults
	}
	return l.plan, l.faults
}

// loader is the work of one Load. Drafts hold what a file says; the plan grows
// from them once all files are read.
type loader struct {
	in     Source
	faults source.List
	plan   *Plan

	project    project
	packs      []*policy       // included, those that they include before them
	opened     map[string]bool // paths of included files
	digests    strings.Builder // one "sha256  name" line a file
	params     map[string]*param
	entries    []*evidenceDraft // beside plan.Evidence
	evidence   map[string]int   // index in plan.Evidence
	kinds      map[string]claim
	categories map[string]int
	criteria   map[string]int
	was        map[string]string // criteria by their earlier ids
	asks       map[string]int
	drafts     []*draft                      // beside plan.Criteria
	tailoring  map[string]map[string]*change // by criterion, that of a policy under ""
	read       map[string]bool               // evidence that some question reads
	readers    map[string]fact.Kind
	secrets    []string // values of parameters that no message may show
}

// claim is the kind that an evidence must have, and the words why.
type claim struct {
	kind fact.Kind
	why  string
}

func newLoader(in Source) *loader {
	return &loader{
		in:         in,
		plan:       &Plan{},
		params:     map[string]*param{},
		evidence:   map[string]int{},
		kinds:      map[string]claim{},
		categories: map[string]int{},
		criteria:   map[string]int{},
		opened:     map[string]bool{},
		was:        map[string]string{},
		asks:       map[string]int{},
		tailoring:  map[string]map[string]*change{},
		read:       map[string]bool{},
		readers:    map[string]fact.Kind{},
	}
}

func (l *loader) load() {
	root, ok := l.open(l.in.Path, l.in.ReadFile, source.Pos{File: l.in.Path})
	if !ok {
		return
	}
	root.Object("signoff.yaml", l.project.keys(), nil)
	p := &l.project
	l.plan.Zone = p.zone
	l.plan.Project, l.plan.Release, l.plan.Commit, l.plan.Draft = p.name, p.release, p.commit, p.draft
	l.readRedact()
	l.readHistory()
	l.openPolicy()
	l.openPacks(&p.policy, path.Dir(l.in.Path), nil)
	l.readParams()
	l.readEvidence()
	l.readTailor()
	for _, from := range l.policies() {
		l.readCategories(from)
	}
	for _, from := range l.policies() {
		l.readCriteria(from)
	}
	l.readVerdict()
	l.checkTailor()
	for _, d := range l.drafts {
		l.compile(d)
	}
	l.markBases()
	l.readMinimums()
	l.readWaivers()
	l.readPeople()
	l.markAgents()
	l.readSubject()
	l.readNarrative()
	l.readDocument()
	if l.faults.Err() == nil {
		l.lint()
	}
	sum := sha256.Sum256([]byte(l.digests.String()))
	l.plan.SHA256 = hex.EncodeToString(sum[:])
}

// open reads and parses a file and adds it to the digest of the plan.
func (l *loader) open(name string, read func(string) ([]byte, error), from source.Pos) (tree.Node, bool) {
	text, err := read(name)
	if err != nil {
		l.faults.Add(from, "cannot read %s: %s", name, cause(err))
		return tree.Node{}, false
	}
	l.digested(name, text)
	root, ok := tree.Parse(name, text, &l.faults)
	takeSecrets(root)
	return root, ok
}

// digested adds a file to the digest of the plan.
func (l *loader) digested(name string, text []byte) {
	fmt.Fprintf(&l.digests, "%s  %s\n", digest(text), name)
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// cause is an error of the file system without the path, which may be one that
// only this machine knows.
func cause(err error) string {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file"
	case errors.As(err, &at):
		return at.Err.Error()
	}
	return err.Error()
}
