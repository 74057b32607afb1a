package criteria

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
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
	digests    strings.Builder // one "sha256  name" line a file
	params     map[string]*param
	entries    []*evidenceDraft // beside plan.Evidence
	evidence   map[string]int   // index in plan.Evidence
	kinds      map[string]claim
	categories map[string]int
	criteria   map[string]int
	asks       map[string]int
	drafts     []*draft // beside plan.Criteria
	tailoring  map[string]map[string]*change
	read       map[string]bool // evidence that some question reads
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
	l.plan.Project, l.plan.Release, l.plan.Commit, l.plan.Draft = p.name, p.release, p.commit, p.draft
	l.readParams()
	l.readEvidence()
	l.readTailor()
	packs := l.openPacks()
	for _, pack := range packs {
		l.readCategories(pack.categories)
	}
	l.readCategories(p.categories)
	for _, pack := range packs {
		l.readCriteria(pack.criteria, pack.name)
	}
	l.readCriteria(p.criteria, "")
	l.checkTailor()
	for _, d := range l.drafts {
		l.compile(d)
	}
	l.readMinimums()
	l.readWaivers()
	l.readVerdict()
	l.readSubject()
	l.readNarrative()
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

// packDraft is what an included file says.
type packDraft struct {
	name                 string
	categories, criteria tree.Node
}

func (p *packDraft) keys() []tree.Key {
	return []tree.Key{
		{Name: "version", Doc: "the version of this format: 1", Example: "1", Shape: version(), Required: true},
		{Name: "categories", Doc: "groups of criteria for scoring", Default: "none", Example: "[ { id: security, title: Security } ]", Shape: tree.Keep(&p.categories, categoriesSchema)},
		{Name: "criteria", Doc: "the acceptance criteria", Example: "[ { id: SEC-01, title: No high finding, category: security, evidence: bandit, measure: findings.high, target: == 0 } ]", Shape: tree.Keep(&p.criteria, criteriaSchema), Required: true},
	}
}

// openPacks reads every included file: a bare name is a pack that ships with
// the tool, anything else a path.
func (l *loader) openPacks() []*packDraft {
	var packs []*packDraft
	seen := map[string]bool{}
	for _, item := range l.project.include {
		name, ok := item.Text()
		if !ok {
			continue
		}
		if seen[name] {
			item.Fail("%s is included twice", name)
			continue
		}
		seen[name] = true
		if root, ok := l.openPack(item, name); ok {
			pack := &packDraft{name: name}
			root.Object("pack", pack.keys(), nil)
			packs = append(packs, pack)
		}
	}
	return packs
}

func (l *loader) openPack(item tree.Node, name string) (tree.Node, bool) {
	var text []byte
	file, err := name, error(nil)
	if strings.ContainsAny(name, "/.") {
		file = path.Join(path.Dir(l.in.Path), name)
		text, err = l.in.ReadFile(file)
	} else {
		file = name + ".yaml"
		if !slices.Contains(l.packNames(), name) {
			item.Fail("unknown pack %q%s", name, tree.Mean(name, l.packNames())).Hint = "packs: " + strings.Join(l.packNames(), ", ") + "; a file is included by its path, such as criteria/own.yaml"
			return tree.Node{}, false
		}
		text, err = fs.ReadFile(l.in.Packs, file)
		file = "criteria/" + file
	}
	if err != nil {
		item.Fail("cannot read %s: %s", name, cause(err))
		return tree.Node{}, false
	}
	root, ok := l.open(file, func(string) ([]byte, error) { return text, nil }, item.Pos())
	l.plan.Packs = append(l.plan.Packs, Pack{Name: name, SHA256: digest(text)})
	return root, ok
}

// packNames lists the packs that ship with the tool, sorted.
func (l *loader) packNames() []string {
	if l.in.Packs == nil {
		return nil
	}
	files, _ := fs.Glob(l.in.Packs, "*.yaml") // the only error is a bad pattern
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(file, ".yaml")
	}
	return names
}
