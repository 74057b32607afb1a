package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"signoff/internal/audit"
	"signoff/internal/scorecard"
)

// project is one whose assessment is that of the report package.
func project(t *testing.T) Project {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "report", "testdata", "assessment.json"))
	if err != nil {
		t.Fatal(err)
	}
	card, err := scorecard.Parse("assessment.json", data)
	if err != nil {
		t.Fatal(err)
	}
	moves := []scorecard.Move{{Criterion: card.Criteria[0].ID, Points: "1.5"}}
	return Project{
		Assess: func() (*scorecard.Scorecard, *scorecard.Explanation, error) {
			return card, &scorecard.Explanation{Moves: moves}, nil
		},
		Inspect: func(path string) (File, error) {
			f := File{Path: path, State: "usable"}
			for i := range 120 {
				f.Measures = append(f.Measures, Measure{Name: fmt.Sprint("m", i), Value: "1"})
			}
			return f, nil
		},
		Audit: func(_ string, text *string) ([]audit.Finding, error) {
			e, err := audit.EvidenceOf(card)
			if err != nil {
				return nil, err
			}
			results, err := audit.Run([]audit.Input{{Path: "m", Data: []byte(*text)}}, audit.Options{Against: e})
			return results[0].Findings, err
		},
		Lint: func() ([]Fault, error) { return nil, errors.New("expected signoff.yaml, found none") },
	}
}

// client is the SDK's own, connected to a server of that project.
func client(t *testing.T, p Project) *sdk.ClientSession {
	t.Helper()
	ctx := context.Background()
	here, there := sdk.NewInMemoryTransports()
	server, err := New("1.2.3", p).Connect(ctx, there, nil)
	if err != nil {
		t.Fatal(err)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		session.Close()
		server.Wait()
	})
	return session
}

func call(t *testing.T, s *sdk.ClientSession, tool string, arguments map[string]any, answer any) *sdk.CallToolResult {
	t.Helper()
	result, err := s.CallTool(context.Background(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	if answer != nil {
		data, err := json.Marshal(result.StructuredContent)
		if err != nil || json.Unmarshal(data, answer) != nil {
			t.Fatalf("%s: %s is no such answer", tool, data)
		}
	}
	return result
}

// TestTools holds what a client is told: five tools that read, and no more
// words than an agent can afford.
func TestTools(t *testing.T) {
	s := client(t, project(t))
	list, err := s.ListTools(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		a := tool.Annotations
		if a == nil || !a.ReadOnlyHint || !a.IdempotentHint || a.DestructiveHint == nil || *a.DestructiveHint ||
			a.OpenWorldHint == nil || *a.OpenWorldHint {
			t.Errorf("%s: hints are %+v", tool.Name, a)
		}
		if tool.OutputSchema == nil || tool.Description == "" {
			t.Errorf("%s says too little of itself", tool.Name)
		}
	}
	slices.Sort(names)
	if want := "audit check explain inspect lint"; strings.Join(names, " ") != want {
		t.Errorf("tools are %v, want %s", names, want)
	}
	text, err := json.Marshal(list.Tools)
	if err != nil {
		t.Fatal(err)
	}
	const budget, bytesEach = 1500, 3.5 // of a token of JSON
	if tokens := float64(len(text)+len(instructions)) / bytesEach; tokens > budget {
		t.Errorf("the tools are described in %d bytes, about %.0f tokens, want %d at most", len(text), tokens, budget)
	}
}

func TestCheckPages(t *testing.T) {
	s := client(t, project(t))
	var first Check
	call(t, s, "check", nil, &first)
	if first.Verdict == "" || len(first.Criteria) != mostCriteria || first.Next != mostCriteria ||
		first.Criteria[0].Outcome != "unmet" {
		t.Fatalf("got %+v", first)
	}
	seen := map[string]bool{}
	for page, offset := first, 0; ; {
		for _, c := range page.Criteria {
			seen[c.ID] = true
		}
		if offset = page.Next; offset == 0 {
			break
		}
		page = Check{}
		call(t, s, "check", map[string]any{"offset": offset}, &page)
	}
	if len(seen) != first.Total {
		t.Errorf("the pages hold %d criteria of %d", len(seen), first.Total)
	}
	for _, arguments := range []map[string]any{{"offset": -1}, {"offset": 999}, {"outcome": "fine"}} {
		if result := call(t, s, "check", arguments, nil); !result.IsError {
			t.Errorf("%v is answered", arguments)
		}
	}
}

func TestExplainInspectAuditLint(t *testing.T) {
	p := project(t)
	s := client(t, p)
	card, _, _ := p.Assess()
	id := card.Criteria[0].ID
	var e Explain
	call(t, s, "explain", map[string]any{"id": id}, &e)
	if e.ID != id || len(e.Change) == 0 || len(e.Evidence) == 0 {
		t.Errorf("explain %s gives %+v", id, e)
	}
	for _, subject := range []string{"verdict", "score"} {
		call(t, s, "explain", map[string]any{"id": subject}, &e)
		if e.Outcome == "" {
			t.Errorf("explain %s gives %+v", subject, e)
		}
	}
	if result := call(t, s, "explain", map[string]any{"id": "NONE-1"}, nil); !result.IsError {
		t.Error("an unknown id is explained")
	}
	var f File
	call(t, s, "inspect", map[string]any{"path": "a.xml", "offset": 100}, &f)
	if len(f.Measures) != 20 || f.Total != 120 || f.Next != 0 {
		t.Errorf("inspect gives %d measures of %d, next %d", len(f.Measures), f.Total, f.Next)
	}
	var a Audit
	call(t, s, "audit", map[string]any{"text": "The release is approved.\n\nCompliance: 99.9 %"}, &a)
	if a.Errors == 0 || a.Findings[0].Level != "error" {
		t.Errorf("audit gives %+v", a)
	}
	for tool, arguments := range map[string]map[string]any{"audit": {}, "lint": {}} {
		if result := call(t, s, tool, arguments, nil); !result.IsError {
			t.Errorf("%s without anything to look at is answered", tool)
		}
	}
}
