//go:build !unix

package cli

import "os"

// lockFolder does nothing where folders have no locks.
func lockFolder(*os.Root) (free func(), err error) { return func() {}, nil }
