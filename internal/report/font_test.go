package report

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// font is a set of fonts that a browser is given alone, since what fits with
// one may overflow with another; .ci/run installs the Debian package.
type font struct{ name, dir, deb string }

var fonts = []font{
	{"DejaVu", "/usr/share/fonts/truetype/dejavu", "fonts-dejavu"},
	{"Liberation", "/usr/share/fonts/truetype/liberation", "fonts-liberation"},
	{"Noto", "/usr/share/fonts/truetype/noto", "fonts-noto-core"},
}

func (f font) installed() bool {
	files, err := filepath.Glob(filepath.Join(f.dir, "*.ttf"))
	return err == nil && len(files) > 0
}

// config is a file for FONTCONFIG_FILE that knows these fonts and no other.
func (f font) config(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "fonts.conf")
	text := fmt.Sprintf(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>`, f.dir, dir)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// withFonts runs a test with each set of fonts that is installed.
func withFonts(t *testing.T, run func(t *testing.T, b *browser)) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	for _, f := range fonts {
		t.Run(f.name, func(t *testing.T) {
			if !f.installed() {
				t.Skipf("no font in %s; %s has them", f.dir, f.deb)
			}
			run(t, startBrowser(t, "FONTCONFIG_FILE="+f.config(t)))
		})
	}
}

// typeface is the font that the browser really sets the page's text in.
func (b *browser) typeface() string {
	b.t.Helper()
	var document struct{ Root struct{ NodeID int } }
	b.call("DOM.getDocument", nil, &document)
	var body struct{ NodeID int }
	b.call("DOM.querySelector", map[string]any{"nodeId": document.Root.NodeID, "selector": "h1"}, &body)
	b.call("CSS.enable", nil, nil)
	var used struct {
		Fonts []struct{ FamilyName string }
	}
	b.call("CSS.getPlatformFontsForNode", map[string]any{"nodeId": body.NodeID}, &used)
	if len(used.Fonts) == 0 {
		return "none"
	}
	return used.Fonts[0].FamilyName
}
