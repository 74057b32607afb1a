package query

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"runtime"
	"runtime/metrics"
	"strings"
	"time"

	"github.com/itchyny/gojq"
)

// outside lists the functions that look beyond the document: with them it would
// answer differently tomorrow or elsewhere.
var outside = []string{"now", "localtime", "strflocaltime", "env", "$ENV", "input", "inputs", "input_filename", "debug", "stderr", "halt", "halt_error"}

func compileJQ(q *Query) error {
	parsed, err := gojq.Parse(q.text)
	if err != nil {
		return jqSyntax(q.text, err)
	}
	if name := called(reflect.ValueOf(parsed), outside); name != "" {
		return &SyntaxError{
			Offset: max(0, strings.Index(q.text, name)), Width: len(name),
			Msg: fmt.Sprintf("expected a query of the document alone, found %s", name),
		}
	}
	code, err := inDecimals(parsed)
	if err != nil {
		return &SyntaxError{Msg: "expected a jq program: " + err.Error()}
	}
	path, simple := simplePath(q.text)
	q.run = overInputs(func(ctx context.Context, in input, most int) ([]Result, error) {
		found, err := runJQ(ctx, code, in.value, most)
		if simple && len(found) == 1 {
			found[0].Line = in.line(path)
		}
		return found, err
	})
	if e := eachOf(q.text); e != nil {
		q.each = overInputs(e.run)
	}
	return nil
}

// overInputs runs a program on every input of a document.
func overInputs(run func(ctx context.Context, in input, most int) ([]Result, error)) func(d *Document) ([]Result, error) {
	return func(d *Document) ([]Result, error) {
		inputs, err := read(d)
		if err != nil {
			return nil, err
		}
		ctx, cancel := context.WithTimeout(context.Background(), maxTime)
		defer cancel()
		var results []Result
		for _, in := range inputs {
			found, err := run(ctx, in, maxResults-len(results))
			if err != nil {
				return nil, err
			}
			results = append(results, found...)
		}
		return results, nil
	}
}

func jqSyntax(text string, err error) error {
	var parse *gojq.ParseError
	if !errors.As(err, &parse) {
		return &SyntaxError{Msg: "expected a jq program: " + err.Error()}
	}
	offset := min(max(parse.Offset-len(parse.Token), 0), len(text))
	return &SyntaxError{Offset: offset, Width: max(1, len(parse.Token)), Msg: "expected a jq program: " + err.Error()}
}

// maxGrowth is by how much the program may grow while a jq query runs. A value
// under way is nobody's to measure, so the whole is looked at.
const maxGrowth = 256 << 20

// watched gives a context that ends when the program grows too much, and what
// says whether it did.
func watched(ctx context.Context) (context.Context, context.CancelCauseFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	before := inUse()
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(5 * time.Millisecond):
			}
			if inUse() < before+maxGrowth {
				continue
			}
			if runtime.GC(); inUse() >= before+maxGrowth { // what is left is in use
				cancel(errTooMuch)
				return
			}
		}
	}()
	return ctx, cancel
}

// inUse is how many bytes the program holds.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func runJQ(ctx context.Context, code *gojq.Code, input any, most int) ([]Result, error) {
	ctx, stop := watched(ctx)
	defer stop(nil)
	var results []Result
	iter := code.RunWithContext(ctx, input)
	for {
		value, ok := iter.Next()
		if !ok {
			return results, nil
		}
		if err, ok := value.(error); ok {
			switch {
			case errors.Is(context.Cause(ctx), errTooMuch):
				return nil, errTooMuch
			case ctx.Err() != nil:
				return nil, errTooLong
			}
			return nil, err
		}
		if value == nil {
			continue
		}
		if len(results) == most {
			return nil, errTooMany
		}
		result, err := resultOf(value)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
}

// resultOf writes a value as text; digits of the document stay as they are.
func resultOf(value any) (Result, error) {
	switch v := value.(type) {
	case string:
		return Result{Text: v}, tooLong(v)
	case bool:
		return Result{Text: fmt.Sprint(v), IsBool: true}, nil
	case json.Number:
		return Result{Text: v.String(), IsNumber: true}, nil
	case int:
		return Result{Text: fmt.Sprint(v), IsNumber: true}, nil
	case *big.Int:
		return Result{Text: v.String(), IsNumber: true}, nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Result{}, fmt.Errorf("expected a finite number, found %v", v)
		}
	}
	text, err := gojq.Marshal(value)
	if err != nil {
		return Result{}, err
	}
	_, isNumber := value.(float64)
	return Result{Text: string(text), IsNumber: isNumber, Inexact: isNumber}, tooLong(string(text))
}

func tooLong(text string) error {
	if len(text) > maxText {
		return fmt.Errorf("expected a value of at most %d bytes, found %d", maxText, len(text))
	}
	return nil
}

// called finds a call of one of the functions in a parsed program.
func called(v reflect.Value, functions []string) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ""
		}
		if call, ok := v.Interface().(*gojq.Func); ok {
			for _, name := range functions {
				if call.Name == name {
					return name
				}
			}
		}
		return called(v.Elem(), functions)
	case reflect.Struct:
		for i := range v.NumField() {
			if name := called(v.Field(i), functions); name != "" {
				return name
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if name := called(v.Index(i), functions); name != "" {
				return name
			}
		}
	}
	return ""
}
