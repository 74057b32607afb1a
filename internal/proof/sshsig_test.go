package proof

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	mathrand "math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"signoff/internal/source"
)

var record = []byte("role: \"Security\"\nname: \"Ada Lee\"\n")

// keys makes one key of each kind, as the text of a private key's file.
func keys(t *testing.T) map[string][]byte {
	t.Helper()
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	long, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for name, key := range map[string]any{"ed25519": edwards, "ecdsa": curve, "rsa": long} {
		block, err := ssh.MarshalPrivateKey(key, "")
		if err != nil {
			t.Fatal(err)
		}
		files[name] = pem.EncodeToMemory(block)
	}
	return files
}

func TestSSHKeygenVerifiesOurs(t *testing.T) {
	keygen(t)
	for kind, text := range keys(t) {
		key, err := ReadPrivateKey(text)
		if err != nil {
			t.Fatal(kind, err)
		}
		signature, err := key.Sign(record)
		if err != nil {
			t.Fatal(kind, err)
		}
		dir := t.TempDir()
		write(t, dir, "allowed_signers", []byte("ada@example.org "+strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key.Public().key)))+"\n"))
		write(t, dir, "record.sig", signature)
		verify := exec.Command("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "ada@example.org", "-n", Namespace, "-s", "record.sig")
		verify.Dir, verify.Stdin = dir, bytes.NewReader(record)
		if out, err := verify.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", kind, err, out)
		}
	}
}

func TestWhatSSHKeygenSignsIsVerified(t *testing.T) {
	keygen(t)
	for kind, text := range keys(t) {
		key, err := ReadPrivateKey(text)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		write(t, dir, "key", text)
		write(t, dir, "record", record)
		run(t, dir, "ssh-keygen", "-q", "-Y", "sign", "-f", "key", "-n", Namespace, "record")
		signature, err := os.ReadFile(filepath.Join(dir, "record.sig"))
		if err != nil {
			t.Fatal(err)
		}
		by, err := CheckSSH(record, signature)
		if err != nil || by.Fingerprint() != key.Public().Fingerprint() {
			t.Errorf("%s: %v by %s", kind, err, by.Fingerprint())
		}
		run(t, dir, "ssh-keygen", "-q", "-Y", "sign", "-f", "key", "-n", "git", "record")
		if signature, err = os.ReadFile(filepath.Join(dir, "record.sig")); err != nil {
			t.Fatal(err)
		}
		if _, err := CheckSSH(record, signature); err == nil || !strings.Contains(err.Error(), `is signed for "git"`) {
			t.Errorf("%s: a signature for git: %v", kind, err)
		}
	}
}

func TestNoByteOfRecordOrSignatureCanChange(t *testing.T) {
	random := mathrand.New(mathrand.NewPCG(1, 2))
	for kind, text := range keys(t) {
		key, err := ReadPrivateKey(text)
		if err != nil {
			t.Fatal(err)
		}
		signature, err := key.Sign(record)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := CheckSSH(record, signature); err != nil {
			t.Fatal(kind, err)
		}
		for range 1000 {
			r, s := bytes.Clone(record), bytes.Clone(signature)
			changed := r
			if random.IntN(4) > 0 {
				changed = s
			}
			changed[random.IntN(len(changed))] ^= byte(1 + random.IntN(255))
			if by, err := CheckSSH(r, s); err == nil && by.Same(key.Public()) {
				t.Fatalf("%s: %q\n%s holds", kind, r, s)
			}
		}
	}
}

func TestAnAgentSigns(t *testing.T) {
	ours, theirs := net.Pipe()
	defer ours.Close()
	ring := agent.NewKeyring()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := ring.Add(agent.AddedKey{PrivateKey: private, Comment: "ada"}); err != nil {
		t.Fatal(err)
	}
	go agent.ServeAgent(ring, theirs) // ends with the connection
	held, err := AgentKeys(ours)
	if err != nil || len(held) != 1 || held[0].Comment != "ada" {
		t.Fatal(held, err)
	}
	signature, err := held[0].Sign(record)
	if err != nil {
		t.Fatal(err)
	}
	if by, err := CheckSSH(record, signature); err != nil || !by.Same(held[0].Public()) {
		t.Error(err)
	}
}

func TestAKeyWithAPassphraseSaysSo(t *testing.T) {
	_, private, _ := ed25519.GenerateKey(rand.Reader)
	block, err := ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadPrivateKey(pem.EncodeToMemory(block)); err != ErrEncrypted {
		t.Error(err)
	}
	if _, err := ReadPrivateKey([]byte("no key")); err == nil {
		t.Error("reads no key")
	}
}

func TestSigners(t *testing.T) {
	const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAsYZXBvzZ2aMdpgWVGOXcKhb9K8yyOq3hzPYqwOXbMk"
	public, err := ReadPublicKey([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct{ line, who, why string }{
		{"ada@example.org " + key, "ada@example.org", ""},
		{"ada@example.org,ada " + key + " a comment", "ada ada@example.org", ""},
		{`ada namespaces="git,signoff-*" ` + key, "ada", ""},
		{`ada namespaces="git" ` + key, "", "kept for git"},
		{`ada namespaces="*,!signoff-approval@v1" ` + key, "", "kept for"},
		{`ada valid-after="20270101" ` + key, "", "signs from 2027-01-01"},
		{`ada valid-after="20261130",valid-before="202612010000Z" ` + key, "ada", ""},
		{`ada valid-before="20261130115959" ` + key, "", "signed until 2026-11-30T11:59:59Z"},
		{"ada cert-authority " + key, "", "signs for nobody"},
		{"# nothing\n\nada\t" + key + "\r", "ada", ""},
	} {
		var faults source.List
		s := ParseSigners("s", []byte(test.line+"\n"), &faults)
		who, err := s.Who(public, Namespace, at)
		if faults.Err() != nil || strings.Join(who, " ") != test.who || (err == nil) != (test.why == "") || err != nil && !strings.Contains(err.Error(), test.why) {
			t.Errorf("%s: got %q, %v, %v", test.line, who, err, faults)
		}
	}
	for _, line := range []string{
		"", "# a comment", "ada", "ada ssh-ed25519", "*@example.org " + key, "ada,!bob " + key, "ada sure=1 " + key,
		`ada valid-after="soon" ` + key, `ada namespaces="git ` + key, "ada ssh-ed25519 AAAA", "ada ssh-rsa " + strings.Fields(key)[1], "ada,, " + key,
	} {
		var faults source.List
		if ParseSigners("s", []byte(line+"\n"), &faults); faults.Err() == nil {
			t.Errorf("%q is not a fault", line)
		}
	}
}

func FuzzSignatures(f *testing.F) {
	f.Add([]byte("-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"), []byte("ada ssh-ed25519 AAAA\n"))
	f.Fuzz(func(t *testing.T, signature, signers []byte) {
		if _, err := CheckSSH(record, signature); err == nil {
			t.Error("holds")
		}
		var faults source.List
		ParseSigners("s", signers, &faults)
	})
}

func keygen(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Skip("there is no ssh-keygen")
	}
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	command := exec.Command(name, args...)
	command.Dir, command.Stdin = dir, strings.NewReader("y\n")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
