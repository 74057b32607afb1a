package criteria

import (
	"fmt"
	"strings"
	"time"
)

// revision is a digest of all that decides what becomes of a criterion; its
// words, owner and references make no difference.
func (l *loader) revision(c *Criterion) string {
	var text strings.Builder
	l.describe(&text, c.Expr)
	fmt.Fprintf(&text, "target %s\n", c.Target)
	if c.Warn != nil {
		fmt.Fprintf(&text, "warn %s\n", c.Warn)
	}
	if c.Confidence != nil {
		fmt.Fprintf(&text, "confidence %s\n", c.Confidence.RatString())
	}
	if r := c.Repair; r != nil && r.Typed.Known() {
		fmt.Fprintf(&text, "repair %s\n", r.Typed)
	} else if r != nil && r.Ask >= 0 {
		fmt.Fprintf(&text, "repair %s\n", questionText(l.plan.Asks[r.Ask]))
	}
	if e := c.Each; e != nil {
		fmt.Fprintf(&text, "each %s %s\n", e.Field, e.Pattern)
		for _, o := range e.Overrides {
			fmt.Fprintf(&text, "override %s %s\n", o.Match, o.Target)
		}
	}
	if c.Informs {
		text.WriteString("informs\n")
	}
	if !c.Binds.IsZero() {
		fmt.Fprintf(&text, "binds %s\n", c.Binds.UTC().Format(time.RFC3339))
	}
	if !c.Revised.IsZero() {
		fmt.Fprintf(&text, "revised %s\n", c.Revised.Format(time.DateOnly))
	}
	fmt.Fprintf(&text, "blocker %t weight %s empty %t applies %t", c.Blocker, c.Weight.RatString(), c.EmptyMet, c.Applies)
	return digest([]byte(text.String()))[:16]
}

func (l *loader) describe(text *strings.Builder, e Expr) {
	ask := func(i int) string {
		if i < 0 {
			return ""
		}
		return questionText(l.plan.Asks[i])
	}
	switch e := e.(type) {
	case Unproven:
		text.WriteString("nothing asked\n")
	case One:
		fmt.Fprintf(text, "ask %s\n", ask(e.Ask))
	case Quotient:
		fmt.Fprintf(text, "ratio %s ÷ %s\n", ask(e.Over), ask(e.Under))
	case Change:
		fmt.Fprintf(text, "change %s since %s\n", ask(e.New), ask(e.Old))
		if e.Unpaired {
			text.WriteString("unpaired skip\n")
		}
	case PastRuns:
		fmt.Fprintf(text, "change %s since %s\n", ask(e.Ask), e.Against())
	case Formula:
		fmt.Fprintf(text, "expression %s\n", e.Source)
		for _, o := range e.Operands {
			fmt.Fprintf(text, "%s is %s\n", o.Name, ask(o.Ask))
		}
	case Some:
		fmt.Fprintf(text, "%s %d of %d\n", e.Form, e.N, len(e.Members))
		for _, m := range e.Members {
			l.describe(text, m.Expr)
			fmt.Fprintf(text, "target %s empty %t\n", m.Target, m.EmptyMet)
		}
	}
}
