//go:build unix

package cli

import (
	"syscall"
	"time"
)

// spent is the time of the processor that this process has taken: what the clock
// on the wall says depends on what else the machine does.
func spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
