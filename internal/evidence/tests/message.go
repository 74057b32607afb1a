package tests

import (
	"strings"

	"signoff/internal/reader"
)

// jsonText is a scalar as text, "" for a list or an object.
func jsonText(j *reader.JSON) string {
	if kind := j.Kind(); kind == '{' || kind == '[' {
		return ""
	}
	return j.Text()
}

// errorMessage is the message of a JavaScript error.
func errorMessage(j *reader.JSON) (message string) {
	for key := range j.Fields() {
		if key == "message" {
			message = jsonText(j)
		}
	}
	return message
}

// childText is the text of the first child of a name.
func childText(x *reader.XML, name string) string {
	text := ""
	for child := range x.Elements() {
		if child == name && text == "" {
			text = strings.TrimSpace(x.Text())
		}
	}
	return text
}
