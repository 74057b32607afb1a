package criteria

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"signoff/internal/source"
	"signoff/internal/tree"
)

// MaxOverride is the longest time that an override lasts.
const MaxOverride = 72 * time.Hour

// Override is the release of one assessment that is not approved, for a while, as
// it is recorded: a file of the folder approvals/overrides. A signature next to
// it says who made it; one without is nobody's word.
type Override struct {
	// Name is who releases, Because why, and Ticket where the emergency is told.
	Name, Because, Ticket string
	// Date is the instant at which it was signed, in UTC: the signer's own word.
	// Until is when it ends, at most MaxOverride later.
	Date, Until time.Time
	// Digest is that of the assessment that is released: SHA-256 in lower-case
	// hexadecimal.
	Digest string
	// Commit is the commit that was assessed, "" when it was not known, and Parts
	// are the parts of what was assessed, each with the start of its digest.
	Commit string
	Parts  []string
	// Meaning says in a sentence what the signature stands for.
	Meaning string
	// Changed says why the record is not the one that was written, "" when it is.
	Changed  string
	Declared source.Pos
}

// overrideDraft is an override as it is written.
type overrideDraft struct {
	until, digest, commit tree.Node
	date                  tree.Node
	record                string
	override              Override
}

func (d *overrideDraft) keys(tree.Node) []tree.Key {
	o := &d.override
	return []tree.Key{
		{Name: "override", Doc: "who releases what is not approved", Shape: tree.Text(&o.Name), Required: true},
		{Name: "because", Doc: "why", Shape: tree.Text(&o.Because), Required: true},
		{Name: "ticket", Doc: "where the emergency is told", Shape: tree.Text(&o.Ticket), Required: true},
		{Name: "date", Doc: "when", Shape: date(&d.date, &o.Date), Required: true},
		{Name: "until", Doc: "when it ends", Shape: date(&d.until, &o.Until), Required: true},
		{Name: "digest", Doc: "the SHA-256 of the assessment that is released", Shape: kept(&d.digest, tree.Text(&o.Digest)), Required: true},
		{Name: "commit", Doc: "the commit that was assessed", Shape: kept(&d.commit, tree.Text(&o.Commit))},
		{Name: "parts", Doc: "the parts of what was assessed, each with the start of its digest", Shape: tree.Texts(&o.Parts)},
		{Name: "meaning", Doc: "what the signature stands for", Shape: tree.Text(&o.Meaning)},
		{Name: "record", Doc: "the SHA-256 of all lines above", Shape: tree.Text(&d.record)},
	}
}

// ParseOverride reads one recorded override, as ParseApproval reads an approval.
func ParseOverride(name string, text []byte, faults *source.List) (Override, bool) {
	before := len(faults.Faults())
	draft, at := readRecord(name, text, "an override", (*overrideDraft).keys, faults)
	if draft == nil {
		return Override{}, false
	}
	o := draft.override
	checkRecorded(draft.digest, o.Digest, draft.commit, o.Commit)
	o.Date, o.Until, o.Declared = o.Date.UTC(), o.Until.UTC(), at
	if !o.Until.After(o.Date) {
		draft.until.Fail("expected an end after %s", o.Date.Format(time.RFC3339))
	}
	o.Changed = changedSince(text, o.YAML(), draft.record, "signoff override")
	maskExcerpts(*faults)
	return o, len(faults.Faults()) == before
}

// YAML writes the record as ParseOverride reads it, to the byte: it is what a key
// signs. Its last line covers all others.
func (o Override) YAML() []byte { return covering(o.body()) }

// Record identifies the record: the SHA-256 of what stands above its last line.
func (o Override) Record() string { return sumOf(o.body()) }

func (o Override) body() []byte {
	var out recordBody
	out.plain("override", strconv.Quote(o.Name))
	out.plain("because", strconv.Quote(o.Because))
	out.plain("ticket", strconv.Quote(o.Ticket))
	out.plain("date", o.Date.UTC().Format(time.RFC3339))
	out.plain("until", o.Until.UTC().Format(time.RFC3339))
	fmt.Fprintf(&out, "digest: %s\n", o.Digest)
	out.quoted("commit", o.Commit)
	out.list("parts", o.Parts)
	out.quoted("meaning", o.Meaning)
	return out.Bytes()
}

// Means is what a record stands for when it speaks of this project and release.
func (o Override) Means(project, release string) string {
	return fmt.Sprintf("I know that assessment %.12s of %s is not approved and, in an emergency, release it until %s.",
		o.Digest, strings.TrimSpace(project+" "+release), o.Until.UTC().Format(time.RFC3339))
}
