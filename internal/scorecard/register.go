package scorecard

// Evidence is one entry of the evidence register.
type Evidence struct {
	ID          string        `json:"id"`
	Path        string        `json:"path,omitempty"` // the declared glob or path
	Files       []File        `json:"files"`
	Format      string        `json:"format,omitempty"`
	Kind        string        `json:"kind,omitempty"`
	Tool        *Tool         `json:"tool,omitempty"`
	SHA256      string        `json:"sha256,omitempty"` // of the one file, or over the digests of all
	Bytes       *int64        `json:"bytes,omitempty"`  // nil when nothing was read
	ProducedAt  string        `json:"produced_at,omitempty"`
	DatedBy     Dating        `json:"dated_by"`
	DatedName   string        `json:"dated_name,omitempty"`
	Commit      string        `json:"commit,omitempty"`
	Bound       Binding       `json:"bound"`
	State       EvidenceState `json:"state"`
	Detail      []Detail      `json:"detail,omitempty"`
	Transcribed string        `json:"transcribed,omitempty"`
	Statement   *Statement    `json:"statement,omitempty"`
	Scope       []Note        `json:"scope,omitempty"`
	// Rules are the rules that a scanner reported findings of, the worst first
	// and at most a hundred; MoreRules says that there were more.
	Rules     []Rule   `json:"rules,omitempty"`
	MoreRules bool     `json:"more_rules,omitempty"`
	Collect   string   `json:"collect,omitempty"`
	UsedBy    []string `json:"used_by,omitempty"`
}

// Rule is a rule of a scanner with the worst severity among its findings.
type Rule struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
}

// File is one file of an evidence.
type File struct {
	Path       string `json:"path"`
	Format     string `json:"format,omitempty"`
	SHA256     string `json:"sha256,omitempty"`
	Bytes      *int64 `json:"bytes,omitempty"`
	ProducedAt string `json:"produced_at,omitempty"`
	Same       string `json:"same_as,omitempty"`
}

// Statement is a person's word in place of a tool's.
type Statement struct {
	Text  string `json:"text"`
	By    string `json:"by"`
	On    string `json:"on"`
	Holds bool   `json:"holds"`
	Proof string `json:"proof,omitempty"`
}

// Waiver is an accepted exception and what it does to this assessment.
type Waiver struct {
	ID         string   `json:"id"`
	Criterion  string   `json:"criterion"`
	Reason     string   `json:"reason"`
	Owner      string   `json:"owner"`
	ApprovedBy string   `json:"approved_by"`
	Ticket     string   `json:"ticket,omitempty"`
	Granted    string   `json:"granted,omitempty"`
	Expires    string   `json:"expires"`
	Due        string   `json:"due,omitempty"` // the day by which what it accepts is to be mended
	Limit      string   `json:"limit,omitempty"`
	Covers     []string `json:"covers"`
	// Rules to Versions and the release Version are what alone it is for; left
	// out when it is for the whole criterion and any release.
	Rules    []string `json:"rules,omitempty"`
	CVEs     []string `json:"cves,omitempty"`
	CWEs     []string `json:"cwes,omitempty"`
	Packages []string `json:"packages,omitempty"`
	Versions []string `json:"versions,omitempty"`
	Paths    []string `json:"paths,omitempty"`
	Version  string   `json:"version,omitempty"`
	// State is in-force, expiring, expired, not-yet-granted, out-of-limit,
	// covers-nothing or too-long; only the first two have an effect.
	State WaiverState `json:"state"`
	// Covered is how many records it covers, when it is for some alone, Exhibits
	// the worst of them and ExhibitsMore how many more there are.
	Covered      *int64    `json:"covered,omitempty"`
	Exhibits     []Exhibit `json:"exhibits,omitempty"`
	ExhibitsMore int64     `json:"exhibits_more,omitempty"`
	Declared     Declared  `json:"declared"`
}

// The states of an approval. Signed and recorded ones count, with or without a
// condition; a refusal counts as a no.
const (
	Signed   ApprovalState = "signed"   // by a key of the role
	Recorded ApprovalState = "recorded" // a name and nothing that shows who wrote it
	Refused  ApprovalState = "refused"
	Invalid  ApprovalState = "invalid" // changed, or signed by a key that does not sign here
	Void     ApprovalState = "void"    // of something else, or no longer
	Missing  ApprovalState = "missing"
)

// earlierStates are the words of documents from before approvals were signed, as
// Parse reads them.
var earlierStates = map[ApprovalState]ApprovalState{"given": Recorded, "conditional": Recorded}

// Approval is one sign-off of a role, or that it is missing.
type Approval struct {
	Role      string        `json:"role"`
	Name      string        `json:"name,omitempty"`
	Date      string        `json:"date,omitempty"`
	State     ApprovalState `json:"state"`
	Condition string        `json:"condition,omitempty"`
	Until     string        `json:"until,omitempty"`
	Digest    string        `json:"digest,omitempty"`
	// Signer is whose key signed the record, and Key its fingerprint.
	Signer string `json:"signer,omitempty"`
	Key    string `json:"key,omitempty"`
	// Unattended says that no person sat before a terminal when it was recorded.
	Unattended bool     `json:"unattended,omitempty"`
	Notes      []string `json:"notes,omitempty"`
}

// Counts says whether the role approves by it, with a condition or without.
func (a Approval) Counts() bool { return a.State == Signed || a.State == Recorded }

// Limit is one thing that this report cannot vouch for.
type Limit struct {
	Code LimitCode `json:"code"`
	Text string    `json:"text"`
	IDs  []string  `json:"ids,omitempty"`
	// First says that it stands on the first screen of every output.
	First bool `json:"first_screen,omitempty"`
}
