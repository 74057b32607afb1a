package audit

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"signoff/internal/lazy"
)

var linkRule = Rule{
	Name: "link", Level: Error,
	Do: "correct the target, or take the link out",
	Doc: "A Markdown link leads nowhere: to a file that is not there, to a heading that the document does not " +
		"have, or to nothing at all. " +
		"A path in a column named Location, Path or File is held to the same, as a warning. " +
		"Files are looked for next to the document and at the root; without a checkout the audit says that links " +
		"were not checked.",
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
				if l.text != "" && l.text != " " && l.text != "x" && !(target == "#" &&
					hasWord(strings.ToLower(l.text), "top", "up", "back", "oben", "haut", "arriba", "start")) {
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
						dashed = "the sign of a heading is a dash in its anchor, and the links leave it out: " +
							target + " is none"
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

// skippedTarget says whether a target is not a path in the checkout.
func skippedTarget(target string) bool {
	return strings.Contains(target, "://") || strings.HasPrefix(target, "//") || strings.HasPrefix(target,
		"mailto:") || strings.HasPrefix(target, "tel:") ||
		strings.Contains(target, "{{") || strings.HasPrefix(target, "#user-content-") || strings.HasPrefix(target,
		"data:") ||
		strings.HasPrefix(target, "attachment:") || strings.HasPrefix(target, "javascript:") ||
		strings.ContainsAny(target, "<>*$@|\\ ") ||
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
		if column < 0 || d.planned(t.Section) || t.ColumnLike(func(h string) bool {
			return hasWord(h, "method",
				"endpoint", "verb", "route", "access")
		}) >= 0 {
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
		if hasWord(strings.ToLower(c.Text), "removed", "deleted", "moved", "not committed", "renamed", "missing",
			"to be created", "planned", "gitignored", "generated") {
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
	return strings.Contains(strings.TrimLeft(s, "/"), "/") && !skippedTarget(s) &&
		!strings.ContainsAny(s, "[]{}()=,;'\"?&% ~:") && !strings.HasPrefix(s, "/tmp/") &&
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
		report(Note, 0, files[0].target,
			"links to files were not checked (%d, the first in line %d): the checkout is not at hand",
			len(files), files[0].line)
		return
	}
	var missing []reference
	for _, f := range files {
		if !d.found(f.target) && !route(f.target) {
			missing = append(missing, f)
		}
	}
	if len(missing) == len(files) && len(files) >= absent {
		report(Note, 0, files[0].target,
			"links to files were not checked: none of the %d targets exists, so the report does not seem to lie in "+
				"its checkout", len(files))
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
			for _, candidate := range []string{base, base + ".md", base + ".mdx", base + "/README.md", base + "/index.md",
				strings.TrimSuffix(base, ".html") + ".md"} {
				if d.exists(candidate) {
					return true
				}
			}
		}
	}
	return false
}
