package cli

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// repositoryRoot gives the way from the working folder up to the folder that
// holds .git, with slashes; "" where there is none.
func (g *global) repositoryRoot() string {
	up := ""
	dir, err := filepath.Abs(g.path("."))
	for err == nil {
		if _, missing := os.Lstat(filepath.Join(dir, ".git")); missing == nil {
			return up
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir, up = parent, path.Join(up, "..")
	}
	return ""
}

// rootAbove gives the root of the repository that a file outside of the working
// folder lies in; "" for one inside, or in no repository.
func (g *global) rootAbove(file string) string {
	if !filepath.IsAbs(file) && !strings.HasPrefix(filepath.ToSlash(file), "../") {
		return ""
	}
	for dir := filepath.Dir(file); ; dir = filepath.Join(dir, "..") {
		full, err := filepath.Abs(g.path(dir))
		if err != nil || full == filepath.Dir(full) {
			return ""
		}
		if _, err := os.Lstat(filepath.Join(full, ".git")); err == nil {
			return filepath.ToSlash(dir)
		}
	}
}
