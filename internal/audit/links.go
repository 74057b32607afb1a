package audit

import (
	"fmt"
	"html"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"signoff/internal/lazy"
)

var linkRule = Rule{
	Name: "link", Level: Error,
	Do: "correct the target, or take the link out",
	Doc: "A Markdown link leads nowhere: to a file that is not there, to a heading that the document does not have, or to nothing at all. " +
		"A path in a column named Location, Path or File is held to the same, as a warning. " +
		"Files are looked for next to the document and at the root; without a checkout the audit says that links were not checked.",
	Check: checkLinks,
}

// reference is something in the text that names a file.
type reference struct {
	line   int
	target string
	level  Level
}

func checkLinks(d *Document, report Report) {
	var files []reference
	var anchors map[string]bool
	broken := causes{report: report}
	dashed := ""
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Kind == Code || line.Kind == FrontMatter {
			continue
		}
		for _, l := range inlineLinks(line.Raw) {
			target := strings.TrimSpace(l.target)
			switch {
			case target == "" || target == "#":
				if l.text != "" && l.text != " " && l.text != "x" && !(target == "#" && hasWord(strings.ToLower(l.text), "top", "up", "back", "oben", "haut", "arriba", "start")) {
					broken.add(line.No, line.Raw[l.start:l.end], "the link is empty")
				}
			case skippedTarget(target):
			case target[0] == '#':
				if anchors == nil {
					anchors = d.anchors()
				}
				switch slug := anchorOf(target[1:]); {
				case anchors[slug]:
				case anchors["-"+slug] || anchors[slug+"-"]:
					if dashed == "" {
						dashed = "the sign of a heading is a dash in its anchor, and the links leave it out: " + target + " is none"
					}
					broken.add(line.No, line.Raw[l.start:l.end], dashed)
				default:
					broken.add(line.No, line.Raw[l.start:l.end], "no heading of this document has the anchor "+target)
				}
			default:
				files = append(files, reference{line.No, target, Error})
			}
		}
	}
	broken.tell()
	files = append(files, d.locations()...)
	d.checkFiles(files, report)
}

// causes gathers what has one cause, so that it is said once, where it is first.
type causes struct {
	report Report
	order  []string
	first  map[string]place
	lines  map[string][]int
}

type place struct {
	line  int
	spot  string
	level Level
}

func (c *causes) add(line int, spot, message string) { c.at(place{line, spot, Error}, message) }

func (c *causes) at(p place, message string) {
	if c.first == nil {
		c.first, c.lines = map[string]place{}, map[string][]int{}
	}
	if _, known := c.first[message]; !known {
		c.first[message] = p
		c.order = append(c.order, message)
	}
	if l := c.lines[message]; len(l) == 0 || l[len(l)-1] != p.line {
		c.lines[message] = append(l, p.line)
	}
}

func (c *causes) tell() {
	for _, message := range c.order {
		p := c.first[message]
		c.report(p.level, p.line, p.spot, "%s%s", message, also(c.lines[message]))
	}
}

// also names the lines beyond the first: "; so do lines 5, 9 and 55 more".
func also(lines []int) string {
	const shown = 4
	if len(lines) < 2 {
		return ""
	}
	rest := lines[1:]
	var names []string
	for _, l := range rest[:min(len(rest), shown)] {
		names = append(names, strconv.Itoa(l))
	}
	text := strings.Join(names, ", ")
	if more := len(rest) - shown; more > 0 {
		text += " and " + strconv.Itoa(more) + " more"
	}
	return " (also in line " + text + ")"
}

// skippedTarget says whether a target is not a path in the checkout.
func skippedTarget(target string) bool {
	return strings.Contains(target, "://") || strings.HasPrefix(target, "//") || strings.HasPrefix(target, "mailto:") || strings.HasPrefix(target, "tel:") ||
		strings.Contains(target, "{{") || strings.HasPrefix(target, "#user-content-") || strings.HasPrefix(target, "data:") ||
		strings.HasPrefix(target, "attachment:") || strings.HasPrefix(target, "javascript:") || strings.ContainsAny(target, "<>*$@|\\ ") ||
		strings.HasPrefix(target, "file:") || domain().MatchString(target)
}

var domain = lazy.Regexp(`^(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|io|net|dev|gov|edu)(?:/|$))`)

var locationHeaders = []string{"location", "path", "file", "file path", "directory", "folder", "files"}

// locations gives the paths in back-ticks of columns that say where a thing
// is.
func (d *Document) locations() []reference {
	var found []reference
	for _, t := range d.Tables {
		column := t.Column(locationHeaders...)
		if column < 0 || d.planned(t.Section) || t.ColumnLike(func(h string) bool { return hasWord(h, "method", "endpoint", "verb", "route", "access") }) >= 0 {
			continue
		}
		for _, r := range t.Rows {
			if gone(r) {
				continue
			}
			spans := codeSpans(r.Cell(column).Raw)
			if len(spans) == 1 && strings.HasPrefix(r.Cell(column).Raw, "`") && pathLike(spans[0]) {
				found = append(found, reference{r.Line, spans[0], Warning})
			}
		}
	}
	return found
}

// gone says whether a row tells itself that its file is not there.
func gone(r Row) bool {
	for _, c := range r.Cells {
		if hasWord(strings.ToLower(c.Text), "removed", "deleted", "moved", "not committed", "renamed", "missing", "to be created", "planned", "gitignored", "generated") {
			return true
		}
	}
	return false
}

// route says whether a target from the root is an address of a site: it has no
// file extension.
func route(target string) bool {
	target, _, _ = strings.Cut(target, "#")
	return strings.HasPrefix(target, "/") && !strings.Contains(path.Base(strings.TrimRight(target, "/")), ".")
}

// pathLike says whether a code span is a plain path to a file or folder.
func pathLike(s string) bool {
	return strings.Contains(strings.TrimLeft(s, "/"), "/") && !skippedTarget(s) && !strings.ContainsAny(s, "[]{}()=,;'\"?&% ~:") && !strings.HasPrefix(s, "/tmp/") &&
		!strings.HasPrefix(s, "/api") && !strings.HasPrefix(s, "/v1") && !strings.Contains(s, "...") &&
		(strings.HasSuffix(s, "/") || strings.Contains(path.Base(s), "."))
}

// absent is how many targets must all be missing before the audit concludes
// that the report was not read in its checkout.
const absent = 5

func (d *Document) checkFiles(files []reference, report Report) {
	if len(files) == 0 {
		return
	}
	if d.exists == nil {
		report(Note, 0, files[0].target, "links to files were not checked (%d, the first in line %d): the checkout is not at hand", len(files), files[0].line)
		return
	}
	var missing []reference
	for _, f := range files {
		if !d.found(f.target) && !route(f.target) {
			missing = append(missing, f)
		}
	}
	if len(missing) == len(files) && len(files) >= absent {
		report(Note, 0, files[0].target, "links to files were not checked: none of the %d targets exists, so the report does not seem to lie in its checkout", len(files))
		return
	}
	if d.Path == "-" {
		missing = slices.DeleteFunc(missing, func(f reference) bool { return !strings.HasPrefix(f.target, "/") })
	}
	into := map[string]int{}
	for _, f := range missing {
		into[d.missingFolder(f.target)]++
	}
	broken := causes{report: report}
	const several = 3 // links into a folder that is not there
	for _, f := range missing {
		what := f.target
		if folder := d.missingFolder(f.target); folder != "" && into[folder] >= several {
			what = fmt.Sprintf("the folder %s, into which %d links lead,", folder, into[folder])
		}
		broken.at(place{f.line, f.target, f.level}, what+" does not exist")
	}
	broken.tell()
}

// missingFolder gives the highest folder on the way to a target that is not
// there, as the target writes it; "" where only the file itself is missing.
func (d *Document) missingFolder(target string) string {
	target, _, _ = strings.Cut(target, "#")
	base := path.Dir(d.Path)
	if strings.HasPrefix(target, "/") {
		base = d.root
	}
	for i, c := range target {
		if c != '/' || i == 0 || strings.Trim(target[:i], "./") == "" {
			continue
		}
		if !d.exists(path.Join(base, strings.TrimLeft(target[:i], "/"))) {
			return target[:i]
		}
	}
	return ""
}

var lineSuffix = lazy.Regexp(`:\d+(?:[:-]\d+)?$`)

// found tries the ways in which a target may be meant.
func (d *Document) found(target string) bool {
	target, _, _ = strings.Cut(target, "#")
	target, _, _ = strings.Cut(target, "?")
	target = strings.ReplaceAll(target, `\_`, "_")
	if decoded, err := url.PathUnescape(target); err == nil {
		target = decoded
	}
	if target == "" {
		return true
	}
	folder := path.Dir(d.Path)
	for _, t := range []string{target, lineSuffix().ReplaceAllString(target, "")} {
		bases := []string{path.Join(folder, t), path.Join(d.root, strings.TrimLeft(t, "/"))}
		for _, base := range bases {
			for _, candidate := range []string{base, base + ".md", base + ".mdx", base + "/README.md", base + "/index.md", strings.TrimSuffix(base, ".html") + ".md"} {
				if d.exists(candidate) {
					return true
				}
			}
		}
	}
	return false
}

var htmlHeading = lazy.Regexp(`<h[1-6][^>]*>(.*?)</h[1-6]>`)

var idAttribute = lazy.Regexp(`(?:id|name)\s*=\s*["']?([^"'\s>]+)`)

// anchors gives the slugs of the headings as GitHub makes them, repeats
// numbered, and what id and name attributes define.
func (d *Document) anchors() map[string]bool {
	known := map[string]bool{"top": true, "": true}
	seen := map[string]int{}
	for i := range d.Lines {
		line := &d.Lines[i]
		title := ""
		if line.Kind == Heading {
			title = line.Raw
		}
		if line.Kind != Code && strings.Contains(line.Raw, "<h") {
			if m := htmlHeading().FindStringSubmatch(line.Raw); m != nil {
				title = plain(m[1])
			}
		}
		if title != "" {
			s := slug(title)
			known[s] = true
			if n := seen[s]; n > 0 {
				known[s+"-"+strconv.Itoa(n)] = true
			}
			seen[s]++
			if i := strings.Index(line.Raw, "{#"); i >= 0 {
				id, _, _ := strings.Cut(line.Raw[i+2:], "}")
				known[anchorOf(id)] = true
			}
		}
		if strings.IndexByte(line.Raw, '<') >= 0 {
			for _, m := range idAttribute().FindAllStringSubmatch(line.Raw, -1) {
				known[anchorOf(m[1])] = true
			}
		}
	}
	return known
}

// anchorOf reads the anchor that a link names, without the signs that no
// anchor of a heading has.
func anchorOf(s string) string {
	if decoded, err := url.PathUnescape(s); err == nil {
		s = decoded
	}
	return strings.Map(anchorRune, strings.ToLower(s))
}

// anchorRune keeps letters, digits, dashes and underscores, turns blanks into
// dashes and drops the rest.
func anchorRune(r rune) rune {
	switch {
	case r == 0xfe0f || r == 0x20e3:
		return -1
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.M, r), r == '-', r == '_':
		return r
	case r == ' ':
		return '-'
	}
	return -1
}

// slug makes the anchor of a heading as GitHub does: lower case, blanks to
// dashes, everything but letters, digits, dashes and underscores dropped.
func slug(heading string) string {
	whole := strings.TrimSpace(html.UnescapeString(slugWords(heading)))
	text := whole
	for _, l := range inlineLinks(whole) {
		text = strings.Replace(text, whole[l.start:l.end], l.text, 1)
	}
	return strings.Map(anchorRune, strings.ToLower(text))
}

// slugWords drops tags and the underscores of emphasis, which are those that do not
// join two parts of a name; what stands in code or behind a backslash is text.
func slugWords(heading string) string {
	if !strings.ContainsAny(heading, "<_\\") {
		return heading
	}
	var b strings.Builder
	for i := 0; i < len(heading); {
		switch c := heading[i]; {
		case c == '`':
			end := afterCode(heading, i)
			b.WriteString(heading[i:end])
			i = end
		case c == '\\' && i+1 < len(heading):
			b.WriteByte(heading[i+1])
			i += 2
		case c == '_' && (i == 0 || i+1 == len(heading) || !wordByte(heading[i-1]) || !wordByte(heading[i+1])):
			i++
		case c == '<' && tag(heading[i:]) > 0:
			i += tag(heading[i:])
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}
