package reader

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/source"
)

func TestInputReadsTwice(t *testing.T) {
	in := Of("x.json", []byte(`{"a":1}`))
	for range 2 {
		j := in.JSON()
		for key := range j.Fields() {
			if n := j.Int(); key != "a" || n != 1 {
				t.Errorf("got %s %d", key, n)
			}
		}
		if err := j.Err(); err != nil {
			t.Error(err)
		}
	}
	if err := in.Close(); err != nil || in.Size() != 7 || len(in.Digest()) != 64 {
		t.Error(err, in.Size(), in.Digest())
	}
}

func TestInputNoticesAChange(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x.txt")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one\n")
	in, err := Open(open.NewRoot(dir, open.Limits{}), "x.txt")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := in.Bytes(100); string(data) != "one\n" || err != nil {
		t.Error(data, err)
	}
	write("two\n")
	lines := in.Lines()
	for range lines.All() {
	}
	if err := lines.Err(); err == nil || !strings.Contains(err.Error(), "changed while it was read") {
		t.Error(err)
	}
}

func TestInputHasADigestWhateverWasRead(t *testing.T) {
	data := []byte("[" + strings.Repeat("1,", 100_000) + "1]")
	whole := Of("x", data)
	if err := whole.Close(); err != nil {
		t.Fatal(err)
	}
	part := Of("x", data)
	for range part.JSON().Items() {
		break
	}
	failed := Of("x", data)
	failed.JSON().Fail("no")
	for _, in := range []*Input{part, failed} {
		if err := in.Close(); err != nil || in.Digest() != whole.Digest() || in.Size() != int64(len(data)) {
			t.Error(err, in.Digest(), in.Size())
		}
	}
}

func TestBytesIsBounded(t *testing.T) {
	if _, err := Of("x", []byte("12345")).Bytes(4); err == nil || err.Error() != "x: longer than the limit of 4 bytes" {
		t.Error(err)
	}
	if data, err := Of("x", []byte("12345")).Bytes(5); err != nil || string(data) != "12345" {
		t.Error(data, err)
	}
}

func TestErrorsArePlaced(t *testing.T) {
	err := Of("a/b.json", nil).Errorf(7, "expected %d", 1)
	var placed *source.Error
	if !errors.As(err, &placed) || placed.Pos.Line != 7 || err.Error() != "a/b.json:7: expected 1" {
		t.Error(err)
	}
}

func TestLines(t *testing.T) {
	l := Of("x", []byte("one\r\n\n\xffthree\r")).Lines()
	var got strings.Builder
	for range l.All() {
		fmt.Fprintf(&got, "%d%q ", l.Line(), l.Text())
	}
	if want := `1"one" 2"" 3"` + "\ufffd" + `three" `; got.String() != want || l.Err() != nil {
		t.Error(got.String(), l.Err())
	}
	l = Of("x", []byte("one\ntwo\nthree")).Lines()
	for range l.All() {
		if l.Text() == "two" {
			l.Fail("unknown word %q", l.Text())
		}
	}
	if err := l.Err(); err == nil || err.Error() != `x:2: unknown word "two"` {
		t.Error(err)
	}
	l = Of("x", []byte("short\n"+strings.Repeat("x", lineBytes+1))).Lines()
	n := 0
	for range l.All() {
		n++
	}
	if n != 1 || l.Err() == nil || !strings.HasPrefix(l.Err().Error(), "x:2: longer than the limit") {
		t.Error(n, l.Err())
	}
}

func TestLongTextsAreRefusedOnlyWhenRead(t *testing.T) {
	data := []byte(`["` + strings.Repeat("x", tokenBytes+windowBytes) + `"]`)
	if err := Of("x", data).JSON().Err(); err != nil {
		t.Error("skipped:", err)
	}
	j := Of("x", data).JSON()
	for range j.Items() {
		j.Text()
	}
	if err := j.Err(); err == nil || err.Error() != "x:1: longer than the limit of 4194304 bytes" {
		t.Error(err)
	}
}

func TestSeverities(t *testing.T) {
	table := Severities{"high": fact.High, "": fact.Info}
	j := Of("x", []byte("[\"HIGH \",\nnull,\n\"huge\"]")).JSON()
	var got []fact.Severity
	for range j.Items() {
		got = append(got, table.Of(j))
	}
	if fmt.Sprint(got) != fmt.Sprint([]fact.Severity{fact.High, fact.Info, fact.NoSeverity}) {
		t.Error(got)
	}
	if err := j.Err(); err == nil || err.Error() != `x:3: unknown severity "huge"` {
		t.Error(err)
	}
}

// brokenReader fails after its text.
type brokenReader struct{ text io.Reader }

func (b brokenReader) Read(p []byte) (int, error) {
	n, err := b.text.Read(p)
	if err == io.EOF {
		err = errors.New("the disk is gone")
	}
	return n, err
}

func TestReadErrorsArePlacedAndStay(t *testing.T) {
	s := newStream(brokenReader{strings.NewReader("[1,\n2")}, "x", windowBytes, tokenBytes)
	j := &JSON{pending: true, s: s}
	for range j.Items() {
		j.Int()
	}
	if err := j.Err(); err == nil || err.Error() != "x:1: the disk is gone" {
		t.Error(err)
	}
}
