package fact

// The names of the counts that stand next to a figure.
const (
	SuppressedNote = "suppressed"
	ClearedNote    = "cleared by VEX"
	UndecidedNote  = "undecided"
	SkippedNote    = "skipped"
	FlakyNote      = "flaky"
	ErrorsNote     = "errors"
	SuffixNote     = "paths by suffix"
)
