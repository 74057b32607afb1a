package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/proof"
	"signoff/internal/source"
)

// faultsOf takes faults that are told in other words.
type faultsOf = source.List

// sign signs a record and says whose signature it is; may says which principals
// are to sign it.
func (g *global) sign(name, folder string, plan *criteria.Plan, text []byte, date time.Time, may func(who []string) bool) ([]byte, evaluate.Signature, error) {
	key, signers, done, err := g.signingKey(name, folder, plan, date, may)
	if err != nil {
		return nil, evaluate.Signature{}, err
	}
	defer done()
	armored, err := key.Sign(text)
	if err != nil {
		return nil, evaluate.Signature{}, fmt.Errorf("--sign: %w", err)
	}
	return armored, recorded{text: text, signature: armored}.signed(signers, date), nil
}

// signingKey finds the key to sign with, and the signers whose it may be.
func (g *global) signingKey(name, folder string, plan *criteria.Plan, date time.Time, may func(who []string) bool) (proof.PrivateKey, *proof.Signers, func(), error) {
	var faults source.List
	signers := g.signers(g.sessionAt(plan, folder), &faults)
	if faults.Err() != nil {
		return proof.PrivateKey{}, nil, nil, faults
	}
	key, done, err := g.privateKey(name, func(p proof.PublicKey) bool {
		who, err := signers.Who(p, proof.Namespace, date)
		return err == nil && may(who)
	})
	return key, signers, done, err
}

// mayAnySign says whether one of these principals signs for a role.
func mayAnySign(who []string, plan *criteria.Plan, name string) bool {
	role, _ := plan.Sign.Role(name)
	if len(role.Signers) == 0 {
		return true
	}
	for _, w := range who {
		for _, s := range role.Signers {
			if w == s {
				return true
			}
		}
	}
	return false
}

// privateKey finds the key to sign with: that of a file, the one that an agent
// holds for a .pub file, or the only one of an agent that signs here. What is
// returned besides ends its use.
func (g *global) privateKey(name string, signs func(proof.PublicKey) bool) (proof.PrivateKey, func(), error) {
	if name != "agent" {
		text, err := g.readNamed(name, longestInput)
		if err != nil {
			return proof.PrivateKey{}, nil, fmt.Errorf("--sign: expected the file of a key, or agent: %w", err)
		}
		public, err := proof.ReadPublicKey(text)
		if err != nil {
			key, err := proof.ReadPrivateKey(text)
			if errors.Is(err, proof.ErrEncrypted) {
				err = hinted{err, "ssh-add " + name + " hands it to the ssh-agent; then --sign " + name + ".pub"}
			}
			return key, func() {}, err
		}
		signs = public.Same
	}
	socket := g.Getenv("SSH_AUTH_SOCK")
	if socket == "" {
		return proof.PrivateKey{}, nil, hinted{errors.New("--sign: no ssh-agent is running"), "SSH_AUTH_SOCK names its socket"}
	}
	connection, err := net.DialTimeout("unix", socket, 5*time.Second)
	if err != nil {
		return proof.PrivateKey{}, nil, fmt.Errorf("--sign: %w", err)
	}
	key, err := chosen(connection, signs)
	if err != nil {
		connection.Close()
	}
	return key, func() { connection.Close() }, err
}

func chosen(connection net.Conn, signs func(proof.PublicKey) bool) (proof.PrivateKey, error) {
	keys, err := proof.AgentKeys(connection)
	if err != nil {
		return proof.PrivateKey{}, fmt.Errorf("--sign: %w", err)
	}
	var found []proof.PrivateKey
	for _, k := range keys {
		if signs(k.Public()) {
			found = append(found, k)
		}
	}
	if len(found) != 1 {
		return proof.PrivateKey{}, hinted{fmt.Errorf("--sign: expected one key of the ssh-agent that signs here, found %d of %d", len(found), len(keys)),
			"--sign KEY.pub names one"}
	}
	return found[0], nil
}

// sessionAt is where sign-offs are when they lie in a folder of their own. The
// signers are then those next to them, where there are some.
func (g *global) sessionAt(plan *criteria.Plan, folder string) session {
	at := g.sessionOf(plan)
	at.folder, at.folderNamed = folder, folder != g.approvals()
	if beside := strings.TrimSuffix(folder, "/") + "/allowed_signers"; folder != g.approvals() {
		if _, err := os.Stat(g.path(beside)); err == nil {
			at.signers, at.signersNamed = beside, true
		}
	}
	return at
}

// recordName is the file of a record: the role, the person, and whether it is a
// no, so that nobody's word takes the place of another's. What a name loses in
// it stands behind as the start of a digest.
func recordName(a criteria.Approval) string {
	name := fileName(a.Role) + "." + fileName(a.Name)
	if a.Refused {
		name += ".no"
	}
	return name + ".yaml"
}

func fileName(name string) string {
	const longest = 40
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	short := strings.Join(words, "-")
	if strings.Join(words, " ") == strings.ToLower(name) && len(short) <= longest && short != "" {
		return short
	}
	sum := sha256.Sum256([]byte(criteria.Person(name)))
	return strings.TrimPrefix(fmt.Sprintf("%s-%.4x", short[:min(len(short), longest)], sum), "-")
}
