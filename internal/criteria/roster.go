package criteria

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/tree"
)

// Listed is somebody whom people lists. Key is the fingerprint of the SSH key by
// which the person signs, "" for any, and Agent says that it is a program.
type Listed struct {
	Name, Key string
	Agent     bool
}

// personDraft is somebody as written.
type personDraft struct {
	at, key    tree.Node
	name, kind string
	keyText    string
}

func (p *personDraft) keys(at tree.Node) []tree.Key {
	p.at = at
	return []tree.Key{
		{Name: "name", Doc: "the name, as waivers, statements and approvals write it", Example: "A. Owner", Shape: tree.Text(&p.name), Required: true},
		{Name: "key", Doc: "the SSH key by which the person signs: the public key, or its fingerprint", Default: "any that the allowed signers know", Example: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", Shape: kept(&p.key, tree.Text(&p.keyText))},
		{Name: "kind", Doc: "agent: a program; what it judges is counted on the first screen, and it approves nothing", Default: byPerson, Example: byAgent, Shape: tree.Word(&p.kind, byPerson, byAgent)},
	}
}

var (
	fingerprint = lazy.Regexp(`^SHA256:[A-Za-z0-9+/]{43}$`)
	publicKey   = lazy.Regexp(`^(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ ([A-Za-z0-9+/]+={0,2})(?: .*)?$`)
)

// fingerprintOf is the fingerprint of a key as OpenSSH shows it, "" of no key.
func fingerprintOf(text string) string {
	if fingerprint().MatchString(text) {
		return text
	}
	if m := publicKey().FindStringSubmatch(text); m != nil {
		if blob, err := base64.StdEncoding.DecodeString(m[1]); err == nil {
			sum := sha256.Sum256(blob)
			return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
		}
	}
	return ""
}

// readPeople reads who is who, of the project and of its packs.
func (l *loader) readPeople() {
	known := map[string]*personDraft{}
	for _, p := range l.policies() {
		for _, d := range p.people {
			who := Person(d.name)
			other := known[who]
			switch {
			case who == "":
				continue
			case other != nil && (other.keyText != d.keyText || other.kind != d.kind):
				d.at.Fail("%q is listed already, otherwise, in %s", d.name, other.at.Pos())
				continue
			case other != nil:
				continue
			}
			known[who] = d
			one := Listed{Name: d.name, Agent: d.kind == byAgent}
			if d.keyText != "" {
				if one.Key = fingerprintOf(d.keyText); one.Key == "" {
					d.key.Expected("an SSH public key or its fingerprint")
				}
			}
			l.plan.People = append(l.plan.People, one)
		}
	}
	slices.SortFunc(l.plan.People, func(a, b Listed) int { return strings.Compare(a.Name, b.Name) })
}

// markAgents takes for a program's what somebody approved who is listed as one.
func (l *loader) markAgents() {
	agent := func(name string) bool {
		one := l.plan.Listed(name)
		return one != nil && one.Agent
	}
	for i := range l.plan.Waivers {
		w := &l.plan.Waivers[i]
		w.ByAgent = w.ByAgent || agent(w.ApprovedBy)
	}
	for i := range l.plan.Tailor {
		t := &l.plan.Tailor[i]
		t.ByAgent = t.ByAgent || agent(t.ApprovedBy)
	}
	for i := range l.plan.Evidence {
		if s := l.plan.Evidence[i].Statement; s != nil {
			s.ByAgent = s.ByAgent || agent(s.By)
		}
	}
}

// Listed finds somebody by name, nil for a name that people does not list.
func (p *Plan) Listed(name string) *Listed {
	for i := range p.People {
		if Person(p.People[i].Name) == Person(name) {
			return &p.People[i]
		}
	}
	return nil
}

// Unlisted gives those of the names in the plan that people does not list, sorted;
// none where nobody is listed.
func (p *Plan) Unlisted(more ...string) []string {
	if len(p.People) == 0 {
		return nil
	}
	names := more
	for i := range p.Waivers {
		names = append(names, p.Waivers[i].Owner, p.Waivers[i].ApprovedBy)
	}
	for i := range p.Tailor {
		names = append(names, p.Tailor[i].ApprovedBy)
	}
	for i := range p.Criteria {
		names = append(names, p.Criteria[i].AppliesBy)
	}
	for i := range p.Evidence {
		names = append(names, p.Evidence[i].DatedBy)
		if s := p.Evidence[i].Statement; s != nil {
			names = append(names, s.By)
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" || p.Listed(name) != nil })
}
