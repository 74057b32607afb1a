package cli

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/open"
	"signoff/internal/proof"
	"signoff/internal/source"
)

// approvalsFolder holds one file a recorded sign-off, next to signoff.yaml, and
// next to each file its signature where there is one.
const approvalsFolder = "approvals"

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

// sessionOf is where a plan says that its sign-offs are.
func sessionOf(plan *criteria.Plan) session {
	return session{folder: approvalsFolder, signers: plan.Sign.SignersPath(), declared: plan.Sign.Asks(), at: plan.Sign.Declared}
}

// approvals reads the recorded sign-offs, in the order of their files, and compares
// their signatures with the signers. That there is no file of signers where
// something rests on it is a fault, not a signature that is not trusted.
func (g *global) approvals(at session) ([]evaluate.Approval, source.List) {
	var faults source.List
	root, read := open.NewRoot(g.dir, open.Limits{}), g.readFile
	if at.folderNamed {
		root, read = g.named(), func(path string) ([]byte, error) { return g.readNamed(path, longestInput) }
	}
	names, err := root.Glob(filepath.ToSlash(filepath.Join(at.folder, "*.yaml")))
	if err != nil {
		faults.Add(source.Pos{File: at.folder}, "%v", err)
	}
	var list []evaluate.Approval
	var records, signatures [][]byte
	for _, name := range names {
		text, err := read(name)
		if err != nil {
			faults.Add(source.Pos{File: name}, "cannot be read")
			continue
		}
		a, ok := criteria.ParseApproval(name, text, &faults)
		if !ok {
			continue
		}
		signature, err := read(name + signatureExt)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults.Add(source.Pos{File: name + signatureExt}, "cannot be read")
		}
		list, records, signatures = append(list, evaluate.Approval{Approval: a}), append(records, text), append(signatures, signature)
	}
	isSigned := slices.ContainsFunc(signatures, func(s []byte) bool { return s != nil })
	if !at.declared && !isSigned {
		return list, faults
	}
	signers := g.signers(at, &faults)
	if faults.Err() != nil {
		return list, faults
	}
	for i, s := range signatures {
		if s != nil {
			list[i].Signature = signature(records[i], s, signers, list[i].Approval)
		}
	}
	return list, faults
}

// signature says whose signature over a record it is, as of the record's date.
func signature(record, armored []byte, signers *proof.Signers, a criteria.Approval) evaluate.Signature {
	by, err := proof.CheckSSH(record, armored)
	if err != nil {
		return evaluate.Signature{Fault: err.Error()}
	}
	who, err := signers.Who(by, proof.Namespace, a.Date)
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
