package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/scorecard"
	"signoff/internal/source"
	"signoff/internal/term"
)

// approvalsFolder holds one file a recorded sign-off, beside signoff.yaml.
const approvalsFolder = "approvals"

// approveOptions are what somebody who signs says.
type approveOptions struct {
	assessOptions
	role, name, condition string
	refuse                bool
}

func (g *global) approveCommand() *cobra.Command {
	var o approveOptions
	c := &cobra.Command{
		Use:   "approve [ASSESSMENT]",
		Short: "record a sign-off of the assessment as it is now, for one role",
		Long: `Evaluates again, as of now, and records in approvals/ that a role approves what
this gives, or with --refuse that it does not. The record holds for exactly this
assessment; any other makes it void. With ASSESSMENT, the assessment.json that
was read or its folder, nothing is recorded unless it is the same; reports/ is
taken when there is one. A modified tree and a rejected assessment can only be
refused. Names are recorded, not authenticated.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return g.approve(o, args) },
	}
	o.planOptions.flags(c)
	o.commitFlag(c)
	c.Flags().StringVar(&o.role, "role", "", "the `role` that signs, one of those that signoff.yaml asks")
	c.Flags().StringVar(&o.name, "name", "", "the `name` of who signs for it")
	c.Flags().StringVar(&o.condition, "condition", "", "what the approval depends on")
	c.Flags().BoolVar(&o.refuse, "refuse", false, "record a no")
	c.Flags().StringVar(&o.asOf, "as-of", "", "")
	c.Flag("as-of").Hidden = true
	return c
}

func (g *global) approve(o approveOptions, args []string) error {
	switch {
	case o.asOf != "":
		return fmt.Errorf("--as-of: a sign-off is as of now, found %q", o.asOf)
	case strings.TrimSpace(o.name) == "":
		return fmt.Errorf("--name: wanted the name of who signs")
	case o.refuse && o.condition != "":
		return fmt.Errorf("--condition: a refusal has no condition")
	}
	o.asOf = g.Now().UTC().Format(time.RFC3339)
	in, err := g.input(o.assessOptions)
	if err != nil {
		return err
	}
	in.AsOfFrom = "clock"
	role, err := roleNamed(in.Plan.Roles, o.role)
	if err != nil {
		return err
	}
	s := evaluate.Run(in)
	if err := g.signable(o, args, in, s); err != nil {
		return err
	}
	record := criteria.Approval{
		Role: role, Name: strings.TrimSpace(o.name), Date: in.AsOf, Digest: s.Digest(),
		Condition: strings.TrimSpace(o.condition), Refused: o.refuse,
	}
	for _, a := range in.Approvals {
		if a.Digest == record.Digest && !a.Refused && !record.Refused && sameName(a.Name, record.Name) && !sameName(a.Role, role) {
			return fmt.Errorf("one person signs one role, and %s signs %s already", record.Name, a.Role)
		}
	}
	return g.record(record, in)
}

// some is the start of a list of paths, for a sentence.
func some(list []string) string {
	const most = 5
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}

// roleNamed finds the role as it is declared.
func roleNamed(roles []string, name string) (string, error) {
	if len(roles) == 0 {
		return "", hinted{fmt.Errorf("%s asks no role to sign", planFile), "approvals: { roles: [Engineering, Security] } asks for two"}
	}
	for _, r := range roles {
		if sameName(r, name) {
			return r, nil
		}
	}
	return "", fmt.Errorf("--role: wanted one of %s, found %q", strings.Join(roles, ", "), name)
}

// sameName compares names as people read them.
func sameName(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// signable says why the assessment cannot be signed, with exit code 1: it is
// not the one that was read, nobody else could evaluate it again, or it is not
// good enough.
func (g *global) signable(o approveOptions, args []string, in evaluate.Input, s *scorecard.Scorecard) error {
	decline := func(hint, format string, args ...any) error {
		g.report(hinted{fmt.Errorf(format, args...), hint})
		return exit(exitNotApproved)
	}
	read := outFolder
	if len(args) > 0 {
		read = args[0]
	}
	if _, err := os.Stat(g.path(filepath.Join(read, "assessment.json"))); err == nil || len(args) > 0 {
		before, err := g.assessment(read)
		if err != nil {
			return err
		}
		if before.Digest() != s.Digest() {
			return decline("write the reports again, and read what changed: signoff diff says it",
				"%s holds another assessment (%.12s) than there is now (%.12s)", filepath.ToSlash(read), before.Digest(), s.Digest())
		}
	}
	switch {
	case o.refuse:
		return nil
	case in.Plan.Draft:
		return decline("take draft: true out of "+planFile+" when a person has agreed to every target", "the criteria are a draft: there is nothing to agree to yet")
	case in.Commit.Modified:
		return decline("commit the changes or take them back", "the working tree is not commit %.12s, so nobody else could evaluate this: %s", in.Commit.Hash, some(in.Commit.Differs))
	case s.Verdict.BeforeApprovals == scorecard.Rejected, s.Verdict.BeforeApprovals == scorecard.Indeterminate:
		return decline("--refuse records a no", "an assessment that is %s cannot be approved", s.Verdict.BeforeApprovals)
	}
	return nil
}

// record writes the sign-off of a role, in place of its last one, and tells
// what it comes to.
func (g *global) record(a criteria.Approval, in evaluate.Input) error {
	path := approvalsFolder + "/" + fileName(a.Role) + ".yaml"
	if err := writeFile(g.path(path), a.YAML()); err != nil {
		return err
	}
	in.Approvals = slices.DeleteFunc(in.Approvals, func(b evaluate.Approval) bool { return sameName(a.Role, b.Role) })
	in.Approvals = append(in.Approvals, recorded(a))
	s := evaluate.Run(in)
	for _, signed := range s.Approvals {
		if signed.Role != a.Role {
			continue
		}
		fmt.Fprintf(g.Stdout, "%s: %s, by %s, of assessment %.12s\n", term.Clean(a.Role), stateWord(signed.State), term.Clean(a.Name), a.Digest)
		for _, note := range signed.Notes {
			fmt.Fprintf(g.Stdout, "note: %s\n", term.Clean(a.Name+" "+note))
		}
	}
	fmt.Fprintln(g.Stdout, path)
	fmt.Fprintf(g.Stderr, "%s: %s\n", term.Clean(s.Project), s.Verdict.Outcome)
	return nil
}

func recorded(a criteria.Approval) evaluate.Approval {
	return evaluate.Approval{Role: a.Role, Name: a.Name, Date: a.Date, Digest: a.Digest, Condition: a.Condition, Refused: a.Refused}
}

func stateWord(state string) string {
	switch state {
	case "given":
		return "approved"
	case "conditional":
		return "approved on a condition"
	}
	return state
}

// fileName makes a file's name of a role: letters and digits, in lower case.
func fileName(role string) string {
	words := strings.FieldsFunc(strings.ToLower(role), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "role"
	}
	return strings.Join(words, "-")
}

// approvals reads the recorded sign-offs, in the order of their files.
func (g *global) approvals() ([]evaluate.Approval, source.List) {
	var faults source.List
	files, err := filepath.Glob(filepath.Join(g.path(approvalsFolder), "*.yaml"))
	if err != nil {
		faults.Add(source.Pos{File: approvalsFolder}, "%v", err)
	}
	slices.Sort(files)
	var list []evaluate.Approval
	for _, file := range files {
		name := approvalsFolder + "/" + filepath.Base(file)
		text, err := g.readFile(name)
		if err != nil {
			faults.Add(source.Pos{File: name}, "cannot be read")
			continue
		}
		if a, ok := criteria.ParseApproval(name, text, &faults); ok {
			list = append(list, recorded(a))
		}
	}
	return list, faults
}
