package words

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestTables holds that each language says the words that every rule needs.
func TestTables(t *testing.T) {
	needed := []Concept{
		VerdictKey,
		Approved,
		StrongApproved,
		NotApproved,
		Conditional,
		Met,
		Unmet,
		NotDone,
		Target,
		Actual,
		Status,
		Must,
		Compliance,
		Score,
		Criteria,
		All,
		None,
		SignedBy,
		AtLeast,
		AtMost,
		Not,
		If,
		Plan,
		Past,
		Complied,
		Secret,
	}
	for _, l := range Languages {
		for _, c := range needed {
			if l.Words[c] == "" {
				t.Errorf("%s has no words for concept %d", l.Code, c)
			}
		}
		for c, list := range l.Words {
			for entry := range strings.SplitSeq(list, ",") {
				if strings.TrimSpace(entry) == "" || entry != strings.ToLower(entry) {
					t.Errorf("%s, concept %d: %q is empty or not in lower case", l.Code, c, entry)
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Concept
	}{
		{"not yet APPROVED", NotApproved}, {"Production-ready", StrongApproved}, {"NO-GO", StrongRejected}, {"noch nicht freigegeben", NotApproved},
		{"PRÊT POUR LA PRODUCTION", StrongApproved}, {"已批准上线", StrongApproved}, {"不通过", StrongRejected}, {"未達", Unmet}, {"no cumplido", Unmet},
		{"ＧＯ", Approved},
	} {
		if !Whole(tt.text).Has(tt.want) {
			t.Errorf("%q is not read as concept %d", tt.text, tt.want)
		}
	}
	if Whole("approved ideas") != 0 {
		t.Error("a phrase with an unknown word is taken for a whole")
	}
}

func FuzzScan(f *testing.F) {
	f.Add("Ｒｅａｄｙ：はい、100％ “x” don't İ")
	f.Fuzz(func(t *testing.T, s string) {
		text := Scan(s)
		if len(text.Folded) != len(text.Lower) {
			t.Fatalf("%q: lower case moves places", s)
		}
		last := 0
		for _, token := range text.Tokens {
			if token.Start < last || token.End <= token.Start || token.End > len(text.Folded) {
				t.Fatalf("%q: token %+v", s, token)
			}
			if utf8.ValidString(s) && !utf8.ValidString(token.Word) {
				t.Fatalf("%q: cut inside a character", s)
			}
			last = token.End
		}
		text.Find()
	})
}
