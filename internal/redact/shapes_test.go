package redact

import (
	"strings"
	"testing"
)

// hidden is an invented password; it is joined, so that no scanner takes this
// file for a leak.
var hidden = made("kX9m", "Lqd2Zt", "Vb7R")

// written are the ways in which a secret is written down; % stands for it.
var written = []string{
	// assignments
	`AWS_SECRET_ACCESS_KEY=%`, `env DB_PASSWORD=% ./run`, `export GITHUB_TOKEN=%`, `set PGPASSWORD=% && psql`, `$env:API_KEY = "%"`,
	`password: %`, `db_password: %`, `token=%`, `aws_secret_access_key = %`, `spring.datasource.password=%`, `//registry.internal/:_authToken=%`,
	`{"client_secret":"%"}`, `{"password": "%", "n": 1}`, `{\"apiKey\": \"%\"}`, `clientSecret := "%"`, `secret_key_base: %`, `JWT_SECRET='%'`,
	`accessToken: '%',`, `refresh_token=%&x=1`, `passphrase=%`, `pwd=%;`, `encryption_key=%`, `REDIS_PASSWORD: %`, `user=a password=% host=b`,
	`subscription-key: %`, `SECRET_KEY=%`, `MYSQL_ROOT_PASSWORD=%`, `credentials=%`, `auth_token: %`, `passwort = %`, `config['token'] = '%'`, `webhook_secret=%`,
	"```\nPASSWORD=%\n```", `- name: x\n  password: %`, `sessionid=%`, `(token=%)`, `token=%.`, `token2=%`,
	// headers
	`Authorization: Bearer %`, `authorization: Basic %==`, `Authorization: token %`, `Authorization: %`, `Proxy-Authorization: Basic %`, `"Authorization": "Bearer %"`,
	`X-Api-Key: %`, `X-Auth-Token: %`, `PRIVATE-TOKEN: %`, `X-Vault-Token: %`, `Ocp-Apim-Subscription-Key: %`, `x-functions-key: %`, `X-Amz-Security-Token: %`, `Api-Key: %`,
	`Cookie: session=%; theme=dark`, `Cookie: theme=dark; sid=%`, `Set-Cookie: id=%; Path=/; HttpOnly`, `sent bearer % to them`,
	// addresses
	`https://shop.internal/login?user=a&password=%&x=1`, `https://api.internal/v1?access_token=%`, `https://api.internal/v1?api_key=%#top`, `/callback?code=%`,
	`https://a.blob.core.windows.net/c?sv=2024-01-01&sig=%`, `https://b.s3.amazonaws.com/k?X-Amz-Signature=%`, `https://%@git.internal/shop.git`,
	`postgres://app:%@db.internal:5432/app`, `redis://:%@10.0.0.7`, `https://user:%@proxy.internal:3128`, `amqp://guest:%@mq.internal/`, `mongodb+srv://app:%@c.internal/x`,
	`jdbc:postgresql://db.internal/app?user=app&password=%`, `ftp://u:%@files.internal`,
	// connection strings
	`Server=db.internal;User Id=app;Password=%;`, `Data Source=x;Pwd=%`, `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=%;EndpointSuffix=x`,
	`Endpoint=sb://x.internal/;SharedAccessKeyName=root;SharedAccessKey=%`, `SharedAccessSignature=%`,
	// command lines
	`curl -u deploy:% https://shop.internal`, `curl --user 'deploy:%' https://shop.internal`, `tool --token % --json`, `tool --password=%`, `tool --api-key "%"`, `tool --client-secret %`,
	`curl -H 'X-Auth-Token: %' https://shop.internal`, `mysql -u root -p% app`, `mysqldump -p% app`, `sshpass -p % ssh a@b`, `redis-cli -h x -a % ping`, `docker login -u a -p % r.internal`,
	`openssl enc -aes-256-cbc -pass pass:% -in a`, `aws configure set aws_secret_access_key %`, `npm config set //r.internal/:_authToken %`, `machine h login a password %`,
	`tool -password %`, `docker run -e DB_PASSWORD=% image`, `helm install x --set auth.password=%`, `htpasswd -b f user -p %`, `--passphrase %`, `db.internal:5432:app:app:%`,
	// documents
	`<password>%</password>`, `<add key="ApiToken" token="%" />`, `<ns:clientSecret type="x">%</ns:clientSecret>`, `| password | token=% |`, `**Password:** ` + "`%`",
	`{"auths": {"r": {"auth": "%"}}}`, `"token" => "%"`, `token -> x, secret = "%"`,
	// broken apart
	`pass&#119;ord=%`, `password&#61;%`, `password&colon; %`, `tok` + "\u200b" + `en=%`, `password\u003d%`, `"password\u0022:\u0022%"`, `password =` + "\u00ad" + ` %`,
}

func TestRedactFindsWhatIsWrittenDown(t *testing.T) {
	for _, form := range written {
		text := strings.Replace(form, "%", hidden, 1)
		clean, rules := Redact(text)
		if strings.Contains(clean, hidden) || len(rules) == 0 {
			t.Errorf("%q keeps its secret: %q", form, clean)
		}
		if again, _ := Redact(clean); again != clean {
			t.Errorf("%q becomes %q the second time", clean, again)
		}
	}
}

func TestRedactFindsWhatIsBrokenApart(t *testing.T) {
	token := made("gh", "p_", noise[:36])
	for _, by := range []string{"\u200b", "\u00ad", "\ufeff", "&#8203;", "&shy;", "\u2060"} {
		text := "found " + token[:10] + by + token[10:] + " there"
		if clean, _ := Redact(text); clean != "found [redacted: github-token] there" {
			t.Errorf("%q became %q", text, clean)
		}
	}
}

func TestRedactFindsNamesOfFiles(t *testing.T) {
	token := made("gh", "p_", noise[:36])
	for _, text := range []string{"scan-" + token + ".sarif", "a/" + token + "/b.json", "report_" + token + "_final.xml", "token=" + hidden + ".log"} {
		if clean, _ := Redact(text); strings.Contains(clean, noise[:20]) || strings.Contains(clean, hidden) {
			t.Errorf("%q became %q", text, clean)
		}
	}
}

func TestRedactLeavesWhatIsNoSecret(t *testing.T) {
	for _, s := range []string{
		"digest sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "at commit 3b0f6cc1d2e4a5968778695a4b3c2d1e0f9a8b7c",
		"id 6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "Token usage: 128000 of 200000", "password: ${DB_PASSWORD}", `password = "<your-password>"`,
		"password must have at least 12 characters", "secretName: db-credentials", "key: PERF-0001 token: none", "--token \"$TOKEN\"", "--token-ttl 24h0m0s",
		"unexpected token: expected ')' at line 12", "token = getToken(request1)", "password = config.database2.password", "token := tokens[index1]", "TestToken_Expired1 passed",
		"secret: 12 findings", "The secret scanner v8.18.2 found nothing", "pass: 1200 fail: 0", "access key rotation every 90 days", "https://docs.internal/a?b=c1",
		"ssh://git@github.com/a/b", "mailto:someone@example.org", "tokenizer: gpt2-large-v1", "GET /token?x=1", "password-policy: strong1",
		"cookie: none", "Set-Cookie: theme=dark", "Cookie: lang=en; theme=dark", "-u root:root", "curl -u user:$PASS", "-p 8080:8080", "basic-auth: enabled",
		"bearer of good news and more", "Authorization header is missing", "secrets: inherit", "secretKeyRef: { name: db, key: password }", "token: \"\"", "mysql -p3306 -h db",
	} {
		if clean, rules := Redact(s); clean != s || rules != nil {
			t.Errorf("%q became %q, %v", s, clean, rules)
		}
	}
}
