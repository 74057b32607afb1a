package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"signoff/ci"
	"signoff/internal/git"
	"signoff/internal/lazy"
)

// Actions of GitHub's own that workflows use, by commit.
const (
	checkoutAction = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"
	uploadAction   = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2"
)

// workflowFolders are where each CI looks for its files, from the root of the
// repository.
var workflowFolders = map[string]string{"github": ".github/workflows", "gitlab": ".gitlab"}

// ciOptions are what ci init is told.
type ciOptions struct {
	reusable, force bool
	use, branch     string
}

// What a workflow of GitHub runs on: changes, or others that call it.
const (
	onChanges = `  pull_request:
  push:
    branches: ["%s"] # what pull requests are compared with`
	onCalls = `  workflow_call:
    inputs:
      directory:
        description: the project's folder, with signoff.yaml
        type: string
        default: "%s"`
)

// workflow is what the files of a CI are filled with, by the names of the blanks.
type workflow map[string]string

// blank is where a file of ours is filled in.
var blank = lazy.Regexp(`\[\[ ([a-z]+) \]\]`)

// fill writes a file with its blanks filled in.
func (w workflow) fill(text []byte) (_ []byte, err error) {
	filled := blank().ReplaceAllFunc(text, func(b []byte) []byte {
		value, ok := w[string(blank().FindSubmatch(b)[1])]
		if !ok {
			err = fmt.Errorf("expected a blank that can be filled in, found %s", b)
		}
		return []byte(value)
	})
	return filled, err
}

func (g *global) ciCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "ci",
		Short: "write the jobs that gate a project in CI",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(g.ciInitCommand())
	return c
}

func (g *global) ciInitCommand() *cobra.Command {
	var o ciOptions
	c := &cobra.Command{
		Use:   "init github|gitlab",
		Short: "write the pull request's job and the release's",
		Long: `Writes two jobs for a CI: the pull request's, which accepts a missing approval
and a figure below the bar of approved, and the release's, which accepts nothing.
For GitHub it writes a third file, for the comment on pull requests from forks.
The files are yours from then on. docs/ci.md explains every line.

--use says where the action or component of signoff is, with the full hash of its
commit; a program that was built from a public home knows it.`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: []string{"github", "gitlab"},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("ci init", args[0], "github", "gitlab"); err != nil {
				return err
			}
			return g.ciInit(args[0], o)
		},
	}
	c.Flags().BoolVar(&o.reusable, "reusable", false, "write a workflow that others of the organisation call")
	c.Flags().BoolVar(&o.force, "force", false, "write over files that are there")
	c.Flags().StringVar(&o.use, "use", "", "the action or component, as `OWNER/NAME@COMMIT`")
	c.Flags().StringVar(&o.branch, "branch", "main", "the `branch` that pull requests are compared with")
	return c
}

var (
	usedAction = lazy.Regexp(`^[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+@[0-9a-f]{40}$`)
	plainPath  = lazy.Regexp(`^[A-Za-z0-9._/-]*$`)
)

func (g *global) ciInit(where string, o ciOptions) error {
	if o.use == "" {
		o.use = ownHome()
	}
	switch {
	case !usedAction().MatchString(o.use):
		return hinted{fmt.Errorf("--use: expected OWNER/NAME@COMMIT with all 40 digits of the commit, found %q", o.use), "a tag can be moved to other code, a commit cannot"}
	case !plainPath().MatchString(o.branch) || o.branch == "":
		return fmt.Errorf("--branch: expected the name of a branch in plain letters, found %q", o.branch)
	case o.reusable && where != "github":
		return errors.New("--reusable: only workflows of GitHub are called by others; a component of GitLab is as it is")
	}
	prefix := ""
	if around, err := git.Around(g.dir); err == nil {
		prefix = around.Prefix
	}
	if !plainPath().MatchString(prefix) {
		return fmt.Errorf("expected a path of plain letters from the root of the repository to the project, found %q", prefix)
	}
	project := path.Clean(prefix)
	name, ref, _ := strings.Cut(o.use, "@")
	w := workflow{
		"action": o.use, "component": "$CI_SERVER_FQDN/" + name + "/readiness@" + ref, "ref": ref, "checkout": checkoutAction, "upload": uploadAction,
		"trigger": fmt.Sprintf(onChanges, o.branch), "project": project, "reports": prefix + "reports/", "bundle": "reports/bundle.tar",
	}
	if o.reusable {
		w["trigger"] = fmt.Sprintf(onCalls, project)
		w["project"], w["reports"] = "${{ inputs.directory }}", "${{ inputs.directory }}/reports/"
	}
	root := *g
	root.dir = filepath.Join(g.dir, strings.Repeat("../", strings.Count(prefix, "/")))
	return root.writeWorkflows(where, w, o)
}

// writeWorkflows fills in and writes every file of a CI, or none of them.
func (g *global) writeWorkflows(where string, w workflow, o ciOptions) error {
	files, err := fs.Glob(ci.FS, where+"/*.yml")
	if err != nil {
		return err
	}
	texts := map[string][]byte{}
	for _, file := range files {
		if o.reusable && path.Base(file) != "signoff.yml" {
			continue // what calls it has its own
		}
		text, err := ci.FS.ReadFile(file)
		if err != nil {
			return err
		}
		filled, err := w.fill(text)
		if err != nil {
			return err
		}
		name := path.Join(workflowFolders[where], path.Base(file))
		there, err := g.readOwn(name)
		if !errors.Is(err, fs.ErrNotExist) && !o.force && !bytes.Equal(there, filled) {
			return hinted{fmt.Errorf("%s is there already, and differs", filepath.ToSlash(g.path(name))), "--force writes over it"}
		}
		texts[name] = filled
	}
	for _, name := range sortedKeys(texts) {
		if err := g.writeFile(name, texts[name], nil); err != nil {
			return err
		}
		fmt.Fprintln(g.Stdout, filepath.ToSlash(g.path(name)))
	}
	switch where {
	case "github":
		fmt.Fprintln(g.Stderr, "hint: make the check readiness a required one: a check that nobody requires stops nothing")
	case "gitlab":
		fmt.Fprintln(g.Stderr, "hint: .gitlab-ci.yml takes it by include: { local: .gitlab/signoff.yml }")
	}
	return nil
}

// ownHome is the public home and commit of this program, "" when it does not
// know them.
func ownHome() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return homeOf(info.Main.Path, built().Revision)
}

func homeOf(module, revision string) string {
	name, public := strings.CutPrefix(module, "github.com/")
	if !public || revision == "" {
		return ""
	}
	return name + "@" + revision
}
