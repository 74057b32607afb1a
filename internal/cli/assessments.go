package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"signoff/internal/open"
	"signoff/internal/report"
	"signoff/internal/scorecard"
)

// otherOutput says that a file is named as one of our outputs that end in
// .json and are not assessments.
func otherOutput(path string) bool {
	for _, o := range report.Outputs {
		if o.Name != "json" && o.Ext != "" && strings.HasSuffix(path, o.Ext) {
			return true
		}
	}
	return false
}

// assessments reads the earlier assessments of the project from every *.json in a
// folder and the folders in it, oldest first. Those that are as of the same
// instant as this one, or later, are not history and are left out.
func (g *global) assessments(dir, project string, asOf time.Time) ([]*scorecard.Scorecard, error) {
	if dir == "" {
		return nil, nil
	}
	var earlier []*scorecard.Scorecard
	root := open.NewRoot(g.dir, open.Limits{})
	dir = filepath.ToSlash(g.inside(dir))
	files, err := root.Glob(dir + "/**/*.json")
	if err == nil && len(files) == 0 && !g.isFolder(dir) {
		err = fmt.Errorf("%s: no such folder", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("--history: %w", err)
	}
	for _, file := range files {
		if otherOutput(file) {
			continue
		}
		data, err := root.ReadFile(file, scorecard.MaxBytes)
		if err != nil {
			return nil, fmt.Errorf("--history: %w", err)
		}
		s, err := scorecard.Parse(file, data)
		if err != nil {
			return nil, err
		}
		if s.Project != project {
			return nil, fmt.Errorf("--history: %s: expected an assessment of %q, found one of %q", file, project, s.Project)
		}
		if t, err := time.Parse(time.RFC3339, s.AsOf); err == nil && t.Before(asOf) {
			earlier = append(earlier, s)
		}
	}
	slices.SortStableFunc(earlier, func(a, b *scorecard.Scorecard) int { return strings.Compare(a.AsOf, b.AsOf) })
	return earlier, nil
}
