//go:build unix

package evidence

import (
	"cmp"
	"crypto/sha256"
	"io"
	"math"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"signoff/internal/inflate"
	"signoff/internal/open"
)

// TestInflatedFigures: what the large inputs must give, at a size that a test can
// afford.
func TestInflatedFigures(t *testing.T) {
	dir := t.TempDir()
	for _, input := range inflate.Inputs {
		t.Run(input.Name, func(t *testing.T) {
			truth := written(t, dir, input, 7, 400_000)
			seen := Inspect(open.NewRoot(dir, open.Limits{}), Formats(), input.Name, Source{}, true)
			if seen.Problem != nil || seen.File.Format != input.Format {
				t.Fatalf("read as %q: %v", seen.File.Format, seen.Problem)
			}
			compared := 0
			for _, a := range seen.Answers {
				want, asked := truth[a.Measure.Name]
				if !asked {
					continue
				}
				compared++
				figures := a.Answer.Figures
				if len(figures) == 0 {
					t.Fatalf("no %s", a.Measure.Name)
				}
				got := inflate.Figure{Part: figures[0].Part, Whole: figures[0].Whole}
				switch {
				case want.Series > 0:
					got = inflate.Figure{Series: int64(len(figures))}
				case want.Whole == 0:
					got = inflate.Figure{Count: figures[0].Value.Number().Num().Int64()}
				}
				if got != want {
					t.Errorf("%s: %+v, want %+v", a.Measure.Name, got, want)
				}
			}
			if compared < len(truth) {
				t.Errorf("%d of %d figures were compared", compared, len(truth))
			}
		})
	}
}

// written makes an input in a folder.
func written(tb testing.TB, dir string, input inflate.Input, seed uint64, bytes int) inflate.Truth {
	tb.Helper()
	file, err := os.Create(filepath.Join(dir, input.Name))
	if err != nil {
		tb.Fatal(err)
	}
	truth, err := input.Write(file, seed, bytes)
	if err := cmp.Or(err, file.Close()); err != nil {
		tb.Fatal(err)
	}
	return truth
}

// BenchmarkInspect reads the large inputs, and one sample of every format blown
// up; "×hash" is the time over that of a pass which only reads and hashes.
func BenchmarkInspect(b *testing.B) {
	dir := b.TempDir()
	for _, input := range inflate.Inputs {
		b.Run(input.Name, func(b *testing.B) {
			written(b, dir, input, 7, 25<<20)
			timeInspection(b, dir, input.Name, input.Format)
		})
	}
	done := map[string]bool{}
	eachSample(b, func(format, file string, data []byte) {
		if done[format] || len(data) > 1<<20 {
			return
		}
		if seen := inspectBytes(Formats(), format, file, data); seen.Problem != nil {
			return
		}
		done[format] = true
		b.Run(format, func(b *testing.B) {
			big := inflate.Sample(data, 8<<20)
			if big == nil {
				b.Skip("nothing in it to repeat")
			}
			if err := os.WriteFile(filepath.Join(dir, file), big, 0o600); err != nil {
				b.Fatal(err)
			}
			timeInspection(b, dir, file, format)
		})
	})
}

// timeInspection times the inspection of one file against the hash of it.
func timeInspection(b *testing.B, dir, file, format string) {
	hash := hashed(b, filepath.Join(dir, file))
	b.ReportAllocs()
	began := spent(b)
	for b.Loop() {
		Inspect(open.NewRoot(dir, open.Limits{}), Formats(), file, Source{Format: format}, false)
	}
	info, err := os.Stat(filepath.Join(dir, file))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	each := (spent(b) - began) / time.Duration(b.N)
	b.ReportMetric(float64(each)/float64(hash), "×hash")
}

// spent is the processor's time that the process has used, on all its cores.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// hashed is the shortest of some passes over a file that read and hash it.
func hashed(b *testing.B, path string) time.Duration {
	best := time.Duration(math.MaxInt64)
	for range 5 {
		start := spent(b)
		file, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(sha256.New(), file); err != nil {
			b.Fatal(err)
		}
		file.Close()
		best = min(best, spent(b)-start)
	}
	return best
}
