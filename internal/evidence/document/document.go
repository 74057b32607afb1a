package document

import (
	"path"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/query"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var documentFormat = reader.Format{
	Name: "document",
	Doc:  "Any JSON, JSON lines, YAML, TOML, XML, CSV or text file up to 16 MiB, looked up by jq, XPath, column or regexp. It is read so wherever a criterion asks for a document.* measure.",
	Kind: fact.Document,
	Read: readDocument,
	// Any file may be read so, hence it recognises none.
	NeedsFormat: true,
}

func readDocument(in *reader.Input, s *tally.Sink) error {
	data, err := in.Bytes(query.MaxDocument)
	if err != nil {
		return err
	}
	s.Document(&query.Document{Path: in.Path, Container: container(in.Head), Bytes: data})
	return nil
}

// byExtension lists what a file's name says better than its first bytes can:
// YAML and TOML have no shape of their own, and a prose file may begin like a
// table.
var byExtension = map[string]query.Container{
	".yaml": query.YAML, ".yml": query.YAML, ".toml": query.TOML,
	".csv": query.CSV, ".tsv": query.CSV,
	".md": query.Text, ".txt": query.Text, ".log": query.Text,
}

func container(h *reader.Head) query.Container {
	name := strings.TrimSuffix(strings.TrimSuffix(h.Path, ".gz"), ".zst")
	if c, ok := byExtension[strings.ToLower(path.Ext(name))]; ok {
		return c
	}
	switch h.Container {
	case reader.JSONValue:
		return query.JSON
	case reader.JSONLines:
		return query.JSONLines
	case reader.XMLDocument:
		return query.XML
	case reader.CSVTable:
		return query.CSV
	}
	if strings.HasSuffix(name, ".json") {
		return query.JSON
	}
	return query.Text
}
