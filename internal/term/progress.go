package term

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// Bar shows how many bytes of some work are done. The zero Bar, and a nil one,
// shows nothing. Its methods may be called from several goroutines.
type Bar struct {
	container *mpb.Progress
	bar       *mpb.Bar
}

// Progress starts a bar for total bytes on w, which must be a terminal; when it
// is not enabled, or there is nothing to do, the bar shows nothing and writes
// nothing.
func Progress(w io.Writer, enabled bool, total int64) *Bar {
	if !enabled || total <= 0 {
		return &Bar{}
	}
	container := mpb.New(mpb.WithOutput(w), mpb.WithWidth(40), mpb.WithAutoRefresh())
	bar := container.AddBar(total,
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("reading ")),
		mpb.AppendDecorators(decor.CountersKiloByte(" % .1f / % .1f")),
	)
	return &Bar{container, bar}
}

// Add says that n more bytes are done.
func (b *Bar) Add(n int64) {
	if b != nil && b.bar != nil {
		b.bar.IncrInt64(n)
	}
}

// Done removes the bar and waits until it is gone.
func (b *Bar) Done() {
	if b != nil && b.bar != nil {
		b.bar.Abort(true)
		b.container.Wait()
	}
}
