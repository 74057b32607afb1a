// Package mcp offers a project to coding agents over the Model Context
// Protocol: five tools that read, check, explain, inspect, audit and lint. It
// opens no file and no network connection, and has no tool that approves,
// waives, tailors or collects.
package mcp

import (
	"context"
	"errors"
	"fmt"
	"io"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"signoff/internal/audit"
	"signoff/internal/scorecard"
)

// Project is what the tools read: each function looks anew, stays inside the
// project's folder and says in its error what to do.
type Project struct {
	Assess  func() (*scorecard.Scorecard, *scorecard.Explanation, error)
	Inspect func(path string) (File, error)
	// Audit reads a report of the project, or a text that stands for the one at
	// path; where the project has criteria its claims are compared with them.
	Audit func(path string, text *string) ([]audit.Finding, error)
	Lint  func() ([]Fault, error)
}

// longestMessage bounds one message of a client, in bytes.
const longestMessage = 8 << 20

// Serve answers a client that writes to in and reads from out, until it closes
// in or ctx ends.
func Serve(ctx context.Context, in io.Reader, out io.Writer, version string, p Project) error {
	transport := &sdk.IOTransport{Reader: io.NopCloser(in), Writer: unclosed{out}, MaxLineLength: longestMessage}
	err := New(version, p).Run(ctx, transport)
	if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// unclosed keeps the protocol from closing a stream that is not its own.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

const instructions = "signoff holds a project against its declared criteria. Write from check, quote criteria by " +
	"id, say unknown as unknown, audit a report before you hand it over."

// New is a server with the five tools.
func New(version string, p Project) *sdk.Server {
	s := sdk.NewServer(
		&sdk.Implementation{Name: "signoff", Version: version},
		&sdk.ServerOptions{Instructions: instructions, Capabilities: &sdk.ServerCapabilities{}},
	)
	add(s, "check",
		"Evaluate the project: verdict with reasons, compliance, score, and its criteria, what is open "+
			"first.", p.check)
	add(s, "explain",
		"Open one criterion by id, or score or verdict: figure, target, evidence lines, and what would change "+
			"it.", p.explain)
	add(s, "inspect", "Say what one evidence file of the project holds: format, tool, date, every measure.", p.inspect)
	add(s, "audit",
		"Find what in a report, by path or as text, cannot be trusted, or is not what the assessment says.", p.audit)
	add(s, "lint", "Check signoff.yaml; no evidence is read.", p.lint)
	return s
}

// add registers a tool that reads the project and nothing else.
func add[In, Out any](s *sdk.Server, name, does string, answer func(In) (Out, error)) {
	no := false
	tool := &sdk.Tool{
		Name:        name,
		Description: does,
		Annotations: &sdk.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no,
			OpenWorldHint: &no},
	}
	sdk.AddTool(s, tool, func(_ context.Context, _ *sdk.CallToolRequest, in In) (*sdk.CallToolResult, Out, error) {
		out, err := answer(in)
		return nil, out, err
	})
}

// paged cuts a page out of a list; next is where the following one starts, 0
// after the last.
func paged[T any](list []T, offset, most int) (page []T, next int, err error) {
	if offset < 0 || offset > len(list) {
		return nil, 0, fmt.Errorf("offset: expected 0 to %d, found %d", len(list), offset)
	}
	page = list[offset:min(len(list), offset+most)]
	if page == nil {
		page = []T{}
	}
	if end := offset + len(page); end < len(list) {
		next = end
	}
	return page, next, nil
}
