// Package health reads what container engines, orchestrators, monitoring
// systems and services say about the health of services: one file a format,
// one line a format in Formats. It applies no filter and judges nothing: a
// service is healthy only when the tool says so.
package health

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	dockerPSFormat,
	dockerInspectFormat,
	dockerComposePSFormat,
	kubernetesFormat,
	healthJSONFormat,
	prometheusAPIFormat,
	prometheusTextFormat,
	alertmanagerFormat,
	elasticsearchHealthFormat,
	systemctlFormat,
	nagiosFormat,
	icingaFormat,
	consulChecksFormat,
	githubRunsFormat,
	gitLabPipelinesFormat,
	zabbixFormat,
	uptimeRobotFormat,
	gatusFormat,
	probeLogFormat,
}
