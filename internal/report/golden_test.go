package report

import (
	"bytes"
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGoldens(t *testing.T) {
	for _, template := range []string{"assessment", "executive", "matrix", "summary", "comment"} {
		for _, output := range Outputs {
			if !output.Templated {
				continue
			}
			name := template + output.Ext
			t.Run(name, func(t *testing.T) {
				var out bytes.Buffer
				if err := output.Write(&out, relay(t), options(t, template)); err != nil {
					t.Fatal(err)
				}
				golden(t, name, ownPart(out.Bytes()))
			})
		}
	}
}

var shared = regexp.MustCompile(`(?s)(<(?:style|script)>).*?(</(?:style|script)>)|sha256-[A-Za-z0-9+/=]{44}`)

// ownPart is a page without the style sheets and the script that every page
// has, and without their digests.
func ownPart(page []byte) []byte { return shared.ReplaceAll(page, []byte("$1$2")) }

func TestPlainGoldens(t *testing.T) {
	for _, output := range Outputs {
		if output.Templated || output.Made != "" || output.Ext == ".xlsx" {
			continue
		}
		t.Run(output.Name, func(t *testing.T) {
			var out bytes.Buffer
			if err := output.Write(&out, relay(t), Options{Width: 100}); err != nil {
				t.Fatal(err)
			}
			golden(t, "assessment"+cmp.Or(output.Ext, "."+output.Name), out.Bytes())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from its golden file; see what changed with -update and git diff", name)
	}
}
