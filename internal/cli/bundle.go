package cli

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"signoff/internal/bundle"
	"signoff/internal/evaluate"
	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/redact"
	"signoff/internal/report"
	"signoff/internal/scorecard"
)

// writeBundle keeps the assessment with all that it was made from.
func (g *global) writeBundle(name string, force, withSecrets bool, o assessOptions, in evaluate.Input, s *scorecard.Scorecard) error {
	assessment, err := s.JSON()
	if err != nil {
		return broken{err}
	}
	m := bundle.Manifest{
		AsOf: in.AsOf, AsOfFrom: in.AsOfFrom, Env: o.env, Set: o.set, Plan: g.file, WarnDays: o.warnDays, Beside: in.Beside, Compared: in.Compared, Subject: keptSubject(in.Subject),
		Commit: keptCommit(in.Commit), Past: keptPast(in.Past), Renames: g.renames,
	}
	m.Since = keptSince(in)
	pages, err := bundlePages(s)
	if err != nil {
		return err
	}
	if p := in.Plan.Policy; p != nil {
		m.Policy = p.Name + byDigest + p.SHA256
	}
	for _, name := range sortedKeys(g.outside) {
		page := bundle.Page{Name: fmt.Sprintf("outside/%x.yaml", sha256.Sum256(g.outside[name])), Text: g.outside[name]}
		m.Outside = append(m.Outside, bundle.Outside{Name: name, Page: page.Name})
		if !slices.ContainsFunc(pages, func(p bundle.Page) bool { return p.Name == page.Name }) {
			pages = append(pages, page)
		}
	}
	inputs := append(inputFiles(in.Evidence), g.read...)
	if err := g.openInputs(inputs, withSecrets); err != nil {
		return err
	}
	write := func(w io.Writer) error {
		return bundle.Write(w, m, assessment, pages, g.dir, inputs)
	}
	if strings.HasSuffix(filepath.ToSlash(name), "/") {
		err = g.spreadBundle(name, force, write)
	} else {
		err = g.writeStream(name, force, isBundle, write)
	}
	if err != nil {
		return fmt.Errorf("can't bundle: %w", err)
	}
	fmt.Fprintln(g.Stdout, filepath.ToSlash(name))
	return nil
}

// keptSince is what changed since each sign-off, by its record.
func keptSince(in evaluate.Input) map[string][]string {
	since := map[string][]string{}
	for _, a := range in.Approvals {
		since[a.Record()] = a.Since
	}
	for _, o := range in.Overrides {
		since[o.Record()] = o.Since
	}
	maps.DeleteFunc(since, func(_ string, files []string) bool { return len(files) == 0 })
	if len(since) == 0 {
		return nil
	}
	return since
}

// openInputs looks through what a bundle will hold as it is: a secret in it is
// refused unless that is asked for, and how much there is of people is said.
func (g *global) openInputs(inputs []string, withSecrets bool) error {
	root := open.NewRoot(g.dir, open.Limits{})
	inputs = slices.Compact(slices.Sorted(slices.Values(inputs)))
	var held []string
	addresses := 0
	for _, name := range inputs {
		members := []string{name}
		if strings.HasSuffix(strings.ToLower(name), ".zip") {
			if inside, err := root.Glob(name + "!**"); err == nil {
				members = inside
			}
		}
		for _, member := range members {
			found, err := scanned(root, member)
			if err != nil {
				continue // it was found unusable when it was read, and is kept as it is
			}
			addresses += found.Addresses
			for _, rule := range found.Rules {
				held = append(held, member+" ("+rule+")")
			}
		}
	}
	if len(held) > 0 && !withSecrets {
		return hinted{fmt.Errorf("a bundle holds its files as they are, and there is what looks like a secret in %s", some(held)),
			"take it out where it was made, or keep it with --with-secrets"}
	}
	fmt.Fprintf(g.Stderr, "the bundle holds %s as they are; e-mail addresses in them: %d\n", count(len(inputs), "file"), addresses)
	return nil
}

func scanned(root *open.Root, name string) (redact.Scanned, error) {
	f, err := root.Open(name)
	if err != nil {
		return redact.Scanned{}, err
	}
	defer f.Close()
	return redact.Scan(f)
}

// bundlePages are the reports that a bundle holds for people to read. They are
// made of the assessment alone, so that verify can make them again.
func bundlePages(s *scorecard.Scorecard) ([]bundle.Page, error) {
	pages := []bundle.Page{{Name: "README.md", Text: []byte(bundleReadme)}}
	html, err := outputNamed("html")
	if err != nil {
		return nil, broken{err}
	}
	for _, name := range []string{"assessment", "executive"} {
		var page bytes.Buffer
		o := report.Options{Template: shipped(name + templateExt), TemplateName: name, Theme: shipped("page.css"), Digest: s.Digest()}
		if err := html.Write(&page, s, o); err != nil {
			return nil, broken{err}
		}
		pages = append(pages, bundle.Page{Name: name + html.Ext, Text: page.Bytes()})
	}
	return pages, nil
}

const bundleReadme = `# What this is

A readiness assessment by signoff with everything that it was made from:

- assessment.html and executive.html: the reports, to be read
- assessment.json: the assessment as data
- inputs/: the criteria, the narrative and the evidence, as they were
- outside/: criteria that lay outside of the project, where there are any
- manifest.json: the digest of each file, and what was known of the time and the commit

    signoff verify THIS

evaluates it again and says whether the same comes out. That proves that the
figures follow from these files. It does not prove who made the files, nor that
the criteria are the right ones.

The evidence stands here as its tools wrote it: nothing is masked in inputs/.
`

// isBundle tells the start of a bundle, or its manifest, from foreign files.
func isBundle(start string) bool { return strings.Contains(start, `"schema": "`+bundle.Schema+`"`) }

// spreadBundle writes a bundle as a folder, which appears whole in place of an
// earlier one.
func (g *global) spreadBundle(name string, force bool, write func(io.Writer) error) error {
	p, err := g.places(filepath.Dir(filepath.Clean(filepath.FromSlash(name))), force)
	if err != nil {
		return err
	}
	defer p.close()
	return p.folderOf(filepath.Base(filepath.Clean(filepath.FromSlash(name))), "manifest.json", isBundle, func(root *os.Root) error {
		from, to := io.Pipe()
		go func() { to.CloseWithError(write(to)) }()
		err := bundle.Spread(from, root)
		from.CloseWithError(err)
		return err
	})
}

// inputFiles lists the evidence files that were read; of a zip it is the
// archive, not its members.
func inputFiles(register []fact.Evidence) []string {
	var paths []string
	for _, e := range register {
		for _, f := range e.Files {
			if f.SHA256 == "" {
				continue
			}
			outer, _, _ := strings.Cut(f.Path, "!")
			paths = append(paths, outer)
		}
	}
	return paths
}

// keptCommit is what a bundle keeps of what git said, and rememberedCommit the
// same read back.
func keptCommit(c evaluate.Commit) bundle.Commit {
	return bundle.Commit{
		Hash: c.Hash, Known: c.Known, Date: c.Date, Modified: c.Modified, Differs: c.Differs, SameTree: sortedKeys(c.SameTree),
		Unresolved: c.Unresolved, Merge: c.Merge, Tree: c.Tree, Since: c.Since, Left: c.Left, Touched: c.Touched, Beyond: sortedKeys(c.Beyond), Authors: c.Authors,
	}
}

func rememberedCommit(c bundle.Commit) evaluate.Commit {
	return evaluate.Commit{
		Hash: c.Hash, Known: c.Known, Date: c.Date, Modified: c.Modified, Differs: c.Differs, SameTree: setOf(c.SameTree),
		Unresolved: c.Unresolved, Merge: c.Merge, Tree: c.Tree, Since: c.Since, Left: c.Left, Touched: c.Touched, Beyond: setOf(c.Beyond), Authors: c.Authors,
	}
}

func setOf(list []string) map[string]bool {
	set := map[string]bool{}
	for _, s := range list {
		set[s] = true
	}
	return set
}
