package audit

import (
	"net/url"
	"signoff/internal/audit/bind"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"strings"
)

// spoken gives the text of a line without what is only quoted in it: code and
// words in quotation marks, but for names of the assessment and for words that
// are a whole verdict or outcome.
func (h *holding) spoken(raw string) string {
	raw = withoutImages(raw)
	if strings.Count(raw, "~~") >= 2 {
		raw = struck().ReplaceAllString(raw, " ")
	}
	if strings.IndexByte(raw, '`') >= 0 {
		raw = h.keep(raw, "`")
	}
	text := words.Fold(plain(withoutAddresses(raw)))
	if strings.Count(text, `"`) >= 2 {
		text = h.keep(text, `"`)
	}
	return text
}

// keep drops what stands between two marks unless it is a name or a verdict.
func (h *holding) keep(text, mark string) string {
	parts := strings.Split(text, mark)
	var b strings.Builder
	for i, part := range parts {
		switch {
		case i%2 == 0 || i == len(parts)-1:
			b.WriteString(part)
		case h.book.Names(part) || words.Whole(part) != 0:
			b.WriteString(part)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

var (
	struck    = lazy.Regexp(`~~[^~]*~~`)
	image     = lazy.Regexp(`!\[([^\]]*)\]\(\s*([^)\s]+)[^)]*\)`)
	badgePath = lazy.Regexp(`/badge/([^/?#-]+(?:--[^/?#-]+)*)-([^/?#]+?)(?:-[A-Za-z0-9]+)?(?:\.svg|\.png)?(?:[?#].*)?$`)
)

func withoutImages(raw string) string {
	if !strings.Contains(raw, "![") {
		return raw
	}
	return image().ReplaceAllString(raw, " ")
}

// badges judges what badges say in their address, or else their text.
func (h *holding) badges(line *Line) {
	if !strings.Contains(line.Raw, "![") {
		return
	}
	for _, m := range image().FindAllStringSubmatch(line.Raw, 16) {
		key, value, ok := badge(m[2])
		if !ok {
			key, value, ok = keyValue(words.Fold(m[1]))
		}
		if !ok {
			for _, f := range h.book.Text(bind.Line{Text: m[1], Heading: true}).Faults {
				h.report(Error, line.No, "", "%s", f.Message)
			}
			continue
		}
		for _, f := range h.book.Text(bind.Line{Text: key + ": " + value, Key: key, Value: value}).Faults {
			h.report(Error, line.No, "", "%s", f.Message)
		}
	}
}

// badge reads the words of a badge's address: /badge/verdict-approved-green,
// or ?label=verdict&message=approved.
func badge(address string) (key, value string, ok bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", "", false
	}
	if q := u.Query(); q.Get("label") != "" && q.Get("message") != "" {
		return q.Get("label"), q.Get("message"), true
	}
	m := badgePath().FindStringSubmatch(u.Path)
	if m == nil {
		return "", "", false
	}
	clear := strings.NewReplacer("--", "-", "__", "_", "_", " ")
	return clear.Replace(m[1]), clear.Replace(m[2]), true
}

// boldKey reads "**Decision** GO": bold words that begin a short line.
func (h *holding) boldKey(line *Line) (key, value string) {
	const most = 80
	raw := strings.TrimLeft(line.Raw, " -*+>")
	if len(raw) > most || !strings.HasPrefix(strings.TrimLeft(line.Raw, " -+>"), "**") {
		return "", ""
	}
	key, value, ok := strings.Cut(raw, "** ")
	if !ok || strings.ContainsAny(key, ".:") || !words.Whole(key).Has(words.VerdictKey, words.StatusKey, words.ReleaseKey,
		words.Compliance, words.Score, words.Grade, words.AsOf) {
		return "", ""
	}
	return h.spoken(key), h.spoken(value)
}
