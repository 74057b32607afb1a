// Package ci holds what signoff ci init writes, and the scripts that the action
// and the GitLab component run. It is data: nothing here decides anything.
package ci

import "embed"

// FS holds the workflows, with [[ ]] around what ci init fills in.
//
//go:embed github/*.yml gitlab/*.yml
var FS embed.FS
