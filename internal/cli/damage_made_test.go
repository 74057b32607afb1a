package cli

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// forDamage is what the tool itself makes, to be damaged and read back.
type forDamage struct {
	project                                                                                string
	bundles, assessments, attestations, approvals, records, rows, events, calls, docx, pdf []specimen
}

// madeForDamage makes one of each in a small project.
func madeForDamage(t *testing.T) forDamage {
	t.Helper()
	made := forDamage{project: t.TempDir()}
	for name, text := range map[string]string{
		"signoff.yaml": `version: 1
project: Shop
release: "2.4"
subject: [a.tar]
approvals: { roles: [Lead] }
evidence:
  a: { path: evidence/a.json, collect: "cat kept.json", max_age: 90d }
categories: [{ id: c, title: Care }]
criteria:
  - { id: C-1, title: Value, category: c, evidence: a, measure: document.value, jq: ".n", target: "< 9" }
`,
		"kept.json": `{"n": 7}`, "a.tar": "released",
		"earlier.json": "{}",
	} {
		putDamaged(made.project, name, []byte(text))
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	putDamaged(made.project, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	putDamaged(made.project, "key.pub", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: shared}))

	made.run(t, "collect", "a")
	made.run(t, "approve", "--role", "Lead", "--name", "L. Person", "--condition", "by Monday")
	made.run(t, "report", "--to", "json,docx", "--out", "reports", "--bundle", "all.tar")
	made.run(t, "attest", "--key", "key.pem", "--out", "statement.json")
	made.run(t, "attest", "--key", "key.pem", "--form", "dsse", "--predicate", "svr", "--out", "svr.json")
	made.run(t, "history", "add", "reports", "--store", "dir:rows")
	made.run(t, "history", "export", "--store", "dir:rows", "--out", "rows.jsonl")

	approvals, err := filepath.Glob(filepath.Join(made.project, "approvals", "*.yaml"))
	if err != nil || len(approvals) != 1 {
		t.Fatalf("%v, %v", approvals, err)
	}
	records, err := filepath.Glob(filepath.Join(made.project, "evidence", "*.collect.yaml"))
	if err != nil || len(records) != 1 {
		t.Fatalf("%v, %v", records, err)
	}
	made.approvals = []specimen{sampleOf(t, made.project, approvals[0])}
	made.records = []specimen{sampleOf(t, made.project, records[0])}
	made.bundles = made.files(t, "all.tar")
	made.attestations = made.files(t, "statement.json", "svr.json")
	made.rows = made.files(t, "rows.jsonl")
	made.docx = made.files(t, "reports/assessment.docx")
	made.assessments = append(made.files(t, "reports/assessment.json"), sampleOf(t, repository, filepath.Join(repository, "reports", "cos", "reports", "assessment.json")))
	made.pdf = []specimen{{"plain", plainPDF("BT /F1 18 Tf 72 720 Td (Figures) Tj ET\nBT /F1 10 Tf 72 690 Td (The verdict is approved, 100 %.) Tj ET\n")}}
	made.events, made.calls = storyFiles(t, "forged.json"), []specimen{{"calls", mcpCalls(t)}}
	return made
}

func (made forDamage) files(t *testing.T, names ...string) []specimen {
	t.Helper()
	var list []specimen
	for _, name := range names {
		list = append(list, sampleOf(t, made.project, filepath.Join(made.project, filepath.FromSlash(name))))
	}
	return list
}

func (made forDamage) run(t *testing.T, args ...string) {
	t.Helper()
	var out, said bytes.Buffer
	w := World{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &said, Getenv: os.Getenv,
		Now: func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) },
	}
	if code := Main(append([]string{"-C", made.project}, args...), w); code > exitNotApproved {
		t.Fatalf("%v: exit %d: %s%s", args, code, out.String(), said.String())
	}
}

// mcpCalls are a client's lines: a greeting and one call of each tool.
func mcpCalls(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	line := func(v map[string]any) {
		v["jsonrpc"] = "2.0"
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(data, '\n'))
	}
	line(map[string]any{"id": 1, "method": "initialize", "params": map[string]any{"protocolVersion": "2025-06-18", "capabilities": map[string]any{}, "clientInfo": map[string]any{"name": "c", "version": "1"}}})
	line(map[string]any{"method": "notifications/initialized"})
	line(map[string]any{"id": 2, "method": "tools/list"})
	for i, call := range []map[string]any{
		{"name": "check", "arguments": map[string]any{}}, {"name": "explain", "arguments": map[string]any{"id": "C-1"}},
		{"name": "inspect", "arguments": map[string]any{"path": "kept.json"}}, {"name": "audit", "arguments": map[string]any{"text": "C-1 is met: 12."}},
		{"name": "lint", "arguments": map[string]any{}},
	} {
		line(map[string]any{"id": 3 + i, "method": "tools/call", "params": call})
	}
	return out.Bytes()
}

// plainPDF is a document of one page.
func plainPDF(content string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [" + strings.Repeat("500 ", 95) + "] >>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}
