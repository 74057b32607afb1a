package redact

import "strings"

// rule is one form of secret. Each of its anchors, in lower case, stands where
// the secret may begin, unless begin looks back from there; the pattern is
// tried at such places only. The secret is the first group that matched, or
// the whole match where the pattern has no group.
type rule struct {
	name     string
	anchors  []string
	begin    func(s string, anchor int) int // nil: at the anchor; -1: nowhere
	word     bool                           // no letter or digit stands before it
	pattern  string
	certain  bool
	harmless func(match, secret string) bool
}

// rules lists every form of secret: the tokens, which leave no doubt, then the
// ways in which passwords are written down.
var rules = append(tokens(), []rule{
	{"telegram-token", []string{":aa"}, digits, true, `[0-9]{8,10}:AA[A-Za-z0-9_-]{33,}`, true, never},
	{"azure-secret", []string{"8q~"}, before(3), true, `[A-Za-z0-9_~.]{3}8Q~[A-Za-z0-9_~.-]{31,}`, true, never},
	{"terraform-token", []string{".atlasv1."}, before(14), true, `[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,}`, true, never},
	{"mailchimp-key", []string{"-us"}, before(32), true, `[0-9a-f]{32}-us[0-9]{1,2}`, true, never},
	{"azure-key", []string{"accountkey="}, nil, false, `AccountKey=([A-Za-z0-9+/]{86}==)`, true, never},
	{"private-key", []string{"-----begin "}, nil, false, privateKey, true, keyMention},
	{"password-hash", []string{"$2a$", "$2b$", "$2y$", "$apr1$", "$1$", "$5$", "$6$", "$argon2"}, nil, false,
		`\$(?:2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}|(?:apr1|[156])\$(?:rounds=[0-9]+\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,}|argon2(?:id|i|d)\$[A-Za-z0-9+/=,$]{30,})`, true, never},
	{"authorization", []string{"authorization"}, separated, true, authorization, false, notAPassword},
	{"bearer", []string{"bearer "}, nil, true, `(?i:bearer) ([A-Za-z0-9._~+/=-]{12,})`, false, notAPassword},
	{"cookie", []string{"cookie:", `cookie":`, "cookie="}, nil, true, cookie, false, notACookie},
	{"url-password", []string{"://"}, address, true, addressed, false, harmlessAddress},
	{"url-token", []string{"://"}, address, true, `[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9_-]{12,})@[^\s/"'<>?#]+`, false, harmlessUser},
	{"query", []string{"?sig=", "&sig=", "?key=", "&key=", "?code=", "&code=", "?auth=", "&auth=", "?sas=", "&sas=", "?jwt=", "&jwt=", "signature="}, nil, false,
		`(?:[?&](?:sig|key|code|auth|sas|jwt)|[Ss]ignature)=([^\s&"'<>#]{12,})`, false, notAPassword},
	{"flag", words(), flagOf, false, flag, false, notAPassword},
	{"user-option", []string{"-u ", "-u'", `-u"`, "--user ", "--user=", "--proxy-user ", "--proxy-user="}, option, false, userOption, false, notAPassword},
	{"password-option", []string{"mysql", "mariadb", "sshpass", "redis-cli", "docker login", "podman login", "mongo", "ldapsearch", "smbclient", "az login", "rabbitmqadmin", "htpasswd"},
		nil, true, passwordOption, false, notAPassword},
	{"openssl-pass", []string{"pass:"}, nil, true, `(?i:pass):([^\s"';]{8,})`, false, notAPassword},
	{"netrc", []string{"password ", "aws_secret_access_key ", "_authtoken "}, nil, false, netrc, false, notAPassword},
	{"pgpass", []string{":5432:", ":6432:"}, nil, false, `:[56]432:[^:\s]+:[^:\s]+:([^:\s"']{8,})`, false, notAPassword},
	{"docker-auth", []string{`"auth"`}, nil, false, `"auth"\s*:\s*"([A-Za-z0-9+/]{12,}={0,2})"`, false, notAPassword},
	{"element", words(), element, false, elements, false, notAPassword},
	{"password", words(), separated, false, assigned, false, notAPassword},
	{"assignment", words(), separated, false, unquoted, false, notAValue},
}...)

// known lists tokens by the vendor: how each begins, and what makes it whole.
var known = []struct {
	name     string
	prefixes string // parted by spaces; the case counts in the pattern
	rest     string
}{
	{"adafruit-key", "aio_", `[A-Za-z0-9]{28,}`},
	{"age-key", "AGE-SECRET-KEY-1", `[A-Z0-9]{50,}`},
	{"alibaba-key", "LTAI", `[A-Za-z0-9]{12,24}`},
	{"atlassian-token", "ATATT3 ATCTT3 ATBB", `[A-Za-z0-9_=-]{24,}`},
	{"aws-key", "AKIA ASIA ABIA ACCA", `[A-Z2-7]{16}`},
	{"aws-session", "FwoGZXIvYXdz IQoJb3JpZ2lu", `[A-Za-z0-9/+=]{40,}`},
	{"buildkite-token", "bkua_", `[a-z0-9]{40}`},
	{"circleci-token", "CCIPAT_ CCIPRJ_", `[A-Za-z0-9_]{30,}`},
	{"databricks-token", "dapi", `[a-f0-9]{32}`},
	{"digitalocean-token", "doo_v1_ dop_v1_ dor_v1_", `[a-f0-9]{64}`},
	{"docker-token", "dckr_pat_ dckr_oat_", `[A-Za-z0-9_-]{27,}`},
	{"doppler-token", "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", `[A-Za-z0-9._]{40,}`},
	{"dropbox-token", "sl.", `[A-Za-z0-9_-]{100,}`},
	{"dynatrace-token", "dt0c01. dt0s16.", `[A-Z0-9]{8,}\.[A-Z0-9]{64}`},
	{"facebook-token", "EAACEdEose0cBA EAA", `[A-Za-z0-9]{60,}`},
	{"figma-token", "figd_ figu_", `[A-Za-z0-9_-]{36,}`},
	{"fly-token", "fm1_ fm2_ fo1_", `[A-Za-z0-9_+/=-]{40,}`},
	{"frameio-token", "fio-u-", `[A-Za-z0-9_=-]{60,}`},
	{"github-token", "ghp_ gho_ ghu_ ghs_ ghr_", `[A-Za-z0-9]{36,}`},
	{"github-token", "github_pat_", `[A-Za-z0-9_]{22,}`},
	{"gitlab-token", "glpat- gldt- glrt- glptt- glcbt- gloas- glagent- glft- glimt- glsoat- glffct- GR1348941", `[A-Za-z0-9_-]{20,}`},
	{"google-key", "AIza", `[A-Za-z0-9_-]{35}`},
	{"google-key", "GOCSPX-", `[A-Za-z0-9_-]{28}`},
	{"google-token", "ya29. 1//0", `[A-Za-z0-9_-]{30,}`},
	{"grafana-token", "glsa_", `[A-Za-z0-9]{32}_[a-f0-9]{8}`},
	{"grafana-token", "glc_eyJ eyJrIjoi", `[A-Za-z0-9+/=_-]{40,}`},
	{"groq-key", "gsk_", `[A-Za-z0-9]{48,}`},
	{"heroku-key", "HRKU-", `[A-Za-z0-9_-]{36,}`},
	{"hub-token", "hf_ api_org_", `[A-Za-z0-9]{34,}`},
	{"hubspot-token", "pat-na1- pat-na2- pat-eu1-", `[0-9a-fA-F-]{36}`},
	{"jfrog-token", "AKCp cmVmdGtuO", `[A-Za-z0-9]{50,}`},
	{"launchdarkly-key", "sdk- mob- api-", `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`},
	{"linear-key", "lin_api_ lin_oauth_", `[A-Za-z0-9]{40,}`},
	{"mailgun-key", "key-", `[0-9a-f]{32}`},
	{"newrelic-key", "NRAK- NRJS- NRII- NRRA- NRSP-", `[A-Za-z0-9_-]{19,}`},
	{"notion-token", "ntn_", `[A-Za-z0-9]{40,}`},
	{"notion-token", "secret_", `[A-Za-z0-9]{43}`},
	{"npm-token", "npm_", `[A-Za-z0-9]{36,}`},
	{"nvidia-key", "nvapi-", `[A-Za-z0-9_-]{60,}`},
	{"nuget-key", "oy2", `[a-z0-9]{43}`},
	{"onepassword-token", "ops_eyJ", `[A-Za-z0-9+/=_-]{40,}`},
	{"openshift-token", "sha256~", `[A-Za-z0-9_-]{43}`},
	{"perplexity-key", "pplx-", `[A-Za-z0-9]{40,}`},
	{"planetscale-token", "pscale_tkn_ pscale_pw_ pscale_oauth_", `[A-Za-z0-9._=-]{32,}`},
	{"postman-key", "PMAK-", `[a-f0-9]{24}-[a-f0-9]{34}`},
	{"pulumi-token", "pul-", `[a-f0-9]{40}`},
	{"pypi-token", "pypi-AgE", `[A-Za-z0-9_-]{50,}`},
	{"replicate-token", "r8_", `[A-Za-z0-9]{36,}`},
	{"rubygems-key", "rubygems_", `[a-f0-9]{48}`},
	{"sendgrid-key", "SG.", `[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}`},
	{"sendinblue-key", "xkeysib- xsmtpsib-", `[a-f0-9]{64}-[A-Za-z0-9]{16}`},
	{"sentry-token", "sntrys_ sntryu_ sntrya_", `[A-Za-z0-9+/=_]{40,}`},
	{"shopify-token", "shpat_ shpca_ shppa_ shpss_", `[a-fA-F0-9]{32}`},
	{"sk-key", "sk-", `(?:[a-z]+(?:-v?[0-9]+)?-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{40,})`},
	{"slack-token", "xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxe.xox xapp-", `[A-Za-z0-9-]{10,}`},
	{"sonar-token", "sqp_ squ_ sqa_", `[a-f0-9]{40}`},
	{"sourcegraph-token", "sgp_", `[A-Za-z0-9_]{40,}`},
	{"square-token", "sq0atp- sq0csp- sq0idp-", `[A-Za-z0-9_-]{22,}`},
	{"stripe-key", "rk_live_ rk_test_ sk_live_ sk_test_", `[A-Za-z0-9]{16,}`},
	{"stripe-secret", "whsec_", `[A-Za-z0-9+/=]{24,}`},
	{"supabase-token", "sbp_ sb_secret_", `[A-Za-z0-9_-]{30,}`},
	{"tailscale-key", "tskey-", `[a-z]+-[A-Za-z0-9]+-[A-Za-z0-9]{16,}`},
	{"tencent-key", "AKID", `[A-Za-z0-9]{32}`},
	{"typeform-token", "tfp_", `[A-Za-z0-9_-]{40,}`},
	{"vault-token", "hvb. hvs. hvr.", `[A-Za-z0-9_-]{24,}`},
	{"xai-key", "xai-", `[A-Za-z0-9]{70,}`},
	{"twilio-key", "SK0 SK1 SK2 SK3 SK4 SK5 SK6 SK7 SK8 SK9 SKa SKb SKc SKd SKe SKf", `[0-9a-f]{31}`},
	{"jwt", "eyJ", `[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}`},
}

// tokens makes rules of what is known: what has all of a shape is masked,
// whatever words are in it.
func tokens() []rule {
	var list []rule
	literal := strings.NewReplacer(".", `\.`, "+", `\+`)
	for _, k := range known {
		var anchors, starts []string
		for _, p := range strings.Fields(k.prefixes) {
			anchors = append(anchors, strings.ToLower(p))
			starts = append(starts, literal.Replace(p))
		}
		list = append(list, rule{k.name, anchors, nil, true, `(?:` + strings.Join(starts, "|") + `)` + k.rest, true, never})
	}
	return append(list,
		rule{"slack-webhook", []string{"hooks.slack.com/"}, nil, true, `hooks\.slack\.com/[a-z]+/([A-Z][A-Z0-9]{7,}/[A-Z][A-Z0-9]{7,}/[A-Za-z0-9]{20,})`, true, never},
		rule{"discord-webhook", []string{"discord.com/api/webhooks/", "discordapp.com/api/webhooks/"}, nil, true, `discord(?:app)?\.com/api/webhooks/[0-9]+/([A-Za-z0-9_-]{40,})`, true, never},
		rule{"teams-webhook", []string{"webhook.office.com/"}, nil, false, `webhook\.office\.com/webhookb2/([A-Za-z0-9@/-]{60,})`, true, never},
	)
}

const (
	// A block ends with its last line, else with the text or where something
	// stands that a key cannot contain. Escaped line breaks are those of JSON.
	keyBlock   = `-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|[A-Za-z0-9+/=:,.() -])*?`
	privateKey = `(` + keyBlock + `-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)|(` + keyBlock + `)(?:\z|[^\s\\A-Za-z0-9+/=:,.() -])`

	authorization = `(?i)authorization\\?["']?\s{0,4}(?::|=>|=)\s{0,4}\\?["']?(?:(?:bearer|basic|token|digest|apikey|negotiate|aws4-hmac-sha256)\s+)?([A-Za-z0-9._~+/=-]{8,})`
	cookie        = `(?i)cookie["']?(?::|=)\s*["']?([A-Za-z0-9_.-]+=[^\s;"']+(?:;\s*[A-Za-z0-9_.-]+(?:=[^\s;"']*)?)*)`
	addressed     = `(?i)[a-z][a-z0-9+.-]*://[^\s/:@"'<>]*:([^\s/@"'<>]{3,})@[^\s/"'<>?#]+`

	// secretName is how the name of a secret ends, or all of it.
	secretName = `(?:passw(?:or)?d|passphrase|passcode|passwort|pwd|secret|token|credentials?|` +
		`(?:api|app|access|account|auth|encryption|private|secret|shared|signing|master|license|subscription|functions|consumer|storage|session|ssh|webhook)[_-]?keys?|` +
		`sharedaccesskey|sharedaccesssignature|authtoken|sessionid|sessid|connect\.sid|_pass|storepass|keypass|sonar\.login)`
	// more may follow the name.
	nameEnd = `(?:[_-]?(?:key|value|base|base64|b64|string|text|plain|raw|prod|dev|test|[0-9]{1,2}))*`

	flag       = `(?i)--?[a-z0-9-]*` + secretName + `(?:\s+|=)\\?["']?([^\s"'\\]{8,})`
	userOption = `(?:-u|--user|--proxy-user)[ =]?["']?[^\s:"']+:([^\s"']{6,})`
	netrc      = `(?i)(?:password|aws_secret_access_key|_authtoken)\s+["']?([^\s"'=:]{12,})`

	passwordOption = `(?:mysql\w*|mariadb\w*|mongo\w*|sshpass|redis-cli|docker login|podman login|ldapsearch|smbclient|az login|rabbitmqadmin|htpasswd)` +
		`(?:\s[^\n|;&]{0,80}?)?\s-(?:p|a|w|pw|b)\s?["']?([^\s"'-][^\s"']{7,})`

	elements = `(?i)<[a-z0-9_.:-]*` + secretName + nameEnd + `(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^\s<>]{8,})`

	assigned = `(?i)` + secretName + nameEnd +
		`\\?["']?\]?(?: (?:authentication|auth|value|is))?\*{0,2}\s{0,4}(?::=|=>|[:=])\*{0,2}\s{0,4}(?:\\?"([^"\\\s]{8,})(?:\\?"|\z)|'([^'\\\s]{8,})(?:'|\z)|` + "`([^`\\\\\\s]{8,})(?:`|\\z))"
	unquoted = `(?i)` + secretName + nameEnd + `\\?["']?\]?\s{0,4}(?::=|=>|[:=])\s{0,4}([^\s"'` + "`" + `\\;&<>*][^\s"'` + "`" + `\\;&<>]{7,})`
)

// words lists how the names of secrets begin, as far as secretName says.
func words() []string {
	list := []string{"passwd", "password", "passphrase", "passcode", "passwort", "pwd", "secret", "token", "credential", "sharedaccess", "authtoken", "sessionid", "sessid", "connect.sid", "_pass", "storepass", "keypass", "sonar.login"}
	for _, of := range strings.Split("api app access account auth encryption private shared signing master license subscription functions consumer storage session ssh webhook", " ") {
		list = append(list, of+"key", of+"_key", of+"-key")
	}
	return list
}
