package scorecard

import (
	"strings"

	"signoff/internal/fact"
)

// Declared is where something stands in the criteria.
type Declared struct {
	File string `json:"file" doc:"the criteria file"`
	Line int    `json:"line" doc:"the line in it, from 1; 0 when not known"`
}

// Figure is a measured value as shown with its unit apart.
type Figure struct {
	Value string `json:"value" doc:"the figure as shown"`
	Unit  string `json:"unit,omitempty" doc:"its unit"`
}

// Criterion is one judged criterion.
type Criterion struct {
	ID       string      `json:"id" doc:"its id"`
	Title    string      `json:"title" doc:"its title"`
	Category string      `json:"category" doc:"the id of its category"`
	Outcome  Outcome     `json:"outcome" doc:"what became of it"`
	Reason   fact.Reason `json:"reason,omitempty" doc:"why it is unknown: the first reason that holds"`
	Detail   []Detail    `json:"detail,omitempty" doc:"every reason that holds"`
	Basis    Basis       `json:"basis,omitempty" doc:"what it stands on"`
	Measure  string      `json:"measure,omitempty" doc:"the figure that it asks for"`
	Question string      `json:"question,omitempty" doc:"the question in words: measure, where, evidence"`
	// Measured is the figure that decided; an age is given as its date, and a
	// composite as how many of its members hold, "2 of 3".
	Measured *Figure `json:"measured,omitempty" doc:"the figure that decided: an age's date, how many members hold"`
	// Compared are the two figures that a change is between.
	Compared *Sides `json:"compared,omitempty" doc:"the two figures that a change is between"`
	// Exact is the figure that decided as a fraction in the unit of Measured, a
	// percentage as the part of its whole.
	Exact    string    `json:"exact,omitempty" doc:"that figure as a fraction in its unit; a percentage as a part of 1"`
	Interval *Interval `json:"interval,omitempty" doc:"what samples show about the figure"`
	// Job is the figure of this run where past runs are what it is compared with.
	Job     *Job    `json:"job,omitempty" doc:"the figure of this run, where it is compared with those of past runs"`
	Spread  *Spread `json:"spread,omitempty" doc:"how the samples lie"`
	Part    int64   `json:"part,omitempty" doc:"the part of a proportion, or how many members hold"`
	Whole   int64   `json:"whole,omitempty" doc:"the whole of it, or how many members there are"`
	Series  string  `json:"series,omitempty" doc:"which of several figures decided"`
	Single  bool    `json:"single_figure,omitempty" doc:"whether the tool states it and it cannot be computed again"`
	Seen    *int64  `json:"seen,omitempty" doc:"how many records were seen"`
	Matched *int64  `json:"matched,omitempty" doc:"how many of them were asked about"`
	Beside  []Note  `json:"beside,omitempty" doc:"counts that stand next to the figure, such as suppressed findings"`
	// Target is written as in signoff.yaml, ">= 80%"; that of a composite is its
	// form, "at least 2 of 3", and "" that of what is not asked yet.
	Target   Bound    `json:"target,omitzero" doc:"what the figure has to satisfy; of a composite its form"`
	Warn     Bound    `json:"warn,omitzero" doc:"the stricter bound that makes a warning"`
	Headroom string   `json:"headroom,omitempty" doc:"the room left to the target, + being good"`
	Credit   string   `json:"credit,omitempty" doc:"what it counts, a fraction of 1"`
	Share    string   `json:"share,omitempty" doc:"the percentage of the overall score that hangs on it"`
	Blocker  bool     `json:"blocker" doc:"whether the verdict hangs on it alone"`
	Weight   string   `json:"weight" doc:"what it counts in its category"`
	Identity string   `json:"identity,omitempty" doc:"by what findings were told apart from those of a base"`
	Informs  bool     `json:"informs,omitempty" doc:"whether it is shown and counts nowhere, or not yet"`
	Binds    string   `json:"binds,omitempty" doc:"the day from which it counts"`
	Was      []string `json:"was,omitempty" doc:"its earlier ids"`
	Waived   bool     `json:"waived" doc:"whether a waiver is in force for it"`
	Waiver   string   `json:"waiver,omitempty" doc:"the id of that waiver, the first of several"`
	Waivers  []string `json:"waivers,omitempty" doc:"the ids of all waivers that together lift it, when several do"`
	// Trend is what became of it in past runs, the oldest first, when these are
	// known.
	Trend []TrendPoint `json:"trend,omitempty" doc:"what became of it in past runs, the oldest first, when these are known"`
	// Uncovered is the figure of what no waiver covers, when waivers cover a part
	// and that still does not satisfy the target.
	Uncovered *Figure  `json:"uncovered,omitempty" doc:"the figure of what no waiver covers, when it misses the target"`
	Revision  string   `json:"revision" doc:"identifies what it asks; another one is another question"`
	Tailored  bool     `json:"tailored,omitempty" doc:"whether the project changed it"`
	Declared  Declared `json:"declared" doc:"where it is declared"`
	Pack      string   `json:"pack,omitempty" doc:"the pack that it comes from"`
	Evidence  []Place  `json:"evidence" doc:"the evidence that it reads, and where that says the figure"`

	Exhibits     []Exhibit `json:"exhibits" doc:"the worst records"`
	ExhibitsMore int64     `json:"exhibits_more" doc:"how many more there are"`
	Rows         []Row     `json:"rows,omitempty" doc:"the figure broken down by a field"`
	Members      []Member  `json:"members,omitempty" doc:"the parts of a composite"`

	Owner       string   `json:"owner,omitempty" doc:"who owns it"`
	Due         string   `json:"due,omitempty" doc:"the day by which it is to be closed"`
	Priority    string   `json:"priority,omitempty" doc:"how urgent its action is, in the project's words"`
	Phase       string   `json:"phase,omitempty" doc:"the phase that its action belongs to"`
	Why         string   `json:"why,omitempty" doc:"why it matters, in Markdown"`
	Fix         string   `json:"fix,omitempty" doc:"what to do when it is not met, in Markdown"`
	Refs        []string `json:"refs,omitempty" doc:"the requirements that it answers"`
	AppliesWhen string   `json:"applies_when,omitempty" doc:"the condition under which it applies, when it does not"`
	NotBecause  string   `json:"not_applicable_because,omitempty" doc:"why it is not applicable"`
	NotBy       string   `json:"not_applicable_approved_by,omitempty" doc:"who approved that"`
}

// Sides are the figures of a comparison with a baseline.
type Sides struct {
	Now    Figure `json:"now" doc:"the figure that was compared"`
	Before Figure `json:"before" doc:"that of the baseline"`
}

// Job is the figure of one run that is compared with those of past runs. Asked
// identifies the question, and Runs are the past runs, the oldest first.
type Job struct {
	Value string   `json:"value" doc:"the figure as shown"`
	Unit  string   `json:"unit,omitempty" doc:"its unit"`
	Exact string   `json:"exact" doc:"the figure as a fraction in that unit; a percentage as the part of its whole"`
	Asked string   `json:"asked" doc:"identifies the question"`
	Runs  []string `json:"runs" doc:"the past runs that it is compared with, the oldest first"`
}

// TrendPoint is a criterion in one past run. Exact is its figure as a fraction in
// Unit, and Step says that it asks something else than in the run before.
type TrendPoint struct {
	Assessment string  `json:"assessment" doc:"the digest of the assessment of that run"`
	AsOf       string  `json:"as_of" doc:"the instant of it"`
	Outcome    Outcome `json:"outcome" doc:"what became of the criterion"`
	Exact      string  `json:"exact,omitempty" doc:"the figure as a fraction in its unit; a percentage as the part of its whole"`
	Unit       string  `json:"unit,omitempty" doc:"the unit of it"`
	Step       bool    `json:"step,omitempty" doc:"whether it asks something else than in the run before"`
}

// Interval is what samples show about a figure, at a stated confidence: it
// lies above Low and below High, each "" when the samples do not bound it.
// Needed is about how many samples would decide if their spread stays as seen.
type Interval struct {
	Low        string `json:"low,omitempty" doc:"the figure lies above this"`
	High       string `json:"high,omitempty" doc:"the figure lies below this"`
	Unit       string `json:"unit,omitempty" doc:"the unit of both"`
	Confidence string `json:"confidence" doc:"how sure that is, a percentage"`
	Samples    int    `json:"samples" doc:"how many samples there are"`
	// Of says what Samples counts: requests, runs or rounds.
	Of string `json:"of,omitempty" doc:"what samples counts: requests, runs or rounds"`
	// Reduced says that the figure is the median of the runs' figures.
	Reduced bool `json:"reduced,omitempty" doc:"whether the figure is the median of the runs' figures"`
	// Rounds is in how many rounds the runs were made, of a comparison the fewer.
	Rounds int `json:"rounds,omitempty" doc:"in how many rounds the runs were made, of a comparison the fewer"`
	// Within says what the interval does not look beyond: "one round".
	Within string `json:"within,omitempty" doc:"what it does not look beyond: one round"`
	// Series is how many series share the criterion, where there are several, and
	// Apart the confidence at which one of them misses then.
	Series int    `json:"series,omitempty" doc:"how many series share the criterion, where there are several"`
	Apart  string `json:"apart,omitempty" doc:"the confidence at which one of them misses"`
	// Depends is of how many samples one is worth one, and Worth how many
	// independent samples there are so.
	Depends string `json:"depends,omitempty" doc:"of how many samples one is worth one"`
	Worth   int    `json:"worth,omitempty" doc:"how many independent samples there are so"`
	// Assumes says what the interval takes for granted, and Tested how that was
	// looked at.
	Assumes string `json:"assumes,omitempty" doc:"what it takes for granted"`
	Tested  string `json:"tested,omitempty" doc:"how that was looked at"`
	Needed  int    `json:"needed,omitempty" doc:"about how many would decide"`
	// From is what the interval rests on where that is a window of time.
	From string `json:"from,omitempty" doc:"the window of time that it rests on"`
}

// Spread is how the samples of a figure lie: Counts of equal parts from Low to
// High, and Beyond of them up to Most where a few lie far away.
type Spread struct {
	Low    string `json:"low" doc:"where the first part starts"`
	High   string `json:"high" doc:"where the last part ends"`
	Unit   string `json:"unit,omitempty" doc:"the unit of both"`
	Counts []int  `json:"counts" doc:"how many samples lie in each of the equal parts"`
	Beyond int    `json:"beyond,omitempty" doc:"how many lie beyond"`
	Most   string `json:"most,omitempty" doc:"the largest of these"`
}

// Detail is one reason that holds, in words.
type Detail struct {
	Reason fact.Reason `json:"reason" doc:"the reason as a word for programs"`
	Text   string      `json:"text" doc:"the reason in words"`
	Path   string      `json:"path,omitempty" doc:"the file that it is about"`
	Line   int         `json:"line,omitempty" doc:"the line in it, from 1"`
}

// Note is a named count shown next to a figure.
type Note struct {
	Name  string `json:"name" doc:"what is counted"`
	Count int64  `json:"count" doc:"how many"`
}

// Place is where an evidence says the figure.
type Place struct {
	ID   string `json:"id" doc:"the evidence"`
	Path string `json:"path,omitempty" doc:"the file that says the figure, else the first file"`
	Line int    `json:"line,omitempty" doc:"the line that says it, from 1"`
}

// Exhibit is a record kept for the reader, worst first.
type Exhibit struct {
	Rank    string `json:"rank,omitempty" doc:"its severity or outcome"`
	Name    string `json:"name,omitempty" doc:"the rule, test or file"`
	Text    string `json:"text,omitempty" doc:"what the tool says"`
	Subject string `json:"subject,omitempty" doc:"what it is about"`
	Path    string `json:"path,omitempty" doc:"the file that it points at"`
	Line    int    `json:"line,omitempty" doc:"the line in it, from 1"`
}

// Row is one line of a breakdown by a field.
type Row struct {
	Name  string `json:"name" doc:"the value of the field"`
	Shown string `json:"shown" doc:"the figure"`
	Part  int64  `json:"part,omitempty" doc:"the part of a proportion"`
	Whole int64  `json:"whole,omitempty" doc:"the whole of it"`
}

// Member is one part of a composite criterion.
type Member struct {
	Measure string  `json:"measure" doc:"the figure that it asks for"`
	Target  Bound   `json:"target" doc:"what it has to satisfy"`
	Shown   string  `json:"measured,omitempty" doc:"the figure as shown"`
	Outcome Outcome `json:"outcome" doc:"what became of it"`
}

// Counts says whether the criterion counts in compliance and score.
func (c *Criterion) Counts() bool { return c.Outcome != NotApplicable && !c.Informs }

// Subject is what the measure is of, the word that all measures of it share:
// findings, tests, coverage.
func (c *Criterion) Subject() string {
	subject, _, _ := strings.Cut(c.Measure, ".")
	return subject
}

// WaivedBy lists the waivers that together lift the criterion.
func (c *Criterion) WaivedBy() []string {
	if len(c.Waivers) == 0 && c.Waiver != "" {
		return []string{c.Waiver}
	}
	return c.Waivers
}
