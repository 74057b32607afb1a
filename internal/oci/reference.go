// Package oci attaches attestations to an image in a registry, as referrers of
// its digest (OCI image and distribution specification 1.1, with the tag that
// stands in for registries without the referrers API), and gives those that are
// attached. It logs in by docker's configuration and by nothing else, speaks
// plain HTTP with this machine alone, and reads up to a bound. It verifies no
// signature and trusts no registry: what comes from one is for proof to check.
package oci

import (
	"fmt"
	"strings"

	"signoff/internal/lazy"
)

// Scheme begins an address.
const Scheme = "oci://"

// Reference is an image by its digest.
type Reference struct {
	Host   string // with its port
	Name   string // of the repository
	Digest string // sha256:…
}

// parts are those of an address, by the grammar of the distribution specification.
var parts = lazy.Regexp(`^oci://([A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9a-fA-F:]+\](?::[0-9]{1,5})?)/([a-z0-9]+(?:(?:\.|_|__|-+|/)[a-z0-9]+)*)@(sha256:[0-9a-f]{64})$`)

// IsReference tells whether a text is meant as the address of an image.
func IsReference(text string) bool { return strings.HasPrefix(text, Scheme) }

// Parse reads oci://HOST/NAME@sha256:HEX. A tag is refused: it can be another
// image by the time that somebody verifies.
func Parse(text string) (Reference, error) {
	m := parts().FindStringSubmatch(text)
	if m == nil {
		return Reference{}, fmt.Errorf("expected oci://HOST/NAME@sha256:…, found %.200q", text)
	}
	return Reference{m[1], m[2], m[3]}, nil
}

// String is the address.
func (r Reference) String() string { return Scheme + r.Host + "/" + r.Name + "@" + r.Digest }

// SHA256 is the digest in hexadecimal.
func (r Reference) SHA256() string { return strings.TrimPrefix(r.Digest, "sha256:") }
