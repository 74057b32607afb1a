package scorecard

// Control is what a document says of itself for those who file it.
type Control struct {
	ID             string `json:"id,omitempty"`
	Version        string `json:"version,omitempty"`
	Distribution   string `json:"distribution,omitempty"`
	Classification string `json:"classification,omitempty"`
	Contact        string `json:"contact,omitempty"`
}

// Contact is a person or group to ask.
type Contact struct {
	Name    string `json:"name"`
	For     string `json:"for,omitempty"`
	Address string `json:"address,omitempty"`
}

// Objective is a deliverable or a standard that criteria refer to by Refs.
type Objective struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Refs  []string `json:"refs,omitempty"`
}
