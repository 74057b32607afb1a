package cli

import (
	"bytes"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// auditor is the example that is checked with the tools of others.
const auditor = repository + "/docs/guide/auditor"

// TestAuditor runs every line of the example's page with the tools that it names,
// where they are installed, and holds what they print against the page.
func TestAuditor(t *testing.T) {
	for _, tool := range []string{"bash", "ssh-keygen", "openssl", "jq", "sha256sum", "base64", "tar"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	_, missing := exec.LookPath("cosign")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(auditor)); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(auditor, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	updated := console.ReplaceAllStringFunc(string(page), func(block string) string {
		if strings.Contains(block, "$ cosign ") && missing != nil {
			return block
		}
		got := "```console\n"
		for line := range strings.Lines(block) {
			command, ok := strings.CutPrefix(line, "$ ")
			if !ok {
				continue
			}
			ran++
			c := exec.Command("bash", "-e", "-o", "pipefail", "-c", command)
			c.Dir, c.Env = dir, append(os.Environ(), "SOURCE_DATE_EPOCH=", "HOME="+dir)
			out, err := c.CombinedOutput()
			if err != nil {
				t.Errorf("%s%v\n%s", command, err, out)
			}
			got += line + string(out)
		}
		return got + "```"
	})
	if *update {
		err = os.WriteFile(filepath.Join(auditor, "README.md"), []byte(updated), 0o666)
	} else if updated != string(page) {
		t.Errorf("the page says otherwise than its commands; run with -update and look at the change:\n%s", updated)
	}
	if err != nil || ran < 10 {
		t.Errorf("%d commands, %v", ran, err)
	}
}

// flips is how many bytes of each file TestNoByteOfTheExampleCanChange changes.
var flips = flag.Int("flips", 50, "how many bytes of each file TestNoByteOfTheExampleCanChange changes")

// TestNoByteOfTheExampleCanChange changes one byte of what the auditor gets, many
// times each file, and asks for a refusal every time.
func TestNoByteOfTheExampleCanChange(t *testing.T) {
	times := *flips
	if testing.Short() {
		times = 1
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(auditor)); err != nil {
		t.Fatal(err)
	}
	unpack := exec.Command("sh", "-c", "mkdir opened && tar xf bundle.tar -C opened && cp -r opened/inputs/approvals approvals && rm approvals/allowed_signers")
	unpack.Dir = dir
	if out, err := unpack.CombinedOutput(); err != nil {
		t.Skipf("%v %s", err, out)
	}
	verify := func(args ...string) int {
		return Main(append([]string{"-C", dir, "verify"}, args...), World{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard,
			Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC) }})
	}
	whole := []string{"bundle.tar", "--allowed-signers", "allowed_signers", "--require", "approved"}
	opened := append([]string{"opened"}, whole[1:]...)
	beside := append(append([]string{}, whole...), "--approvals", "approvals")
	random := rand.New(rand.NewPCG(5, 18))
	for _, c := range []struct {
		file string
		args []string
	}{
		{"bundle.tar", whole},
		{"opened/manifest.json", opened},
		{"opened/assessment.json", opened},
		{"opened/executive.html", opened},
		{"opened/README.md", opened},
		{"opened/inputs/signoff.yaml", opened},
		{"opened/inputs/evidence/unit.xml", opened},
		{"opened/inputs/approvals/security.ada-lee.yaml", opened},
		{"opened/inputs/approvals/security.ada-lee.yaml.sig", opened},
		{"approvals/security.ada-lee.yaml", beside},
		{"approvals/security.ada-lee.yaml.sig", beside},
		{"approvals/operations.bo-ek.yaml", beside},
		{"readiness.sigstore.json", []string{"readiness.sigstore.json", "--key", "release.pub", "shop-2.4.txt"}},
		{"shop-2.4.txt", []string{"readiness.sigstore.json", "--key", "release.pub", "shop-2.4.txt"}},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			name := filepath.Join(dir, c.file)
			was, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if code := verify(c.args...); code != exitApproved {
				t.Fatalf("unchanged: exit %d", code)
			}
			for range times {
				at, change := random.IntN(len(was)), byte(1+random.IntN(255))
				is := bytes.Clone(was)
				is[at] ^= change
				if err := os.WriteFile(name, is, 0o666); err != nil {
					t.Fatal(err)
				}
				if code := verify(c.args...); code != exitNotApproved && code != exitMisused {
					t.Errorf("byte %d ^ %#x: exit %d", at, change, code)
				}
			}
			if err := os.WriteFile(name, was, 0o666); err != nil {
				t.Fatal(err)
			}
		})
	}
}
