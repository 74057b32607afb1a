//go:build !unix

package cli

import "os"

// columnsOf cannot ask a terminal here how wide it is.
func columnsOf(*os.File) int { return 0 }
