package cli

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/open"
	"signoff/internal/proof"
	"signoff/internal/source"
)

// approvalsFolder holds one file a recorded sign-off, next to signoff.yaml, and
// next to each file its signature where there is one.
const approvalsFolder = "approvals"

// overridesFolder holds, in that folder, one file a release in an emergency.
const overridesFolder = "overrides"

// signatureExt is what ssh-keygen -Y sign adds to the name of what it signs.
const signatureExt = ".sig"

// session is where sign-offs are read from: a folder, and the allowed_signers
// file that their signatures are compared with.
type session struct {
	folder, signers string
	// folderNamed and signersNamed say that the command line names it, so that it
	// may lie outside the project.
	folderNamed, signersNamed bool
	// declared says that the criteria rest on the signers, at a place.
	declared bool
	at       source.Pos
}

// approvals is the folder of the sign-offs of a plan: several gates that share a
// tree are signed apart, also one whose name is that of the folder of overrides.
func (g *global) approvals() string {
	if g.apart() == overridesFolder {
		return approvalsFolder + "/" + overridesFolder + ".yaml"
	}
	return path.Join(approvalsFolder, g.apart())
}

// sessionOf is where a plan says that its sign-offs are.
func (g *global) sessionOf(plan *criteria.Plan) session {
	return session{folder: g.approvals(), signers: plan.Sign.SignersPath(), declared: plan.Sign.Asks(), at: plan.Sign.Declared}
}

// signOffs are the recorded words of people about an assessment.
type signOffs struct {
	approvals []evaluate.Approval
	overrides []evaluate.Override
}

// signOffs reads what people recorded, in the order of the files, and compares
// the signatures with the signers. That there is no file of signers where
// something rests on it is a fault, not a signature that is not trusted.
func (g *global) signOffs(at session) (signOffs, source.List) {
	var faults source.List
	var said signOffs
	approved := g.recorded(at, "*.yaml", &faults)
	overridden := g.recorded(at, overridesFolder+"/*.yaml", &faults)
	for _, r := range approved {
		if a, ok := criteria.ParseApproval(r.name, r.text, &faults); ok {
			said.approvals = append(said.approvals, evaluate.Approval{Approval: a})
		}
	}
	for _, r := range overridden {
		if o, ok := criteria.ParseOverride(r.name, r.text, &faults); ok {
			said.overrides = append(said.overrides, evaluate.Override{Override: o})
		}
	}
	isSigned := func(r recorded) bool { return r.signature != nil }
	if faults.Err() != nil || !at.declared && !slices.ContainsFunc(approved, isSigned) && !slices.ContainsFunc(overridden, isSigned) {
		return said, faults
	}
	signers := g.signers(at, &faults)
	if faults.Err() != nil {
		return said, faults
	}
	for i, r := range approved {
		said.approvals[i].Signature = r.signed(signers, said.approvals[i].Date)
	}
	for i, r := range overridden {
		said.overrides[i].Signature = r.signed(signers, said.overrides[i].Date)
	}
	return said, faults
}

// recorded is a file in which somebody's word was recorded, and the signature next
// to it, nil when there is none.
type recorded struct {
	name            string
	text, signature []byte
}

// recorded reads the records of a session that a pattern matches.
func (g *global) recorded(at session, pattern string, faults *source.List) []recorded {
	root, read := open.NewRoot(g.dir, open.Limits{}), g.readFile
	if at.folderNamed {
		root, read = g.named(), func(path string) ([]byte, error) { return g.readNamed(path, longestInput) }
	}
	names, err := root.Glob(filepath.ToSlash(filepath.Join(at.folder, pattern)))
	if err != nil {
		faults.Add(source.Pos{File: at.folder}, "%v", err)
	}
	var list []recorded
	for _, name := range names {
		text, err := read(name)
		if err != nil {
			faults.Add(source.Pos{File: name}, "cannot be read")
			continue
		}
		signature, err := read(name + signatureExt)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults.Add(source.Pos{File: name + signatureExt}, "cannot be read")
		}
		list = append(list, recorded{name, text, signature})
	}
	return list
}

// signed says whose signature the record has, as of its date.
func (r recorded) signed(signers *proof.Signers, date time.Time) evaluate.Signature {
	if r.signature == nil {
		return evaluate.Signature{}
	}
	by, err := proof.CheckSSH(r.text, r.signature)
	if err != nil {
		return evaluate.Signature{Fault: err.Error()}
	}
	who, err := signers.Who(by, proof.Namespace, date)
	if err != nil {
		return evaluate.Signature{Key: by.Fingerprint(), Fault: err.Error()}
	}
	return evaluate.Signature{By: who, Key: by.Fingerprint()}
}

// signers reads who may sign.
func (g *global) signers(at session, faults *source.List) *proof.Signers {
	read := g.readFile
	if at.signersNamed {
		read = func(path string) ([]byte, error) { return g.readNamed(path, longestInput) }
	}
	text, err := read(at.signers)
	if err != nil {
		pos := at.at
		if pos.File == "" {
			pos.File = planFile
		}
		faults.Add(pos, "cannot read the allowed_signers file %s", at.signers).Hint = "a line is: NAME KEY, as in ada@example.org ssh-ed25519 AAAA…; ssh-keygen(1) describes it"
		return nil
	}
	return proof.ParseSigners(at.signers, text, faults)
}
