// Package bundle keeps an assessment together with everything that it was made
// from, in one archive that anyone can evaluate again. It knows files and
// digests; it neither reads evidence nor judges.
package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// Schema names the manifest.
const Schema = "signoff.bundle/v1"

// The two files of a bundle that are not inputs.
const (
	manifestName   = "manifest.json"
	assessmentName = "assessment.json"
	inputs         = "inputs/"
)

// Limits of what is read back: nobody vouches for an archive.
const (
	maxFiles = 100_000
	maxFile  = 4 << 30
	maxTotal = 16 << 30
	maxText  = 64 << 20 // manifest and assessment
)

// Manifest says how the assessment was made, and what each file was.
type Manifest struct {
	Schema   string    `json:"schema"`
	AsOf     time.Time `json:"as_of"`
	AsOfFrom string    `json:"as_of_from"`
	Env      string    `json:"env,omitempty"`
	Set      []string  `json:"set,omitempty"`
	// Plan is the criteria file, signoff.yaml when it is empty.
	Plan string `json:"plan,omitempty"`
	// Policy is the criteria file that is included first, NAME@sha256:DIGEST.
	Policy   string `json:"policy,omitempty"`
	WarnDays int    `json:"warn_days"`
	Commit   Commit `json:"commit"`
	// Subject is what is released, by name and digest.
	Subject []Subject `json:"subject,omitempty"`
	// Beside lists the files that lay next to the evidence and are not kept.
	Beside []string `json:"beside,omitempty"`
	// Since are the files that changed since a sign-off, by its record.
	Since map[string][]string `json:"since,omitempty"`
	// Compared says that an earlier assessment stood next to this one.
	Compared bool `json:"compared,omitempty"`
	// Past are the figures of past runs that criteria were compared with, by the id
	// of the criterion, the oldest first.
	Past map[string][]Past `json:"past,omitempty"`
	// Renames are the files that were renamed between two commits, FROM..TO, by their
	// earlier names, as git said.
	Renames map[string]map[string]string `json:"renames,omitempty"`
	// Assessment is the digest of assessment.json.
	Assessment string `json:"assessment_sha256"`
	// Readable are the files for people that were made of the assessment.
	Readable []File `json:"readable,omitempty"`
	// Outside are the criteria files from outside of the project.
	Outside []Outside `json:"outside,omitempty"`
	// Files are the inputs, sorted by path.
	Files []File `json:"files"`
}

// Outside is a file from outside of the project: the name that it was read by, and
// the page that holds it.
type Outside struct {
	Name string `json:"name"`
	Page string `json:"page"`
}

// Past is the figure of a criterion in a past run: exactly, in its unit.
type Past struct {
	Run   string `json:"run"`
	AsOf  string `json:"as_of"`
	Value string `json:"value"`
	Unit  string `json:"unit,omitempty"`
}

// Subject is a released artefact; SHA256 is "" for one that was not there.
type Subject struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256,omitempty"`
}

// Commit is what was known about the assessed commit.
type Commit struct {
	Hash     string    `json:"hash,omitempty"`
	Known    bool      `json:"known"`
	Date     time.Time `json:"date,omitzero"`
	Modified bool      `json:"modified"`
	Differs  []string  `json:"differs,omitempty"`
	SameTree []string  `json:"same_tree,omitempty"`
	// Unresolved, Merge, Tree, Since and Left are as evaluate has them.
	Unresolved string               `json:"unresolved,omitempty"`
	Merge      string               `json:"merge,omitempty"`
	Tree       string               `json:"tree,omitempty"`
	Since      map[string][]string  `json:"since,omitempty"`
	Left       map[string][]string  `json:"left,omitempty"`
	Touched    map[string]time.Time `json:"touched,omitempty"`
	Beyond     []string             `json:"beyond,omitempty"`
	// Authors are who wrote it, where a role keeps them from signing.
	Authors []string `json:"authors,omitempty"`
}

// File is one input: the criteria, what they include, or evidence. Path is
// relative to the project's folder, with forward slashes.
type File struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Page is a file of the bundle that is made of the assessment for people.
type Page struct {
	Name string
	Text []byte
}

// text is the manifest's only spelling, so that a changed byte of it shows.
func (m *Manifest) text() ([]byte, error) {
	data, err := json.MarshalIndent(m, "", "  ")
	return append(data, '\n'), err
}

// ErrNoBundle is what Unpack's error wraps when the input is not a bundle at all,
// and not one that was changed.
var ErrNoBundle = errors.New("not a bundle of signoff")

// parse reads a manifest and refuses any other spelling of it.
func parse(data []byte) (*Manifest, error) {
	var m Manifest
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("%s: %w", manifestName, err)
	}
	if m.Schema != Schema {
		return nil, fmt.Errorf("%s: expected the schema %s, found %.40q", manifestName, Schema, m.Schema)
	}
	if again, err := m.text(); err != nil || !bytes.Equal(again, data) {
		return nil, fmt.Errorf("%s: was changed after it was written", manifestName)
	}
	if !slices.IsSortedFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }) {
		return nil, fmt.Errorf("%s: expected the files sorted by path", manifestName)
	}
	for i, f := range m.Files {
		if !inside(f.Path) || i > 0 && f.Path == m.Files[i-1].Path {
			return nil, fmt.Errorf("%s: %.80q is not a path inside a project", manifestName, f.Path)
		}
	}
	for i, f := range m.Readable {
		if !inside(f.Path) || strings.HasPrefix(f.Path, inputs) || f.Path == manifestName || f.Path == assessmentName ||
			i > 0 && f.Path <= m.Readable[i-1].Path {
			return nil, fmt.Errorf("%s: %.80q is not a page of a bundle", manifestName, f.Path)
		}
	}
	for _, o := range m.Outside {
		if o.Name == "" || !slices.ContainsFunc(m.Readable, func(f File) bool { return f.Path == o.Page }) {
			return nil, fmt.Errorf("%s: %.80q is not in the bundle", manifestName, o.Page)
		}
	}
	return &m, nil
}

// inside says whether a path stays in the folder that it starts from.
func inside(p string) bool {
	return p != "" && p == path.Clean(p) && !path.IsAbs(p) && p != ".." && !strings.HasPrefix(p, "../") &&
		!strings.ContainsAny(p, "\\\x00") && !strings.Contains(p, ":")
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
