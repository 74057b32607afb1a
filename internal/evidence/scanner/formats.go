// Package scanner reads what static analysers, linters, vulnerability and
// secret scanners report: one file a format, one line a format in Formats. It
// applies no filter and judges nothing.
package scanner

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	banditFormat,
	gosecFormat,
	sarifFormat,
	trivyFormat,
	grypeFormat,
	snykFormat,
	npmAuditFormat,
	yarnAuditFormat,
	pipAuditFormat,
	osvScannerFormat,
	gitleaksFormat,
	trufflehogFormat,
	semgrepFormat,
	eslintFormat,
	golangciLintFormat,
	staticcheckFormat,
	govulncheckFormat,
	ruffFormat,
	mypyFormat,
	pylintFormat,
	hadolintFormat,
	shellcheckFormat,
	checkovFormat,
	tfsecFormat,
	kicsFormat,
	dependencyCheckFormat,
	cargoAuditFormat,
	brakemanFormat,
	safetyFormat,
	sonarQubeFormat,
	zapFormat,
	cppcheckFormat,
	checkstyleFormat,
	goVetFormat,
	codeClimateFormat,
	gitLabSASTFormat,
	kubeBenchFormat,
	scorecardFormat,
	hdfFormat,
	hdfResultsFormat,
	oscalFormat,
	gemaraFormat,
	veracodeFormat,
	preCommitFormat,
}
