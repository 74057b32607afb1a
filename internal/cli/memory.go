package cli

import (
	"runtime/debug"
	"sync/atomic"
)

// Most runs are over before their garbage matters, and collecting it is a
// third of what they cost; a long reading has to mind its memory.
const (
	relaxed     = 400 // per cent, in place of Go's 100
	careful     = 60  // most of what long readings keep holds no pointers: collecting is cheap
	longReading = 16 << 20
)

// Relax puts off the collection of garbage until much was read. It is for the
// process as a whole and leaves a GOGC that is set alone.
func (w World) Relax() World {
	if w.Getenv("GOGC") != "" {
		return w
	}
	debug.SetGCPercent(relaxed)
	var read atomic.Int64
	w.onRead = func(n int) {
		if was := read.Add(int64(n)) - int64(n); was < longReading && was+int64(n) >= longReading {
			debug.SetGCPercent(careful)
		}
	}
	return w
}

// reading is told how many bytes of evidence were read.
func (w World) reading(n int) {
	if w.onRead != nil {
		w.onRead(n)
	}
}
