package scorecard

// Control is what a document says of itself for those who file it.
type Control struct {
	ID             string `json:"id,omitempty" doc:"the number of the document"`
	Version        string `json:"version,omitempty" doc:"its version"`
	Distribution   string `json:"distribution,omitempty" doc:"who gets it"`
	Classification string `json:"classification,omitempty" doc:"who may read it"`
	Contact        string `json:"contact,omitempty" doc:"whom to ask"`
}

// Contact is a person or group to ask.
type Contact struct {
	Name    string `json:"name" doc:"a person or group to ask"`
	For     string `json:"for,omitempty" doc:"about what"`
	Address string `json:"address,omitempty" doc:"where"`
}

// Objective is a deliverable or a standard that criteria refer to by Refs.
type Objective struct {
	ID    string   `json:"id" doc:"its id"`
	Title string   `json:"title" doc:"its title"`
	Refs  []string `json:"refs,omitempty" doc:"the requirements that its criteria refer to"`
}

// Narrative is a part that people wrote: Markdown whose figures are still
// calls in double braces; report fills them in from the same scorecard.
type Narrative struct {
	Slot string `json:"slot" doc:"the place in the templates"`
	Text string `json:"text" doc:"the text, in Markdown with calls of figures"`
}
