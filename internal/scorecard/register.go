package scorecard

// Evidence is one entry of the evidence register.
type Evidence struct {
	ID          string        `json:"id" doc:"its id"`
	Path        string        `json:"path,omitempty" doc:"the declared paths or patterns"`
	Files       []File        `json:"files" doc:"the files that were read"`
	Format      string        `json:"format,omitempty" doc:"the format that read them"`
	Kind        string        `json:"kind,omitempty" doc:"the kind of the format"`
	Reader      string        `json:"kind_of_reader,omitempty" doc:"own where the project itself says what the files say"`
	Tool        *Tool         `json:"tool,omitempty" doc:"the tool that wrote them"`
	SHA256      string        `json:"sha256,omitempty" doc:"the digest of the one file, or over the digests of all"`
	Bytes       *int64        `json:"bytes,omitempty" doc:"how many bytes were read"` // nil when nothing was read
	ProducedAt  string        `json:"produced_at,omitempty" doc:"the oldest date inside"`
	DatedBy     Dating        `json:"dated_by" doc:"who states the date"`
	DatedName   string        `json:"dated_name,omitempty" doc:"the person who states it"`
	Commit      string        `json:"commit,omitempty" doc:"the commit that it names"`
	Bound       Binding       `json:"bound" doc:"what binds it to the assessed commit"`
	State       EvidenceState `json:"state" doc:"usable, or the first reason why not"`
	Detail      []Detail      `json:"detail,omitempty" doc:"every reason why not"`
	Transcribed string        `json:"transcribed,omitempty" doc:"what a person typed it from"`
	Statement   *Statement    `json:"statement,omitempty" doc:"a person's word in place of a file"`
	Scope       []Note        `json:"scope,omitempty" doc:"what the tool looked at, counted"`
	// Rules are the rules that a scanner reported findings of, the worst first
	// and at most a hundred; MoreRules says that there were more.
	Rules     []Rule `json:"rules,omitempty" doc:"the rules that findings were of, the worst first, at most a hundred"`
	MoreRules bool   `json:"more_rules,omitempty" doc:"there were more rules than a hundred"`
	Collect   string `json:"collect,omitempty" doc:"the command that makes it"`
	// Asked is nil in an assessment that was made before it was said.
	Asked  []Demand `json:"asked,omitzero" doc:"what the plan asks of it and allows it"`
	UsedBy []string `json:"used_by,omitempty" doc:"the criteria that read it"`
}

// Demand is one thing that the plan asks of an evidence or allows it.
type Demand struct {
	Key   string `json:"key" doc:"its key in signoff.yaml: max_age, min.files, skipped and others"`
	Value string `json:"value" doc:"what is asked, or allowed"`
}

// Rule is a rule of a scanner with the worst severity among its findings.
type Rule struct {
	ID       string   `json:"id" doc:"its id"`
	Severity Severity `json:"severity" doc:"the worst severity among its findings"`
}

// File is one file of an evidence.
type File struct {
	Path       string `json:"path" doc:"its path"`
	Format     string `json:"format,omitempty" doc:"the format that read it"`
	SHA256     string `json:"sha256,omitempty" doc:"its digest"`
	Bytes      *int64 `json:"bytes,omitempty" doc:"its length"`
	ProducedAt string `json:"produced_at,omitempty" doc:"the date inside"`
	Same       string `json:"same_as,omitempty" doc:"the file with the same bytes that was counted in its place"`
}

// Statement is a person's word in place of a tool's.
type Statement struct {
	Text  string `json:"text" doc:"what is said"`
	By    string `json:"by" doc:"who says it"`
	On    string `json:"on" doc:"when"`
	Holds bool   `json:"holds" doc:"whether it holds"`
	Proof string `json:"proof,omitempty" doc:"the file that shows it"`
}

// Waiver is an accepted exception and what it does to this assessment.
type Waiver struct {
	ID         string   `json:"id" doc:"its id"`
	Criterion  string   `json:"criterion" doc:"the criterion that it is for"`
	Reason     string   `json:"reason" doc:"why, in Markdown"`
	Owner      string   `json:"owner" doc:"who owns it"`
	ApprovedBy string   `json:"approved_by" doc:"who approved it"`
	Ticket     string   `json:"ticket,omitempty" doc:"where it is followed up"`
	Granted    string   `json:"granted,omitempty" doc:"the day from which it is in force"`
	Expires    string   `json:"expires" doc:"the last day on which it is"`
	Due        string   `json:"due,omitempty" doc:"the day by which what it accepts is to be mended"`
	Limit      Bound    `json:"limit,omitzero" doc:"a target that must still hold"`
	Covers     []string `json:"covers" doc:"the outcomes that it covers"`
	// Rules to Versions and the release Version are what alone it is for; left
	// out when it is for the whole criterion and any release.
	Rules    []string `json:"rules,omitempty" doc:"the rules that alone it is for"`
	CVEs     []string `json:"cves,omitempty" doc:"the vulnerabilities that alone it is for"`
	CWEs     []string `json:"cwes,omitempty" doc:"the weaknesses that alone it is for"`
	Packages []string `json:"packages,omitempty" doc:"the components that alone it is for"`
	Versions []string `json:"versions,omitempty" doc:"the versions of them that alone it is for"`
	Paths    []string `json:"paths,omitempty" doc:"the paths that alone it is for"`
	Version  string   `json:"version,omitempty" doc:"the release that alone it is for"`
	// State is in-force, expiring, expired, not-yet-granted, out-of-limit,
	// covers-nothing or too-long; only the first two have an effect.
	State WaiverState `json:"state" doc:"what it does: only in-force and expiring have an effect"`
	// Covered is how many records it covers, when it is for some alone, Exhibits
	// the worst of them and ExhibitsMore how many more there are.
	Covered      *int64    `json:"covered,omitempty" doc:"how many records it covers, when it is for some alone"`
	Exhibits     []Exhibit `json:"exhibits,omitempty" doc:"the worst of them"`
	ExhibitsMore int64     `json:"exhibits_more,omitempty" doc:"how many more there are"`
	Declared     Declared  `json:"declared" doc:"where it is declared"`
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
	Role      string        `json:"role" doc:"the role"`
	Name      string        `json:"name,omitempty" doc:"who signed"`
	Date      string        `json:"date,omitempty" doc:"when"`
	State     ApprovalState `json:"state" doc:"what became of it: signed and recorded ones count"`
	Condition string        `json:"condition,omitempty" doc:"what it depends on"`
	Until     string        `json:"until,omitempty" doc:"by when the condition has to be fulfilled"`
	Digest    string        `json:"digest,omitempty" doc:"the assessment that was signed"`
	// Signer is whose key signed the record, and Key its fingerprint.
	Signer string `json:"signer,omitempty" doc:"whose key signed it, as the allowed_signers file names them"`
	Key    string `json:"key,omitempty" doc:"the fingerprint of that key"`
	// Unattended says that no person sat before a terminal when it was recorded.
	Unattended bool     `json:"unattended,omitempty" doc:"whether it was recorded without a person before a terminal"`
	Notes      []string `json:"notes,omitempty" doc:"what speaks against its independence, or why it does not count"`
}

// Counts says whether the role approves by it, with a condition or without.
func (a Approval) Counts() bool { return a.State == Signed || a.State == Recorded }

// Override is the release of this assessment by a person in an emergency. It
// changes how a gate ends, and no figure, outcome or verdict.
type Override struct {
	Name    string        `json:"name" doc:"who releases"`
	Because string        `json:"because" doc:"why"`
	Ticket  string        `json:"ticket" doc:"where the emergency is told"`
	Date    string        `json:"date" doc:"when it was signed"`
	Until   string        `json:"until" doc:"when it ends, RFC 3339 in UTC"`
	State   OverrideState `json:"state" doc:"what became of it: one that is in force lets a gate pass"`
	Digest  string        `json:"digest" doc:"the assessment that is released"`
	Signer  string        `json:"signer,omitempty" doc:"whose key signed it, as the allowed_signers file names them"`
	Key     string        `json:"key,omitempty" doc:"the fingerprint of that key"`
	Notes   []string      `json:"notes,omitempty" doc:"why it has no effect"`
}

// Released is the override that is in force and ends last, nil when there is none.
func (s *Scorecard) Released() *Override {
	for i := range s.Overrides {
		if s.Overrides[i].State == Releases {
			return &s.Overrides[i]
		}
	}
	return nil
}

// Limit is one thing that this report cannot vouch for.
type Limit struct {
	Code LimitCode `json:"code" doc:"the limit as a word for programs"`
	Text string    `json:"text" doc:"the limit in words"`
	IDs  []string  `json:"ids,omitempty" doc:"the evidence or criteria that it is about"`
	// First says that it stands on the first screen of every output.
	First bool `json:"first_screen,omitempty" doc:"it stands on the first screen of every output"`
}
