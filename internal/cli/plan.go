package cli

import (
	"path"
	"path/filepath"
	"strings"

	"signoff/internal/git"
	"signoff/internal/source"
)

// planFile is what the criteria are read from, from the project's folder.
func (g *global) planFile() string {
	if g.file == "" {
		return planFile
	}
	return path.Clean(filepath.ToSlash(g.file))
}

// policy is the file that is included first and the digest that pins it: of the
// flag, else of the environment.
func (g *global) policy(o planOptions, faults *source.List) (file, digest string) {
	named := o.policy
	if named == "" {
		named = g.Getenv("SIGNOFF_POLICY")
	}
	file, digest, pinned := strings.Cut(named, "@sha256:")
	if pinned && (file == "" || !git.IsHash(digest) || len(digest) != 64) {
		faults.Add(source.Pos{File: "--policy"}, "expected FILE or FILE@sha256: and 64 hexadecimal digits, found %q", named)
	}
	return filepath.ToSlash(file), strings.ToLower(digest)
}

// readOutside reads a pinned criteria file, or the policy, wherever it lies.
func (g *global) readOutside(name string) ([]byte, error) {
	data, err := g.readNamed(name, longestInput)
	if err == nil {
		g.outside = append(g.outside, name)
	}
	return data, err
}
