package evidence

import (
	"io"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// replayed is the assessment of a bundle that comes out the same here, which is then
// measured and nobody's word; nil of a file that is none. The file is the archive.
func (g *gathering) replayed(j job, file *fact.File) (*reader.Input, error) {
	if g.Replay == nil || j.kind != fact.Assessment && j.kind != fact.NoKind {
		return nil, nil
	}
	archive, err := g.Root.Open(j.path) // also what lies outside of the project is refused here
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	text, err := g.Replay(j.path)
	if text == nil && err == nil {
		return nil, nil
	}
	if _, unread := io.Copy(io.Discard, archive); unread != nil {
		return nil, unread
	}
	file.SHA256, file.Bytes, file.Reproduced = archive.Digest(), archive.Bytes(), err == nil
	if err != nil {
		return nil, atFile(j.path, err)
	}
	return reader.Of(j.path, text), nil
}

// bundled restores what the register says of a bundle, not of the assessment in it.
func (r *reading) bundled(archive fact.File) {
	if archive.Reproduced {
		r.file.SHA256, r.file.Bytes, r.file.Reproduced = archive.SHA256, archive.Bytes, true
	}
}
