package audit

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

var insufficientRule = Rule{
	Name: "insufficient", Level: Warning,
	Do: "observe for longer, or state the period beside the figure",
	Doc: "The evidence is too small for the claim: an availability or stability of 99 % and more, or of 100 %, " +
		"out of an observed period of less than 30 days in which a single short outage would decide; " +
		"and, as notes, a soak or endurance test of hours, and \"zero vulnerabilities\" that rests on one scanner " +
		"or names none. The message gives the downtime that the claim allows.",
	Check: func(d *Document, report Report) {
		period, since := d.observed()
		claimed := false
		for i := range d.Lines {
			line := &d.Lines[i]
			if !line.about(percent) || line.Quoted || line.Kind == Heading && line.Level == 1 {
				continue
			}
			if period > 0 && hasWord(line.Lower, uptimeWords...) && !d.planned(line.Section) && !d.wanted(i) &&
				line.Box != Open && (line.Table == nil || line.Row >= 0) {
				claimed = checkUptime(line, period, since, report) || claimed
			}
		}
		if line := d.line(since); claimed && line != nil && hasWord(line.key, "period") {
			report(Note, since, "", "%s is the whole period behind the availability that the document claims",
				days(period))
		}
		d.checkScanners(report)
		d.checkSoak(report)
	},
}

const (
	day          = 86400.0
	longPeriod   = 30 * day
	shortOutages = 90 * 60.0
)

var (
	observedPeriod = lazy.Regexp(`(?:^|(\w+) |[^\w ] ?)(\d{1,4})\+?[ -](hours?|days?|weeks?|months?)\b`)
	steadyWords    = []string{"uptime", "continuous", "continuously", "operation", "operational", "stable",
		"stability", "running", "soak", "observed", "up", "healthy"}
	uptimeWords = []string{"availability", "uptime", "stability"}
	percentAt   = lazy.Regexp(`(?:[<>≥~]=?\s?)?\b(\d{2,3}(?:\.\d+)?)\s?%`)
)

// observed finds the longest period over which the document says the system
// was watched, in seconds, and its line.
func (d *Document) observed() (longest float64, no int) {
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Kind == Heading && line.Level == 1 || !line.about(digits) || !line.about(steadiness) ||
			d.planned(line.Section) || line.Box == Open ||
			comparesNothing(line.Text) || hasWord(line.Lower, "set up", "support", "retention", "valid", "expires",
			"expiry", "ttl", "response", "estimated", "effort", "timeline", "plan") {
			continue
		}
		for _, m := range observedPeriod().FindAllStringSubmatch(line.Lower, 3) {
			if oneOf(m[1], []string{"in", "within", "every", "next", "per", "last", "after", "each", "than", "about",
				"takes"}) {
				continue
			}
			if seconds := wholeNumber(m[2]) * figure.TimeUnits[m[3]]; seconds > longest || seconds == longest &&
				hasWord(line.key, "period") {
				longest, no = seconds, line.No
			}
		}
	}
	return longest, no
}

// comparesNothing says whether a line states what is asked for for a time to come:
// "Uptime > 99% for first 48 hours".
func comparesNothing(text string) bool { return firstHours().MatchString(text) }

var firstHours = lazy.Regexp(`(?i)[<>≥≤]\s?=?\s?\d[^|]*\b(?:for|during|in) (?:the )?(?:first|next)\b` +
	`|\bfirst \d+ (?:hours|days)\b`)

func checkUptime(line *Line, period float64, since int, report Report) bool {
	if period >= longPeriod {
		return false
	}
	if hasWord(line.Lower, "target", "goal", "slo", "sla", "expected", "guaranteed", "guarantee") &&
		!hasWord(line.Lower, "baseline", "established", "achieved", "met", "stable", "verified") {
		return false
	}
	m := percentAt().FindStringSubmatch(line.Text)
	if m == nil {
		return false
	}
	v, ok := figure.Parse(m[1] + "%")
	if !ok || v.Number < 99 || v.Number > 100 {
		return false
	}
	if v.Number == 100 {
		report(Warning, line.No, m[0], "100%% out of the %s observed (line %d) only says that no outage was seen",
			days(period), since)
		return true
	}
	allowed := (100 - v.Number) / 100 * period
	if allowed >= shortOutages {
		return false
	}
	report(Warning, line.No, m[0], "%s%% of the %s observed (line %d) is %s minutes: one outage decides it",
		figure.Show(100-v.Number), days(period), since, figure.Show(allowed/60))
	return true
}

func days(seconds float64) string {
	if seconds < 2*day {
		return figure.Show(seconds/3600) + " hours"
	}
	return figure.Show(seconds/day) + " days"
}

var (
	zeroVulnerabilities = lazy.Regexp(`\b(?:zero|no) (?:known |security )?vulnerabilities (?:detected|found|in)\b` +
		`|\bzero security vulnerabilities\b`)
)

var longTerm = lazy.Regexp(`\b(?:long-term|endurance|soak)\b[^.]{0,60}?\b(\d{1,2})[ -]?(minutes?|mins?|hours?|hrs?` +
	`|h)\b`)

// checkSoak notes tests that are called long and lasted less than a day.
func (d *Document) checkSoak(report Report) {
	for i := range d.Lines {
		line := &d.Lines[i]
		if !line.about(endurance) || line.Quoted || line.Box == Open || d.planned(line.Section) || d.wanted(i) {
			continue
		}
		if m := longTerm().FindStringSubmatch(line.Lower); m != nil && wholeNumber(m[1])*figure.TimeUnits[m[2]] < day {
			report(Note, line.No, m[1]+" "+m[2], "%s %s is short for a test of this name", m[1], m[2])
		}
	}
}

// scanners are the programs that look for vulnerabilities, by their names.
var scanners = map[string]bool{
	"bandit": true, "semgrep": true, "trivy": true, "grype": true, "snyk": true, "codeql": true, "gosec": true,
	"npm audit": true, "yarn audit": true,
	"cargo audit": true, "pip-audit": true, "owasp " +
		"zap": true, "zap": true, "sonarqube": true, "dependabot": true, "govulncheck": true, "nuclei": true,
	"nessus": true, "burp": true, "checkov": true, "tfsec": true, "osv-scanner": true, "dependency-check": true,
	"clair": true, "gitleaks": true,
}

// scannerWords are the words that the names of scanners start with.
func scannerWords() []string {
	var words []string
	for name := range scanners {
		words = append(words, strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' })[0])
	}
	return words
}

// scannersIn gives the scanners that a line in lower case names.
func scannersIn(lower string) []string {
	var found []string
	previous := ""
	for _, word := range strings.FieldsFunc(lower, func(r rune) bool { return (r < 'a' || r > 'z') && r != '-' }) {
		switch {
		case scanners[previous+" "+word]:
			found = append(found, previous+" "+word)
		case scanners[word]:
			found = append(found, word)
		}
		previous = word
	}
	return found
}

// checkScanners notes claims of no vulnerabilities that rest on one scanner
// or on none that is named.
func (d *Document) checkScanners(report Report) {
	var claims []*Line
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.about(vulnerability) && line.Kind != Heading && !line.Quoted && line.Box != Open &&
			zeroVulnerabilities().MatchString(line.Lower) && !d.planned(line.Section) {
			claims = append(claims, line)
		}
	}
	if len(claims) == 0 {
		return
	}
	names := map[string]bool{}
	skipped := 0
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.about(scanning) {
			for _, name := range scannersIn(line.Lower) {
				names[name] = true
			}
		}
		if skipped == 0 && line.about(digits) && strings.Contains(line.Lower, "skipped_tests") &&
			hasDigit(line.Value) && !strings.HasPrefix(line.Value, "0") {
			skipped = line.No
		}
	}
	if len(names) > 1 {
		return
	}
	for _, line := range claims {
		switch {
		case len(names) == 0:
			report(Note, line.No, "", "the document names no scanner that this could rest on")
		case skipped > 0:
			report(Note, line.No, "", "this rests on one scanner, %s, with skipped tests (line %d)", onlyKey(names),
				skipped)
		default:
			report(Note, line.No, "", "this rests on one scanner, %s", onlyKey(names))
		}
	}
}

func onlyKey(names map[string]bool) string {
	for name := range names {
		return name
	}
	return ""
}
