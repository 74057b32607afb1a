package oci

import (
	"bytes"
	"math/rand/v2"
	"testing"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

const media = "application/vnd.dev.sigstore.bundle.v0.3+json"

// image puts an image into a registry.
func image(r *registry, host string) Reference {
	text := []byte(`{"schemaVersion":2,"mediaType":"` + ocispec.MediaTypeImageManifest + `","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[]}`)
	return Reference{host, "shop", r.put("latest", ocispec.MediaTypeImageManifest, text)}
}

// TestAttach: what is attached is found again, with the referrers API and with
// the tag that stands in for it; the same data twice is one referrer.
func TestAttach(t *testing.T) {
	for name, api := range map[string]bool{"with the API": true, "by the tag": false} {
		t.Run(name, func(t *testing.T) {
			r, host := serve(t, api)
			ref := image(r, host)
			if list, err := Attached(t.Context(), ref, media); err != nil || len(list) != 0 {
				t.Fatalf("%v %v", list, err)
			}
			var digests []string
			for _, data := range []string{"first", "second", "first"} {
				digest, err := Attach(t.Context(), ref, media, []byte(data), "2026-11-21T12:00:00Z")
				if err != nil {
					t.Fatal(err)
				}
				digests = append(digests, digest)
			}
			if digests[0] != digests[2] {
				t.Error("the same data twice is two referrers")
			}
			list, err := Attached(t.Context(), ref, media)
			if err != nil || len(list) != 2 {
				t.Fatalf("%d are attached, want 2: %v", len(list), err)
			}
			for _, a := range list {
				if a.Digest == digests[0] != bytes.Equal(a.Data, []byte("first")) {
					t.Errorf("%s holds %q", a.Digest, a.Data)
				}
			}
			if _, tagged := r.manifests["sha256-"+ref.SHA256()]; tagged == api {
				t.Errorf("the tag that stands in is there: %t", tagged)
			}
		})
	}
}

// TestChangedLayer: what a registry gives in place of what was attached is
// refused.
func TestChangedLayer(t *testing.T) {
	r, host := serve(t, true)
	ref := image(r, host)
	if _, err := Attach(t.Context(), ref, media, []byte("first"), "2026-11-21T12:00:00Z"); err != nil {
		t.Fatal(err)
	}
	for digest, data := range r.blobs {
		if string(data) == "first" {
			r.blobs[digest] = []byte("fi7st")
		}
	}
	if list, err := Attached(t.Context(), ref, media); err == nil {
		t.Errorf("took %q", list[0].Data)
	}
}

func TestParse(t *testing.T) {
	sum := "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
	for _, text := range []string{"oci://example.org/shop@" + sum, "oci://localhost:5000/team/shop@" + sum} {
		if r, err := Parse(text); err != nil || r.String() != text {
			t.Errorf("%s: %s, %v", text, r, err)
		}
	}
	for _, text := range []string{
		"oci://example.org/shop:latest", "oci://example.org/shop", "oci://user:secret@example.org/shop@" + sum, "oci://example.org/../shop@" + sum,
		"oci://example.org/Shop@" + sum, "https://example.org/shop@" + sum, "oci://example.org/shop@sha256:44", "oci://example.org/shop@" + sum + "?x",
	} {
		if r, err := Parse(text); err == nil {
			t.Errorf("took %s as %+v", text, r)
		}
	}
}

// TestNoByteOfWhatIsAttachedCanChange has a registry give its manifest or its
// layer with one byte changed.
func TestNoByteOfWhatIsAttachedCanChange(t *testing.T) {
	times := 500
	if testing.Short() {
		times = 25
	}
	random := rand.New(rand.NewPCG(5, 18))
	for name, api := range map[string]bool{"with the API": true, "by the tag": false} {
		t.Run(name, func(t *testing.T) {
			r, host := serve(t, api)
			ref := image(r, host)
			attached, err := Attach(t.Context(), ref, media, []byte(`{"mediaType":"`+media+`"}`), "2026-11-21T12:00:00Z")
			if err != nil {
				t.Fatal(err)
			}
			var layer string
			for digest, data := range r.blobs {
				if len(data) > len("{}") {
					layer = digest
				}
			}
			for of, held := range map[string]map[string][]byte{attached: r.manifests, layer: r.blobs} {
				was := held[of]
				for range times {
					at, change := random.IntN(len(was)), byte(1+random.IntN(255))
					held[of] = bytes.Clone(was)
					held[of][at] ^= change
					if list, err := Attached(t.Context(), ref, media); err == nil && len(list) > 0 {
						t.Errorf("byte %d ^ %#x of %s: took %q", at, change, of, list[0].Data)
					}
				}
				held[of] = was
			}
			if list, err := Attached(t.Context(), ref, media); err != nil || len(list) != 1 {
				t.Errorf("unchanged: %d, %v", len(list), err)
			}
		})
	}
}
