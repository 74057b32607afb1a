package tests

import "signoff/internal/reader"

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
