package oci

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/credentials"

	"signoff/internal/httpc"
)

// Bounds of what a registry may say.
const (
	timeout      = 2 * time.Minute
	mostAttached = 100
	mostManifest = 1 << 20
	mostBytes    = 16 << 20
)

// Attachment is one referrer of an image.
type Attachment struct {
	Digest string // of its manifest
	Data   []byte
}

// repository is the repository of an image, by the credentials of docker's
// configuration.
func (r Reference) repository() (*remote.Repository, error) {
	repo, err := remote.NewRepository(r.Host + "/" + r.Name)
	if err != nil {
		return nil, err
	}
	client := &auth.Client{Client: &http.Client{Timeout: timeout}}
	client.SetUserAgent("signoff")
	if store, err := credentials.NewStoreFromDocker(credentials.StoreOptions{}); err == nil {
		client.Credential = credentials.Credential(store)
	}
	repo.Client, repo.PlainHTTP = client, httpc.IsThisMachine(r.Host)
	repo.SkipReferrersGC = true // nothing is ever deleted
	return repo, nil
}

// Attach adds data as a referrer of the image and gives the digest of its
// manifest. Media is the type of the data and of the artefact; created, in RFC
// 3339, is what the manifest says, so that the same data is the same referrer.
func Attach(ctx context.Context, r Reference, media string, data []byte, created string) (string, error) {
	repo, err := r.repository()
	if err != nil {
		return "", err
	}
	subject, err := repo.Resolve(ctx, r.Digest)
	if err != nil {
		return "", fmt.Errorf("%s: %w", r, err)
	}
	layer := content.NewDescriptorFromBytes(media, data)
	if err := repo.Push(ctx, layer, bytes.NewReader(data)); err != nil {
		return "", fmt.Errorf("%s: %w", r, err)
	}
	manifest, err := oras.PackManifest(ctx, repo, oras.PackManifestVersion1_1, media, oras.PackManifestOptions{
		Subject: &subject, Layers: []ocispec.Descriptor{layer},
		ManifestAnnotations: map[string]string{ocispec.AnnotationCreated: created},
	})
	if err != nil {
		return "", fmt.Errorf("%s: %w", r, err)
	}
	return manifest.Digest.String(), nil
}

// Attached lists the referrers of the image that are of a media type. All are
// looked at, since not every registry tells the type of an artefact.
func Attached(ctx context.Context, r Reference, media string) ([]Attachment, error) {
	repo, err := r.repository()
	if err != nil {
		return nil, err
	}
	repo.MaxMetadataBytes = mostManifest
	subject, err := repo.Resolve(ctx, r.Digest)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r, err)
	}
	var found []ocispec.Descriptor
	err = repo.Referrers(ctx, subject, "", func(page []ocispec.Descriptor) error {
		if found = append(found, page...); len(found) > mostAttached {
			return fmt.Errorf("expected at most %d referrers", mostAttached)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r, err)
	}
	var list []Attachment
	for _, d := range found {
		data, err := attached(ctx, repo, d, media)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", r, d.Digest, err)
		}
		if data != nil {
			list = append(list, Attachment{d.Digest.String(), data})
		}
	}
	return list, nil
}

// attached reads the one layer of a referrer; nil is another artefact.
func attached(ctx context.Context, repo *remote.Repository, d ocispec.Descriptor, media string) ([]byte, error) {
	if d.Size > mostManifest {
		return nil, fmt.Errorf("a manifest of %d bytes, expected at most %d", d.Size, mostManifest)
	}
	text, err := content.FetchAll(ctx, repo, d)
	if err != nil {
		return nil, err
	}
	var m ocispec.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	if m.ArtifactType != media {
		return nil, nil
	}
	if len(m.Layers) != 1 || m.Layers[0].MediaType != media {
		return nil, errors.New("expected one layer, the attestation")
	}
	layer := m.Layers[0]
	if layer.Size > mostBytes {
		return nil, fmt.Errorf("an attestation of %d bytes, expected at most %d", layer.Size, mostBytes)
	}
	in, err := repo.Blobs().Fetch(ctx, layer)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, layer.Size+1))
	if err == nil && (int64(len(data)) != layer.Size || digest.FromBytes(data) != layer.Digest) {
		err = errors.New("the bytes are not those of the digest")
	}
	return data, err
}
