package inflate

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
)

func goBench(w *bufio.Writer, r *rand.Rand, n int) Truth {
	const runs = 20
	names := max(1, n/runs)
	io.WriteString(w, "goos: linux\ngoarch: amd64\npkg: example.org/module\ncpu: a processor\n")
	for range runs {
		for i := range names {
			fmt.Fprintf(w, "BenchmarkThing%d/size=%d-8 \t %8d\t %12d ns/op\t %7d B/op\t %6d allocs/op\n", i, i%7, 1000+r.IntN(9000), 100+r.IntN(99999), r.IntN(4096), r.IntN(40))
		}
	}
	io.WriteString(w, "PASS\nok  \texample.org/module\t1.234s\n")
	return Truth{"benchmark.median": {Series: int64(names)}}
}

func prometheus(w *bufio.Writer, r *rand.Rand, n int) Truth {
	const series = 500
	io.WriteString(w, `{"status":"success","data":{"resultType":"matrix","result":[`)
	for i := range series {
		if i > 0 {
			w.WriteByte(',')
		}
		fmt.Fprintf(w, `{"metric":{"__name__":"up","instance":"host%d:9090","job":"node"},"values":[`, i)
		for k := range max(2, n/series) {
			if k > 0 {
				w.WriteByte(',')
			}
			up := min(1, r.IntN(1000))
			fmt.Fprintf(w, `[%d,"%d"]`, 1_764_500_000+60*k, up)
		}
		io.WriteString(w, "]}")
	}
	io.WriteString(w, "]}}\n")
	return Truth{"health.availability": {Series: series}}
}
