package audit

import (
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

var signoffRule = Rule{
	Name: "signoff", Level: Warning,
	Do: "have a person sign, by name and date",
	Doc: "Nobody stands behind the document: a signature table has no names, or names a team, a role or a " +
		"program; \"approved by\" is answered so. " +
		"A warning where the document approves something and a signature line names no person, else a note; " +
		"a note too where it approves and names no author, reviewer or approver at all.",
	Check: checkSignoff,
}

func checkSignoff(d *Document, report Report) {
	approval := d.approval()
	level := Note
	if approval != nil {
		level = Warning
	}
	persons, found := 0, 0
	for _, t := range d.Tables {
		role := t.ColumnLike(func(h string) bool {
			return hasWord(h, "role", "title", "position", "approver",
				"stakeholder")
		})
		name := t.Column("name", "names", "full name", "signatory", "signed by")
		date := t.ColumnLike(func(h string) bool {
			return hasWord(h, "signature", "date", "approved", "signed",
				"sign-off")
		})
		if role < 0 || name < 0 || date < 0 || t.Tree {
			continue
		}
		reported := false
		for _, r := range t.Rows {
			what := nobody(r.Cell(name).Text, r.Cell(role).Text)
			if what == "" {
				persons++
				continue
			}
			if found++; !reported {
				reported = true
				report(level, r.Line, "", "%s signs as %s: %s", quoteOr(r.Cell(role).Text, "the row"),
					quoteOr(r.Cell(name).Text, "nobody"), what)
			}
		}
	}
	named, faults := d.signatureLines(level, report)
	if approval == nil || persons+named+found+faults > 0 {
		return
	}
	at := d.closing(approval.No)
	report(Note, at, "", "line %d approves, and the document names no person as author, reviewer or approver",
		approval.No)
}

// program is why the name of a program is not a person's.
const program = "a program, no person"

func quoteOr(s, otherwise string) string {
	if strings.Trim(s, "-–—_[] .") == "" {
		return otherwise
	}
	return s
}

// nobody says why a name is not a person's, "" when it may be one.
func nobody(name, role string) string {
	lower := strings.ToLower(strings.Trim(name, "[]()_ .-–—…"))
	switch {
	case lower == "" || blankWord(lower) || strings.Trim(lower, "x") == "":
		return "no name"
	case hasWord(lower, "team", "department", "group", "committee", "organization", "client", "management", "leads"):
		return "a group, no person"
	case tool().MatchString(lower):
		return program
	case hasWord(lower, "agent", "agentic", "bot", "assistant", "ai", "system", "automated", "automation", "pipeline",
		"gpt", "llm", "model"):
		return program
	case isRole(lower) || lower == strings.ToLower(role):
		return "a role, no name"
	case lower == "pending" || lower == "n/a" || lower == "signature":
		return "no name"
	}
	return ""
}

// tool is the name of a program that writes: alone, with its model or version.
var tool = lazy.Regexp(`^(?:openai |anthropic |google |github |microsoft )?(?:claude|chat ?gpt|gpt|gemini|copilot` +
	`|cursor|devin|codex|grok|llama|mistral|deepseek|qwen|kimi|aider|cline|windsurf)` +
	`(?:[\s-]?(?:code|pro|opus|sonnet|haiku|flash|ultra|agent|ai|bot|cli|chat|\d[\w.]*))*$`)

func isRole(lower string) bool {
	fields := strings.Fields(lower)
	if len(fields) == 0 || len(fields) > 4 {
		return false
	}
	for _, w := range fields {
		switch w {
		case "project", "product", "manager", "owner", "lead", "leader", "engineer", "engineering", "technical", "tech",
			"director", "qa", "quality", "assurance",
			"chief", "officer", "architect", "security", "release", "operations", "devops", "developer", "senior", "cto",
			"ceo", "ciso", "head", "of", "test", "software", "program", "sponsor", "and", "user", "human", "stakeholder",
			"steward":
		default:
			return false
		}
	}
	return true
}

var (
	approvers = []string{"approved by", "signed by", "signed off by", "sign-off by", "certified by", "approver",
		"authorized by", "release approved by", "final approval by"}
	authors = []string{"reviewed by", "reviewer", "prepared by", "author", "authors", "written by", "created by",
		"issued by", "auditor", "assessor", "tester", "tested by", "test engineer", "test " +
			"lead", "owner", "engineer", "conducted by", "assessed by", "verified by", "qa engineer", "report " +
			"by", "project manager", "contact"}
)

// signatureLines looks at lines such as "Approved by: NAME".
func (d *Document) signatureLines(level Level, report Report) (named, faults int) {
	seen := map[string]bool{}
	for i := range d.Lines {
		line := &d.Lines[i]
		key := line.key
		approver := oneOf(key, approvers) || words.Foreign(key).Has(words.SignedBy)
		if line.Value == "" && !approver || !approver && !oneOf(key, authors) || line.Kind == Code {
			continue
		}
		what := nobody(line.Value, "")
		approver = approver || tool().MatchString(strings.ToLower(line.Value)) && oneOf(key, []string{"reviewed by",
			"verified by", "checked by", "released by", "reviewer"})
		if !approver && what == program && !seen[what] {
			seen[what] = true
			report(Note, line.No, line.Value, "%s %s: %s", key, line.Value, what)
		}
		if what == "" {
			named++
			continue
		}
		if approver && !seen[line.Value] && !(line.Value == "" && i+1 < len(d.Lines) && d.Lines[i+1].Kind == Item) {
			seen[line.Value] = true
			faults++
			report(level, line.No, "", "%s %s: %s", key, quoteOr(line.Value, "nobody"), what)
		}
	}
	return named, faults
}

func oneOf(s string, list []string) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}

// closing is where a signature would stand: the heading of a contact or
// sign-off section, else the closing lines of the document.
func (d *Document) closing(otherwise int) int {
	for _, s := range d.Sections[1:] {
		if hasWord(strings.ToLower(s.Title), "contact", "sign-off", "signoff", "signatures", "contact information") {
			return s.Line
		}
	}
	last := len(d.Lines) - 1
	if last < 0 || d.Lines[last].Kind != Prose || d.Lines[last].Table != nil {
		return otherwise
	}
	first := last
	for first > 0 && d.Lines[first-1].Block == d.Lines[last].Block {
		first--
	}
	return d.Lines[first].No
}
