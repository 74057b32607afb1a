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

// errorMessage is the message of a JavaScript error, which may be given alone.
func errorMessage(j *reader.JSON) (message string) {
	if j.Kind() == '"' {
		return j.Text()
	}
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

// textsOf gives the texts, numbers and truths of an object by their paths
// (".result.status"); what stands in lists is left out.
func textsOf(j *reader.JSON) map[string]string {
	found := map[string]string{}
	collectTexts(j, "", found)
	return found
}

func collectTexts(j *reader.JSON, path string, found map[string]string) {
	switch j.Kind() {
	case '{':
		for key := range j.Fields() {
			collectTexts(j, path+"."+key, found)
		}
	case '"', '0', 't', 'f':
		found[path] = j.Text()
	}
}
