package criteria

import (
	"maps"
	"slices"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// param is a parameter, and whether anything refers to it.
type param struct {
	Param
	at     tree.Node
	used   bool
	locked string // the pack that lets nobody change it
}

// readParams settles every parameter: the declaration, then the environment,
// then --set.
func (l *loader) readParams() {
	declare := func(by *policy, from string) func(key, value tree.Node) {
		return func(key, value tree.Node) {
			name, _ := key.Text()
			text, ok := value.Text()
			text, secrets := takeSecret(name, text)
			for _, secret := range secrets {
				value.Warn(secretLeftOut, secret)
				l.secrets = append(l.secrets, value.Raw())
			}
			switch {
			case !isName(name) || name == "env":
				key.Fail("expected a name of letters, digits, dashes and underscores other than env, found %q", name)
			case ok && l.params[name] != nil && l.params[name].locked != "" && l.params[name].locked != by.name:
				key.Fail("the parameter %q is locked by %s", name, l.params[name].locked)
			case ok && l.params[name] != nil:
				l.params[name].Value, l.params[name].From = text, from
			case ok:
				l.params[name] = &param{Param: Param{Name: name, Value: text, From: from}, at: key}
				if by.locked {
					l.params[name].locked = by.name
				}
			}
		}
	}
	for _, p := range l.policies() {
		if p.params.Exists() {
			p.params.Pairs(declare(p, "declared"))
		}
	}
	l.readEnvironment(declare)
	for _, setting := range l.in.Set {
		name, value, ok := strings.Cut(setting, "=")
		value, secrets := takeSecret(name, value)
		for _, secret := range secrets {
			l.faults.Warn(source.Pos{File: "--set"}, secretLeftOut, secret)
		}
		switch {
		case !ok || value == "":
			l.faults.Add(source.Pos{File: "--set"}, "expected name=value, found %q", name)
		case l.params[name] == nil || name == "env":
			l.faults.Add(source.Pos{File: "--set"}, "unknown parameter %q%s", name, tree.Mean(name, l.paramNames()))
		case l.params[name].locked != "":
			l.faults.Add(source.Pos{File: "--set"}, "the parameter %q is locked by %s", name, l.params[name].locked)
		default:
			l.params[name].Value, l.params[name].From = value, "--set"
		}
	}
	for _, name := range l.paramNames() {
		if l.params[name].Value == "" {
			continue // env, when no environment is chosen
		}
		l.plan.Params = append(l.plan.Params, l.params[name].Param)
	}
}

// readEnvironment lets the chosen environment override what is declared. Every
// environment is checked, the others too.
func (l *loader) readEnvironment(declare func(by *policy, from string) func(key, value tree.Node)) {
	var names []string
	first := map[[2]string]tree.Node{}
	for _, p := range l.policies() {
		if !p.environments.Exists() {
			continue
		}
		p.environments.Pairs(func(key, values tree.Node) {
			name, _ := key.Text()
			names = append(names, name)
			values.Pairs(func(key, value tree.Node) {
				param, _ := key.Text()
				other, said := first[[2]string{name, param}]
				switch first[[2]string{name, param}] = value; {
				case l.params[param] == nil:
					key.Fail("unknown parameter %q%s", param, tree.Mean(param, l.paramNames())).Hint = "declare it under params; environments override what is declared"
				case said && other.Raw() != value.Raw():
					value.Fail("expected %q for %s in %s, as %s says, found %q", other.Raw(), param, name, other.Pos(), value.Raw())
				case name == l.in.Env:
					declare(p, "env "+name)(key, value)
				}
			})
		})
	}
	if len(names) > 0 {
		l.params["env"] = &param{Param: Param{Name: "env", Value: l.in.Env, From: "--env"}, used: true}
	}
	if l.in.Env != "" && !slices.Contains(names, l.in.Env) {
		l.faults.Add(source.Pos{File: "--env"}, "unknown environment %q%s", l.in.Env, tree.Mean(l.in.Env, names))
	}
}

func (l *loader) paramNames() []string { return slices.Sorted(maps.Keys(l.params)) }

var reference = lazy.Regexp(`\$\{([^}]*)\}`)

// expand puts the values of parameters in place of ${name}; expanded tells
// whether there were any.
func (l *loader) expand(n tree.Node) (text string, expanded, ok bool) {
	raw := n.Raw()
	var out strings.Builder
	last, ok := 0, true
	for _, m := range reference().FindAllStringSubmatchIndex(raw, -1) {
		name := strings.TrimSpace(raw[m[2]:m[3]])
		out.WriteString(raw[last:m[0]])
		last = m[1]
		p := l.params[name]
		if p == nil {
			n.FailAt(m[0], m[1]-m[0], "unknown parameter %q%s", name, tree.Mean(name, l.paramNames())).Hint = "parameters are declared under params"
			ok = false
			continue
		}
		p.used = true
		out.WriteString(p.Value)
	}
	out.WriteString(raw[last:])
	return out.String(), last > 0, ok
}
