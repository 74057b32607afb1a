package scorecard

// Evidence is one entry of the evidence register.
type Evidence struct {
	ID          string     `json:"id"`
	Path        string     `json:"path,omitempty"` // the declared glob or path
	Files       []File     `json:"files"`
	Format      string     `json:"format,omitempty"`
	Kind        string     `json:"kind,omitempty"`
	Tool        *Tool      `json:"tool,omitempty"`
	SHA256      string     `json:"sha256,omitempty"` // of the one file, or over the digests of all
	Bytes       *int64     `json:"bytes,omitempty"`  // nil when nothing was read
	ProducedAt  string     `json:"produced_at,omitempty"`
	DatedBy     string     `json:"dated_by"` // file, collect, declared, none
	DatedName   string     `json:"dated_name,omitempty"`
	Commit      string     `json:"commit,omitempty"`
	Bound       string     `json:"bound"` // commit, tree, merge, none
	State       string     `json:"state"` // usable, or the first reason
	Detail      []Detail   `json:"detail,omitempty"`
	Transcribed string     `json:"transcribed,omitempty"`
	Statement   *Statement `json:"statement,omitempty"`
	Scope       []Note     `json:"scope,omitempty"`
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
	Limit      string   `json:"limit,omitempty"`
	Covers     []string `json:"covers"`
	// Rules, Paths and Version are what alone it is for; left out when it is for
	// the whole criterion and any release.
	Rules   []string `json:"rules,omitempty"`
	Paths   []string `json:"paths,omitempty"`
	Version string   `json:"version,omitempty"`
	// State is in-force, expiring, expired, not-yet, out-of-limit, out-of-scope,
	// too-long, self-approved or unused; only the first two have an effect.
	State    string   `json:"state"`
	Declared Declared `json:"declared"`
}

// Approval is a role's sign-off; State is given, conditional, refused, void or
// missing.
type Approval struct {
	Role      string   `json:"role"`
	Name      string   `json:"name,omitempty"`
	Date      string   `json:"date,omitempty"`
	State     string   `json:"state"`
	Condition string   `json:"condition,omitempty"`
	Digest    string   `json:"digest,omitempty"`
	Notes     []string `json:"notes,omitempty"`
}

// Limit is one thing that this report cannot vouch for.
type Limit struct {
	Code string   `json:"code"`
	Text string   `json:"text"`
	IDs  []string `json:"ids,omitempty"`
	// First says that it stands on the first screen of every output.
	First bool `json:"first_screen,omitempty"`
}
