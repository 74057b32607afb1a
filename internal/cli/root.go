package cli

import (
	"os"
	"path"
	"path/filepath"
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
