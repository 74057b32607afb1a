package inflate

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
)

// linesEach is how many records the files have that coverage speaks of.
const linesEach = 700

func cobertura(w *bufio.Writer, r *rand.Rand, n int) Truth {
	covered := int64(0)
	io.WriteString(w, "<?xml version=\"1.0\"?>\n<coverage line-rate=\"0.8\" version=\"7.1\" timestamp=\"1795000000\"><packages><package name=\"p\"><classes>\n")
	for i := range n {
		if i%linesEach == 0 {
			fmt.Fprintf(w, "<class name=\"file%d\" filename=\"src/package/file%d.py\"><methods/><lines>\n", i/linesEach, i/linesEach)
		}
		hits := max(0, r.IntN(6)-1)
		if hits > 0 {
			covered++
		}
		fmt.Fprintf(w, "<line number=\"%d\" hits=\"%d\"/>\n", i%linesEach+1, hits)
		if i%linesEach == linesEach-1 || i == n-1 {
			io.WriteString(w, "</lines></class>\n")
		}
	}
	io.WriteString(w, "</classes></package></packages></coverage>\n")
	return Truth{"coverage.lines": {Part: covered, Whole: int64(n)}}
}

func lcov(w *bufio.Writer, r *rand.Rand, n int) Truth {
	var lines Figure
	for i := 0; i < n; i += linesEach {
		fmt.Fprintf(w, "TN:\nSF:src/package/file%d.c\n", i/linesEach)
		found, hit, branches, taken := 0, 0, 0, 0
		for line := 1; line <= min(linesEach, n-i); line++ {
			hits := max(0, r.IntN(6)-1)
			if found++; hits > 0 {
				hit++
			}
			fmt.Fprintf(w, "DA:%d,%d\n", line, hits)
			if line%3 == 0 {
				for branch := range 2 {
					times := max(0, r.IntN(4)-1)
					if branches++; times > 0 {
						taken++
					}
					fmt.Fprintf(w, "BRDA:%d,0,%d,%d\n", line, branch, times)
				}
			}
		}
		fmt.Fprintf(w, "LF:%d\nLH:%d\nBRF:%d\nBRH:%d\nend_of_record\n", found, hit, branches, taken)
		lines.Whole += int64(found)
		lines.Part += int64(hit)
	}
	return Truth{"coverage.lines": lines}
}

func goCover(w *bufio.Writer, r *rand.Rand, n int) Truth {
	var all Figure
	io.WriteString(w, "mode: count\n")
	for i := range n {
		line, statements, count := i%linesEach*3+1, 1+r.IntN(5), max(0, r.IntN(5)-1)
		fmt.Fprintf(w, "example.org/module/package%d/file%d.go:%d.5,%d.20 %d %d\n", i/linesEach/9, i/linesEach, line, line+2, statements, count)
		all.Whole += int64(statements)
		if count > 0 {
			all.Part += int64(statements)
		}
	}
	return Truth{"coverage.statements": all}
}
