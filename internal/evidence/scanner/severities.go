package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// ratings are the words of scanners that rate findings as we do.
var ratings = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "important": fact.High, "medium": fact.Medium, "moderate": fact.Medium, "low": fact.Low,
	"info": fact.Info, "informational": fact.Info, "none": fact.Info, "negligible": fact.Info,
}

// levels are the words of compilers and linters.
var levels = reader.Severities{
	"error": fact.High, "warning": fact.Medium, "info": fact.Low, "note": fact.Low, "style": fact.Info,
}

// impacts are the words of Code Climate and SonarQube, whose critical is the
// second of five.
var impacts = reader.Severities{
	"blocker": fact.Critical, "critical": fact.High, "major": fact.Medium, "minor": fact.Low, "info": fact.Info,
}
