package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Limits of a document that styles are taken from.
const (
	mostParts = 2000
	longPart  = 8 << 20
)

// Reference is what is taken from a document of a company: its styles, and the
// size and margins of its pages.
type Reference struct {
	styles, size, margin string
	width                int // between the margins, 0 when they are not taken
}

// ErrMacro and ErrOutside say why a document is not taken as a reference.
var (
	ErrMacro   = errors.New("it holds macros")
	ErrOutside = errors.New("it has a relation that leads outside of it")
)

// ParseReference reads a document that styles are taken from. Text of it is never
// taken. What holds macros or leads outside is refused.
func ParseReference(data []byte) (*Reference, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("expected a document for Word (docx): %w", err)
	}
	if len(z.File) > mostParts {
		return nil, fmt.Errorf("expected at most %d parts, found %d", mostParts, len(z.File))
	}
	texts := map[string]string{}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.Contains(name, "vbaproject") || strings.Contains(name, "activex") {
			return nil, ErrMacro
		}
		if !strings.HasSuffix(name, ".rels") && name != "word/styles.xml" && name != "word/document.xml" && name != "[content_types].xml" {
			continue
		}
		text, err := content(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if strings.HasSuffix(name, ".rels") && strings.Contains(strings.ToLower(text), `targetmode="external"`) {
			return nil, ErrOutside
		}
		texts[name] = text
	}
	if strings.Contains(strings.ToLower(texts["[content_types].xml"]), "macroenabled") {
		return nil, ErrMacro
	}
	r := &Reference{styles: texts["word/styles.xml"]}
	if !strings.Contains(r.styles, "</w:styles>") || strings.Contains(r.styles, "r:id") || wellFormed(r.styles) != nil {
		return nil, errors.New("expected word/styles.xml with the usual prefix w, found none that can be read")
	}
	r.page(texts["word/document.xml"])
	return r, nil
}

func content(f *zip.File) (string, error) {
	file, err := f.Open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, longPart+1))
	if err == nil && len(data) > longPart {
		err = fmt.Errorf("expected at most %d MiB", longPart>>20)
	}
	return string(data), err
}

// wellFormed reads XML to its end; a document type, which could hold entities, is
// an error.
func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, is := token.(xml.Directive); is {
			return errors.New("a document type")
		}
	}
}

// page takes size and margins of the last section, when both can be read.
func (r *Reference) page(document string) {
	find := func(name string) string {
		all := regexp.MustCompile(`<w:`+name+`( w:[a-zA-Z]+="[a-z0-9-]+")+ ?/>`).FindAllString(document, -1)
		if len(all) == 0 {
			return ""
		}
		return all[len(all)-1]
	}
	value := func(tag, name string) int {
		m := regexp.MustCompile(` w:` + name + `="(\d{1,5})"`).FindStringSubmatch(tag)
		if m == nil {
			return 0
		}
		n, _ := strconv.Atoi(m[1])
		return n
	}
	size, margin := find("pgSz"), find("pgMar")
	width := value(size, "w") - value(margin, "left") - value(margin, "right")
	if size != "" && margin != "" && width > 4000 {
		r.size, r.margin, r.width = size, margin, width
	}
}
