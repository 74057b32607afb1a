package audit

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHostile reads documents that are made to hang or exhaust a reader.
func TestHostile(t *testing.T) {
	const n = 150_000
	stairs := func() string {
		var b strings.Builder
		for i := range 1200 {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"quotes":       strings.Repeat(">", n),
		"bullets":      strings.Repeat("- ", n),
		"numbers":      strings.Repeat("1. ", n),
		"brackets":     strings.Repeat("[", n) + "](x)",
		"links":        strings.Repeat("[a](b", n),
		"definitions":  strings.Repeat("[a]: b\n", n/4),
		"stairs":       stairs(),
		"wide table":   strings.Repeat("a|", n) + "\n" + strings.Repeat("-|", n) + "\n" + strings.Repeat("|\n", 1000),
		"long table":   "|a|b|\n|-|-|\n" + strings.Repeat("|1|2%|\n", n/8),
		"totals":       "|a|b|\n|-|-|\n" + strings.Repeat("|Total|2|\n", n/40),
		"headings":     strings.Repeat("# Tests (3)\n", n/8),
		"ticks":        strings.Repeat("`", n),
		"odd ticks":    strings.Repeat("` `` ", n/4),
		"one line":     strings.Repeat("99% (1/2) All tests pass ", n/8),
		"tags":         strings.Repeat("<a", n),
		"fences":       strings.Repeat("```\n", n/4),
		"tree":         "```\n" + strings.Repeat("├── a: 1%\n", n/8) + "```\n",
		"boxes":        "```\n" + strings.Repeat("│ a │ b │\n├───┼───┤\n", n/16) + "```\n",
		"front matter": "---\n" + strings.Repeat("a: b\n", n/4),
		"mojibake":     strings.Repeat("âœ… ", n/8) + "\nâœ…\nâœ…\n",
		"nul":          strings.Repeat("\x00", n),
		"not UTF-8":    strings.Repeat("\xff\xe9", n),
		"huge number":  "| A | Total |\n|---|---|\n| x | " + strings.Repeat("9", n) + " |\n",
		"empty":        "",
	} {
		t.Run(name, func(t *testing.T) {
			results, err := Run([]Input{{Path: "x.md", Data: []byte(text)}}, Options{Exists: present})
			if err != nil || len(results) != 1 {
				t.Fatalf("%d results and %v, want one and no error", len(results), err)
			}
			for _, f := range results[0].Findings {
				if f.Line < 0 || f.Line > len(results[0].Source) || len(f.Message) > 700 || len(f.Quote) > 300 {
					t.Fatalf("finding out of bounds: line %d, %d bytes of message, %d of quote", f.Line, len(f.Message), len(f.Quote))
				}
			}
		})
	}
}

// FuzzRun holds that no document makes the audit or its outputs panic, that
// lines are those of the document, and that a second run says the same.
func FuzzRun(f *testing.F) {
	files, err := filepath.Glob("testdata/rules/*.md")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	evidence, err := ParseEvidence("assessment.json", []byte(assessment))
	if err != nil {
		f.Fatal(err)
	}
	options := Options{Exists: present, Today: "2026-06-30", Against: evidence}
	f.Fuzz(func(t *testing.T, data []byte) {
		inputs := []Input{{Path: "a.md", Data: data}, {Path: "b.md", Data: data}}
		first, err := Run(inputs, options)
		if err != nil {
			t.Fatal(err)
		}
		second, err := Run(inputs, options)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range Outputs {
			var a, b bytes.Buffer
			if o.Write(&a, first, "1.2.3") != nil || o.Write(&b, second, "1.2.3") != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Fatalf("%s: two runs differ", o.Name)
			}
		}
		for _, claim := range Read("a.md", data).Claims().List {
			if claim.Line < 1 || claim.Title == "" {
				t.Fatalf("a claim without a line or a title: %+v", claim)
			}
		}
		for _, finding := range first[0].Findings {
			if finding.Line < 0 || finding.Line > len(first[0].Source) {
				t.Fatalf("line %d of %d", finding.Line, len(first[0].Source))
			}
		}
	})
}
