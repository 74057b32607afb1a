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

// Approval is one sign-off as it is recorded: a file of the folder approvals.
// Who wrote the record is not known from it; a signature next to it says that.
type Approval struct {
	Role, Name string
	// Date is the instant at which it was signed, in UTC: the signer's own word.
	Date time.Time
	// Digest is that of the assessment that was signed: SHA-256 in lower-case
	// hexadecimal.
	Digest string
	// Condition is what the approval depends on, "" for nothing, and Until the
	// instant by which it has to be fulfilled, zero for none.
	Condition string
	Until     time.Time
	// Refused says that the role says no.
	Refused bool
	// Unattended says that no person sat before a terminal when it was recorded.
	Unattended bool
	// Commit is the commit that was assessed, "" when it was not known.
	Commit string
	// Parts are the parts of what was signed, each with the start of its digest,
	// so that what changed since can be named.
	Parts []string
	// TakesBack is the digest of the record of the same person that this one takes
	// back, "" for none.
	TakesBack string
	// Meaning says in a sentence what the signature stands for.
	Meaning string
	// Changed says why the record is not the one that was written, "" when it is.
	Changed  string
	Declared source.Pos
}

var sha256Pattern = lazy.Regexp(`^[0-9a-f]{64}$`)

// approvalDraft is an approval as it is written.
type approvalDraft struct {
	at, date, until, digest, condition, commit, takesBack tree.Node
	record                                                string
	approval                                              Approval
}

func (d *approvalDraft) keys(at tree.Node) []tree.Key {
	d.at = at
	a := &d.approval
	return []tree.Key{
		{Name: "role", Doc: "which role signs", Shape: tree.Text(&a.Role), Required: true},
		{Name: "name", Doc: "who signs for it", Shape: tree.Text(&a.Name), Required: true},
		{Name: "date", Doc: "when", Shape: date(&d.date, &a.Date), Required: true},
		{Name: "digest", Doc: "the SHA-256 of the assessment that is signed", Shape: kept(&d.digest, tree.Text(&a.Digest)), Required: true},
		{Name: "condition", Doc: "what the approval depends on", Shape: kept(&d.condition, tree.Text(&a.Condition))},
		{Name: "until", Doc: "by when the condition has to be fulfilled", Shape: date(&d.until, &a.Until)},
		{Name: "refused", Doc: "true for a no", Shape: tree.Flag(&a.Refused)},
		{Name: "unattended", Doc: "true when no person sat before a terminal", Shape: tree.Flag(&a.Unattended)},
		{Name: "commit", Doc: "the commit that was assessed", Shape: kept(&d.commit, tree.Text(&a.Commit))},
		{Name: "parts", Doc: "the parts of what was signed, each with the start of its digest", Shape: tree.Texts(&a.Parts)},
		{Name: "takes_back", Doc: "the record that this one takes back, by the SHA-256 on its last line", Shape: kept(&d.takesBack, tree.Text(&a.TakesBack))},
		{Name: "meaning", Doc: "what the signature stands for", Shape: tree.Text(&a.Meaning)},
		{Name: "record", Doc: "the SHA-256 of all lines above", Shape: tree.Text(&d.record)},
	}
}

// ParseApproval reads one recorded sign-off; name stands in positions. Faults
// are added to the list, and the second result is then false. A record that is
// not to the byte what YAML writes of it was changed, and says so.
func ParseApproval(name string, text []byte, faults *source.List) (Approval, bool) {
	before := len(faults.Faults())
	draft, at := readRecord(name, text, "an approval", (*approvalDraft).keys, faults)
	if draft == nil {
		return Approval{}, false
	}
	a := draft.approval
	checkRecorded(draft.digest, a.Digest, draft.commit, a.Commit)
	if a.Refused && a.Condition != "" {
		draft.condition.Fail("a refusal has no condition")
	}
	if a.Condition == "" && !a.Until.IsZero() {
		draft.until.Fail("until when is a condition to be fulfilled: there is none")
	}
	if a.TakesBack != "" && !sha256Pattern().MatchString(a.TakesBack) {
		draft.takesBack.Expected("a SHA-256 of 64 hexadecimal digits")
	}
	a.Date, a.Until, a.Declared = a.Date.UTC(), a.Until.UTC(), at
	a.Changed = changedSince(text, a.YAML(), draft.record, "signoff approve")
	maskExcerpts(*faults)
	return a, len(faults.Faults()) == before
}

// YAML writes the record as ParseApproval reads it, to the byte: it is what a
// key signs. Its last line covers all others.
func (a Approval) YAML() []byte { return covering(a.body()) }

// Record identifies the record: the SHA-256 of what stands above its last line.
func (a Approval) Record() string { return sumOf(a.body()) }

func (a Approval) body() []byte {
	var out recordBody
	out.plain("role", strconv.Quote(a.Role))
	out.plain("name", strconv.Quote(a.Name))
	out.plain("date", a.Date.UTC().Format(time.RFC3339))
	fmt.Fprintf(&out, "digest: %s\n", a.Digest)
	out.quoted("condition", a.Condition)
	out.instant("until", a.Until)
	if a.Refused {
		out.plain("refused", "true")
	}
	if a.Unattended {
		out.plain("unattended", "true")
	}
	out.quoted("commit", a.Commit)
	out.list("parts", a.Parts)
	out.plain("takes_back", a.TakesBack)
	out.quoted("meaning", a.Meaning)
	return out.Bytes()
}

// Means is what a record stands for when it speaks of this project and release.
func (a Approval) Means(project, release string) string {
	what := strings.TrimSpace(project + " " + release)
	switch {
	case a.Refused:
		return fmt.Sprintf("I have read assessment %.12s of %s and, for %s, refuse its release.", a.Digest, what, a.Role)
	case a.Condition != "":
		return fmt.Sprintf("I have read assessment %.12s of %s and, for %s, approve its release on the condition that stands here.", a.Digest, what, a.Role)
	}
	return fmt.Sprintf("I have read assessment %.12s of %s and, for %s, approve its release.", a.Digest, what, a.Role)
}
