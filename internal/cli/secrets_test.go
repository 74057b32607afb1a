package cli

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"signoff/internal/redact"
)

// Invented secrets, made of parts so that no scanner takes this file for a leak.
const (
	secretWord = "k7Qm" + "Zt3pXw9" + "Rv"
	secretHex  = "9f8e7d6c5b4a" + "39281706f5e4d3c2" + "b1a09f8e"
	secretLong = "q7Zt3mKp9Wb2Lx8Rv5Yd4Hs6" + "Nc1Jf7Gq3Tk9Pm2Bz8Xw5Vr4Ls6Dh1Cn7Fy3Aq9Me2Uo8Ii5Ee4Kk6Ss1Tt7Vv3Zz9"
)

// tokenShapes are token forms by what their issuers document of them.
var tokenShapes = []string{
	"AK" + "IAQZ3LMNO7PTRSWXYB", "AS" + "IAQZ3LMNO7PTRSWXYB",
	"gh" + "p_" + secretLong[:36], "gh" + "o_" + secretLong[:36], "gh" + "u_" + secretLong[:36], "gh" + "s_" + secretLong[:36], "gh" + "r_" + secretLong[:36],
	"github" + "_pat_" + secretLong[:22] + "_" + secretLong[:59],
	"gl" + "pat-" + secretLong[:20], "gl" + "dt-" + secretLong[:20], "gl" + "ptt-" + secretHex + secretHex[:8], "gl" + "rt-" + secretLong[:20],
	"AI" + "za" + secretLong[:35], "ya" + "29." + secretLong[:60], "GOC" + "SPX-" + secretLong[:28],
	"xo" + "xb-918273645546-918273645546-" + secretLong[:24], "xo" + "xp-918273645546-918273645546-918273645546-" + secretHex[:32], "xa" + "pp-1-A0918273645-918273645546-" + secretHex + secretHex[:24],
	"https://hooks." + "slack.com/services/T09KQ27MZ/B04PL81XQ/" + secretLong[:24],
	"sk" + "_live_" + secretLong[:24], "rk" + "_live_" + secretLong[:24], "wh" + "sec_" + secretLong[:32],
	"sk" + "-" + secretLong[:48], "sk" + "-proj-" + secretLong[:64], "sk" + "-ant-api03-" + secretLong + "AAAA",
	"np" + "m_" + secretLong[:36], "py" + "pi-AgEIcHlwaS5vcmc" + secretLong[:60], "dc" + "kr_pat_" + secretLong[:27],
	"S" + "G." + secretLong[:22] + "." + secretLong[:43], "SK" + secretHex[:32],
	"do" + "p_v1_" + strings.Repeat("9f8e7d6c", 8), "do" + "o_v1_" + strings.Repeat("9f8e7d6c", 8),
	"hv" + "s." + secretLong[:24], "hv" + "b." + secretLong[:80],
	"sh" + "pat_" + strings.Repeat("9f8e7d6c", 4), "sh" + "pss_" + strings.Repeat("9f8e7d6c", 4),
	"gl" + "sa_" + secretLong[:32] + "_9f8e7d6c", "gl" + "c_" + "eyJv" + secretLong[:40],
	"h" + "f_" + secretLong[:34], "918273645:" + "A" + "A" + secretLong[:33],
	"ey" + "JhbGciOiJIUzI1NiJ9" + ".ey" + "Jzd" + secretLong[:30] + "." + secretLong[:43],
	"-----BEGIN RSA PRIV" + "ATE KEY-----\n" + secretLong[:64] + "\n" + secretLong[10:74] + "\n-----END RSA PRIV" + "ATE KEY-----",
	"-----BEGIN OPENSSH PRIV" + "ATE KEY-----\n" + secretLong[:64] + "\n-----END OPENSSH PRIV" + "ATE KEY-----",
	"PM" + "AK-" + secretHex[:24] + "-" + secretHex[:34], "nv" + "api-" + secretLong[:64], "lin" + "_api_" + secretLong[:40],
	"rub" + "ygems_" + strings.Repeat("9f8e7d6c", 6), "NR" + "AK-" + strings.ToUpper(secretLong[:27]), "figd_" + secretLong[:40],
	"AGE-SECRET-KEY-1" + strings.ToUpper("qpzry9x8gf2tvdw0s3jn54khce6mua7lqpzry9x8gf2tvdw0s3jn54khce"),
}

// writtenShapes are ways in which a secret is written down; % stands for it.
var writtenShapes = []string{
	"DB_PASSWORD=%", "export API_TOKEN=%", `"password": "%"`, "password: %", "secret_key = '%'", "AWS_SECRET_ACCESS_KEY=%", "aws_session_token: %", "client_secret=%&x=1",
	"Authorization: Bearer %", "authorization: Basic %==", "Proxy-Authorization: Basic %", "X-Api-Key: %", "X-Auth-Token: %", "PRIVATE-TOKEN: %", "JOB-TOKEN: %", "X-Amz-Security-Token: %",
	"Cookie: session=%; theme=dark", "Set-Cookie: sid=%; HttpOnly", "curl -u deploy:% https://shop.internal", "curl -H 'Authorization: token %' https://shop.internal", "wget --password=% https://shop.internal", "tool --token %",
	"postgres://app:%@db.internal:5432/app", "mysql://root:%@db.internal/app", "mongodb+srv://app:%@c.internal/x", "redis://:%@10.0.0.7", "amqps://u:%@mq.internal", "https://u:%@git.internal/a.git", "https://api.internal/v1?access_token=%", "https://api.internal/v1?apikey=%",
	"https://a.blob.core.windows.net/c?sv=2024-01-01&sig=%", "https://b.s3.amazonaws.com/k?X-Amz-Signature=%", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=%;EndpointSuffix=x", "Server=db.internal;User Id=app;Password=%;", "Endpoint=sb://x.internal/;SharedAccessKeyName=root;SharedAccessKey=%",
	"<password>%</password>", `<add key="ApiToken" value="%" />`, "mysql -u root -p% app", "sshpass -p % ssh a@b", "redis-cli -a % ping", "docker login -u a -p % r.internal", "machine h login a password %", "//registry.internal/:_authToken=%",
	"docker run -e DB_PASSWORD=% image", "helm install x --set auth.password=%", "openssl enc -aes-256-cbc -pass pass:% -in a", "ENCRYPTION_KEY=%", "spring.datasource.password=%", "pass&#119;ord=%", "tok\u200ben=%", `password\u003d%`, "**Password:** `%`", "passphrase=%", "jwt_secret: %",
	"PGPASSWORD=% psql -h db.internal", "SMTP_PASS=%", "api-key: %", "refresh_token=%", "sonar.login=%", "ansible_ssh_pass=%", "kubectl create secret generic x --from-literal=password=%", "vault kv put secret/x password=%", "git clone https://oauth2:%@gitlab.internal/a.git", "jdbc:postgresql://db.internal/app?user=app&password=%",
	"az login --service-principal -u x -p % --tenant y", "npm config set //r.internal/:_authToken %", "snowflake://app:%@acct.internal/db", "ftp://u:%@files.internal", "ldap_bind_password = %", "smb://u:%@files.internal/share", "rsync --password=% a b", "keytool -storepass % -list", "mc alias set s3 https://s3.internal key --secret-key %", "X-Vault-Token: %",
	"Api-Token: %", "X-Goog-Api-Key: %", "Ocp-Apim-Subscription-Key: %", "x-functions-key: %", "Authorization: ApiKey %", "Authorization: Digest %", `{"auths": {"r": {"auth": "%"}}}`, "TF_VAR_db_password=%", "RAILS_MASTER_KEY=%", "DJANGO_SECRET_KEY='%'", "LARAVEL_APP_KEY=base64:%=", "NEXTAUTH_SECRET=%", "private_key: %", "webhook_secret=%", "signing_key: %", "session_secret=%", "keytool -keypass % -list", "MAIL_PASS: %", "auth_key=%", "SUBSCRIPTION_KEY=%", "storage_key: %", "consumer_secret=%",
}

// shape is a text with a secret in it.
type shape struct{ text, secret string }

func secretShapes() []shape {
	var list []shape
	for _, token := range tokenShapes {
		list = append(list, shape{"found " + token + " there", token})
	}
	for i, form := range writtenShapes {
		word := fmt.Sprintf("%s%03dB", secretWord, i) // each its own, to tell which was seen
		list = append(list, shape{strings.Replace(form, "%", word, 1), word})
	}
	return list
}

// TestSecretShapes asks that every shape is recognised.
func TestSecretShapes(t *testing.T) {
	for _, s := range secretShapes() {
		clean, _ := redact.Redact(s.text)
		if strings.Contains(clean, s.secret) {
			t.Errorf("%q is left as %q", s.text, clean)
		}
	}
	if n := len(secretShapes()); n < 146 {
		t.Errorf("%d shapes, want 146", n)
	}
}

// explained says which of the shapes are also explained, each in a run of its own.
var explained = flag.Int("explained", 24, "TestNoSecretInAnyOutput explains every so many criteria")

// TestNoSecretInAnyOutput puts each shape into the message of a finding, into the
// name of a file where one may be called so, and into a narrative, and looks for the
// secret in all that the tool writes and prints.
func TestNoSecretInAnyOutput(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	dir, shapes := t.TempDir(), secretShapes()
	var evidence, asked, story strings.Builder
	var files []string
	for i, s := range shapes {
		file := fmt.Sprintf("evidence/s%03d.json", i)
		if !strings.ContainsAny(s.text, "/\n*?[{\"\\<>|:%&;'`") && len(s.text) < 150 {
			file = fmt.Sprintf("evidence/s%03d %s.json", i, s.text)
		}
		message, err := json.Marshal(s.text)
		if err != nil {
			t.Fatal(err)
		}
		putDamaged(dir, file, fmt.Appendf(nil, `{"errors": [], "generated_at": "2026-11-20T10:00:00Z", "metrics": {}, "results": [
 {"test_id": "B105", "issue_severity": "HIGH", "filename": "a.py", "line_number": 1, "issue_text": %s}]}`, message))
		files = append(files, file)
		fmt.Fprintf(&evidence, "  e%d: { path: %q }\n", i, file)
		fmt.Fprintf(&asked, "  - { id: C-%d, title: T, category: c, evidence: e%d, measure: findings.total, target: == 0 }\n", i, i)
		fmt.Fprintf(&story, "%s\n\n", s.text)
	}
	putDamaged(dir, "story.md", []byte(story.String()))
	putDamaged(dir, "signoff.yaml", []byte("version: 1\nproject: P\nnarrative: { business_value: story.md }\nevidence:\n"+evidence.String()+"categories: [{ id: c }]\ncriteria:\n"+asked.String()))
	var said bytes.Buffer
	run := func(stdin string, args ...string) {
		w := World{Stdin: strings.NewReader(stdin), Stdout: &said, Stderr: &said, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }}
		if code := Main(append([]string{"-C", dir}, args...), w); code > exitNotApproved {
			t.Fatalf("%v: exit %d", args[:1], code)
		}
	}
	run("", "report", "--to", strings.Join(outputNames(), ","), "--template", strings.Join(templateNames(), ","), "--out", "out")
	run("", "check", "--all")
	run("", "check", "-o", "json")
	run("", "lint")
	for i := 0; i < len(shapes); i += *explained {
		run("", "explain", fmt.Sprintf("C-%d", i))
	}
	run("", append([]string{"inspect", "--"}, files...)...)
	run("", append([]string{"inspect", "-o", "json", "--"}, files...)...)
	run("", "audit", "story.md", "--fail-on", "error")
	run(string(mcpCalls(t)), "mcp")

	holdNone := func(where string, text []byte) {
		for _, s := range shapes {
			if bytes.Contains(text, []byte(s.secret)) {
				t.Errorf("%s holds the secret of %q", where, s.text)
			}
		}
	}
	holdNone("what is printed", said.Bytes())
	err := filepath.WalkDir(filepath.Join(dir, "out"), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.HasSuffix(path, ".docx") || strings.HasSuffix(path, ".xlsx") {
			data, err = unzipped(data)
		}
		holdNone(entry.Name(), append(data, entry.Name()...))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unzipped is all that an archive holds.
func unzipped(data []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var all []byte
	for _, f := range in.File {
		from, err := f.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(from)
		if err != nil {
			return nil, err
		}
		all = append(all, text...)
	}
	return all, nil
}
