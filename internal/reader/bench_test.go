package reader

import (
	"fmt"
	"strings"
	"testing"
)

// results is JSON in the shape of a scanner's report.
func results(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"runs":[{"results":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n"+`{"ruleId": "rule-%d", "level": "warning", "message": {"text": "value %d may be \"null\" here"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/package%d/File%d.java"}, "region": {"startLine": %d}}}], "codeFlows": [{"threadFlows": [{"locations": [{"location": {"message": {"text": "a step of the flow"}}}]}]}]}`, i%50, i, i%30, i%300, i%900)
	}
	b.WriteString(`]}]}`)
	return []byte(b.String())
}

func readResults(j *JSON) (n int64) {
	for range j.Fields() {
		for range j.Items() {
			for range j.Fields() {
				for range j.Items() {
					n += readResult(j)
				}
			}
		}
	}
	return n
}

func readResult(j *JSON) (n int64) {
	n = int64(j.Line())
	for key := range j.Fields() {
		switch key {
		case "ruleId", "level":
			n += int64(len(j.Text()))
		case "message":
			for key := range j.Fields() {
				if key == "text" {
					n += int64(len(j.Text()))
				}
			}
		}
	}
	return n
}

func BenchmarkJSONRead(b *testing.B) {
	data := results(20_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		j := Of("x", data).JSON()
		if n := readResults(j); n == 0 || j.Err() != nil {
			b.Fatal(n, j.Err())
		}
	}
}

func BenchmarkJSONSkip(b *testing.B) {
	data := results(20_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Of("x", data).JSON().Err(); err != nil {
			b.Fatal(err)
		}
	}
}

// cases is XML in the shape of a test report.
func cases(n int) []byte {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<testsuites>\n<testsuite name=\"all\">\n")
	for i := range n {
		fmt.Fprintf(&b, "  <testcase classname=\"com.example.module%d.Test\" name=\"handles the request %d\" time=\"0.%03d\">", i%40, i, i%1000)
		if i%100 == 0 {
			b.WriteString("<failure message=\"expected &lt;1&gt;\">at line 1\nat line 2</failure>")
		}
		b.WriteString("</testcase>\n")
	}
	b.WriteString("</testsuite>\n</testsuites>\n")
	return []byte(b.String())
}

func readCases(x *XML) (n int) {
	for range x.Elements() {
		for range x.Elements() {
			for range x.Elements() {
				n += x.Line() + len(x.Attr("classname")) + len(x.Attr("name"))
				d, _ := x.Decimal("time")
				n += int(d.Mant)
				for range x.Elements() {
					n += len(x.Attr("message"))
				}
			}
		}
	}
	return n
}

func BenchmarkXMLRead(b *testing.B) {
	data := cases(50_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		x := Of("x", data).XML()
		if n := readCases(x); n == 0 || x.Err() != nil {
			b.Fatal(n, x.Err())
		}
	}
}

func BenchmarkXMLSkip(b *testing.B) {
	data := cases(50_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Of("x", data).XML().Err(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLines(b *testing.B) {
	data := cases(50_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		l := Of("x", data).Lines()
		for line := range l.All() {
			n += len(line)
		}
		if n == 0 || l.Err() != nil {
			b.Fatal(n, l.Err())
		}
	}
}

func BenchmarkHead(b *testing.B) {
	data := results(500)[:headBytes]
	b.ReportAllocs()
	for b.Loop() {
		if !Of("x", data).Head.Has("runs[].results[].message.text") {
			b.Fatal("not seen")
		}
	}
}
