package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"signoff/internal/bundle"
	"signoff/internal/criteria"
	"signoff/internal/open"
	"signoff/internal/scorecard"
)

// subjects are what is released: what the command line names, else the plan,
// with the digest of each file. What is not there has none.
func (g *global) subjects(plan *criteria.Plan, given []string) ([]scorecard.Subject, error) {
	if len(given) == 0 {
		given = plan.Subject
	}
	var list []scorecard.Subject
	root := open.NewRoot(g.dir, open.Limits{})
	for _, s := range given {
		if name, digest, ok := criteria.Image(s); ok {
			list = append(list, scorecard.Subject{Name: name, SHA256: digest})
			continue
		}
		if criteria.MeansImage(s) {
			return nil, hinted{fmt.Errorf("subject: expected a path, or an image as NAME@sha256: and 64 digits, found %q", s), "a tag can be moved to another image: only a digest names one"}
		}
		paths, err := root.Glob(filepath.ToSlash(s))
		if err != nil {
			return nil, fmt.Errorf("subject: %w", err)
		}
		if len(paths) == 0 {
			list = append(list, scorecard.Subject{Name: s})
		}
		for _, p := range paths {
			digest, err := g.digestOf(p)
			if err != nil {
				return nil, fmt.Errorf("subject: %w", err)
			}
			list = append(list, scorecard.Subject{Name: p, SHA256: digest})
		}
	}
	return list, nil
}

// digestOf is the SHA-256 of a regular file of the project.
func (g *global) digestOf(name string) (string, error) {
	file, err := os.OpenInRoot(g.dir, filepath.FromSlash(name))
	if err != nil {
		return "", err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s: expected a regular file", name)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// keptSubject is what a bundle keeps of what is released, and
// rememberedSubject the same read back.
func keptSubject(list []scorecard.Subject) []bundle.Subject {
	var kept []bundle.Subject
	for _, s := range list {
		kept = append(kept, bundle.Subject(s))
	}
	return kept
}

func rememberedSubject(kept []bundle.Subject) []scorecard.Subject {
	var list []scorecard.Subject
	for _, s := range kept {
		list = append(list, scorecard.Subject(s))
	}
	return list
}
