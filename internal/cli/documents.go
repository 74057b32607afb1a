package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"signoff/internal/scorecard"
)

// writeDocuments writes the documents of one scorecard: files into a folder, all
// of them or none, and what has none to standard output.
func (g *global) writeDocuments(list []document, o writeOptions, s *scorecard.Scorecard, history []*scorecard.Scorecard) error {
	out := writing{global: g, folder: o.out, force: o.force}
	defer out.close()
	for _, d := range list {
		var page bytes.Buffer
		d.options.Digest, d.options.History = s.Digest(), history
		if err := d.output.Write(&page, s, d.options); err != nil {
			return err
		}
		if d.output.Name == pdfName {
			data, err := g.print(page.Bytes())
			if err != nil {
				return err
			}
			page = *bytes.NewBuffer(data)
		}
		if err := out.deliver(d, &page); err != nil {
			return err
		}
	}
	return out.finish()
}

// standardOutput is the --out that is not a folder.
const standardOutput = "-"

// assessmentFile is the output that all others are made from.
const assessmentFile = "assessment.json"

// writing is a set of documents on its way to where each belongs.
type writing struct {
	*global
	folder string
	force  bool
	places *places // nil until a file needs it
	loose  bytes.Buffer
	ends   []document
	pages  []bytes.Buffer
}

func (w *writing) deliver(d document, page *bytes.Buffer) error {
	switch {
	case d.end != "":
		w.ends, w.pages = append(w.ends, d), append(w.pages, *page)
		return nil
	case d.output.Ext == "" || w.folder == standardOutput:
		_, err := w.loose.ReadFrom(page)
		return err
	case w.places == nil:
		p, err := w.global.places(w.folder, w.force)
		if err != nil {
			return err
		}
		w.places = p
	}
	write := func(to io.Writer) error {
		_, err := to.Write(page.Bytes())
		return err
	}
	return w.places.add(d.name+d.output.Ext, write, d.output.Wrote)
}

// finish puts every document where it belongs.
func (w *writing) finish() error {
	if w.places != nil {
		names, err := w.places.put(assessmentFile)
		if err != nil {
			return err
		}
		for _, name := range names {
			fmt.Fprintln(w.Stdout, name)
		}
	}
	for i, d := range w.ends {
		if err := appendFile(d.end, w.pages[i].Bytes()); err != nil {
			return err
		}
	}
	if _, err := io.Copy(w.verbatim, &w.loose); err != nil {
		return broken{err}
	}
	return nil
}

func (w *writing) close() {
	if w.places != nil {
		w.places.close()
	}
}

// appendFile adds to the end of a file that others write to as well.
func appendFile(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err == nil {
		_, err = file.Write(data)
		if closed := file.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return broken{fmt.Errorf("can't write %s: %w", filepath.ToSlash(path), err)}
	}
	return nil
}
