//go:build unix

package cli

import (
	"os"
	"syscall"
)

// lockFolder keeps other runs from putting files into a folder meanwhile, where
// the file system has locks.
func lockFolder(root *os.Root) (free func(), err error) {
	folder, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	if syscall.Flock(int(folder.Fd()), syscall.LOCK_EX) != nil {
		return func() { folder.Close() }, nil
	}
	return func() {
		syscall.Flock(int(folder.Fd()), syscall.LOCK_UN)
		folder.Close()
	}, nil
}
