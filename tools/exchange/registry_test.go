package exchange

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
)

// TestRegistry attaches an attestation to an image in the registry of
// go-containerregistry, with the referrers API and without, and verifies it there.
func TestRegistry(t *testing.T) {
	signoff := filepath.Join(t.TempDir(), "signoff")
	build := exec.Command("go", "build", "-o", signoff, "./cmd/signoff")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, api := range map[string]bool{"referrers": true, "tag": false} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(registry.New(registry.WithReferrersSupport(api), registry.Logger(log.New(io.Discard, "", 0))))
			defer server.Close()
			host := strings.TrimPrefix(server.URL, "http://")
			image := pushed(t, server.URL)
			dir := project(t, host+"/shop@"+image)
			run := func(want int, args ...string) string {
				t.Helper()
				c := exec.Command(signoff, append([]string{"-C", dir}, args...)...)
				c.Env = append(os.Environ(), "DOCKER_CONFIG="+dir)
				out, err := c.CombinedOutput()
				if got := c.ProcessState.ExitCode(); got != want {
					t.Fatalf("%s: exit %d, want %d (%v)\n%s", strings.Join(args, " "), got, want, err, out)
				}
				return string(out)
			}
			address := "oci://" + host + "/shop@" + image
			if out := run(1, "verify", address, "--key", "key.pub"); !strings.Contains(out, "0 of 0 attestations") {
				t.Errorf("before: %s", out)
			}
			run(0, "attest", "--as-of", "2026-11-21", "--key", "key.pem", "--push", address)
			run(0, "attest", "--as-of", "2026-11-21", "--key", "other.pem", "--push", address)
			if out := run(0, "verify", address, "--key", "key.pub"); !strings.Contains(out, "1 of 2 attestations") || !strings.Contains(out, "Shop is approved") {
				t.Errorf("after: %s", out)
			}
			run(2, "attest", "--as-of", "2026-11-21", "--key", "key.pem", "--push", strings.Replace(address, "sha256:"+image[7:9], "sha256:00", 1))
		})
	}
}

// pushed puts an image into a registry and gives its digest.
func pushed(t *testing.T, url string) string {
	t.Helper()
	send := func(method, path, media string, body []byte) *http.Response {
		q, err := http.NewRequest(method, url+path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", media)
		answer, err := http.DefaultClient.Do(q)
		if err != nil || answer.StatusCode/100 != 2 {
			t.Fatalf("%s %s: %v %v", method, path, answer, err)
		}
		answer.Body.Close()
		return answer
	}
	const empty = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" // of {}
	send(http.MethodPost, "/v2/shop/blobs/uploads/?digest="+empty, "application/octet-stream", []byte("{}"))
	manifest, err := json.Marshal(map[string]any{
		"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": []any{},
		"config": map[string]any{"mediaType": "application/vnd.oci.image.config.v1+json", "digest": empty, "size": 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	return send(http.MethodPut, "/v2/shop/manifests/latest", "application/vnd.oci.image.manifest.v1+json", manifest).Header.Get("Docker-Content-Digest")
}

// project is one that releases an image, and two keys.
func project(t *testing.T, image string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"signoff.yaml": "version: 1\nproject: Shop\nsubject: " + image + "\nevidence: { unit: { path: unit.xml } }\ncategories: [ { id: a, title: A } ]\ncriteria: [ { id: A-1, title: No test fails, category: a, evidence: unit, measure: tests.failed, target: == 0, blocker: true } ]\n",
		"unit.xml":     `<testsuite name="a" tests="1"><testcase classname="a" name="one"/></testsuite>`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"key", "other"} {
		for _, args := range [][]string{{"genpkey", "-algorithm", "ed25519", "-out", key + ".pem"}, {"pkey", "-in", key + ".pem", "-pubout", "-out", key + ".pub"}} {
			c := exec.Command("openssl", args...)
			c.Dir = dir
			if out, err := c.CombinedOutput(); err != nil {
				t.Skipf("no openssl: %v %s", err, out)
			}
		}
	}
	return dir
}
