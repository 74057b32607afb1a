package agent

import _ "embed"

// Skill is the text of the SKILL.md that tells a coding agent how to work with
// an assessment.
//
//go:embed SKILL.md
var Skill []byte
