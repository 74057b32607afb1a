package inventory

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// readSPDXTags reads "Tag: value" lines. A package lasts until the next one,
// or until a file or snippet begins; texts over several lines are passed over.
func readSPDXTags(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	var c *fact.Component
	declared, open, created := "", 0, false
	end := func() {
		if c != nil {
			c.License = cmp.Or(c.License, declared)
			s.Component(c)
		}
		c, declared = nil, ""
	}
	for range l.All() {
		line := strings.TrimSpace(l.Text())
		if open > 0 || line == "" || line[0] == '#' {
			if strings.Contains(line, "</text>") {
				open = 0
			}
			continue
		}
		tag, value, ok := strings.Cut(line, ":")
		if !ok {
			l.Fail("expected a tag and its value, found %.80q", line)
			break
		}
		if value = strings.TrimSpace(value); strings.Contains(value, "<text>") && !strings.Contains(value, "</text>") {
			open = l.Line()
		}
		switch tag {
		case "Created":
			created = true
			s.Dated(value)
		case "Creator":
			spdxCreator(s, value)
		case "PackageName":
			end()
			c = &fact.Component{Line: l.Line(), Name: value}
		case "FileName", "SnippetSPDXID":
			end()
		}
		if c != nil {
			declared = cmp.Or(spdxTag(c, tag, value), declared)
		}
	}
	if open > 0 && l.Err() == nil {
		l.Fail("the file ends inside a text that begins in line %d", open)
	}
	if !created && l.Err() == nil {
		l.Fail("expected the tag Created, which every document has, found the end of the file")
	}
	end()
	return l.Err()
}

// spdxTag adds a tag to a package and gives the declared licence.
func spdxTag(c *fact.Component, tag, value string) (declared string) {
	switch tag {
	case "PackageVersion":
		c.Version = asserted(value)
	case "PackageLicenseConcluded":
		c.License = asserted(value)
	case "PackageLicenseDeclared":
		return asserted(value)
	case "PrimaryPackagePurpose":
		c.Type = strings.ToLower(value)
	case "ExternalRef":
		if words := strings.Fields(value); len(words) == 3 && words[1] == "purl" {
			c.PURL = words[2]
		}
	}
	return ""
}
