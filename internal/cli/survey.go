package cli

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/open"
	"signoff/internal/reader"
	"signoff/internal/report"
	"signoff/internal/starter"
)

// mostSurveyed bounds how many files init looks at, mostUnread how many of those
// that it did not recognise it names.
const (
	mostSurveyed = 20_000
	mostUnread   = 20
)

// surveying is one look through a folder.
type surveying struct {
	root    *open.Root
	formats []reader.Format
	known   map[string]bool // files that a plan declares
	found   []claimed
	files   []string // all that were looked at
	unread  []starter.Unread
	seen    int
}

// claimed is a file that a format claims.
type claimed struct {
	file, format string
	kind         fact.Kind
}

// survey recognises the evidence below the folder, but for known files.
func (g *global) survey(p *starter.Project, known map[string]bool) error {
	s := surveying{root: open.NewRoot(g.dir, open.Limits{}), formats: evidence.Formats(), known: known}
	err := filepath.WalkDir(g.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != g.dir && skippedFolder(entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if s.seen++; s.seen > mostSurveyed {
			return fs.SkipAll
		}
		rel, err := filepath.Rel(g.dir, name)
		if err == nil && entry.Type().IsRegular() {
			s.look(filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("can't look through %s: %w", filepath.ToSlash(g.dir), err)
	}
	if s.seen > mostSurveyed {
		s.unread = append(s.unread, starter.Unread{Path: ".", Why: fmt.Sprintf("only the first %d files were looked at", mostSurveyed)})
	}
	p.Found, p.Unread = named(s.joined()), s.unread
	return nil
}

// skippedFolder says whether a folder holds what others made, or samples.
func skippedFolder(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "vendor", "testdata", "fixtures", "__fixtures__", "site-packages"}, name)
}

func (s *surveying) look(file string) {
	if s.known[file] || strings.HasSuffix(file, evidence.RecordSuffix) || writtenHere(path.Base(file)) {
		return
	}
	s.files = append(s.files, file)
	format, kind, err := evidence.Recognise(s.root, s.formats, file)
	switch {
	case err == nil && format == "signoff":
	case err == nil && strings.ContainsAny(file, patternSigns):
		s.miss(file, "its path has a sign that patterns have: name it by hand")
	case err == nil:
		s.found = append(s.found, claimed{file, format, kind})
	case looksMade(s.formats, file):
		why := err.Error()
		if nearest := evidence.Nearest(s.formats, file); nearest != "" {
			why += fmt.Sprintf("; its path names %s: signoff inspect --format %s says what is in the way", nearest, nearest)
		} else if nearest := nearestByEnd[path.Ext(file)]; nearest != "" {
			why += fmt.Sprintf("; its name ends as that of %s does", nearest)
		} else {
			why += "; docs/readers.md says how to describe it"
		}
		s.miss(file, why)
	}
}

func (s *surveying) miss(file, why string) {
	switch {
	case len(s.unread) < mostUnread:
		s.unread = append(s.unread, starter.Unread{Path: file, Why: why})
	case len(s.unread) == mostUnread:
		s.unread = append(s.unread, starter.Unread{Path: "…", Why: "and others"})
	}
}

// writtenHere says whether a file is named as signoff report names what it writes:
// none of it is evidence of the project's own.
func writtenHere(name string) bool {
	return slices.ContainsFunc(report.Outputs, func(o report.Output) bool { return o.Ext != "" && name == "assessment"+o.Ext })
}

// nearestByEnd are formats whose files end in a way of their own.
var nearestByEnd = map[string]string{".sarif": "sarif", ".info": "lcov", ".lcov": "lcov", ".tap": "tap", ".trx": "trx", ".xml": "junit"}

var (
	madeEnds    = []string{".json", ".xml", ".sarif", ".csv", ".lcov", ".info", ".tap", ".trx", ".ndjson", ".jsonl", ".out", ".txt", ".log"}
	madeFolders = lazy.Regexp(`(^|[/._-])(evidence|reports?|coverage|test-?results|surefire|audit|scans?|sbom|bench(mark)?s?|lint|results?)([/._-]|$)`)
	// madeFor are folders in which everything is evidence but what people write.
	madeFor = lazy.Regexp(`(^|/)evidence/`)
	written = []string{".md", ".yaml", ".yml", ".sh", ".py", ".png", ".jpg", ".svg", ".html", ".css", ".js"}
	notMade = lazy.Regexp(`config|settings|schema|manifest|lock|package\.json|CMakeLists|requirements|license|LICENSE`)
)

// looksMade says whether a path is like one that a tool writes to.
func looksMade(formats []reader.Format, file string) bool {
	end := strings.ToLower(path.Ext(file))
	if madeFor().MatchString(file) && !slices.Contains(written, end) {
		return true
	}
	if !slices.Contains(madeEnds, end) || notMade().MatchString(file) {
		return false
	}
	if evidence.Nearest(formats, file) != "" {
		return true
	}
	return end != ".txt" && end != ".log" && madeFolders().MatchString(strings.ToLower(file))
}

// joined makes one evidence of the files of a format that one pattern names, and
// no other file: first those of like folders, then those of one, then each file.
func (s *surveying) joined() []starter.Found {
	var list []starter.Found
	taken := map[string]bool{}
	for _, first := range s.found {
		for _, like := range []func(a, b string) bool{likeFolder, sameFolder, func(a, b string) bool { return a == b }} {
			if taken[first.file] {
				break
			}
			var group []string
			for _, c := range s.found {
				if c.format == first.format && c.kind == first.kind && !taken[c.file] && like(c.file, first.file) {
					group = append(group, c.file)
				}
			}
			pattern := patternOf(group)
			if s.matches(pattern) != len(group) {
				continue
			}
			for _, file := range group {
				taken[file] = true
			}
			list = append(list, starter.Found{Path: pattern, Format: first.format, Kind: first.kind, Files: len(group)})
		}
	}
	return list
}

func sameFolder(a, b string) bool { return path.Dir(a) == path.Dir(b) && path.Ext(a) == path.Ext(b) }

// likeFolder holds for the same place in several modules.
func likeFolder(a, b string) bool {
	return strings.Count(a, "/") == strings.Count(b, "/") && path.Base(path.Dir(a)) == path.Base(path.Dir(b)) && path.Ext(a) == path.Ext(b)
}

// patternOf is the narrowest pattern for files of one depth: a sign for what
// differs in each part of the path.
func patternOf(files []string) string {
	parts := strings.Split(files[0], "/")
	for i, part := range parts {
		start, end := part, part
		for _, file := range files {
			other := strings.Split(file, "/")[i]
			start, end = strings.ToValidUTF8(start[:common(start, other, false)], ""), strings.ToValidUTF8(end[len(end)-common(end, other, true):], "")
		}
		if start != part {
			parts[i] = start + "*" + end
		}
	}
	return strings.Join(parts, "/")
}

// common is how many bytes two texts have in common at the start, or the end.
func common(a, b string, end bool) int {
	n := 0
	for n < min(len(a), len(b)) {
		i, j := n, n
		if end {
			i, j = len(a)-1-n, len(b)-1-n
		}
		if a[i] != b[j] {
			break
		}
		n++
	}
	return n
}

func (s *surveying) matches(pattern string) int {
	n := 0
	for _, file := range s.files {
		if ok, err := path.Match(pattern, file); ok && err == nil {
			n++
		}
	}
	return n
}

var notInID = lazy.Regexp(`[^a-z0-9]+`)

// ofAnyTool are formats that many tools write.
var ofAnyTool = map[string]bool{"sarif": true, "records": true, "codeclimate": true, "checkstyle": true}

// named gives every evidence an id of its own, after its format or, where that
// does not tell the tool, after its file.
func named(list []starter.Found) []starter.Found {
	used := map[string]bool{}
	for i := range list {
		f := &list[i]
		base := f.Format
		if ofAnyTool[f.Format] && f.Files == 1 {
			base, _, _ = strings.Cut(path.Base(f.Path), ".")
		}
		id := strings.Trim(notInID().ReplaceAllString(strings.ToLower(base), "-"), "-")
		if id == "" {
			id = f.Format
		}
		f.ID = id
		for n := 2; used[f.ID]; n++ {
			f.ID = id + "-" + strconv.Itoa(n)
		}
		used[f.ID] = true
	}
	return list
}
