package prose

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// deepest bounds how deep elements may nest.
const deepest = 500

// fromDocx reads WordprocessingML (ECMA-376, part 1, 17): paragraphs with their
// style and numbering, and tables. What was deleted or hidden is left out.
func fromDocx(data []byte) (Text, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Text{}, fmt.Errorf("expected a docx document: %w", err)
	}
	styles, err := headingStyles(archive)
	if err != nil {
		return Text{}, err
	}
	body, err := part(archive, "word/document.xml")
	if err != nil {
		return Text{}, err
	}
	d := docx{styles: styles}
	if err := d.read(body); err != nil {
		return Text{}, fmt.Errorf("word/document.xml: %w", err)
	}
	d.page.end("")
	t := Text{Markdown: d.page.out.Bytes()}
	if d.pictures > 0 || d.notes > 0 {
		t.Lost = fmt.Sprintf("%d pictures and %d notes of the document", d.pictures, d.notes)
	}
	return t, nil
}

// part reads one file of the archive within bounds.
func part(archive *zip.Reader, name string) ([]byte, error) {
	for _, f := range archive.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, longest+1))
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s: %w", name, err)
		case len(data) > longest:
			return nil, fmt.Errorf("%s: %w", name, errTooLong)
		}
		return data, nil
	}
	return nil, fmt.Errorf("expected a docx document: no %s in the archive", name)
}

// headingStyles gives the level of each style that is a heading: style ids are
// in the writer's language, their names are not.
func headingStyles(archive *zip.Reader) (map[string]int, error) {
	levels := map[string]int{}
	data, err := part(archive, "word/styles.xml")
	if err != nil {
		return levels, nil // no style is a heading then
	}
	id := ""
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return levels, nil
		} else if err != nil {
			return nil, fmt.Errorf("word/styles.xml: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "style":
			id = attribute(start, "styleId")
		case "name":
			name := strings.ToLower(attribute(start, "val"))
			if n, ok := strings.CutPrefix(name, "heading "); ok && len(n) == 1 && n >= "1" && n <= "6" {
				levels[id] = int(n[0] - '0')
			} else if name == "title" {
				levels[id] = 1
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// docx is a document while it is read.
type docx struct {
	page            page
	styles          map[string]int
	lead            string     // of the paragraph at hand
	hidden          int        // how many elements around say that text is not shown
	shown           bool       // inside w:t
	tables          int        // how deep in tables
	rows            [][]string // of the outermost table
	vanish          bool       // the run at hand is hidden
	pictures, notes int
}

func (d *docx) read(data []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for depth := 0; ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				return fmt.Errorf("nested deeper than %d", deepest)
			}
			d.start(t)
		case xml.EndElement:
			depth--
			d.end(t.Name.Local)
		case xml.CharData:
			if d.shown && d.hidden == 0 && !d.vanish {
				d.page.text(string(t))
			}
		}
	}
}

func (d *docx) start(e xml.StartElement) {
	switch e.Name.Local {
	case "t":
		d.shown = true
	case "r":
		d.vanish = false
	case "vanish":
		d.vanish = attribute(e, "val") != "false" && attribute(e, "val") != "0"
	case "del", "moveFrom", "instrText", "Fallback":
		d.hidden++
	case "pStyle":
		if level := d.styles[attribute(e, "val")]; level > 0 {
			d.lead = strings.Repeat("#", level) + " "
		}
	case "numPr":
		if d.lead == "" {
			d.lead = "- "
		}
	case "tab", "br", "cr":
		d.page.text(" ")
	case "drawing", "pict":
		d.pictures++
	case "footnoteReference", "endnoteReference", "commentReference":
		d.notes++
	case "tbl":
		if d.tables++; d.tables == 1 {
			d.page.end(d.lead)
			d.rows = nil
		}
	case "tr":
		if d.tables == 1 {
			d.rows = append(d.rows, nil)
		}
	case "checked":
		if d.hidden == 0 && d.page.line.Len() == 0 {
			d.lead = map[bool]string{true: "- [x] ", false: "- [ ] "}[attribute(e, "val") == "1" || attribute(e,
				"val") == "true"]
		}
	}
}

func (d *docx) end(name string) {
	switch name {
	case "t":
		d.shown = false
	case "del", "moveFrom", "instrText", "Fallback":
		d.hidden--
	case "p":
		if d.tables > 0 {
			d.page.text(" ")
			return
		}
		if strings.HasPrefix(d.lead, "- [") {
			d.unbox()
		}
		d.page.end(d.lead)
		d.lead = ""
	case "tc":
		if d.tables == 1 && len(d.rows) > 0 {
			last := len(d.rows) - 1
			d.rows[last] = append(d.rows[last], d.page.line.String())
			d.page.line.Reset()
			d.lead = ""
		}
	case "tbl":
		if d.tables--; d.tables == 0 {
			d.page.table(d.rows)
		}
	}
}

// unbox takes the sign of a box away that its content control shows as well.
func (d *docx) unbox() {
	text := strings.TrimLeft(d.page.line.String(), " ☐☒☑🗹")
	d.page.line.Reset()
	d.page.line.WriteString(text)
}
