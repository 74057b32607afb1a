//go:build unix

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// columnsOf asks a terminal how wide it is, 0 when it does not say.
func columnsOf(f *os.File) int {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	return int(size.Col)
}
