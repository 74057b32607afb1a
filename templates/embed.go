// Package templates holds the report templates and the theme of the page that
// ship with the tool. It is data only: it renders nothing.
package templates

import "embed"

// FS holds every template as NAME.md.tmpl, where NAME is what --template
// takes, and the theme as page.css.
//
//go:embed *.md.tmpl page.css
var FS embed.FS
