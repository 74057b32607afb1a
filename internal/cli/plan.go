package cli

import (
	"io/fs"
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

// byDigest stands between a file and the digest that it has to have.
const byDigest = "@sha256:"

// policy is the file that is included first and the digest that pins it: of the
// flag, else of the environment.
func (g *global) policy(o planOptions, faults *source.List) (file, digest string) {
	named := o.policy
	if named == "" && g.kept == nil {
		named = g.Getenv("SIGNOFF_POLICY")
	}
	file, digest, digested := strings.Cut(named, byDigest)
	if digested && (file == "" || !git.IsHash(digest) || len(digest) != 64) {
		faults.Add(source.Pos{File: "--policy"}, "expected FILE or FILE@sha256: and 64 hexadecimal digits, found %q", named)
	}
	return filepath.ToSlash(file), strings.ToLower(digest)
}

// readOutside reads a pinned criteria file, or the policy, wherever it lies.
func (g *global) readOutside(name string) ([]byte, error) {
	if g.kept != nil {
		data, ok := g.kept[name]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return data, nil
	}
	data, err := g.readNamed(name, longestInput)
	if err == nil {
		if g.outside == nil {
			g.outside = map[string][]byte{}
		}
		g.outside[name] = data
	}
	return data, err
}
