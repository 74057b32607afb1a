package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// InFences puts words in the place of calls in fenced code, where braces are
// otherwise just braces: of those that with knows, and of no others. The lines of
// the text stay the lines that they are.
func InFences(md string, with func(c Call) (words string, known bool)) string {
	src := lines(md)
	if !strings.Contains(src, "```") && !strings.Contains(src, "~~~") {
		return md
	}
	var out strings.Builder
	at := 0
	raw := []byte(src)
	if _, err := heavy(raw); err != nil {
		return md
	}
	root := structure.Parse(text.NewReader(raw))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() != ast.KindFencedCodeBlock || !entering {
			return ast.WalkContinue, nil
		}
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			for from := line.Start; from < line.Stop; {
				open := strings.Index(src[from:line.Stop], "{{")
				if open < 0 {
					break
				}
				from += open
				call, length := parseCall(raw[from:line.Stop])
				call.Line, call.Col = 1+strings.Count(src[:from], "\n"), from-strings.LastIndexByte(src[:from], '\n')
				if words, known := with(call); known && call.Err == nil {
					out.WriteString(src[at:from])
					out.WriteString(fenced(words))
					at = from + length
				}
				from += length
			}
		}
		return ast.WalkContinue, nil
	})
	out.WriteString(src[at:])
	return out.String()
}

// fenced are words that cannot end the fence around them.
func fenced(words string) string {
	return strings.NewReplacer("`", "'", "~", "-").Replace(OneLine(words))
}
