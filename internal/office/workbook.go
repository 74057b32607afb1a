package office

import (
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"signoff/internal/lazy"
)

// ValueKind is what a cell holds.
type ValueKind int

// The kinds of values. What is not a number, a day or a truth value is text, and
// text is never computed, however it begins.
const (
	TextValue ValueKind = iota
	NumberValue
	DayValue
	FlagValue
)

// Value is one cell: a number in decimals, a day as 2006-01-02, or true or false.
// What does not read as its kind is kept as text.
type Value struct {
	Kind ValueKind
	Text string
}

// Sheet is one table of a workbook.
type Sheet struct {
	Name  string
	Heads []string
	Rows  [][]Value
}

const (
	longestCell = 32_767 // characters, more than which Excel does not open
	mostRows    = 1_000_000
)

// Workbook writes a workbook for Excel: a sheet a table, its head in sight. Foot
// stands at the foot of each printed page. An error is that of w.
func Workbook(w io.Writer, about About, foot string, sheets []Sheet) error {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const main = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	overrides := [][2]string{{"/xl/workbook.xml", main + "sheet.main+xml"}, {"/xl/styles.xml", main + "styles+xml"}}
	related := []relation{{"rId1", kind + "styles", "styles.xml"}}
	var list strings.Builder
	var pages []part
	for i, s := range sheets {
		name := "sheet" + number(i+1) + ".xml"
		id := "rId" + number(i+2)
		overrides = append(overrides, [2]string{"/xl/worksheets/" + name, main + "worksheet+xml"})
		related = append(related, relation{id, kind + "worksheet", "worksheets/" + name})
		list.WriteString(`<sheet name="` + escape(s.Name) + `" sheetId="` + number(i+1) + `" r:id="` + id + `"/>`)
		pages = append(pages, part{"xl/worksheets/" + name, s.xml(foot)})
	}
	book := xmlHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + list.String() + "</sheets></workbook>"
	parts := append([]part{types(overrides), roots("xl/workbook.xml")}, about.properties()...)
	parts = append(parts, part{"xl/workbook.xml", book}, part{"xl/_rels/workbook.xml.rels", relations(related)}, part{"xl/styles.xml", sheetStyles})
	return write(w, append(parts, pages...))
}

// The looks of cells, by their place in sheetStyles.
const (
	plainCell = "0"
	dayCell   = "1"
	headCell  = "2"
	wrapCell  = "3"
)

const sheetStyles = xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`

func (s Sheet) xml(foot string) string {
	var out strings.Builder
	last := column(len(s.Heads)-1) + number(len(s.Rows)+1)
	out.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:` + last + `"/>` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, head := range s.Heads {
		wide := utf8.RuneCountInString(head)
		for _, r := range s.Rows[:min(len(s.Rows), 500)] {
			wide = max(wide, min(60, utf8.RuneCountInString(r[i].Text)))
		}
		out.WriteString(`<col min="` + number(i+1) + `" max="` + number(i+1) + `" width="` + number(wide+2) + `" customWidth="1"/>`)
	}
	out.WriteString("</cols><sheetData>")
	heads := make([]Value, len(s.Heads))
	for i, h := range s.Heads {
		heads[i] = Value{Text: h}
	}
	writeRow(&out, 1, heads, headCell)
	for i, r := range s.Rows[:min(len(s.Rows), mostRows)] {
		writeRow(&out, i+2, r, "")
	}
	out.WriteString(`</sheetData><autoFilter ref="A1:` + last + `"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/>` +
		`<headerFooter><oddFooter>&amp;L` + escape(strings.ReplaceAll(foot, "&", "&&")) + `&amp;R&amp;P of &amp;N</oddFooter></headerFooter></worksheet>`)
	return out.String()
}

func writeRow(out *strings.Builder, n int, row []Value, look string) {
	out.WriteString(`<row r="` + number(n) + `">`)
	for i, v := range row {
		at := column(i) + number(n)
		switch serial, isDay := day(v); {
		case v.Text == "" && look == "":
		case v.Kind == NumberValue && isNumber(v.Text):
			out.WriteString(`<c r="` + at + `" s="` + plainCell + `"><v>` + v.Text + "</v></c>")
		case isDay:
			out.WriteString(`<c r="` + at + `" s="` + dayCell + `"><v>` + number(serial) + "</v></c>")
		case v.Kind == FlagValue && (v.Text == "true" || v.Text == "false"):
			out.WriteString(`<c r="` + at + `" t="b" s="` + plainCell + `"><v>` + map[string]string{"true": "1", "false": "0"}[v.Text] + "</v></c>")
		default:
			text := v.Text
			if utf8.RuneCountInString(text) > longestCell {
				text = string([]rune(text)[:longestCell-1]) + "…"
			}
			used := wrapCell
			if look != "" {
				used = look
			}
			out.WriteString(`<c r="` + at + `" t="inlineStr" s="` + used + `"><is><t xml:space="preserve">` + escape(text) + "</t></is></c>")
		}
	}
	out.WriteString("</row>")
}

// column names a column: A to Z, AA and on.
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

var decimal = lazy.Regexp(`^-?\d{1,15}(\.\d{1,15})?$`)

func isNumber(s string) bool { return decimal().MatchString(s) }

// day is a day as Excel counts it, from 1900 on.
func day(v Value) (serial int, ok bool) {
	if v.Kind != DayValue {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, v.Text)
	if err != nil || t.Year() < 1901 {
		return 0, false
	}
	return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24), true
}
