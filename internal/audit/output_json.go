package audit

import (
	"encoding/json"
	"io"
)

var jsonOutput = Output{
	Name: "json",
	Doc:  "one array with an element a document: path, encoding, repaired, findings",
	Write: func(w io.Writer, results []Result, _ string) error {
		if results == nil {
			results = []Result{}
		}
		return writeJSON(w, results)
	},
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
