// Package office writes documents for Word and workbooks for Excel, in the fixed
// part of Office Open XML (ECMA-376) that they need: the same content gives the
// same bytes, no formula, macro, field that asks to be updated, or relation that
// leads outside is ever written, and text is escaped here. It knows nothing of
// assessments.
package office

import (
	"archive/zip"
	"io"
	"strings"
	"time"
	"unicode"
)

// Property is a named text that the document carries unseen.
type Property struct{ Name, Value string }

// About is what a file says of itself.
type About struct {
	Title, Subject, Language string
	// Created is an RFC 3339 instant.
	Created string
	// Custom are the document's own properties, in order.
	Custom []Property
}

// part is one file of the package.
type part struct{ name, text string }

// Made is the last that every file holds: the comment of its archive.
const Made = "written by signoff"

// epoch is the time of every entry: the first that the format can say.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// write puts parts into an archive in their order. An error is that of w.
func write(w io.Writer, parts []part) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		entry, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, p.text); err != nil {
			return err
		}
	}
	if err := z.SetComment(Made); err != nil {
		return err
	}
	return z.Close()
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// escape makes text stand for itself in XML: what XML cannot say, and what would
// not be seen or reorders what is, is U+FFFD.
func escape(s string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case r == '"':
			out.WriteString("&quot;")
		case r == '\t':
			out.WriteByte(' ')
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == 0x200b, r == 0x2060, r == 0xfeff, r == 0xfffe, r == 0xffff:
			out.WriteRune('\uFFFD')
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// properties are the parts in which a file says what it is.
func (a About) properties() []part {
	core := xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		"<dc:title>" + escape(a.Title) + "</dc:title><dc:subject>" + escape(a.Subject) + "</dc:subject><dc:language>" + escape(a.Language) + "</dc:language>" +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + escape(a.Created) + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + escape(a.Created) + "</dcterms:modified></cp:coreProperties>"
	var custom strings.Builder
	custom.WriteString(xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`)
	for i, p := range a.Custom {
		custom.WriteString(`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="` + number(i+2) + `" name="` + escape(p.Name) + `"><vt:lpwstr>` + escape(p.Value) + "</vt:lpwstr></property>")
	}
	custom.WriteString("</Properties>")
	return []part{{"docProps/core.xml", core}, {"docProps/custom.xml", custom.String()}}
}

// roots are the relations of the package itself.
func roots(main string) part {
	return part{"_rels/.rels", relations([]relation{
		{"rId1", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", main},
		{"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"},
		{"rId3", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties", "docProps/custom.xml"},
	})}
}

type relation struct{ id, kind, target string }

func relations(list []relation) string {
	out := xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for _, r := range list {
		out += `<Relationship Id="` + r.id + `" Type="` + r.kind + `" Target="` + r.target + `"/>`
	}
	return out + "</Relationships>"
}

// types name the content of the parts that are not told by their endings.
func types(overrides [][2]string) part {
	out := xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
	overrides = append(overrides, [2]string{"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
		[2]string{"/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"})
	for _, o := range overrides {
		out += `<Override PartName="` + o[0] + `" ContentType="` + o[1] + `"/>`
	}
	return part{"[Content_Types].xml", out + "</Types>"}
}
