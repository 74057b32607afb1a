package scanner

import (
	"cmp"
	"strings"

	"signoff/internal/cvss"
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// What a finding says.

func rule(v reader.Value, r *report)     { r.Rule = v.Text() }
func analyzer(v reader.Value, r *report) { r.Tool = v.Text() }
func message(v reader.Value, r *report)  { r.Message = v.Text() }
func path(v reader.Value, r *report)     { r.Path = v.Text() }
func line(v reader.Value, r *report)     { r.At = int(v.Int()) }
func pkg(v reader.Value, r *report)      { r.Package = v.Text() }
func version(v reader.Value, r *report)  { r.Version = v.Text() }

// ownPath reads a path; none does not replace that of what is around.
func ownPath(v reader.Value, r *report) { r.Path = cmp.Or(v.Text(), r.Path) }

// lineFromZero reads a line of a tool that counts them from 0.
func lineFromZero(v reader.Value, r *report) { r.At = int(v.Int()) + 1 }

// firstLine reads a line, or several as "27-30".
func firstLine(v reader.Value, r *report) { r.At = leadingInt(v.Text()) }

// accepted reads true for a finding that does not count.
func accepted(v reader.Value, r *report) { r.Suppressed = v.Bool() || r.Suppressed }

// scored keeps the rating of the newest version, of one version the worse.
func (r *report) scored(c cvss.Rating) {
	if c.Version > r.cvss.Version || c.Version == r.cvss.Version && c.Tenths > r.cvss.Tenths {
		r.cvss = c
	}
}

// advisory reads the identifier of a vulnerability, which is also the rule.
func advisory(v reader.Value, r *report) {
	r.Rule = v.Text()
	r.CVE = append(r.CVE, r.Rule)
}

// aliases reads other identifiers of the vulnerability.
func aliases(v reader.Value, r *report) { r.CVE = append(r.CVE, v.Texts()...) }

// advisories finds identifiers of vulnerabilities in texts.
func advisories(v reader.Value, r *report) {
	for _, text := range v.Texts() {
		r.CVE = append(r.CVE, vulnerabilityIDs(text)...)
	}
}

// weaknesses finds weaknesses in texts, such as "CWE-79: cross-site scripting".
func weaknesses(v reader.Value, r *report) {
	for _, text := range v.Texts() {
		r.CWE = append(r.CWE, weaknessIDs(text)...)
	}
}

// weaknessNumber reads the bare number of a weakness, or several.
func weaknessNumber(v reader.Value, r *report) {
	for _, text := range v.Texts() {
		r.CWE = append(r.CWE, weaknessIDs("CWE-"+strings.TrimSpace(text))...)
	}
}

// identified reads a rule that may name a vulnerability.
func identified(v reader.Value, r *report) {
	r.Rule = v.Text()
	r.CVE = vulnerabilityIDs(r.Rule)
}

// firstPlace reads where a finding is, unless that is known.
func firstPlace(l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		if r.Path == "" {
			read(v, r)
		}
	}
}

// orElse reads a text for a field that has none yet.
func orElse(field func(r *report) *string) setter {
	return func(v reader.Value, r *report) {
		if text := v.Text(); *field(r) == "" {
			*field(r) = text
		}
	}
}

// What a text is of, where several members may say it: see ranked.
const (
	ofRule = iota
	ofMessage
	ofPath
)

// ranked reads a text that several members may say, whatever their order: of
// those that are not empty the one of the highest rank counts.
func ranked(of, rank int) setter {
	return func(v reader.Value, r *report) {
		if text := v.Text(); text != "" && rank > r.ranks[of] {
			r.ranks[of] = rank
			*[...]*string{&r.Rule, &r.Message, &r.Path}[of] = text
		}
	}
}

func ruleOf(r *report) *string    { return &r.Rule }
func messageOf(r *report) *string { return &r.Message }
func pathOf(r *report) *string    { return &r.Path }
func packageOf(r *report) *string { return &r.Package }
func versionOf(r *report) *string { return &r.Version }

// What a report states of its own findings.

// stated reads how many findings the report has, statedSome how many records of
// another unit stand behind them, statedOf how many of one severity.
func stated(v reader.Value, r *report) { r.sink.Declares(v.Line(), "findings", whole(v), nil) }

// statedAll is stated for a report whose list shows nothing where it is empty.
func statedAll(v reader.Value, r *report) {
	line, n := v.Line(), whole(v)
	if r.sink.Declares(line, "findings", n, nil); n == 0 {
		r.sink.None()
	}
}

func statedSome(what string) setter {
	return func(v reader.Value, r *report) { r.sink.DeclaresSome(v.Line(), what, whole(v)) }
}

func statedOf(s fact.Severity) setter {
	return func(v reader.Value, r *report) { r.sink.DeclaresOf(v.Line(), s, whole(v)) }
}

// summed reads an object in which the numbers under some names make up how many
// findings there are, and what else stands there by a layout.
func summed(l layout, names ...string) setter {
	total := int64(0)
	for _, name := range names {
		l = append(l, layout{{name, func(v reader.Value, _ *report) { total += whole(v) }}}...)
	}
	read := l.Reader()
	return func(v reader.Value, r *report) {
		line := v.Line()
		total = 0
		read(v, r)
		r.sink.Declares(line, "findings", total, nil)
	}
}

// whole reads a count, which some tools write as 3.0; null counts nothing.
func whole(v reader.Value) int64 {
	d, ok := v.Number()
	if !ok {
		return 0
	}
	return int64(d.Float())
}

// totals reads an object of numbers by name: each is a total of what its setter
// says; other names are passed over.
func totals(of map[string]setter) layout {
	name := ""
	return layout{
		{"*.@", into(&name)},
		{"*", func(v reader.Value, r *report) {
			if read, ok := of[name]; ok {
				read(v, r)
			}
		}},
	}
}

// What a report says of its own run.

func toolName(v reader.Value, r *report)    { r.sink.Named(v.Text(), "") }
func toolVersion(v reader.Value, r *report) { r.sink.Named("", v.Text()) }
func dated(v reader.Value, r *report)       { r.sink.Dated(v.Text()) }

// artefact reads the digest of the image that was scanned.
func artefact(v reader.Value, r *report) { r.sink.Artefact(v.Text()) }

// into reads a text that several members decide about.
func into(text *string) setter {
	return func(v reader.Value, _ *report) { *text = v.Text() }
}

// saw reads how many of something the tool examined.
func saw(what string) setter {
	return func(v reader.Value, r *report) { r.sink.Saw(what, v.Int()) }
}

// counted counts one of what the tool examined.
func counted(what string, read setter) setter {
	return func(v reader.Value, r *report) {
		r.sink.Saw(what, 1)
		read(v, r)
	}
}

// incomplete reads an error that stands in place of a report.
func incomplete(v reader.Value, r *report) {
	line := v.Line()
	if text := v.Text(); text != "" {
		r.sink.Incomplete(line, "%s", text)
	}
}

// leftOut reads why an input was left out, if one was.
func leftOut(v reader.Value, r *report) {
	line := v.Line()
	if text := v.Text(); text != "" {
		r.sink.Skip(line, "%s", text)
	}
}

// What a value means by itself, and what follows from a finding at its end.

func ignored(reader.Value, *report)    {}
func none(_ reader.Value, r *report)   { r.none = true }
func unread(_ reader.Value, r *report) { r.unread = true }
func accept(_ reader.Value, r *report) { r.Suppressed = true }
