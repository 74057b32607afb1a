package scorecard

// Matter is what an excerpt quotes.
type Matter string

// The matters of excerpts.
const (
	OfServices Matter = "services" // the services that the evidence lists
	OfChecks   Matter = "checks"   // what a tool looked at, passed and failed
	OfFigures  Matter = "figures"  // the figures of series, a column each
	OfRecords  Matter = "records"  // what a query finds
)

// Excerpt is what evidence says, quoted for the reader. It decides nothing.
type Excerpt struct {
	Matter   Matter   `json:"matter" doc:"what it quotes"`
	Title    string   `json:"title,omitempty" doc:"its heading, in the project's words"`
	Under    string   `json:"under,omitempty" doc:"the part of the report that it belongs to"`
	Evidence []string `json:"evidence" doc:"the evidence that it quotes"`
	Query    string   `json:"query,omitempty" doc:"the query that finds it"`
	Heads    []string `json:"heads,omitempty" doc:"the names of its columns"`
	Rows     []Quoted `json:"rows" doc:"what it quotes, in the order of the evidence"`
	More     int64    `json:"more,omitempty" doc:"how many rows are left out"`
	Problem  string   `json:"problem,omitempty" doc:"why it quotes nothing, or what speaks against it"`
}

// Quoted is one row of an excerpt and where the evidence says it.
type Quoted struct {
	Cells []string `json:"cells" doc:"what is said, a text for each column"`
	At    []Spot   `json:"at,omitempty" doc:"where the evidence says it"`
}

// Spot is a place in a file.
type Spot struct {
	Path string `json:"path" doc:"the file"`
	Line int    `json:"line,omitempty" doc:"the line in it, from 1"`
}

// SpokenRisk is a person's word on the risk as a whole.
type SpokenRisk struct {
	Level       Risk         `json:"level" doc:"how great it is, in a person's word"`
	Confidence  string       `json:"confidence,omitempty" doc:"how sure that person is"`
	Because     string       `json:"because" doc:"why, in Markdown"`
	By          string       `json:"by" doc:"who says it"`
	On          string       `json:"on" doc:"when"`
	Mitigations []Mitigation `json:"mitigations,omitempty" doc:"what is done about single risks"`
}

// Mitigation is what is done about one risk.
type Mitigation struct {
	Risk     string   `json:"risk" doc:"which risk"`
	Text     string   `json:"text" doc:"what is done about it"`
	Owner    string   `json:"owner,omitempty" doc:"who does it"`
	Criteria []string `json:"criteria,omitempty" doc:"the criteria that show how far it is"`
}

// Remark is what somebody says about what tables and trees name.
type Remark struct {
	About string `json:"about" doc:"a name, or a pattern of names"`
	Text  string `json:"text" doc:"the remark"`
	By    string `json:"by,omitempty" doc:"who makes it; left out for the project"`
}

// KPI is a criterion that is followed beyond the release.
type KPI struct {
	Criterion string `json:"criterion" doc:"the criterion whose figure is followed"`
	Title     string `json:"title,omitempty" doc:"what it is called, when not by the title of the criterion"`
	Next      Bound  `json:"next,omitzero" doc:"the target that comes after this release"`
	By        string `json:"by,omitempty" doc:"when that is to hold"`
}
