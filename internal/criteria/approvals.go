package criteria

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"signoff/internal/lazy"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// Approval is one recorded sign-off: a file of the folder approvals. Names are
// recorded, not authenticated.
type Approval struct {
	Role, Name string
	// Date is the instant at which it was signed, in UTC.
	Date time.Time
	// Digest is that of the assessment that was signed: SHA-256 in lower-case
	// hexadecimal.
	Digest string
	// Condition is what the approval depends on, "" for nothing.
	Condition string
	// Refused says that the role says no.
	Refused  bool
	Declared source.Pos
}

var sha256Pattern = lazy.Regexp(`^[0-9a-f]{64}$`)

// approvalDraft is an approval as it is written.
type approvalDraft struct {
	at, date, digest, condition tree.Node
	approval                    Approval
}

func (a *approvalDraft) keys(at tree.Node) []tree.Key {
	a.at = at
	return []tree.Key{
		{Name: "role", Doc: "which role signs", Shape: tree.Text(&a.approval.Role), Required: true},
		{Name: "name", Doc: "who signs for it", Shape: tree.Text(&a.approval.Name), Required: true},
		{Name: "date", Doc: "when", Shape: date(&a.date, &a.approval.Date), Required: true},
		{Name: "digest", Doc: "the SHA-256 of the assessment that is signed", Shape: kept(&a.digest, tree.Text(&a.approval.Digest)), Required: true},
		{Name: "condition", Doc: "what the approval depends on", Shape: kept(&a.condition, tree.Text(&a.approval.Condition))},
		{Name: "refused", Doc: "true for a no", Shape: tree.Flag(&a.approval.Refused)},
	}
}

// ParseApproval reads one recorded sign-off; name stands in positions. Faults
// are added to the list, and the second result is then false.
func ParseApproval(name string, text []byte, faults *source.List) (Approval, bool) {
	before := len(faults.Faults())
	root, ok := tree.Parse(name, text, faults)
	if !ok {
		return Approval{}, false
	}
	takeSecrets(root)
	var draft *approvalDraft
	tree.One("an approval", (*approvalDraft).keys, &draft).Read(root)
	if draft == nil || len(faults.Faults()) > before {
		return Approval{}, false
	}
	a := draft.approval
	if !sha256Pattern().MatchString(a.Digest) {
		draft.digest.Wanted("a SHA-256 of 64 hexadecimal digits")
	}
	if a.Refused && a.Condition != "" {
		draft.condition.Fail("a refusal has no condition")
	}
	a.Date, a.Declared = a.Date.UTC(), root.Pos()
	maskExcerpts(*faults)
	return a, len(faults.Faults()) == before
}

// YAML writes the record as ParseApproval reads it.
func (a Approval) YAML() []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "role: %s\nname: %s\ndate: %s\ndigest: %s\n",
		strconv.Quote(a.Role), strconv.Quote(a.Name), a.Date.UTC().Format(time.RFC3339), a.Digest)
	if a.Condition != "" {
		fmt.Fprintf(&out, "condition: %s\n", strconv.Quote(a.Condition))
	}
	if a.Refused {
		out.WriteString("refused: true\n")
	}
	return []byte(out.String())
}
