package scorecard

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"signoff/internal/quantity"
)

// JSON returns the document of schema signoff.assessment/v1: indented by two
// spaces, with a final newline, fields in a fixed order, and texts as they are
// (escaped for JSON alone).
func (s *Scorecard) JSON() ([]byte, error) { return encode(s, "  ") }

func encode(v any, indent string) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// ToValidUTF8 puts U+FFFD where a text, such as the name of a file, is not UTF-8.
// The document can say no other, so that its digest and its views are those of
// the scorecard that it is read back to.
func (s *Scorecard) ToValidUTF8() { toValidUTF8(reflect.ValueOf(s)) }

func toValidUTF8(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			toValidUTF8(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			toValidUTF8(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			toValidUTF8(v.Field(i))
		}
	case reflect.String:
		if text := v.String(); !utf8.ValidString(text) {
			v.SetString(strings.ToValidUTF8(text, "\uFFFD"))
		}
	}
}

// Text is value and unit as one text for people, in the spacing of
// quantity.Show.
func (f Figure) Text() string {
	switch {
	case f.Unit == "" || f.Unit == quantity.Point.Name():
		return f.Value
	case strings.HasPrefix(f.Unit, "/"):
		return f.Value + f.Unit
	case f.Unit == quantity.Percent.Name():
		return f.Value + "\u202f" + f.Unit
	}
	return f.Value + "\u00a0" + f.Unit
}

// Digest identifies what an approval covers: the SHA-256, in hexadecimal, of
// the assessment without as-of and approvals and with the verdict before
// approvals. What the clock alone can change is not in it either: the states of
// evidence and waivers, the reasons of the unknown and the limits of the report.
// What these do to an outcome is in the outcomes, so a later run of the same
// evidence has the same digest until an outcome changes.
func (s *Scorecard) Digest() string {
	signed := *s
	signed.AsOf, signed.AsOfFrom = "", ""
	signed.Approvals, signed.Limits = nil, nil
	signed.Verdict = Verdict{
		Outcome:           s.Verdict.BeforeApprovals,
		BeforeApprovals:   s.Verdict.BeforeApprovals,
		ForWantOfEvidence: s.Verdict.ForWantOfEvidence,
	}
	signed.Waivers = slices.Clone(s.Waivers)
	for i := range signed.Waivers {
		signed.Waivers[i].State = ""
	}
	signed.Evidence = slices.Clone(s.Evidence)
	for i := range signed.Evidence {
		signed.Evidence[i].State, signed.Evidence[i].Detail = "", nil
	}
	signed.Criteria = slices.Clone(s.Criteria)
	for i := range signed.Criteria {
		signed.Criteria[i].Reason, signed.Criteria[i].Detail = "", nil
	}
	data, err := encode(&signed, "")
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
