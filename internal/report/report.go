// Package report is the RENDER step: it turns a scorecard into bytes. It lists
// every output, and makes the documents for people itself, from templates; files
// for other tools come from export, tables from terminal. It copies what was
// judged: it makes no judgement, changes nothing in the scorecard, and reads
// no clock, environment or disk.
package report

import (
	"io"
	"strings"

	"signoff/internal/office"
	"signoff/internal/report/export"
	"signoff/internal/report/terminal"
	"signoff/internal/scorecard"
)

// Options are what a report depends on besides the scorecard.
type Options struct {
	// Template is the Markdown with components that md and html are made from,
	// TemplateName what errors in it call it.
	Template, TemplateName string
	// Theme is the style sheet of the page; Brand is a project's own, which
	// comes after it and may set its variables anew.
	Theme, Brand string
	// Own says that the template is the project's: what it lacks of verdict,
	// limits and who computed them is added.
	Own bool
	// Prefix leads from the root of a repository to the project: it stands before
	// the paths of outputs that a code review shows next to the files.
	Prefix string
	// Digest is the SHA-256 that approvals are bound to, "" when not known.
	Digest string
	// History holds earlier assessments of the same project, oldest first; the
	// last of them is the one that this assessment is compared with.
	History []*scorecard.Scorecard
	// Marked puts a byte order mark before CSV, by which Excel takes it for UTF-8.
	Marked bool
	// Reference gives a document for Word its styles, nil for those of the tool.
	Reference *office.Reference
	// Width is how many columns a terminal has, 0 when not known; Color says
	// that it shows colour.
	Width int
	Color bool
	// All lists on a terminal what is met too, and all of what is open.
	All bool
}

// Output is one form in which a scorecard can be written.
type Output struct {
	// Name is what --to takes, Ext the end of the file's name, "" for what its
	// reader takes from standard output.
	Name, Ext string
	// Doc is one line of help.
	Doc string
	// Mark is a text that every file of this output holds near its start or its
	// end: a file without it was not written by signoff.
	Mark string
	// Templated says that the output is made from a template.
	Templated bool
	// Write renders the scorecard. Faults of a template or of narrative are a
	// source.List with their places; anything else comes from w.
	Write func(w io.Writer, s *scorecard.Scorecard, o Options) error
	// Made names the template that ships with the tool and that the output is
	// always made from, "" for none.
	Made string
}

// Outputs lists every output.
var Outputs = []Output{
	{"md", ".md", "a document in GitHub-flavoured Markdown", digestWords, true, writeMarkdown, ""},
	{"html", ".html", "the same document as one self-contained page", digestWords, true, writePage, ""},
	{"json", ".json", "the whole assessment (signoff.assessment/v1)", `"schema": "signoff.assessment/`, false, only(export.WriteJSON), ""},
	{"comment", ".md", "a comment for a pull request: what changed, what to do first, the rest folded", markWords, false, writeMarkdown, "comment"},
	{"summary", ".md", "a summary for a CI job, under its size limit", digestWords, false, writeMarkdown, "summary"},
	{"docx", ".docx", "a document for Word, with a table to sign", office.Made, false, writeDocx, "signing"},
	{"junit", ".xml", "JUnit XML: a criterion is a test case", export.JUnitMark, false, within(export.WriteJUnit), ""},
	{"sarif", ".sarif", "SARIF 2.1.0: what is unmet or unknown, where the evidence says so", `"name": "signoff"`, false, within(export.WriteSARIF), ""},
	{"csv", ".csv", "a row a criterion, for a spreadsheet (RFC 4180)", export.CSVMark, false, marked(export.WriteCSV), ""},
	{"csv:waivers", ".waivers.csv", "a row a waiver", export.WaiversMark, false, marked(export.WriteWaivers), ""},
	{"csv:findings", ".findings.csv", "a row a record that was kept of a criterion", export.FindingsMark, false, marked(export.WriteFindings), ""},
	{"csv:approvals", ".approvals.csv", "a row a sign-off", export.ApprovalsMark, false, marked(export.WriteApprovals), ""},
	{"xlsx", ".xlsx", "a workbook for Excel: scorecard, criteria, waivers, approvals, findings, evidence", office.Made, false, writeXlsx, ""},
	{"badge", ".svg", "verdict and compliance as a small picture", "readiness</text>", false, only(export.WriteBadge), ""},
	{"github", "", "annotations and a step summary for GitHub Actions: what is not simply met, most severe first", "", false, within(export.WriteGitHub), ""},
	{"gitlab", ".gitlab.json", "a code quality report for GitLab: what is not simply met, most severe first", "[", false, within(export.WriteGitLab), ""},
	{"openmetrics", ".prom", "gauges for Prometheus and what reads OpenMetrics", "signoff_verdict{", false, only(export.WriteOpenMetrics), ""},
	{"oscal", ".oscal.json", "OSCAL assessment-results 1.1.3: a finding of every criterion that applies", `"ns": "urn:signoff"`, false, only(export.WriteOSCAL), ""},
	{"poam", ".poam.json", "OSCAL plan of action and milestones 1.1.3: what is unmet or unknown", `"ns": "urn:signoff"`, false, only(export.WritePOAM), ""},
	{"hdf", ".hdf.json", "Heimdall Data Format, results version 3: a requirement of every criterion", `"name": "signoff"`, false, only(export.WriteHDF), ""},
	{"gemara", ".gemara.json", "Gemara EvaluationLog 1.0: an evaluation of every criterion", `"id": "urn:signoff"`, false, only(export.WriteGemara), ""},
	{"table", ".txt", "tables for a terminal", "as of ", false, writeTerminal, ""},
}

// only makes an output of what needs nothing but the scorecard.
func only(write func(io.Writer, *scorecard.Scorecard) error) func(io.Writer, *scorecard.Scorecard, Options) error {
	return func(w io.Writer, s *scorecard.Scorecard, _ Options) error { return write(w, s) }
}

// within makes an output of what also needs to know where in its repository the
// project lies.
func within(write func(w io.Writer, s *scorecard.Scorecard, prefix string) error) func(io.Writer, *scorecard.Scorecard, Options) error {
	return func(w io.Writer, s *scorecard.Scorecard, o Options) error { return write(w, s, o.Prefix) }
}

// byteOrder is the mark by which Excel takes a text for UTF-8.
const byteOrder = "\uFEFF"

// marked makes an output of a table, which begins with a byte order mark when
// that is asked for.
func marked(write func(io.Writer, *scorecard.Scorecard) error) func(io.Writer, *scorecard.Scorecard, Options) error {
	return func(w io.Writer, s *scorecard.Scorecard, o Options) error {
		if o.Marked {
			if _, err := io.WriteString(w, byteOrder); err != nil {
				return err
			}
		}
		return write(w, s)
	}
}

func writeXlsx(w io.Writer, s *scorecard.Scorecard, o Options) error {
	return export.WriteWorkbook(w, s, aboutFile(s, o), o.Digest)
}

func writeTerminal(w io.Writer, s *scorecard.Scorecard, o Options) error {
	return terminal.Write(w, s, terminal.Screen{Width: o.Width, Color: o.Color, All: o.All})
}

func writeMarkdown(w io.Writer, s *scorecard.Scorecard, o Options) error {
	d, err := compose(s, o, false)
	if err != nil {
		return err
	}
	text, err := d.markdown()
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}

// digestWords stand before the digest that approvals are bound to.
const digestWords = "assessment sha256"

// Wrote says whether a text is the start, or the start and the end, of a file
// that this output wrote.
func (o Output) Wrote(text string) bool { return o.Mark == "" || strings.Contains(text, o.Mark) }
