package evaluate

import (
	"fmt"
	"testing"
)

// BenchmarkRun evaluates 10,000 criteria in ten categories.
func BenchmarkRun(b *testing.B) {
	p := newProject(b)
	p.many(10_000, 0)
	for i := range p.in.Plan.Criteria {
		p.in.Plan.Criteria[i].Weight = rat(fmt.Sprint(1 + i%7))
	}
	for b.Loop() {
		Run(p.in)
	}
}

// BenchmarkExplain opens the same.
func BenchmarkExplain(b *testing.B) {
	p := newProject(b)
	p.many(9_000, 1_000)
	for b.Loop() {
		Explain(p.in)
	}
}
