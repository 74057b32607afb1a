package evaluate

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/scorecard"
)

// TestEveryAssessmentReadsBack holds that whatever is judged is a document that
// Parse takes, and that nothing is lost in it.
func TestEveryAssessmentReadsBack(t *testing.T) {
	readsBack(t, everything(t).run())
	rapid.Check(t, func(rt *rapid.T) {
		readsBack(rt, drawSketch(rt).run(t))
	})
}

func readsBack(t interface{ Fatalf(string, ...any) }, card *scorecard.Scorecard) {
	text, err := card.JSON()
	if err != nil {
		t.Fatalf("%v", err)
	}
	back, err := scorecard.Parse("assessment.json", text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if again, err := back.JSON(); err != nil || !bytes.Equal(text, again) {
		t.Fatalf("%v: reads back as\n%s", err, again)
	}
}
