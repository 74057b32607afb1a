package audit

import (
	"strings"

	"signoff/internal/lazy"
)

var localPathRule = Rule{
	Name: "local-path", Level: Warning,
	Do: "name the place by a path in the repository or an address that others can follow",
	Doc: "The report points at a place on somebody's machine: a home folder is a warning, a temporary folder or a " +
		"localhost address one note a document. " +
		"Build users such as /home/runner and stack traces in code are left alone.",
	Check: checkLocalPaths,
}

var (
	homeFolder = lazy.Regexp(`(?:^|[^\w.:/~-]|file://)(?:/Users/|/home/|[A-Z]:\\Users\\)([A-Za-z][\w.-]*)`)
	tempFolder = lazy.Regexp(`(?:^|[\s"'(\x60])(/tmp/[\w.-]+|/var/tmp/[\w.-]+|[A-Z]:\\temp\\[\w.-]+)`)
	localURL   = lazy.Regexp(`https?://localhost(?::\d+)?[\w/.-]*`)
)

// buildUsers are home folders that belong to no person.
var buildUsers = []string{"runner", "coder", "node", "vscode", "jenkins", "user", "username", "ubuntu", "app", "git",
	"circleci", "travis", "admin", "you", "yourname", "name",
	"me", "deploy", "jovyan", "appuser", "nonroot", "builder", "build", "shared", "public", "agent", "gitpod",
	"codespace", "linuxbrew", "your-username", "youruser", "someone", "test", "example", "ec2-user", "azureuser",
	"vagrant", "pi", "dev", "developer", "node_modules"}

func checkLocalPaths(d *Document, report Report) {
	homes := d.homes()
	temp, local := false, false
	for i := range d.Lines {
		line := &d.Lines[i]
		if !mayHoldPath(line) {
			continue
		}
		if owner, home := homeIn(line); home != "" {
			if owner != "" && len(homes) == 1 { // those of several people are samples
				report(Warning, line.No, home,
					"%s is the home folder of a user on one machine: no other reader can follow it", home)
			}
			continue
		}
		if m := tempFolder().FindStringSubmatch(line.Raw); m != nil && !temp {
			temp = true
			report(Note, line.No, m[1], "%s lies in a temporary folder of one machine", m[1])
		} else if u := localURL().FindString(line.Raw); u != "" && !local && line.Key != "" {
			local = true
			report(Note, line.No, u, "%s is an address of the writer's own machine", u)
		}
	}
}

func mayHoldPath(line *Line) bool {
	if (line.Kind == Code || line.Kind == HTML) && line.Table == nil || !strings.ContainsAny(line.Raw, `/\`) {
		return false
	}
	return containsAny(line.Raw, "/Users/", "/home/", "\\Users\\", "tmp/", "\\temp\\", "localhost")
}

// homeIn gives the home folder that a line names, and whose it is: nobody's
// when it belongs to a build or a sample.
func homeIn(line *Line) (owner, home string) {
	m := homeFolder().FindStringSubmatch(line.Raw)
	if m == nil {
		return "", ""
	}
	home = strings.TrimLeft(m[0], " (`'\"*|=")
	if hasWord(strings.ToLower(m[1]), buildUsers...) || hasWord(line.Lower, "e.g", "example", "if", "such as", "running") {
		return "", home
	}
	return m[1], home
}

// homes gives the people whose home folders the document names.
func (d *Document) homes() map[string]bool {
	owners := map[string]bool{}
	for i := range d.Lines {
		if line := &d.Lines[i]; mayHoldPath(line) {
			if owner, _ := homeIn(line); owner != "" {
				owners[owner] = true
			}
		}
	}
	return owners
}
