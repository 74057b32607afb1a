package criteria

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"signoff/internal/source"
	"signoff/internal/tree"
)

// maxNested bounds how deep packs include packs.
const maxNested = 16

// includeDraft is one included file as it is written.
type includeDraft struct {
	at   tree.Node
	path string
	sha  tree.Node
	hash string
}

func (d *includeDraft) keys(at tree.Node) []tree.Key {
	d.at = at
	return []tree.Key{
		{Name: "path", Doc: "the file, from the folder of the file that includes it", Example: "../policy.yaml", Shape: tree.Text(&d.path), Required: true},
		{Name: "sha256", Doc: "its digest; another file is refused", Example: strings.Repeat("0123456789abcdef", 4), Shape: kept(&d.sha, tree.Text(&d.hash)), Required: true},
	}
}

func includesSchema() map[string]any {
	pinned := tree.ObjectSchema(new(includeDraft).keys(tree.Node{}))
	item := map[string]any{"anyOf": []any{textSchema(), pinned}}
	return map[string]any{"anyOf": []any{textSchema(), pinned, listSchema(item)}}
}

func (p *policy) readIncludes(n tree.Node) {
	n.OneOrMore(func(item tree.Node) { p.include = append(p.include, item) })
}

// included reads one item of include.
func (l *loader) included(item tree.Node) (*includeDraft, bool) {
	if !item.IsMapping() {
		name, ok := item.Text()
		return &includeDraft{at: item, path: name}, ok
	}
	d := &includeDraft{}
	item.Object("include", d.keys(item), nil)
	if d.hash != "" && !sha256Pattern().MatchString(d.hash) {
		d.sha.Expected("a SHA-256 of 64 hexadecimal digits in lower case")
		return d, false
	}
	return d, d.path != "" && d.hash != ""
}

// openPacks reads every file that a policy includes, and what those include
// before them: a bare name is a pack that ships with the tool, anything else a
// path. A file that several include is read once.
func (l *loader) openPacks(p *policy, dir string, within []string) {
	seen := map[string]bool{}
	for _, item := range p.include {
		d, ok := l.included(item)
		if !ok {
			continue
		}
		if seen[d.path] {
			item.Fail("%s is included twice", d.path)
			continue
		}
		seen[d.path] = true
		l.openPack(d, dir, within)
	}
}

func (l *loader) openPack(d *includeDraft, dir string, within []string) {
	text, file, ok := l.readPack(d, dir)
	switch {
	case !ok:
		return
	case slices.Contains(within, file):
		d.at.Fail("%s includes itself", d.path)
		return
	case len(within) >= maxNested:
		d.at.Fail("expected packs in packs at most %d deep", maxNested)
		return
	case d.hash != "" && digest(text) != d.hash:
		d.sha.Fail("%s has another digest: %s", d.path, digest(text)).Hint = "the file is not the one that was pinned; look at what changed before the pin does"
		return
	case l.opened[file]:
		return
	}
	l.opened[file] = true
	l.addPack(d.path, file, text, d.at.Pos(), append(within, file))
}

// addPack parses a pack and adds it behind those that it includes.
func (l *loader) addPack(name, file string, text []byte, from source.Pos, within []string) {
	root, ok := l.open(file, func(string) ([]byte, error) { return text, nil }, from)
	if !ok {
		return
	}
	pack := &policy{name: name}
	root.Object("pack", pack.packKeys(), nil)
	l.openPacks(pack, path.Dir(file), within)
	l.packs = append(l.packs, pack)
	l.plan.Packs = append(l.plan.Packs, Pack{Name: name, SHA256: digest(text)})
}

// readPack gives the bytes of an included file, and its path for messages.
func (l *loader) readPack(d *includeDraft, dir string) (text []byte, file string, ok bool) {
	name, err := d.path, error(nil)
	switch file = path.Join(dir, name); {
	case !strings.ContainsAny(name, "/."):
		if !slices.Contains(l.packNames(), name) {
			d.at.Fail("unknown pack %q%s", name, tree.Mean(name, l.packNames())).Hint = "packs: " + strings.Join(l.packNames(), ", ") + "; a file is included by its path, such as criteria/own.yaml"
			return nil, "", false
		}
		text, err = fs.ReadFile(l.in.Packs, name+".yaml")
		file = "criteria/" + name + ".yaml"
	case !leadsOutside(file):
		text, err = l.in.ReadFile(file)
	case d.hash == "":
		d.at.Fail("%s leads out of the project", name).Hint = "only a pinned file may lie outside: { path: " + name + ", sha256: … }"
		return nil, "", false
	case l.in.ReadOutside == nil:
		d.at.Fail("%s leads out of the project", name)
		return nil, "", false
	default:
		text, err = l.in.ReadOutside(file)
	}
	if err != nil {
		d.at.Fail("cannot read %s: %s", name, cause(err))
		return nil, "", false
	}
	return text, file, true
}

// leadsOutside says whether a cleaned path leaves the folder that it starts in.
func leadsOutside(file string) bool {
	return file == ".." || strings.HasPrefix(file, "../") || path.IsAbs(file) || strings.Contains(file, ":")
}

// openPolicy reads the file that --policy names: it is included first, whatever
// the project says.
func (l *loader) openPolicy() {
	p := l.in.Policy
	if p.Path == "" {
		return
	}
	at := source.Pos{File: "--policy"}
	text, err := l.in.ReadOutside(p.Path)
	switch {
	case err != nil:
		l.faults.Add(at, "cannot read %s: %s", p.Path, cause(err))
		return
	case p.SHA256 != "" && digest(text) != p.SHA256:
		l.faults.Add(at, "%s has another digest: %s", p.Path, digest(text))
		return
	}
	l.opened[p.Path] = true
	l.addPack(p.Path, p.Path, text, at, []string{p.Path})
	l.plan.Policy = &Pack{Name: p.Path, SHA256: digest(text)}
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
