// Package criteria holds the packs that ship with the tool: criteria files
// that a project's signoff.yaml includes by name. It is data only: it does not
// read, check or judge what the files say.
package criteria

import "embed"

// FS holds every pack as NAME.yaml, where NAME is what `include` takes.
//
//go:embed *.yaml
var FS embed.FS
