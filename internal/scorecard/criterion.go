package scorecard

import "signoff/internal/fact"

// Declared is where something stands in the criteria.
type Declared struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// Figure is a measured value as shown with its unit apart.
type Figure struct {
	Value string `json:"value"`
	Unit  string `json:"unit,omitempty"`
}

// Criterion is one judged criterion.
type Criterion struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	Category string      `json:"category"`
	Outcome  Outcome     `json:"outcome"`
	Reason   fact.Reason `json:"reason,omitempty"`
	Detail   []Detail    `json:"detail,omitempty"`
	Basis    Basis       `json:"basis,omitempty"` // "" while nothing is asked of evidence
	Measure  string      `json:"measure,omitempty"`
	Question string      `json:"question,omitempty"` // in words: measure, where, evidence
	// Measured is the figure that decided; an age is given as its date, and a
	// composite as how many of its members hold, "2 of 3".
	Measured *Figure `json:"measured,omitempty"`
	// Compared are the two figures that a change is between.
	Compared *Sides `json:"compared,omitempty"`
	// Exact is the figure that decided as a fraction in the unit of Measured, a
	// percentage as the part of its whole.
	Exact    string    `json:"exact,omitempty"`
	Interval *Interval `json:"interval,omitempty"`
	// Job is the figure of this run where past runs are what it is compared with.
	Job     *Job    `json:"job,omitempty"`
	Spread  *Spread `json:"spread,omitempty"`
	Part    int64   `json:"part,omitempty"`
	Whole   int64   `json:"whole,omitempty"`
	Series  string  `json:"series,omitempty"` // which of several figures decided
	Single  bool    `json:"single_figure,omitempty"`
	Seen    *int64  `json:"seen,omitempty"`
	Matched *int64  `json:"matched,omitempty"`
	Beside  []Note  `json:"beside,omitempty"`
	// Target is written as in signoff.yaml, ">= 80%"; that of a composite is its
	// form, "at least 2 of 3", and "" that of what is not asked yet.
	Target   string   `json:"target,omitempty"`
	Warn     string   `json:"warn,omitempty"`
	Headroom string   `json:"headroom,omitempty"`
	Credit   string   `json:"credit,omitempty"`
	Share    string   `json:"share,omitempty"` // of the overall score, a percentage
	Blocker  bool     `json:"blocker"`
	Weight   string   `json:"weight"`
	Identity string   `json:"identity,omitempty"` // by what findings were told apart from those of a base
	Informs  bool     `json:"informs,omitempty"`  // it counts nowhere, or not yet
	Binds    string   `json:"binds,omitempty"`    // the day from which it counts
	Was      []string `json:"was,omitempty"`      // its earlier ids
	Waived   bool     `json:"waived"`
	Waiver   string   `json:"waiver,omitempty"`  // id of the waiver in force, the first of several
	Waivers  []string `json:"waivers,omitempty"` // of all of them, when there are several
	// Trend is what became of it in past runs, the oldest first, when these are
	// known.
	Trend []TrendPoint `json:"trend,omitempty"`
	// Uncovered is the figure of what no waiver covers, when waivers cover a part
	// and that still does not satisfy the target.
	Uncovered *Figure  `json:"uncovered,omitempty"`
	Revision  string   `json:"revision"`
	Tailored  bool     `json:"tailored,omitempty"`
	Declared  Declared `json:"declared"`
	Pack      string   `json:"pack,omitempty"`
	Evidence  []Place  `json:"evidence"`

	Exhibits     []Exhibit `json:"exhibits"`
	ExhibitsMore int64     `json:"exhibits_more"`
	Rows         []Row     `json:"rows,omitempty"`
	Members      []Member  `json:"members,omitempty"`

	Owner       string   `json:"owner,omitempty"`
	Due         string   `json:"due,omitempty"` // the day by which it is to be closed
	Priority    string   `json:"priority,omitempty"`
	Phase       string   `json:"phase,omitempty"`
	Why         string   `json:"why,omitempty"`
	Fix         string   `json:"fix,omitempty"`
	Refs        []string `json:"refs,omitempty"`
	AppliesWhen string   `json:"applies_when,omitempty"` // the condition under which it applies, when that does not hold
	NotBecause  string   `json:"not_applicable_because,omitempty"`
	NotBy       string   `json:"not_applicable_approved_by,omitempty"`
}

// Sides are the figures of a comparison with a baseline.
type Sides struct {
	Now    Figure `json:"now"`
	Before Figure `json:"before"`
}

// Job is the figure of one run that is compared with those of past runs. Asked
// identifies the question, and Runs are the past runs, the oldest first.
type Job struct {
	Value string   `json:"value"`
	Unit  string   `json:"unit,omitempty"`
	Exact string   `json:"exact"`
	Asked string   `json:"asked"`
	Runs  []string `json:"runs"`
}

// TrendPoint is a criterion in one past run. Exact is its figure as a fraction in
// Unit, and Step says that it asks something else than in the run before.
type TrendPoint struct {
	Assessment string  `json:"assessment"` // its digest
	AsOf       string  `json:"as_of"`
	Outcome    Outcome `json:"outcome"`
	Exact      string  `json:"exact,omitempty"`
	Unit       string  `json:"unit,omitempty"`
	Step       bool    `json:"step,omitempty"`
}

// Interval is what samples show about a figure, at a stated confidence: it
// lies above Low and below High, each "" when the samples do not bound it.
// Needed is about how many samples would decide if their spread stays as seen.
type Interval struct {
	Low        string `json:"low,omitempty"`
	High       string `json:"high,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Confidence string `json:"confidence"`
	Samples    int    `json:"samples"`
	// Of says what Samples counts: requests, runs or rounds.
	Of string `json:"of,omitempty"`
	// Reduced says that the figure is the median of the runs' figures.
	Reduced bool `json:"reduced,omitempty"`
	// Rounds is in how many rounds the runs were made, of a comparison the fewer.
	Rounds int `json:"rounds,omitempty"`
	// Within says what the interval does not look beyond: "one round".
	Within string `json:"within,omitempty"`
	// Series is how many series share the criterion, where there are several, and
	// Apart the confidence at which one of them misses then.
	Series int    `json:"series,omitempty"`
	Apart  string `json:"apart,omitempty"`
	// Depends is of how many samples one is worth one, and Worth how many
	// independent samples there are so.
	Depends string `json:"depends,omitempty"`
	Worth   int    `json:"worth,omitempty"`
	// Assumes says what the interval takes for granted, and Tested how that was
	// looked at.
	Assumes string `json:"assumes,omitempty"`
	Tested  string `json:"tested,omitempty"`
	Needed  int    `json:"needed,omitempty"`
	// From is what the interval rests on where that is a window of time.
	From string `json:"from,omitempty"`
}

// Spread is how the samples of a figure lie: Counts of equal parts from Low to
// High, and Beyond of them up to Most where a few lie far away.
type Spread struct {
	Low    string `json:"low"`
	High   string `json:"high"`
	Unit   string `json:"unit,omitempty"`
	Counts []int  `json:"counts"`
	Beyond int    `json:"beyond,omitempty"`
	Most   string `json:"most,omitempty"`
}

// Detail is one reason that holds, in words.
type Detail struct {
	Reason fact.Reason `json:"reason"`
	Text   string      `json:"text"`
	Path   string      `json:"path,omitempty"`
	Line   int         `json:"line,omitempty"`
}

// Note is a named count shown next to a figure.
type Note struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// Place is where an evidence says the figure.
type Place struct {
	ID   string `json:"id"`
	Path string `json:"path,omitempty"`
	Line int    `json:"line,omitempty"`
}

// Exhibit is a record kept for the reader, worst first.
type Exhibit struct {
	Rank    string `json:"rank,omitempty"`
	Name    string `json:"name,omitempty"`
	Text    string `json:"text,omitempty"`
	Subject string `json:"subject,omitempty"`
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// Row is one line of a breakdown by a field.
type Row struct {
	Name  string `json:"name"`
	Shown string `json:"shown"`
	Part  int64  `json:"part,omitempty"`
	Whole int64  `json:"whole,omitempty"`
}

// Member is one part of a composite criterion.
type Member struct {
	Measure string  `json:"measure"`
	Target  string  `json:"target"`
	Shown   string  `json:"measured,omitempty"`
	Outcome Outcome `json:"outcome"`
}

// Counts says whether the criterion counts in compliance and score.
func (c *Criterion) Counts() bool { return c.Outcome != NotApplicable && !c.Informs }

// WaivedBy lists the waivers that together lift the criterion.
func (c *Criterion) WaivedBy() []string {
	if len(c.Waivers) == 0 && c.Waiver != "" {
		return []string{c.Waiver}
	}
	return c.Waivers
}
