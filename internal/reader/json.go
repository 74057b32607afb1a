package reader

import (
	"iter"

	"signoff/internal/quantity"
)

// JSON is a pull cursor over JSON documents (RFC 8259). There is always one
// current value: the document, then the value of the key that Fields gave or
// the element that Items gave. It is read once, by one method; a value that is
// not read is skipped and still checked, also when a loop ends early.
//
// The first error stays: every iteration ends, every value is zero, and Err
// says it with its line. It tolerates what real tools write: a byte order
// mark, UTF-16, raw control characters and invalid UTF-8 in strings, repeated
// names, lone surrogates, and NaN and Infinity where nobody reads them as
// numbers. Nesting is limited to 1000, a value that is handed out to 4 MiB.
type JSON struct {
	s       stream
	kinds   [maxDepth/64 + 1]uint64 // one bit a level: set for an object
	depth   int
	pending bool // the current value was not read yet
	many    bool // Values is at work
	scratch []byte
	held    int   // bytes of members that wait to be read
	lists   int   // that are open
	used    *bool // a list was empty, or something in one was read
}

// Values gives the number, from 0, of each document of a file that holds
// several: one a line or simply one after the other. For a file of one
// document start with Fields or Items instead.
func (j *JSON) Values() iter.Seq[int] {
	return func(yield func(int) bool) { j.values(yield) }
}

// Fields gives the keys of the current object, in their order. Null has none;
// any other value is an error.
func (j *JSON) Fields() iter.Seq[string] {
	return func(yield func(string) bool) { j.fields(yield) }
}

// Items gives the number, from 0, of each element of the current array. Null
// has none; any other value is an error.
func (j *JSON) Items() iter.Seq[int] {
	return func(yield func(int) bool) { j.items(yield) }
}

// The iterators proper stand apart from what gives them: so small, those are
// inlined everywhere, and neither they nor the bodies of loops are allocated.
func (j *JSON) values(yield func(int) bool) {
	j.many, j.pending = true, false
	wanted := true
	for i := 0; ; i++ {
		if j.space(); j.s.atEnd() {
			break
		}
		j.pending = true
		wanted = wanted && yield(i)
		j.settle(0)
	}
	j.many = false
}

func (j *JSON) fields(yield func(string) bool) {
	if !j.enter('{') {
		return
	}
	level := j.depth
	for first := true; j.next('}', first); first = false {
		key := j.key()
		j.pending = true
		more := yield(key)
		j.settle(level)
		if !more {
			j.pass(level-1, false)
			return
		}
	}
}

func (j *JSON) items(yield func(int) bool) {
	if !j.enter('[') {
		j.use()
		return
	}
	level := j.depth
	i := 0
	for j.lists++; j.next(']', i == 0); i++ {
		j.pending = true
		more := yield(i)
		j.settle(level)
		if !more {
			j.pass(level-1, false)
			break
		}
	}
	if j.lists--; i == 0 {
		j.use()
	}
}

// use marks the file as one of which a list was read.
func (j *JSON) use() {
	if j.used != nil {
		*j.used = true
	}
}

// settle finishes what a loop's body left unread, down to a level.
func (j *JSON) settle(level int) {
	if j.pending {
		j.Skip()
	}
	if j.depth > level {
		j.pass(level, false)
	}
}

// Kind tells what the current value is without reading it: '{', '[', '"', '0'
// for a number, 't', 'f', 'n' for null, and 0 when there is no value.
func (j *JSON) Kind() byte {
	if !j.pending {
		return 0
	}
	return kindOf(j.space())
}

func kindOf(c byte) byte {
	switch c {
	case '{', '[', '"', 't', 'f', 'n':
		return c
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I':
		return '0'
	}
	return 0
}

// Text reads a string, or a number, true or false as written; null is "". The
// string may be kept. An object or an array is an error.
func (j *JSON) Text() string {
	return j.s.words.of(j.scalar("a text"))
}

// scalar reads anything but a container; null is empty. The bytes are valid
// until the next call.
func (j *JSON) scalar(wanted string) []byte {
	if !j.take() {
		return nil
	}
	if j.lists > 0 {
		j.use()
	}
	switch c := j.space(); c {
	case '"':
		return j.text()
	case '{', '[':
		j.expected(wanted, c)
		return nil
	}
	if word := j.word(); string(word) != "null" {
		return word
	}
	return nil
}

// Number reads a number or a string that holds one, exactly as written; ok is
// false for null. Anything else is an error, NaN and infinities too.
func (j *JSON) Number() (d quantity.Decimal, ok bool) {
	if kind := j.Kind(); kind == 'n' {
		j.Skip()
		return d, false
	}
	text := j.scalar("a number")
	if j.s.err != nil {
		return d, false
	}
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		j.Fail("expected a number, found %.40q", text)
		return quantity.Decimal{}, false
	}
	return d, true
}

// Decimal is Number with zero for null.
func (j *JSON) Decimal() quantity.Decimal {
	d, _ := j.Number()
	return d
}

// Int reads a whole number that fits 64 bits, also as 3.0, 3e2 or "3"; null is
// zero. Anything else is an error.
func (j *JSON) Int() int64 {
	text := j.scalar("a number")
	if n, ok := smallInt(text); ok || text == nil {
		return n
	}
	d, err := quantity.ParseDecimal(text)
	n, ok := whole(d)
	if err != nil || !ok {
		j.Fail("expected a whole number of at most 64 bits, found %.40q", text)
	}
	return n
}

// Bool reads true or false, also as strings; null is false. Anything else is
// an error.
func (j *JSON) Bool() bool {
	switch word := j.scalar("true or false"); string(word) {
	case "true":
		return true
	case "false", "":
		return false
	default:
		j.Fail("expected true or false, found %.40q", word)
		return false
	}
}

// Texts reads an array of scalars as Text does; null is none, and a scalar
// stands for an array of itself.
func (j *JSON) Texts() []string {
	switch j.Kind() {
	case '[':
		var texts []string
		for range j.Items() {
			texts = append(texts, j.Text())
		}
		return texts
	case 'n':
		j.Skip()
		return nil
	}
	text := j.Text()
	if j.s.err != nil {
		return nil
	}
	return []string{text}
}

// Raw reads the current value as it stands in the file, checked; the bytes are
// valid until the next call.
func (j *JSON) Raw() []byte {
	if !j.take() {
		return nil
	}
	j.space()
	j.s.mark = j.s.pos
	j.pass(j.depth, true)
	if j.s.err != nil {
		return nil
	}
	raw := j.s.buf[j.s.mark:j.s.pos]
	j.s.mark = -1
	return raw
}

// Skip passes over the current value and checks it; so does not reading it.
func (j *JSON) Skip() {
	if j.take() {
		j.pass(j.depth, true)
	}
}

// Line is the line where the current value begins, or where the value that was
// just read ends.
func (j *JSON) Line() int {
	if j.pending {
		j.space()
	}
	return j.s.lineAt(j.s.pos)
}

// Fail keeps an error at the current line, unless there is one already, and
// ends the reading.
func (j *JSON) Fail(format string, args ...any) {
	if j.s.err == nil {
		j.s.stop(fault(j.s.path, j.Line(), format, args...))
	}
}

// Err is the first error. Between documents, or after the only one, it also
// checks that nothing follows; a document that nobody read is then checked.
func (j *JSON) Err() error {
	if j.s.err == nil && j.depth == 0 && !j.many {
		if j.pending {
			j.Skip()
		}
		if c := j.space(); !j.s.atEnd() {
			j.expected("the end of the file", c)
		}
	}
	return j.s.err
}
