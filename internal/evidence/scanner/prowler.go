package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var prowlerFormat = reader.Format{
	Name:      "prowler",
	Doc:       "Prowler 2 to 5: its JSON, its OCSF (json-ocsf) and its CSV (of 2 the one that says severities). One finding for each check of a resource that failed, in Prowler's severities; one that is muted or on the allow list is suppressed, a manual one undecided. Without a check nothing was looked at.",
	Kind:      fact.Scanner,
	Codes:     []int{0, 3},
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		has := func(c string) bool { return slices.Contains(h.Columns, c) }
		if h.Has("[].Control ID", "[].Account Number") || h.Has("Control ID", "Account Number") || has("TITLE_ID") && has("CHECK_RESULT_EXTENDED") {
			return true
		}
		return h.Has("[].CheckID", "[].StatusExtended") || h.Has("CheckID", "StatusExtended") ||
			h.Text("[].metadata.product.name") == "Prowler" || h.Text("metadata.product.name") == "Prowler" ||
			h.Container == reader.CSVTable && has("CHECK_ID") && has("STATUS_EXTENDED")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		p := prowler{}
		var err error
		if in.Head.JSON() {
			err = scan{tool: "Prowler"}.readEach(in, s, layout{{"", finding(p.members(), p.judge)}})
		} else {
			err = scan{tool: "Prowler"}.readTable(in, s, columns{
				{"!CHECK_ID|TITLE_ID", rule},
				{"!STATUS|CHECK_RESULT", into(&p.status)},
				{"!SEVERITY|CHECK_SEVERITY", severity(ratings)},
				{"STATUS_EXTENDED|CHECK_RESULT_EXTENDED", message},
				{"MUTED", p.isMuted},
				{"RESOURCE_UID|RESOURCE_ARN|RESOURCE_ID|CHECK_RESOURCE_ID", path},
				{"TIMESTAMP|ASSESSMENT_START_TIME|PROWLER_START_TIME", dated},
				{"PROWLER_VERSION", toolVersion},
			}, p.judge)
		}
		if p.checks == 0 {
			s.Incomplete(1, "no check: nothing was looked at")
		}
		s.Saw("checks", p.checks)
		return err
	},
}

// prowler is what several members say of one check.
type prowler struct {
	status, code string
	muted        bool
	checks       int64
}

func (p *prowler) isMuted(v reader.Value, _ *report) {
	switch word := v.Text(); word {
	case "True", "true":
		p.muted = true
	case "False", "false", "":
	default:
		v.Fail("expected True or False, found %.40q", word)
	}
}

// members are those of Prowler's own JSON, that of version 2, and of OCSF: what two
// of them call the same is the same.
func (p *prowler) members() layout {
	return layout{
		{"CheckID", rule},
		{"Status", into(&p.status)},
		{"StatusExtended", message},
		{"Severity", severity(ratings)},
		{"ResourceArn", ranked(ofPath, 2)},
		{"ResourceId", ranked(ofPath, 1)},
		{"AssessmentStartTime", dated},
		{"Control ID", rule},
		{"Message", message},
		{"Resource ID", ranked(ofPath, 1)},
		{"Timestamp", dated},
		{"metadata.event_code", rule},
		{"metadata.product.version", toolVersion},
		{"status", into(&p.status)},
		{"status_code", into(&p.code)},
		{"severity", severity(ratings)},
		{"status_detail", message},
		{"resources[0].uid", path},
		{"finding_info.created_time", dated},
		{"finding_info.created_time_dt", dated},
	}
}

// judge decides by the status, or in OCSF by the code, next to which the status
// says whether the finding is muted.
func (p *prowler) judge(v reader.Value, r *report) {
	p.checks++
	status := p.status
	if p.code != "" {
		p.muted = p.muted || status == "Suppressed"
		status = p.code
	}
	switch status {
	case "FAIL":
		r.Suppressed = p.muted
	case "MUTED", "WARNING":
		r.Suppressed = true
	case "PASS", "INFO":
		r.none = true
	case "MANUAL":
		r.Undecided = true
	default:
		v.Fail("unknown status %.40q", status)
	}
	p.status, p.code, p.muted = "", "", false
}
