package declared

import (
	"fmt"
	"strconv"
	"time"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// draft is a record while its fields are set: the part of its kind is used.
type draft struct {
	about     about
	records   int64 // as the end record counts them
	finding   fact.Finding
	test      fact.Case
	cover     cover
	sample    fact.Sample
	taken     string
	service   fact.Service
	up        fact.Up
	state     state
	component fact.Component
	vex       fact.VEX
}

// about is what a file says about itself.
type about struct {
	evidence            fact.Kind
	tool, version       string
	producedAt, commit  string
	samples             kindOfSamples
	incomplete, skipped []string
}

// cover is a line or a total of the coverage of one source file.
type cover struct {
	path, pkg   string
	line, hits  int64
	metric      fact.Metric
	part, whole int64
}

// state is what a probe found at one instant.
type state struct{ up, gap bool }

// blank is a draft without a field.
var blank = draft{service: fact.Service{Restarts: -1}}

// required marks a field that its record can't do without.
func required(f field) field {
	f.required = true
	if f.starts == `"` && f.words == nil {
		f.schema["minLength"] = 1
	}
	return f
}

func text(name, doc string, at func(*draft) *string) field {
	return field{
		name: name, doc: doc, starts: `"`, schema: map[string]any{"type": "string"},
		set: func(d *draft, text string) error { *at(d) = text; return nil },
	}
}

func texts(name, doc string, at func(*draft) *[]string) field {
	return field{
		name: name, doc: doc, many: true, starts: "[",
		schema: map[string]any{"type": "array", "items": map[string]any{"type": "string"}},
		set:    func(d *draft, text string) error { *at(d) = append(*at(d), text); return nil },
	}
}

var weakness = lazy.Regexp(`^(?:(?i:CWE)[-_ ]?)?0*([1-9][0-9]{0,4})\b`)

// weaknesses are texts that begin with the number of a weakness.
func weaknesses(name, doc string, at func(*draft) *[]string) field {
	f := texts(name, doc, at)
	f.set = func(d *draft, text string) error {
		m := weakness().FindStringSubmatch(text)
		if m == nil {
			return fmt.Errorf("expected a weakness such as CWE-79, found %.40q", text)
		}
		*at(d) = append(*at(d), "CWE-"+m[1])
		return nil
	}
	return f
}

func boolean(name, doc string, at func(*draft) *bool) field {
	return field{
		name: name, doc: doc, starts: "tf", words: []string{"true", "false"}, schema: map[string]any{"type": "boolean"},
		set: func(d *draft, text string) error {
			if text != "true" && text != "false" {
				return fmt.Errorf("expected true or false for %s, found %.40q", name, text)
			}
			*at(d) = text == "true"
			return nil
		},
	}
}

// whole is a number of things.
func whole(name, doc string, at func(*draft) *int64) field {
	return field{
		name: name, doc: doc, starts: "0", schema: map[string]any{"type": "integer", "minimum": 0},
		set: func(d *draft, text string) error {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil { // it may be written 3.0 or 3e2
				var x quantity.Decimal
				x, err = quantity.ParseDecimal(text)
				if n = -1; x.Rat().IsInt() && x.Rat().Num().IsInt64() {
					n = x.Rat().Num().Int64()
				}
			}
			if err != nil || n < 0 {
				return fmt.Errorf("expected a whole number of 0 or more for %s, found %.40q", name, text)
			}
			*at(d) = n
			return nil
		},
	}
}

func number(name, doc string, at func(*draft) *quantity.Decimal) field {
	return field{
		name: name, doc: doc, starts: "0", schema: map[string]any{"type": "number"},
		set: func(d *draft, text string) (err error) {
			if *at(d), err = quantity.ParseDecimal(text); err != nil {
				return fmt.Errorf("expected a number for %s, found %.40q", name, text)
			}
			return nil
		},
	}
}

func seconds(name, doc string, at func(*draft) *quantity.Decimal) field {
	f := number(name, doc, at)
	f.seconds, f.schema["minimum"] = true, 0
	parse := f.set
	f.set = func(d *draft, text string) error {
		if err := parse(d, text); err != nil || at(d).Sign() >= 0 {
			return err
		}
		return fmt.Errorf("expected a time that is not negative for %s, found %.40q", name, text)
	}
	return f
}

func instant(name, doc string, at func(*draft) *time.Time) field {
	f := text(name, doc, nil)
	f.set = func(d *draft, text string) (err error) {
		*at(d), _, err = quantity.ParseTime(text)
		return err
	}
	return f
}

// date is an instant that is kept as written: whether it names its zone counts.
func date(name, doc string, at func(*draft) *string) field {
	f := text(name, doc, at)
	f.set = func(d *draft, text string) error {
		*at(d) = text
		_, _, err := quantity.ParseTime(text)
		return err
	}
	return f
}

func unit(name, doc string, at func(*draft) *quantity.Unit) field {
	f := text(name, doc, nil)
	f.set = func(d *draft, text string) (err error) {
		*at(d), err = quantity.ParseUnit(text)
		return err
	}
	return f
}

// option is one word of a fixed list, and what it means.
type option[T any] struct {
	word  string
	means T
}

// named lists values under their own names.
func named[T fmt.Stringer](values ...T) []option[T] {
	list := make([]option[T], len(values))
	for i, v := range values {
		list[i] = option[T]{v.String(), v}
	}
	return list
}

func word[T any](name, doc string, options []option[T], at func(*draft) *T) field {
	known := make([]string, len(options))
	for i, o := range options {
		known[i] = o.word
	}
	return field{
		name: name, doc: doc, starts: `"`, words: known, schema: map[string]any{"enum": known},
		set: func(d *draft, text string) error {
			for _, o := range options {
				if o.word == text {
					*at(d) = o.means
					return nil
				}
			}
			return fmt.Errorf("unknown %s %.40q%s: expected %s", name, text, tree.Mean(text, known), oneOf(known))
		},
	}
}
