package report

import (
	"regexp"
	"strings"
	"testing"

	"signoff/templates"
)

// identities finds in an output what places that show several projects together
// take for the identity of an entry.
var identities = map[string]*regexp.Regexp{
	"sarif":   regexp.MustCompile(`"criterion/v1": "[^"]+"|"id": "signoff/[^"]+"`),
	"gitlab":  regexp.MustCompile(`"fingerprint": "[^"]+"`),
	"junit":   regexp.MustCompile(`classname="[^"]+" name="[^"]+"`),
	"comment": regexp.MustCompile(`<!-- signoff comment [0-9a-f]+ -->`),
}

// TestProjectsOfOneRepositoryStayApart holds that nothing of two projects of one
// name is taken for the same.
func TestProjectsOfOneRepositoryStayApart(t *testing.T) {
	for name, identity := range identities {
		seen := map[string]string{}
		for _, prefix := range []string{"", "services/shop", "services/pay"} {
			o := options(t, "assessment")
			o.Prefix = prefix
			for _, output := range Outputs {
				if output.Name != name {
					continue
				}
				if output.Made != "" {
					text, err := templates.FS.ReadFile(output.Made + ".md.tmpl")
					if err != nil {
						t.Fatal(err)
					}
					o.Template, o.TemplateName = string(text), output.Made
				}
				var text strings.Builder
				if err := output.Write(&text, relay(t), o); err != nil {
					t.Fatal(err)
				}
				found := identity.FindAllString(text.String(), -1)
				if len(found) == 0 {
					t.Fatalf("%s names nothing", name)
				}
				for _, id := range found {
					if other, taken := seen[id]; taken {
						t.Errorf("%s: %s stands in %q and in %q", name, id, other, prefix)
					}
					seen[id] = prefix
				}
			}
		}
	}
}
