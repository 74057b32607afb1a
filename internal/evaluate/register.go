package evaluate

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// register lists every declared evidence, used or not.
func (a *assessment) register() []scorecard.Evidence {
	list, users := make([]scorecard.Evidence, 0, len(a.sources)), a.usedBy()
	for i := range a.sources {
		e := entry(&a.sources[i])
		e.Asked = a.asked(a.sources[i].declared)
		e.UsedBy = users[e.ID]
		list = append(list, e)
	}
	return list
}

func entry(s *origin) scorecard.Evidence {
	d := s.declared
	e := scorecard.Evidence{
		ID:          d.ID,
		Path:        strings.Join(d.Paths, ", "),
		Files:       make([]scorecard.File, 0, len(s.found.Files)),
		Format:      s.found.Format,
		ProducedAt:  stamp(s.age.oldest),
		DatedBy:     s.age.by,
		Bound:       s.bound,
		State:       scorecard.Usable,
		Detail:      details(s.problems),
		Transcribed: d.Transcribed,
		Collect:     d.Collect,
		MoreRules:   s.found.MoreRules,
	}
	if d.OwnReader() {
		e.Reader = "own"
	}
	if len(s.found.Files) == 0 {
		e.Format = d.Format // nothing was recognised: what is missing is of this format
	}
	if s.found.Kind != fact.NoKind {
		e.Kind = s.found.Kind.String()
	}
	if len(s.problems) > 0 {
		e.State = scorecard.NotUsable(s.problems[0].Reason)
	}
	if d.Statement != nil {
		e.Kind, e.DatedName, e.ProducedAt = fact.Statement.String(), d.Statement.By, day(d.Statement.On)
		e.Statement = &scorecard.Statement{
			Text: d.Statement.Text, By: d.Statement.By, On: day(d.Statement.On), Holds: d.Statement.Holds, Proof: d.Statement.Proof,
		}
	} else if s.age.by == scorecard.DatedByPerson {
		e.DatedName = d.DatedBy
	}
	for _, r := range s.found.Rules {
		e.Rules = append(e.Rules, scorecard.Rule{ID: r.ID, Severity: scorecard.Severity(r.Severity.String())})
	}
	addFiles(&e, s.found.Files)
	return e
}

// addFiles lists the files of an evidence. Tool and commit are those that all
// files agree on, the scope is added up by name.
func addFiles(e *scorecard.Evidence, files []fact.File) {
	sorted := slices.SortedStableFunc(slices.Values(files), func(f, g fact.File) int { return strings.Compare(f.Path, g.Path) })
	var digests, tools, commits []string
	var total int64
	for _, f := range sorted {
		file := scorecard.File{Path: f.Path, Format: f.Format, SHA256: f.SHA256, ProducedAt: stamp(f.Oldest), Same: f.Same}
		if f.SHA256 != "" { // it was read to its end
			file.Bytes = &f.Bytes
			total += f.Bytes
			e.Bytes = &total
			digests = append(digests, f.SHA256)
		}
		e.Files = append(e.Files, file)
		if f.Same != "" {
			continue
		}
		tools = append(tools, f.Tool+"\x00"+f.Version)
		commits = append(commits, f.Commits...)
		for _, n := range f.Scope {
			e.Scope = addNote(e.Scope, scorecard.Note(n))
		}
	}
	e.SHA256 = digestOf(digests)
	if name, version, _ := strings.Cut(only(tools), "\x00"); name != "" {
		e.Tool = &scorecard.Tool{Name: name, Version: version}
	}
	e.Commit = only(commits)
}

// digestOf is the digest of the one file, or over those of all: the SHA-256 of
// their hexadecimal digests in the order of their paths, one a line.
func digestOf(digests []string) string {
	if len(digests) < 2 {
		return strings.Join(digests, "")
	}
	sum := sha256.Sum256([]byte(strings.Join(digests, "\n") + "\n"))
	return hex.EncodeToString(sum[:])
}

// only returns the one text that a list consists of, or "".
func only(texts []string) string {
	if texts = slices.Compact(slices.Sorted(slices.Values(texts))); len(texts) == 1 {
		return texts[0]
	}
	return ""
}

func addNote(notes []scorecard.Note, n scorecard.Note) []scorecard.Note {
	for i := range notes {
		if notes[i].Name == n.Name {
			notes[i].Count += n.Count
			return notes
		}
	}
	return append(notes, n)
}

// usedBy gives for each evidence the ids of the criteria that ask it.
func (a *assessment) usedBy() map[string][]string {
	users := map[string][]string{}
	for i := range a.judged {
		for _, id := range a.judged[i].evidence {
			users[id] = append(users[id], a.plan.Criteria[i].ID)
		}
	}
	return users
}
