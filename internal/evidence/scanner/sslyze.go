package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var sslyzeFormat = reader.Format{
	Name: "sslyze",
	Doc:  "SSLyze's JSON (--json_out) of version 3 and later. It states facts and no severity: Heartbleed, CCS injection, ROBOT, a renegotiation that a client can abuse, SSL 2 and 3 are high; TLS 1.0 and 1.1, compression, no secure renegotiation, a certificate that no trust store verifies or that names another host medium. A server that was not reached and a check that failed make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("server_scan_results") && (h.Has("date_scans_started") || h.Has("sslyze_version"))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		checks := sslyzeChecks()
		server := holding("scan_result of a server", layout{
			{"^server_location.hostname", path},
			{"^server_info.server_location.hostname", path},
			{"connectivity_status", words{"COMPLETED": ignored}.or(func(v reader.Value, r *report) {
				r.list = true
				r.sink.Incomplete(v.Line(), "%s was not reached", r.Path)
			})},
			{"scan_result", func(v reader.Value, r *report) {
				r.list.note(v)
				checks(v, r)
			}},
			{"scan_commands_results", func(v reader.Value, r *report) { // up to version 4
				r.list.note(v)
				checks(v, r)
			}},
			{"scan_commands_errors.*.@", func(v reader.Value, r *report) { r.sink.Skip(v.Line(), "%s failed", v.Text()) }},
			{"scan_commands_errors.*", ignored},
		})
		return scan{tool: "SSLyze", list: "server_scan_results"}.read(in, s, layout{
			{"sslyze_version", toolVersion},
			{"date_scans_completed", dated},
			{"server_scan_results", listed(counted("targets", server))},
			{"server_connectivity_errors[]", func(v reader.Value, r *report) { r.sink.Incomplete(v.Line(), "a server was not reached") }},
			{"invalid_server_strings[]", func(v reader.Value, r *report) { r.sink.Incomplete(v.Line(), "a server was not found") }},
		})
	},
}

// sslyzeChecks reads the commands by their names.
func sslyzeChecks() setter {
	commands := closed(layout{
		{"heartbleed", sslyzeCommand(when("is_vulnerable_to_heartbleed", "true", "heartbleed", fact.High))},
		{"openssl_ccs_injection", sslyzeCommand(when("is_vulnerable_to_ccs_injection", "true", "ccs-injection", fact.High))},
		{"robot", sslyzeCommand(when("robot_result", "VULNERABLE", "robot", fact.High))},
		{"session_renegotiation", sslyzeCommand(append(when("is_vulnerable_to_client_renegotiation_dos", "true", "client-renegotiation", fact.High),
			when("supports_secure_renegotiation", "false", "no-secure-renegotiation", fact.Medium)...))},
		{"tls_compression", sslyzeCommand(when("supports_compression", "true", "compression", fact.Medium))},
		{"certificate_info", sslyzeCommand(layout{{"certificate_deployments", sslyzeCertificates()}})},
	}, "elliptic_curves", "http_headers", "session_resumption", "session_resumption_rate", "tls_1_2_cipher_suites", "tls_1_3_cipher_suites",
		"tls_1_3_early_data", "tls_fallback_scsv", "tls_extended_master_secret")
	for _, p := range []struct {
		command, rule string
		severity      fact.Severity
	}{
		{"ssl_2_0", "ssl-2.0", fact.High}, {"ssl_3_0", "ssl-3.0", fact.High}, {"tls_1_0", "tls-1.0", fact.Medium}, {"tls_1_1", "tls-1.1", fact.Medium},
	} {
		commands = append(commands, layout{{p.command + "_cipher_suites", sslyzeCommand(layout{
			{"accepted_cipher_suites", func(v reader.Value, r *report) {
				line, accepted := v.Line(), false
				layout{{"[]", func(reader.Value, *report) { accepted = true }}}.Reader()(v, r)
				if accepted {
					r.follows(line, p.rule, p.severity, p.rule+" is accepted")
				}
			}},
		})}}...)
	}
	return commands.Reader()
}

// follows gives a finding that follows from a fact.
func (r *report) follows(line int, rule string, severity fact.Severity, message string) {
	r.sink.Finding(&fact.Finding{Line: line, Severity: severity, Rule: rule, Message: message, Path: r.Path})
}

// when reads a fact which is bad where it begins with a word.
func when(member, word, rule string, severity fact.Severity) layout {
	return layout{{member, func(v reader.Value, r *report) {
		line := v.Line()
		if strings.HasPrefix(v.Text(), word) {
			r.follows(line, rule, severity, strings.ReplaceAll(rule, "-", " "))
		}
	}}}
}

// sslyzeCommand reads what one found: since version 5 its result next to its
// status, before that the result alone. One that ran has a fact.
func sslyzeCommand(facts layout) setter {
	found, status := 0, ""
	counted := layout{}
	for _, f := range facts {
		counted = append(counted, layout{{f.Path, func(v reader.Value, r *report) {
			if v.Kind() != 'n' {
				found++
			}
			f.Read(v, r)
		}}}...)
	}
	read := append(counted, layout{
		{"status", into(&status)},
		{"result", counted.Reader()},
	}...).Reader()
	return func(v reader.Value, r *report) {
		found, status = 0, ""
		line := v.Line()
		if v.Kind() == 'n' {
			r.sink.Skip(line, "a check found nothing that it says")
			return
		}
		read(v, r)
		switch {
		case status != "" && status != "COMPLETED" && status != "NOT_SCHEDULED":
			r.sink.Skip(line, "a check ended as %.40q", strings.ToLower(status))
		case found == 0 && status != "NOT_SCHEDULED":
			v.Fail("expected %s of a check, found none", facts[0].Path)
		}
	}
}

// sslyzeCertificates reads the chains of certificates, each of which some trust
// store must verify.
func sslyzeCertificates() setter {
	tried, verified, line := false, false, 0
	chain := append(when("leaf_certificate_subject_matches_hostname", "false", "certificate-hostname", fact.Medium), layout{
		{"path_validation_results[].was_validation_successful", func(v reader.Value, _ *report) {
			tried = true
			verified = v.Bool() || verified
		}},
		{"path_validation_results[].verified_certificate_chain", func(v reader.Value, _ *report) {
			tried = true
			verified = v.Kind() == '[' || verified
		}},
	}...).Reader()
	return layout{{"[]", func(v reader.Value, r *report) {
		tried, verified, line = false, false, v.Line()
		switch chain(v, r); {
		case !tried:
			v.Fail("expected path_validation_results of a certificate, found none")
		case !verified:
			r.follows(line, "certificate-untrusted", fact.Medium, "no trust store verifies the certificate")
		}
	}}}.Reader()
}
