package oci

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// registry is as much of a registry as the distribution specification asks of one
// for what this package does.
type registry struct {
	mutex     sync.Mutex
	referrers bool // whether it has the referrers API
	blobs     map[string][]byte
	manifests map[string][]byte // by digest and by tag
	types     map[string]string
}

func serve(t *testing.T, referrers bool) (*registry, string) {
	t.Helper()
	r := &registry{referrers: referrers, blobs: map[string][]byte{}, manifests: map[string][]byte{}, types: map[string]string{}}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	return r, strings.TrimPrefix(server.URL, "http://")
}

// put keeps a manifest and gives its digest.
func (r *registry) put(reference, media string, text []byte) string {
	sum := digest.FromBytes(text).String()
	for _, name := range []string{sum, reference} {
		r.manifests[name], r.types[name] = text, media
	}
	return sum
}

func (r *registry) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	_, rest, _ := strings.Cut(q.URL.Path, "/v2/shop/")
	kind, name, _ := strings.Cut(rest, "/")
	body, _ := io.ReadAll(q.Body)
	switch {
	case kind == "blobs" && q.Method == http.MethodPost:
		w.Header().Set("Location", "/v2/shop/blobs/uploads/1")
		w.WriteHeader(http.StatusAccepted)
	case kind == "blobs" && q.Method == http.MethodPut:
		r.blobs[q.URL.Query().Get("digest")] = body
		w.WriteHeader(http.StatusCreated)
	case kind == "blobs":
		r.give(w, q, r.blobs[name], "application/octet-stream")
	case kind == "manifests" && q.Method == http.MethodPut:
		r.put(name, q.Header.Get("Content-Type"), body)
		if r.referrers {
			var m ocispec.Manifest
			if json.Unmarshal(body, &m) == nil && m.Subject != nil {
				w.Header().Set("OCI-Subject", m.Subject.Digest.String())
			}
		}
		w.WriteHeader(http.StatusCreated)
	case kind == "manifests":
		r.give(w, q, r.manifests[name], r.types[name])
	case kind == "referrers" && r.referrers:
		r.give(w, q, r.index(name), ocispec.MediaTypeImageIndex)
	default:
		http.NotFound(w, q)
	}
}

func (r *registry) give(w http.ResponseWriter, q *http.Request, text []byte, media string) {
	if text == nil {
		http.NotFound(w, q)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Length", fmt.Sprint(len(text)))
	w.Header().Set("Docker-Content-Digest", digest.FromBytes(text).String())
	if q.Method != http.MethodHead {
		w.Write(text)
	}
}

// index lists what refers to a digest.
func (r *registry) index(subject string) []byte {
	index := ocispec.Index{MediaType: ocispec.MediaTypeImageIndex, Manifests: []ocispec.Descriptor{}}
	index.SchemaVersion = 2
	for name, text := range r.manifests {
		var m ocispec.Manifest
		if !strings.HasPrefix(name, "sha256:") || json.Unmarshal(text, &m) != nil || m.Subject == nil || m.Subject.Digest.String() != subject {
			continue
		}
		index.Manifests = append(index.Manifests, ocispec.Descriptor{
			MediaType: m.MediaType, Digest: digest.Digest(name), Size: int64(len(text)), ArtifactType: m.ArtifactType,
		})
	}
	text, _ := json.Marshal(index)
	return text
}
