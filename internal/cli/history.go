package cli

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"signoff/internal/report"
	"signoff/internal/scorecard"
)

// otherOutput says that a file is named as one of our outputs that end in
// .json and are no assessment.
func otherOutput(path string) bool {
	for _, o := range report.Outputs {
		if o.Name != "json" && o.Ext != "" && strings.HasSuffix(path, o.Ext) {
			return true
		}
	}
	return false
}

// history reads the earlier assessments of the project from every *.json in a
// folder and the folders in it, oldest first. Those that are as of the same
// instant as this one, or later, are no history and are left out.
func (g *global) history(dir, project string, asOf time.Time) ([]*scorecard.Scorecard, error) {
	if dir == "" {
		return nil, nil
	}
	var earlier []*scorecard.Scorecard
	err := filepath.WalkDir(g.path(dir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" || otherOutput(path) {
			return err
		}
		s, err := readAssessment(path)
		if err != nil {
			return err
		}
		if s.Project != project {
			return fmt.Errorf("%s: wanted an assessment of %q, found one of %q", filepath.ToSlash(path), project, s.Project)
		}
		if t, err := time.Parse(time.RFC3339, s.AsOf); err == nil && t.Before(asOf) {
			earlier = append(earlier, s)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("--history: %w", err)
	}
	slices.SortStableFunc(earlier, func(a, b *scorecard.Scorecard) int { return strings.Compare(a.AsOf, b.AsOf) })
	return earlier, nil
}
